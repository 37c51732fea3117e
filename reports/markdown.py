"""A report as Markdown: the verdict, what would flip it, every chart in words, every table."""

import re

from reports.charts.figure import Figure
from reports.contents import Contents
from reports.sheets import Sheet

SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(told: Contents) -> str:
    """The text. What comes from a scenario is escaped, so that it says only what it says."""
    charts = (*told.figures, *told.elsewhere)
    parts = [
        f"# {_safe(told.title)}",
        f"**{_safe(told.sentence)}**",
        *([_safe(told.about)] if told.about else []),
        *_section(told.beside, ["\n".join(f"- {_safe(flip)}" for flip in told.flips)]),
        *_section("Charts in words", [_figure(figure) for figure in charts]),
        *_section("Tables", [_sheet(sheet) for sheet in told.tables]),
        *_section("Assumptions", [_sheet(sheet) for sheet in told.assumptions]),
        _sheet(told.run, level=2),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, parts: list[str]) -> list[str]:
    """Nothing where there is nothing to say."""
    return [f"## {title}", *parts] if any(parts) else []


def _figure(figure: Figure) -> str:
    if figure.missing:
        return f"### {_safe(figure.title)}\n\n{_safe(figure.missing)}"
    words = "\n\n".join(f"*{label}.* {_safe(text)}" for label, text in figure.words)
    return f"### {_safe(figure.title)}\n\n{_safe(figure.alt)}\n\n{words}"


def _sheet(sheet: Sheet, level: int = 3) -> str:
    lines = [_row(sheet.header), _row(["---"] + ["---:"] * (len(sheet.header) - 1), raw=True)]
    table = "\n".join([*lines, *(_row(row) for row in sheet.rows)])
    notes = "".join(f"\n\n{_safe(note)}" for note in sheet.notes)
    return f"{'#' * level} {_safe(sheet.title)}\n\n{table}{notes}"


def _row(cells: tuple[str, ...] | list[str], *, raw: bool = False) -> str:
    shown = cells if raw else [_safe(cell) for cell in cells]
    return f"| {' | '.join(shown)} |"


def _safe(text: str) -> str:
    """Text on one line, none of whose characters is a command of Markdown.

    >>> _safe("a|b\\n<c>")
    'a\\\\|b \\\\<c\\\\>'
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
