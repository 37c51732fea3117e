"""A line per strategy with its band, its name beside it, and its numbers under the pointer."""

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.placing import Label, Words, frame_of
from reports.charts.style import BAND, colour_of, dash_of, finished, ink, paper, zero_line
from reports.words import spoken
from sim.experiments.curve import Curve

MOST_ROWS = 4500
MOST_POINTS = 240
ANCHORS = 12
NEAR = 260
"""The area about a point, in square pixels, in which the pointer is told its number."""
LEGEND = alt.Legend(title=None, symbolType="stroke", symbolOpacity=1)
Mark = tuple[float, float, str]
"""A point of a line that is named: where it is, and what is said of it."""
Told = Callable[[float, float, float], str]
"""A value with the ends of its interval (NaN where there are none), as text."""


def rows_of(curves: Sequence[Curve], x_words: Callable[[float], str], words: Told) -> pd.DataFrame:
    """The points of all lines, few enough to be drawn, with what the pointer is told."""
    most = min(MOST_POINTS, MOST_ROWS // max(len(curves), 1))
    parts = [_rows(curve.thinned(most), x_words, words) for curve in curves]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _rows(curve: Curve, x_words: Callable[[float], str], words: Told) -> pd.DataFrame:
    ends = zip(curve.value, curve.low, curve.high, strict=True)
    frame = pd.DataFrame(
        {
            "strategy": spoken(curve.strategy),
            "x": curve.x,
            "value": curve.value,
            "low": curve.low,
            "high": curve.high,
            "where": [x_words(float(each)) for each in curve.x],
            "told": [words(*(float(end) for end in each)) for each in ends],
        }
    )
    return rounded(frame[np.isfinite(frame["value"])])


def rounded(frame: pd.DataFrame, digits: int = 7) -> pd.DataFrame:
    """Real numbers to so many significant digits, for a small page."""
    real = frame.select_dtypes("float").columns
    return frame.assign(
        **{name: frame[name].map(lambda v: _significant(v, digits)) for name in real}
    )


def _significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}") if np.isfinite(value) else value


def line_layers(
    rows: pd.DataFrame,
    x: alt.Axis,
    y: alt.Axis,
    *,
    zero: bool = True,
    marks: Sequence[Mark] = (),
    top: float | None = None,
) -> list[alt.Chart]:
    """The layers: band, zero, lines, rings, and points that tell their number.

    Args:
        rows: those of `rows_of`.
        x: the axis of ``x``.
        y: the axis of ``value``.
        zero: whether the axis of values holds zero, with a heavy line.
        marks: points that are ringed; `words_of_lines` names them.
        top: the upper end of the axis of values, where it is not left to the lines.
    """
    strategies = list(dict.fromkeys(rows["strategy"]))
    base = alt.Chart()
    across = alt.X("x:Q", axis=x, scale=alt.Scale(nice=False, zero=False))
    scale = alt.Scale(zero=zero, domainMax=alt.Undefined if top is None else top)
    colour = alt.Color("strategy:N", scale=colour_of(strategies), legend=LEGEND)
    dash = alt.StrokeDash("strategy:N", scale=dash_of(strategies), legend=LEGEND)
    up = alt.Y("value:Q", axis=y, scale=scale)
    line = base.mark_line(strokeWidth=2.5, clip=True).encode(
        x=across, y=up, color=colour, strokeDash=dash
    )
    layers = [zero_line()] if zero else []
    if rows["low"].notna().any():
        layers.insert(0, band(base, across, y, colour, scale))
    return [*layers, line, *rings(marks), pointed(base, across, up, colour)]


def words_of_lines(
    rows: pd.DataFrame,
    *,
    zero: bool = True,
    marks: Sequence[Mark] = (),
    besides: pd.DataFrame | None = None,
    head: float = 0.0,
    top: float | None = None,
) -> Words:
    """The names of lines and marks.

    ``besides`` are rows of further lines in the same chart, and ``head`` the pixels at its top,
    which no words should cover.
    """
    labels = [Label(words, ((at, value),)) for at, value, words in marks]
    frame = frame_of(pd.concat([rows, besides]), zero=zero, head=head, top=top)
    return Words((*labels, *names_of(rows)), frame)


def line_figure(
    layers: Sequence[alt.Chart], rows: pd.DataFrame, words: Words, title: str, subtitle: str
) -> alt.LayerChart:
    """A finished chart of lines with their words."""
    return finished([*layers, *words.layers()], rows, title, subtitle, narrow=words.narrow())


def band(
    base: alt.Chart, x: alt.X, y: alt.Axis, colour: alt.Color, scale: Any = alt.Undefined
) -> alt.Chart:
    """The band of every line, where its ends are known."""
    known = base.transform_filter("isValid(datum.low)").mark_area(opacity=BAND, clip=True)
    return known.encode(
        x=x, y=alt.Y("low:Q", axis=y, scale=scale), y2=alt.Y2("high:Q"), color=colour
    )


def pointed(base: alt.Chart, x: alt.X, y: alt.Y, colour: alt.Color) -> alt.Chart:
    """Points that show themselves, and their number, when the pointer is near."""
    near = alt.selection_point(on="pointerover", empty=False, clear="pointerout")
    return (
        base.mark_point(filled=True, size=NEAR, clip=True)
        .encode(
            x=x,
            y=y,
            color=colour,
            opacity=alt.when(near).then(alt.value(0.7)).otherwise(alt.value(0)),
            tooltip=[
                alt.Tooltip("strategy:N", title="Strategy"),
                alt.Tooltip("where:N", title="At"),
                alt.Tooltip("told:N", title="Value"),
            ],
        )
        .add_params(near)
    )


def rings(marks: Sequence[Mark]) -> list[alt.Chart]:
    """A ring at every mark; nothing where there are none."""
    if not marks:
        return []
    base = alt.Chart(pd.DataFrame(marks, columns=["x", "value", "words"]))
    look = base.mark_point(size=60, color=ink, fill=paper, opacity=1, strokeWidth=1.8)
    return [look.encode(x=alt.X("x:Q"), y=alt.Y("value:Q"))]


def names_of(rows: pd.DataFrame) -> list[Label]:
    """The name of each line, to stand anywhere along it but at its ends."""
    low, high = rows["x"].min(), rows["x"].max()
    labels = []
    for name, mine in rows.groupby("strategy", sort=False):
        inner = mine[mine["x"].between(low + 0.1 * (high - low), high - 0.1 * (high - low))]
        some = (inner if len(inner) else mine).iloc[:: max(len(inner) // ANCHORS, 1)]
        anchors = tuple(zip(some["x"], some["value"], strict=True))
        labels.append(Label(str(name), anchors, str(name)))
    return labels
