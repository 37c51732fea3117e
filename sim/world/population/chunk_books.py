"""The books that one chunk at a time writes into, and how they come to be its group's.

Whoever advances a chunk has the books to itself. Whole numbers add up to the same in any order, so
it does not matter which books a chunk wrote into, nor when they were handed over.
"""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world.books import COUNTS, OF_A_YEAR, Books, by_line, view
from sim.world.firm import Firm
from sim.world.happenings import Happening
from sim.world.outcome import Event
from sim.world.population.compiled import books as written
from sim.world.population.compiled.advance import Group, advance
from sim.world.population.compiled.dice import dice
from sim.world.population.compiled.records import Packed, table

Ints = NDArray[np.int64]
Sums = tuple[int, int, int, int]

CHANGES = ("customers", "products_held")
"""What compiled code counts by changes: one more from a month on, one less from another on."""
TABLES = ("lines", "by_age", "by_tenure", "age_customer_months", "age_products_held")
"""What is written by those who live month by month just as a group's books have it."""
ROOM_FOR_EVENTS = 10_000
"""For so many events there is room at first; if there are more, room is made."""
MOST_ROOM = 200_000
"""More room is not made before it is needed."""


def group_of(people: NDArray[Any], books: "ChunkBooks") -> NDArray[Any]:
    """One group for compiled code: its people, and the books that they write into."""
    at = {"people": people.ctypes.data, "books": books.packed.row.ctypes.data}
    group: NDArray[Any] = table(Group, 1, size=len(people), **at)
    return group


def _tables(books: Books) -> dict[str, Ints]:
    return {name: view(getattr(books, name)) for name in TABLES}


class ChunkBooks:
    """Books with room for what the books of any group have room for, ``like`` one of them.

    Those who live month by month may write ``into`` a ledger of a firm's form at once, and into the
    tables of the group's own books.
    """

    def __init__(self, like: Books, room: int = 0, *, into: Ints | None = None) -> None:
        self.like, self.into = like, into
        self.keep_events = like.keep_events
        self._open(max(ROOM_FOR_EVENTS, min(room, MOST_ROOM)) if like.keep_events else 0)

    def _open(self, events: int) -> None:
        like = self.like
        months, products = like.months, like.products
        if self.into is not None:
            tables = {"ledger": self.into, **_tables(like)}
            self.packed = written.books_with(tables, months, products, events, one_by_one=True)
        else:
            self.packed = written.empty(months, products, like.ages, events)

    def advance(self, world: Packed, people: NDArray[Any], until: int) -> Sums:
        """Let people live up to the month ``until``; what comes of it is written here.

        Gives back what the last month came to, as `advance` does.
        """
        return advance(world.row, group_of(people, self), self.dice.row, until)

    @cached_property
    def dice(self) -> Packed:
        """Room for the dice of whoever lives."""
        return dice()

    @property
    def overflowed(self) -> bool:
        """Whether more happened than there was room for."""
        return bool(self.packed.row["told"][0] > self.packed.row["room"][0])

    def make_room(self) -> None:
        """Begin again, with room for all that happened."""
        self._open(int(self.packed.row["told"][0]))

    def hand_over(self, firm: Firm, group: int, start: int, end: int) -> Ints:
        """Move what was written of the months from ``start`` to before ``end`` to a firm's books.

        Gives back the cash that each of these months brought.
        """
        to, books, months = firm.books[group], self.packed.arrays, slice(start, end)
        if self.into is None:
            ledger = books["ledger"][:, :, months]
            firm.ledger_table()[months] += ledger.transpose(2, 0, 1)
            by_line(to.lines)[months] += ledger.sum(axis=0).T
            by_line(to.by_age)[:] += books["by_age"].T
            by_line(to.by_tenure)[:] += books["by_tenure"].T
            view(to.age_customer_months)[:] += books["age_customer_months"]
            view(to.age_products_held)[:] += books["age_products_held"]
        view(to.tenure_customers)[:] += books["tenure_customers"].cumsum()[:-1]
        for name, counted in zip(COUNTS, books["counts"], strict=True):
            if name in OF_A_YEAR:  # whose first month may lie before the start
                view(to.counts[name])[:] += counted[: to.months]
                continue
            cells = counted[start : end + 1]
            counts = view(to.counts[name])[start : end + 1]
            counts += (cells.cumsum() if name in CHANGES else cells)[: len(counts)]
        takings: Ints = books["takings"][months].copy()
        self.hand_over_events(to)
        for name, cells in books.items():
            if self.into is None or name not in ("ledger", *TABLES):
                cells[...] = 0
        return takings

    def hand_over_events(self, to: Books) -> None:
        """Move the events that were told to a group's books."""
        if self.overflowed:
            raise OverflowError("more happened in a month than there was room for")
        events = self.packed.arrays["events"][: int(self.packed.row["told"][0])].tolist()
        self.packed.row["told"] = 0
        for person, month, happening, product, amount in events:
            name = to.product_name(product)
            happened = Happening(happening).name.lower()
            to.events.append(Event(person, month, happened, name, amount))
