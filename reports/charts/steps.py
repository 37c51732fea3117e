"""A waterfall: outer bars anchored at zero, and between them steps that add up.

Decides how it is drawn; what the steps are is decided by who asks.
"""

import json

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, LETTER, QUIET, ink, text_on, zero_line
from reports.money import whole_money

UP, DOWN = COLOURS[0], COLOURS[1]
PLOT = 520.0
"""Pixels of the plot beside its labels, about."""

Bar = dict[str, object]


def bar(
    label: str,
    start: int,
    change: int,
    kind: str,
    currency: str,
    minor_digits: int,
    said: int | None = None,
) -> Bar:
    """A bar from ``start``, in whole minor units; its kind is ``whole``, ``gain`` or ``loss``.

    ``said`` is the figure of its label, where that is another.
    """
    words = whole_money(change if said is None else said, currency, minor_digits)
    sign = "+" if change > 0 and kind != "whole" else ""
    unit = 10**minor_digits
    ends = sorted((start / unit, (start + change) / unit))
    return {
        "label": label,
        "low": ends[0],
        "high": ends[1],
        "change": change / unit,
        "end": (start + change) / unit,
        "kind": kind,
        "words": f"{sign}{words}",
        "told": f"{label} {sign}{words}",
        "least": None,
        "most": None,
        "within": "",
    }


def within(step: Bar, start: float, low: float | None, high: float | None, told: str) -> Bar:
    """A step's bar with its interval, which begins where the step does; ``told`` is it in words."""
    if low is None or high is None:
        return step
    whisker = {"least": start + low, "most": start + high, "within": told}
    return step | whisker | {"told": f"{step['told']} {told}"}


def rows_of_bars(bars: list[Bar]) -> pd.DataFrame:
    """The bars from top to bottom."""
    table = pd.DataFrame(bars).astype({"least": float, "most": float})
    right = table[["high", "most"]].max(axis=1)  # where the label stands
    return rounded(table.assign(place=range(len(bars)), right=right))


def height_of(rows: pd.DataFrame) -> int:
    """Pixels of a waterfall of so many bars."""
    return max(34 * len(rows), 160)


def steps_chart(rows: pd.DataFrame, currency: str, what: str = "Line") -> list[alt.Chart]:
    """The layers of a waterfall; ``what`` its steps are, for the pointer."""
    labels = [str(label) for label in rows["label"]]
    by_place = alt.Axis(
        title=None,
        labelLimit=150,
        grid=False,
        ticks=False,
        values=list(range(len(rows))),
        labelExpr=_label_expression(labels),
    )
    down = alt.Y("place:O", axis=by_place, sort=None)
    across = alt.X(
        "low:Q",
        axis=money_axis("Value per person in the market", currency),
        scale=alt.Scale(domainMax=room(rows)),
    )
    colour = alt.Color(
        "kind:N",
        legend=None,
        scale=alt.Scale(domain=["whole", "gain", "loss"], range=[QUIET, UP, DOWN]),
    )
    base = alt.Chart()
    bars = base.mark_bar(height={"band": 0.62}).encode(
        y=down,
        x=across,
        x2=alt.X2("high:Q"),
        color=colour,
        tooltip=[
            alt.Tooltip("label:N", title=what),
            alt.Tooltip("words:N", title="Per person"),
            alt.Tooltip("within:N", title="95 % interval"),
        ],
    )
    whiskers = base.mark_rule(color=ink, size=1.4).encode(
        y=down, x=alt.X("least:Q"), x2=alt.X2("most:Q")
    )
    right = alt.X("right:Q")
    text = text_on(base.encode(y=down, x=right, text=alt.Text("words:N")), align="left", dx=5)
    return [bars, whiskers, zero_line("x"), *text]


def room(rows: pd.DataFrame) -> float:
    """The end of the axis, so that what stands beside the bars is not cut off."""
    low = min(float(rows[["low", "least"]].min().min()), 0.0)
    free = 1 - (rows["words"].str.len() + 2) * LETTER / PLOT
    return float((low + (rows["right"] - low) / free).max())


def _label_expression(labels: list[str]) -> str:
    """Labels by place, as a JSON list, whose text cannot leave its quotes."""
    return f"{json.dumps(labels)}[datum.value]"
