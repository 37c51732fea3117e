"""Claims about the other forms of a report: workbook, Markdown, pictures, and their writing."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reports.all_tables import table_names
from reports.forms import Format
from reports.markdown import markdown
from reports.workbook import workbook
from reports.writing import ReportError, write_report
from tests.reports.runs import alone, gym, hostile, in_other_scripts, scenario, told_of

PNG = b"\x89PNG\r\n\x1a\n"


def book_of(made):  # type: ignore[no-untyped-def]
    return openpyxl.load_workbook(BytesIO(workbook(made().material)))


def test_the_workbook_has_a_sheet_for_each_table() -> None:
    assert book_of(gym).sheetnames == ["sentence", *table_names(gym().material)]
    assert book_of(alone).sheetnames == ["sentence", *table_names(alone().material)]


def test_cells_of_the_workbook_are_typed_and_not_rounded() -> None:
    sheet = book_of(gym)["bridge"]
    names = [cell.value for cell in sheet[1]]
    assert names[:3] == ["pair", "line", "first"]
    frame = gym().table("bridge")
    for row, exact in zip(sheet.iter_rows(min_row=2), frame.itertuples(index=False), strict=True):
        assert isinstance(row[names.index("first")].value, float | int)
        assert row[names.index("first")].value == pytest.approx(exact.first, abs=1e-12)
        assert row[names.index("shown")].value == exact.shown


def test_nothing_of_a_scenario_becomes_a_formula() -> None:
    from sim import compare

    title = "=HYPERLINK(1)"
    material = compare(scenario(title=title, people=20, years=2), threads=1).material
    cells = openpyxl.load_workbook(BytesIO(workbook(material)))["run_sheet"]["B"]
    (cell,) = [each for each in cells if each.value == title]
    assert cell.data_type == "s"


def test_markdown_tells_verdict_flips_charts_tables_and_assumptions_in_this_order() -> None:
    text = markdown(told_of(gym()))
    places = [
        text.index(part)
        for part in (
            "## What would flip it",
            "## Charts in words",
            "## Tables",
            "## Assumptions",
            "## Run sheet",
        )
    ]
    assert places == sorted(places)
    assert text.index(gym().verdict.sentence[:20]) < places[0]
    assert "a guess \\| not \\<a\\> count" in text


def test_markdown_shows_a_title_as_text_in_any_script() -> None:
    assert "\\</script\\>" in markdown(told_of(hostile())).splitlines()[0]
    assert "जीवन" in markdown(told_of(in_other_scripts())).splitlines()[0]


def test_each_chart_is_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = told_of(gym())
    few = [figure for figure in only.figures if figure.name in ("j_curve", "waterfall")]
    monkeypatch.setattr("reports.contents.figures", lambda _: few)
    files = write_report(gym().material, ["png", "svg", "png"], tmp_path)
    assert sorted(file.name for file in files) == [
        "report-j_curve.png",
        "report-j_curve.svg",
        "report-waterfall.png",
        "report-waterfall.svg",
    ]
    for file in files:
        content = file.read_bytes()
        assert content.startswith(PNG if file.suffix == ".png" else b"<svg")


def test_a_report_is_written_from_python(tmp_path: Path) -> None:
    (file,) = alone().report(tmp_path / "new", ["md"])
    assert file.read_text(encoding="utf-8").startswith("# A gym in a university town")
    with pytest.raises(ValueError, match="pdf"):
        alone().report(tmp_path, ["pdf"])


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    (tmp_path / "report.md" / "something").touch()
    with pytest.raises(ReportError, match=r"report\.md cannot be written"):
        write_report(gym().material, [Format.MD], tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]
