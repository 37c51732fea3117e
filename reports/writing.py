"""Writing a report in one or more forms, each file whole or not at all."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from reports.charts.figure import Figure
from reports.contents import Contents, contents
from reports.forms import Format
from reports.material import Material
from sim.results.folder import report_name


class ReportError(Exception):
    """A report cannot be written; the message says where and why."""


def write_report(material: Material, formats: Sequence[str], folder: Path) -> list[Path]:
    """Write a report into a folder, in these forms, and return its files.

    PNG and SVG are a file for each chart that the run has data for; the others are one file.

    Raises:
        ReportError: a file cannot be written.
    """
    told, forms = contents(material), dict.fromkeys(Format(each) for each in formats)
    files = write_contents(told, [form for form in forms if form is not Format.XLSX], folder)
    if Format.XLSX not in forms:
        return files
    from reports.workbook import workbook

    return [*files, _write(folder / report_name(Format.XLSX), workbook(material))]


def write_contents(told: Contents, formats: Sequence[str], folder: Path) -> list[Path]:
    """Write what was put together in any form but a workbook, and return the files.

    Raises:
        ReportError: a file cannot be written.
    """
    return [
        _write(folder / name, content)
        for form in dict.fromkeys(Format(each) for each in formats)
        for name, content in _files(form, told)
    ]


def _files(form: Format, told: Contents) -> Iterator[tuple[str, bytes]]:
    if form is Format.HTML:
        from reports.page.page import page

        yield report_name(form), page(told).encode()
    elif form is Format.MD:
        from reports.markdown import markdown

        yield report_name(form), markdown(told).encode()
    else:
        yield from _pictures(form, told.figures)


def _pictures(form: Format, figures: Sequence[Figure]) -> Iterator[tuple[str, bytes]]:
    from reports.pictures import png, svg

    draw = png if form is Format.PNG else svg
    for figure in figures:
        if figure.chart is not None:
            yield report_name(form, figure.name), draw(figure)


def _write(file: Path, content: bytes) -> Path:
    """Under a hidden name first, so that a report is never half there."""
    partial = file.with_name(f".{file.name}-{secrets.token_hex(4)}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(file)
    except OSError as error:
        raise ReportError(f"{file} cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            os.unlink(partial)
    return file
