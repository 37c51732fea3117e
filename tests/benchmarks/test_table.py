"""The README's table is written between its marks, from what the suites kept."""

from collections.abc import Mapping
from typing import Any

import pytest

from benchmarks import figures, table

CHECKED = [("ratio", "verdict"), ("columns / agents", "kept")]
KEPT: Mapping[str, list[Mapping[str, Any]]] = {
    "test_engines.py": [{figures.FIGURES: [["columns / agents", "350", "at least 300"]]}],
    "test_start.py": [{"seconds": 0.25, "speed": {"numpy": 2e7}}],
}


def test_every_figure_of_every_suite_is_in_the_table() -> None:
    part = table.document(CHECKED, KEPT)
    assert "| columns / agents | kept |" in part
    assert "| columns / agents | 350 | at least 300 |" in part
    assert "| seconds | 0.25 |  |" in part
    assert "| numpy: speed | 20,000,000 |  |" in part


def test_each_suite_is_introduced_by_the_first_line_of_its_file() -> None:
    assert table.title(table.HERE / "test_engines.py") in table.document(CHECKED, KEPT)


def test_writing_the_table_again_changes_nothing_outside_its_marks() -> None:
    text = table.README.read_text(encoding="utf-8")
    before, _, after = table.put(text, "new").partition("\n\nnew\n\n")
    assert text.startswith(before)
    assert text.endswith(after)
    assert table.put(table.put(text, "older"), "new") == table.put(text, "new")


def test_a_readme_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="has no <!-- table -->"):
        table.put("no marks", "new")
