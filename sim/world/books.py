"""The books that people write into while they live: flows, counts and, if asked, events.

Everything is a whole number, so the order in which people write never matters.
"""

from array import array
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.scenario.tables import Tables
from sim.world.ledger import LINES, Line
from sim.world.outcome import GROUPS, Event

Ints = NDArray[np.int64]

Cells: TypeAlias = "array[int]"

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


def zeros(size: int) -> Cells:
    """So many cells, all zero."""
    return array("q", bytes(8 * size))


def view(cells: Cells) -> Ints:
    """Cells as an array that shares their memory."""
    return np.frombuffer(cells, dtype=np.int64)


def by_line(cells: Cells) -> Ints:
    """Cells as a table with a column a line, which shares their memory."""
    return view(cells).reshape(-1, WIDTH)


@dataclass
class Books:
    """Flat arrays of 64-bit whole numbers."""

    months: int
    product_names: tuple[str, ...]
    ages: int
    keep_events: bool
    products: int = field(init=False)
    ledger: Cells = field(init=False)  # month, product (the last: none), line
    by_age: Cells = field(init=False)  # age, line
    by_tenure: Cells = field(init=False)  # month since joining + 1, line
    age_customer_months: Cells = field(init=False)
    age_products_held: Cells = field(init=False)
    tenure_customers: Cells = field(init=False)
    counts: dict[str, Cells] = field(init=False)
    group_net: list[Cells] = field(init=False)
    group_cash: list[Cells] = field(init=False)
    group_tenure: list[Cells] = field(init=False)  # month since joining + 1
    group_ages: list[Cells] = field(init=False)
    group_age_customers: list[Cells] = field(init=False)
    events: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        self.products = len(self.product_names)
        self.ledger = zeros(self.months * (self.products + 1) * WIDTH)
        self.by_age = zeros(self.ages * WIDTH)
        self.by_tenure = zeros((self.months + 1) * WIDTH)
        self.age_customer_months = zeros(self.ages)
        self.age_products_held = zeros(self.ages)
        self.tenure_customers = zeros(self.months + 1)
        self.counts = {name: zeros(self.months) for name in COUNTS}
        self.group_net = [zeros(self.months) for _ in range(GROUPS)]
        self.group_cash = [zeros(self.months) for _ in range(GROUPS)]
        self.group_tenure = [zeros(self.months + 1) for _ in range(GROUPS)]
        self.group_ages = [zeros(self.ages) for _ in range(GROUPS)]
        self.group_age_customers = [zeros(self.ages) for _ in range(GROUPS)]
        self.events = []

    def cash_of(self, month: int) -> int:
        """What the ledger says the month brought in cash: every line but the capital charge."""
        size = (self.products + 1) * WIDTH
        cells = self.ledger[month * size : (month + 1) * size]
        return sum(cells) - sum(cells[CAPITAL_CHARGE::WIDTH])

    def product_name(self, product: int) -> str | None:
        """The product of an index; None for that of no product."""
        return self.product_names[product] if product < self.products else None

    def ledger_table(self) -> Ints:
        """The ledger as ``[month, product, line]``: a view."""
        return view(self.ledger).reshape(self.months, -1, WIDTH)


def empty_books(tables: Tables, oldest: int, keep_events: bool) -> Books:
    """Books for a run in which nobody grows older than ``oldest`` years."""
    return Books(tables.months, tables.product_names, oldest + 1, keep_events)
