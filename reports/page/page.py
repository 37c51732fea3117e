"""A report as one HTML file. All that comes from a scenario is escaped, wherever it stands.

Charts stand in the page as JSON, never as code: nothing in a title can end their element.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from reports.charts.figure import Figure
from reports.contents import Contents
from reports.page.numbers import numbers_of
from reports.page.script import vega_script

RIGHT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
FROM_RIGHT_TO_LEFT = re.compile(f"[{RIGHT}](?:[{RIGHT}\\s\\d]*[{RIGHT}])?")
"""Hebrew, Arabic, Syriac and their kin, with the spaces between their words."""


def page(told: Contents) -> str:
    """The page's text."""
    text: str = _template().render(
        told=told,
        figures=[
            {
                "name": figure.name,
                "figure": figure,
                "spec": _spec(figure),
                "numbers": numbers_of(figure),
            }
            for figure in told.figures
        ],
        css=Markup(_text("page.css")),
        js=Markup(_text("page.js")),
        vega=Markup(vega_script()),
    )
    return text


def _spec(figure: Figure) -> dict[str, Any] | None:
    """The chart as data, as wide as its place; the page itself sets title and words."""
    if figure.chart is None:
        return None
    spec: dict[str, Any] = figure.chart.to_dict(validate=False)
    spec.pop("title", None)
    spec["width"] = "container"
    spec["config"] |= {"aria": False}
    return spec


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=DictLoader({"page": _text("page.html"), "table": _text("table.html")}),
    )
    environment.filters["prose"] = prose
    return environment.get_template("page")


def prose(text: str) -> Markup:
    """A sentence in English, whatever the names in it are written in, safe to stand in a page.

    Words from right to left are set apart, so that they do not turn the figures around them, and
    percent signs stay with their numbers when lines break.

    >>> prose("33 % of <people>") == "33\\N{NO-BREAK SPACE}% of &lt;people&gt;"
    True
    """
    safe = str(escape(text)).replace(" %", "\N{NO-BREAK SPACE}%")
    return Markup(FROM_RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", safe))


def _text(name: str) -> str:
    return files("reports.page").joinpath(name).read_text(encoding="utf-8")
