"""The firm as an agent: it has its ways, takes in the month's money and closes its books."""

from collections.abc import Generator

import numpy as np
import simpy

from sim.world.books import Books
from sim.world.ways import Ways

END_OF_MONTH = 0.5
"""People live at the whole months of the clock; the firm closes its books between them."""


class BooksDoNotBalance(RuntimeError):
    """What people handed over is not what the ledger says: a fault in the program."""


class Firm:
    """A firm with a strategy, books for each group of people, and cash."""

    def __init__(self, ways: Ways, books: tuple[Books, ...], cash: int) -> None:
        self.ways = ways
        self.books = books
        self.opening_cash = self.cash = cash
        self.takings = 0
        self.cash_at_month_end: list[int] = []

    def books_of(self, person: int) -> Books:
        """The books of the group to which a person belongs, by the person's number."""
        return self.books[person % len(self.books)]

    def receive(self, cash: int) -> None:
        """Take what one person's month brought, in minor units (negative: it cost)."""
        self.takings += cash

    def keep_books(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """The firm's process: close every month at its end, and check the books after the last."""
        yield env.timeout(END_OF_MONTH)
        for _ in range(self.books[0].months):
            self.close()
            yield env.timeout(1)
        self.check()

    def close(self) -> None:
        """Move the month's takings to cash."""
        self.cash += self.takings
        self.takings = 0
        self.cash_at_month_end.append(self.cash)

    def check(self) -> None:
        """Compare the takings of every month that was closed with the ledger.

        Raises:
            BooksDoNotBalance: naming the first month in which they differ.
        """
        taken = np.diff(np.array(self.cash_at_month_end), prepend=self.opening_cash)
        posted = np.sum([books.cash_by_month() for books in self.books], axis=0)
        wrong = np.flatnonzero(taken != posted[: len(taken)])
        if wrong.size:
            month = int(wrong[0])
            raise BooksDoNotBalance(
                f"Strategy {self.ways.name}, month {month}: people handed over {taken[month]}, "
                f"the ledger says {posted[month]} (minor units). This is a fault in the program, "
                "not in the scenario; please report it with the scenario and the seed."
            )
