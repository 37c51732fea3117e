"""The books that people write into while they live: flows, counts and, if asked, events.

Everything is a whole number, so the order in which people write never matters. The ledger by
product is the firm's; each group of people has books of its own, of which the firm's are the sums.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.scenario.tables import Tables
from sim.world.ledger import LINES
from sim.world.outcome import GROUPS, Event

Ints = NDArray[np.int64]

Cells: TypeAlias = "array[int]"

WIDTH = len(LINES)
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
    "responses_kept",
    "put_right",
    "silent",
    "surveys",
    "purchases",
    "purchases_added",
    "revenue",
    "members",
    "rewards",
    "rewards_anyway",
    "lost_of_year",
    "died_of_year",
    "buyers",
    "buyers_again",
)
OF_A_YEAR = ("buyers", "buyers_again")
"""Counts of a whole year of the run, which stand in its first month."""
UNITS_OF_SATISFACTION = 1e9
"""Satisfaction is summed in whole units of this size, so that order changes nothing."""
A_YEAR = 12
"""So many months after a contact sold a product, it counts as kept if it is held still."""


def zeros(size: int) -> Cells:
    """So many cells, all zero."""
    return array("q", [0]) * size


def view(cells: Cells) -> Ints:
    """Cells as an array that shares their memory."""
    return np.frombuffer(cells, dtype=np.int64)


def by_line(cells: Cells) -> Ints:
    """Cells as a table with a column a line, which shares their memory."""
    return view(cells).reshape(-1, WIDTH)


@dataclass
class Books:
    """The books of one group of people: flat arrays of 64-bit whole numbers."""

    months: int
    product_names: tuple[str, ...]
    ages: int
    keep_events: bool
    products: int = field(init=False)
    lines: Cells = field(init=False)  # month, line: of the ledger, all products together
    by_age: Cells = field(init=False)  # age, line
    by_tenure: Cells = field(init=False)  # month since joining + 1, line
    age_customer_months: Cells = field(init=False)
    age_products_held: Cells = field(init=False)
    tenure_customers: Cells = field(init=False)
    counts: dict[str, Cells] = field(init=False)
    events: list[Event] = field(init=False)

    def __post_init__(self) -> None:
        self.products = len(self.product_names)
        self.lines = zeros(self.months * WIDTH)
        self.by_age = zeros(self.ages * WIDTH)
        self.by_tenure = zeros((self.months + 1) * WIDTH)
        self.age_customer_months = zeros(self.ages)
        self.age_products_held = zeros(self.ages)
        self.tenure_customers = zeros(self.months + 1)
        self.counts = {name: zeros(self.months) for name in COUNTS}
        self.events = []

    def add(self, more: "Books") -> None:
        """Add what other people of the group wrote into books of the same size."""
        for cells, others in zip(self._cells(), more._cells(), strict=True):
            view(cells)[:] += view(others)
        self.events += more.events

    def _cells(self) -> tuple[Cells, ...]:
        tables = (self.lines, self.by_age, self.by_tenure, self.age_customer_months)
        return (*tables, self.age_products_held, self.tenure_customers, *self.counts.values())

    def product_name(self, product: int) -> str | None:
        """The product of an index; None for that of no product."""
        return self.product_names[product] if 0 <= product < self.products else None


def lines_by_month(groups: Sequence[Books]) -> Ints:
    """``[group, month, line]``: the ledger of each group, all products together."""
    return np.stack([by_line(books.lines) for books in groups])


def empty_ledger(tables: Tables) -> Cells:
    """A ledger by month, product (the last: none) and line."""
    return zeros(tables.months * (len(tables.product_names) + 1) * WIDTH)


def by_product(ledger: Cells, months: int) -> Ints:
    """A ledger as ``[month, product, line]``, which shares its memory."""
    return view(ledger).reshape(months, -1, WIDTH)


def empty_books(tables: Tables, oldest: int, keep_events: bool) -> tuple[Books, ...]:
    """Books, one set a group, for a run in which nobody grows older than ``oldest`` years."""
    return tuple(
        Books(tables.months, tables.product_names, oldest + 1, keep_events) for _ in range(GROUPS)
    )
