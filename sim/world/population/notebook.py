"""What people who live one by one write down of a month, until it is over and goes into the books.

Most of what a person does in a month is to add up; Python adds fastest to short lists.
"""

from array import array

from sim.world.books import COUNTS, WIDTH, Books, Cells


class Notebook:
    """The month that a group of people is living, and the books of the group."""

    __slots__ = ("books", "counts", "ledger", "lines")

    def __init__(self, books: Books, ledger: list[int]) -> None:
        self.books = books
        self.ledger = ledger  # by product and line, of all groups
        self.lines = [0] * WIDTH
        self.counts = dict.fromkeys(COUNTS, 0)

    def counted(self, name: str, month: int) -> int:
        """A count of a month that was lived, whether it is in the books by now or not."""
        return self.counts[name] + self.books.counts[name][month]

    def file(self, month: int) -> None:
        """Move what was written down into the books, as of that month."""
        move(self.lines, self.books.lines, month)
        for name, count in self.counts.items():
            if count:
                self.books.counts[name][month] = count
                self.counts[name] = 0


def move(page: list[int], cells: Cells, month: int) -> None:
    """Move a page into the row of a month."""
    size = len(page)
    cells[month * size : (month + 1) * size] = array("q", page)
    page[:] = [0] * size
