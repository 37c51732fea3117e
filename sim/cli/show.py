"""Printing paragraphs and tables, 60 to 80 columns wide, that also read without colour."""

import sys
from collections.abc import Iterable
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.sheets import Sheet
from sim.cli.saying import discard_output, output_told

WIDEST = 80
NARROWEST = 60
LONGEST_LABEL = 36
SHORTEST_LABEL = 10
GAP = 3
"""Columns of the screen between two of a table."""


def say(text: str = "") -> None:
    """Print a paragraph, wrapped."""
    _print(Text(text))


def show(sheets: Iterable[Sheet]) -> None:
    """Print tables, a blank line before each."""
    for sheet in sheets:
        _print("", Text(sheet.title, style="bold"), _table(sheet, _console().width))
        for note in sheet.notes:
            _print(Text(note, style="dim"))


def _table(sheet: Sheet, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    figures = sum(_longest_word(sheet, place) + GAP for place in range(1, len(sheet.header)))
    left = max(width - figures, SHORTEST_LABEL)
    short = _longest_label(sheet) <= min(LONGEST_LABEL, left)
    for place, name in enumerate(sheet.header):
        justify: Literal["left", "right"] = "right" if place else "left"
        table.add_column(
            Text(name),
            justify=justify,
            overflow="fold",
            no_wrap=short and not place,
            min_width=_longest_word(sheet, place) if place else None,
            max_width=None if place else left,
        )
    for row in sheet.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _longest_label(sheet: Sheet) -> int:
    return max(len(row[0]) for row in (sheet.header, *sheet.rows))


def _longest_word(sheet: Sheet, place: int) -> int:
    """The width below which a figure, or a word over it, would be broken."""
    rows = (sheet.header, *sheet.rows)
    return max(len(word) for row in rows for word in row[place].split(" "))


def _console() -> Console:
    console = Console(highlight=False, markup=False)
    console.width = min(max(console.width, NARROWEST), WIDEST)
    return console


def _print(*parts: Text | Table | str) -> None:
    console = _console()
    with output_told():
        try:
            console.print(*parts, sep="\n")
            sys.stdout.flush()
        except SystemExit:
            discard_output()
