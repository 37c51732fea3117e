"""Claims about how chunks on several threads share what they write into."""

from __future__ import annotations

from typing import Any

from sim.world.books import Books
from sim.world.population.columns import _books_from

LIKE = Books(12, ("account",), 90, False)


class TakenMeanwhile(list[Any]):
    """A shelf that looks full, and from which another thread takes the last books."""

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return 1


def test_books_on_the_shelf_are_taken_before_new_ones_are_made() -> None:
    shelf = [_books_from([], LIKE)]
    books = shelf[0]
    assert _books_from(shelf, LIKE) is books
    assert shelf == []


def test_who_finds_that_another_thread_took_the_last_books_makes_new_ones() -> None:
    assert _books_from(TakenMeanwhile(), LIKE).like is LIKE
