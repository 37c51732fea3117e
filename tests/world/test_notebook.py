"""Claims about how what people write down in a month comes into the books of their group."""

from __future__ import annotations

from sim.world.books import WIDTH, Books
from sim.world.ledger import Line
from sim.world.population.notebook import Notebook

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
    assert (written[WIDTH + FEES], written[2 * WIDTH + FEES]) == (2**40, -5)
    assert (sum(written), len(written)) == (2**40 - 5, 3 * WIDTH)
    assert notes.lines == [0] * WIDTH
    assert not any(notes.counts.values())


def test_no_group_files_the_ledger_since_all_write_into_it() -> None:
    notes = notebook()
    notes.ledger[FEES] += 3
    notes.file(0)
    assert notes.ledger[FEES] == sum(notes.ledger) == 3
