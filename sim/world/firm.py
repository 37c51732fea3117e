"""The firm as an agent: it has its ways, takes in the month's money and closes its books."""

from collections.abc import Generator

import simpy

from sim.world.books import Books
from sim.world.ways import Ways

END_OF_MONTH = 0.5
"""People live at the whole months of the clock; the firm closes its books between them."""


class BooksDoNotBalance(RuntimeError):
    """What people handed over is not what the ledger says: a fault in the program."""


class Firm:
    """A firm with a strategy, a ledger and cash."""

    def __init__(self, ways: Ways, books: Books, cash: int) -> None:
        self.ways = ways
        self.books = books
        self.cash = cash
        self.takings = 0
        self.cash_at_month_end: list[int] = []

    def receive(self, cash: int) -> None:
        """Take what one person's month brought, in minor units (negative: it cost)."""
        self.takings += cash

    def keep_books(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """The firm's process: at the end of every month, close it."""
        yield env.timeout(END_OF_MONTH)
        for month in range(self.books.months):
            self.close(month)
            yield env.timeout(1)

    def close(self, month: int) -> None:
        """Move the month's takings to cash, and check them against the ledger."""
        posted = self.books.cash_of(month)
        if posted != self.takings:
            raise BooksDoNotBalance(
                f"Strategy {self.ways.name}, month {month}: people handed over {self.takings}, "
                f"the ledger says {posted} (minor units). This is a fault in the program, "
                "not in the scenario; please report it with the scenario and the seed."
            )
        self.cash += self.takings
        self.takings = 0
        self.cash_at_month_end.append(self.cash)
