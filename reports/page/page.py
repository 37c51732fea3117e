"""A report as one HTML file. All that comes from a scenario is escaped, wherever it stands.

Charts stand in the page as JSON, never as code: nothing in a title can end their element.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from reports.charts.figure import Figure
from reports.contents import Contents
from reports.page.numbers import numbers_of
from reports.page.script import vega_script


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
    environment.filters["kept"] = kept
    return environment.get_template("page")


def kept(text: str) -> str:
    """Text whose percent signs stay with their numbers when lines break.

    >>> kept("33 % of people") == "33\N{NO-BREAK SPACE}% of people"
    True
    """
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _text(name: str) -> str:
    return files("reports.page").joinpath(name).read_text(encoding="utf-8")
