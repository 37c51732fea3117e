"""Claims about how what people write down in a month comes into the books of their group."""

from __future__ import annotations

from sim.world.books import WIDTH, Books
from sim.world.ledger import Line
from sim.world.population.notebook import Notebook, move

FEES = int(Line.FEES)


def notebook() -> Notebook:
    return Notebook(Books(3, ("account",), 90, False), [0] * (2 * WIDTH))


def test_a_count_is_told_the_same_before_and_after_it_is_in_the_books() -> None:
    notes = notebook()
    notes.counts["customers"] += 7
    assert notes.counted("customers", 1) == 7
    notes.file(1)
    assert notes.counted("customers", 1) == 7
    assert notes.books.counts["customers"].tolist() == [0, 7, 0]


def test_what_is_written_down_goes_to_the_row_of_its_month_and_leaves_the_page_blank() -> None:
    notes = notebook()
    for month, fees in ((1, 2**40), (2, -5)):
        notes.lines[FEES] += fees
        notes.file(month)
    written = notes.books.lines
    assert (written[WIDTH + FEES], written[2 * WIDTH + FEES], sum(written)) == (
        2**40,
        -5,
        2**40 - 5,
    )
    assert len(written) == 3 * WIDTH
    assert notes.lines == [0] * WIDTH
    assert not any(notes.counts.values())


def test_the_page_of_all_groups_is_moved_once() -> None:
    notes, ledger = notebook(), Books(3, ("a", "b"), 90, False).lines
    notes.ledger[FEES] = 3
    notes.file(0)
    assert notes.ledger[FEES] == 3
    page = notes.ledger[:WIDTH]
    move(page, ledger, 2)
    assert (ledger[2 * WIDTH + FEES], sum(ledger), sum(page)) == (3, 3, 0)
