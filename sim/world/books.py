"""The books that people write into while they live: flows, counts and, if asked, events.

Everything is a whole number, so the order in which people write never matters.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.scenario.tables import Tables
from sim.world.ledger import LINES, Line
from sim.world.outcome import GROUPS, Event

Ints = NDArray[np.int64]

WIDTH = len(LINES)
CAPITAL_CHARGE = int(Line.CAPITAL_CHARGE)
COUNTS = (
    "customers",
    "joined",
    "churned",
    "lapsed",
    "died",
    "contacts",
    "responses",
    "needs",
    "needs_won",
    "incidents",
    "products_held",
    "satisfaction",
)


@dataclass
class Books:
    """Flat lists of whole numbers; `tables` gives them back with their axes."""

    months: int
    products: int
    ages: int
    keep_events: bool
    ledger: list[int] = field(init=False)  # month, product (the last: none), line
    by_age: list[int] = field(init=False)  # age, line
    by_tenure: list[int] = field(init=False)  # month since joining + 1, line
    age_customer_months: list[int] = field(init=False)
    age_products_held: list[int] = field(init=False)
    tenure_customers: list[int] = field(init=False)
    counts: dict[str, list[int]] = field(init=False)
    group_net: list[list[int]] = field(init=False)
    group_cash: list[list[int]] = field(init=False)
    events: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = [0] * (self.months * (self.products + 1) * WIDTH)
        self.by_age = [0] * (self.ages * WIDTH)
        self.by_tenure = [0] * ((self.months + 1) * WIDTH)
        self.age_customer_months = [0] * self.ages
        self.age_products_held = [0] * self.ages
        self.tenure_customers = [0] * (self.months + 1)
        self.counts = {name: [0] * self.months for name in COUNTS}
        self.group_net = [[0] * self.months for _ in range(GROUPS)]
        self.group_cash = [[0] * self.months for _ in range(GROUPS)]
        self.events = []

    def cash_of(self, month: int) -> int:
        """What the ledger says the month brought in cash: every line but the capital charge."""
        size = (self.products + 1) * WIDTH
        cells = self.ledger[month * size : (month + 1) * size]
        return sum(cells) - sum(cells[CAPITAL_CHARGE::WIDTH])

    def ledger_table(self) -> Ints:
        """The ledger as ``[month, product, line]``."""
        return np.array(self.ledger, dtype=np.int64).reshape(self.months, -1, WIDTH)


def empty_books(tables: Tables, oldest: int, keep_events: bool) -> Books:
    """Books for a run in which nobody grows older than ``oldest`` years."""
    return Books(tables.months, len(tables.product_names), oldest + 1, keep_events)
