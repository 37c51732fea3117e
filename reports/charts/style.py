"""How all charts look: colours that both a light and a dark page bear, dashes, fonts, sizes.

Colours are Okabe and Ito's (2008), the light ones darkened until they stand out from white and from
near-black by 3 to 1. A colour never speaks alone: every strategy has a dash pattern and its name
beside its line. Ink and paper are parameters of the chart, so that a page can change them.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

WIDTH = 680
HEIGHT = 320
INK = "#1b1f24"
PAPER = "#ffffff"
QUIET = "#7a8088"
COLOURS = ("#2b7bba", "#d55e00", "#00906a", "#a8609c", "#8f7a00", "#6f7378", "#b5473c", "#4d6fd0")
DASHES = ((1, 0), (7, 3), (2, 2), (10, 3, 2, 3), (14, 4), (4, 4), (10, 2, 2, 2, 2, 2), (1, 3))
BAND = 0.2
LONGEST_LABEL = 190
LONGEST_TITLE = 70
LONGEST_NAME = 42
"""Characters of a name that a legend shows."""
LETTER, SYMBOL = 6.6, 50.0
"""Pixels of a letter, and of a legend's symbol with what is around it."""
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', 'Noto Sans', sans-serif"

ink = alt.ExprRef("ink")
paper = alt.ExprRef("paper")


def colour_of(strategies: Sequence[str]) -> alt.Scale:
    """The colour of every strategy, in their order; they begin anew after the last."""
    return alt.Scale(domain=list(strategies), range=_repeated(COLOURS, len(strategies)))


def dash_of(strategies: Sequence[str]) -> alt.Scale:
    """The dash pattern of every strategy, likewise; shifted where colours begin anew."""
    dashes = [list(dash) for dash in DASHES]
    ranks = range(len(strategies))
    return alt.Scale(
        domain=list(strategies),
        range=[dashes[(k + k // len(dashes)) % len(dashes)] for k in ranks],
    )


def finished(
    layers: Sequence[alt.Chart],
    rows: pd.DataFrame,
    title: str,
    subtitle: str,
    height: int = HEIGHT,
    narrow: Sequence[dict[str, Any]] = (),
) -> alt.LayerChart:
    """Layers as one chart with title, size, look, and the parameters that a page may set.

    ``rows`` are for the layers that have no data of their own, ``narrow`` the places of labels on
    a narrow page.
    """
    settable = {"ink": INK, "paper": PAPER}
    chart = alt.layer(
        *layers,
        data=rows,
        width=WIDTH,
        height=height,
        title=alt.TitleParams(text=wrap(title, LONGEST_TITLE), subtitle=subtitle),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        params=[alt.param(name=name, value=value).param for name, value in settable.items()],
        config=look(legend_columns(rows)),
        usermeta={"narrow": list(narrow)},
    )
    assert isinstance(chart, alt.LayerChart)
    return chart


def legend_columns(rows: pd.DataFrame) -> int:
    """How many strategies stand side by side in a legend, so that none is cut off."""
    names = rows["strategy"].astype(str) if "strategy" in rows else pd.Series([""])
    widest = SYMBOL + LETTER * min(int(names.str.len().max()), LONGEST_NAME)
    return max(int(WIDTH / widest), 1)


def look(columns: int = 0) -> alt.Config:
    """What all charts have in common; ``columns`` are those of a legend, 0 for one row."""
    return alt.Config(
        background=paper,
        font=FONT,
        padding=8,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=ink,
            titleColor=ink,
            domainColor=QUIET,
            tickColor=QUIET,
            gridColor=QUIET,
            gridOpacity=0.25,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelOverlap=True,
            labelSeparation=8,
        ),
        legend=alt.LegendConfig(
            labelColor=ink,
            titleColor=ink,
            labelFontSize=12,
            orient="top",
            symbolSize=400,
            symbolStrokeWidth=2.5,
            labelLimit=280,
            columns=columns,
            title=None,
        ),
        title=alt.TitleConfig(
            color=ink, subtitleColor=ink, anchor="start", fontSize=15, subtitleFontSize=12
        ),
    )


def zero_line(along: str = "y") -> alt.Chart:
    """The heavy line at zero of an axis."""
    base = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=ink, size=1.6)
    at = {"y": alt.Y("zero:Q")} if along == "y" else {"x": alt.X("zero:Q")}
    line: alt.Chart = base.encode(**at)
    return line


def text_on(chart: alt.Chart, **place: Any) -> list[alt.Chart]:
    """Text with a rim of the paper's colour, readable on whatever lies under it."""
    letters = {"fontSize": 12, "limit": LONGEST_LABEL} | place
    rim = chart.mark_text(**letters, stroke=paper, strokeWidth=4, strokeJoin="round", color=paper)
    return [rim, chart.mark_text(**letters, color=ink)]


def _repeated(values: Sequence[str], times: int) -> list[str]:
    return [values[k % len(values)] for k in range(times)]
