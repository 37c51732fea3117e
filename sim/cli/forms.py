"""The report of a run in the forms that were asked for, written and named."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reports.forms import Format
from sim.cli.options import NO_REPORT
from sim.cli.saying import say_plainly

if TYPE_CHECKING:
    from reports.material import Material

DEFAULT = (Format.HTML,)


def prepare(asked: Sequence[str] | None) -> None:
    """Get ready what a page needs and takes seconds the first time, before anybody waits for it."""
    if Format.HTML in forms_of(asked):
        from reports.page.script import vega_script

        vega_script()


def written(material: "Material", asked: Sequence[str] | None, folder: Path) -> list[Path]:
    """Write a report into a folder, by default the page alone, and return its files.

    Raises:
        ReportError: a file cannot be written.
    """
    forms = forms_of(asked)
    if not forms:
        return []
    from reports.writing import write_report

    return write_report(material, forms, folder)


def written_beside(material: "Material", asked: Sequence[str] | None, folder: Path) -> list[Path]:
    """The same for a run that was just kept in the folder: it is kept, whatever happens.

    Raises:
        ReportError: a file cannot be written; the message says that the run is kept.
    """
    if not forms_of(asked):
        return []  # and what makes a report is not even loaded
    from reports.writing import ReportError

    try:
        return written(material, asked, folder)
    except ReportError as error:
        raise ReportError(f"The run is kept in {folder}, but its report is not: {error}") from error


def forms_of(asked: Sequence[str] | None) -> list[str]:
    """The forms that were asked for, by default the page alone; none where ``none`` was."""
    return [form for form in asked or DEFAULT if form != NO_REPORT]


def tell_report(files: Sequence[Path]) -> None:
    """Say where a report is; of many files, the first and how many more there are."""
    more = f" and {len(files) - 1} more files there" if len(files) > 1 else ""
    say_plainly(f"The report is in {files[0]}{more}")
