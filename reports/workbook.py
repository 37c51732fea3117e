"""A report as a workbook: one sheet per table, with typed cells.

Numbers stay numbers, unrounded, with a format by which they are read; nothing that comes from a
scenario is taken for a formula.
"""

from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.all_tables import table_names, table_of
from reports.headline import sentence_of
from reports.material import Material

WIDEST = 60
NARROWEST = 10
FORMATS = {float: "#,##0.00####", int: "#,##0"}


def workbook(material: Material) -> bytes:
    """The file's content: a sheet with the verdict, then one per table."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "sentence"
    _fill(first, _front(material))
    names = table_names(material)
    for name in names:
        _fill(book.create_sheet(name), table_of(material, name, names))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _front(material: Material) -> pd.DataFrame:
    facts = material.facts
    rows = [
        ("Title", facts.title),
        ("Verdict", sentence_of(material)),
        ("Run", material.run_hash),
        ("Money", f"{facts.currency}, major units"),
    ]
    return pd.DataFrame(rows, columns=["what", "said"])


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """The rows of a table under their names; nulls are empty cells."""
    flat = table.reset_index() if table.index.names != [None] else table
    widths = [len(str(name)) for name in flat.columns]
    for place, name in enumerate(flat.columns, 1):
        cell = _set(sheet.cell(1, place), str(name))
        cell.font = Font(bold=True)
    for down, row in enumerate(flat.itertuples(index=False), 2):
        for place, value in enumerate(row, 1):
            cell = _set(sheet.cell(down, place), _plain(value))
            widths[place - 1] = max(widths[place - 1], len(str(cell.value or "")))
    for place, width in enumerate(widths, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = min(max(width + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"


def _set(cell: Any, value: Any) -> Cell:
    """A value with its type: text that begins with = is text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(value) > WIDEST, vertical="top")
    elif not isinstance(value, bool) and type(value) in FORMATS:
        cell.number_format = FORMATS[type(value)]
    return cell  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
