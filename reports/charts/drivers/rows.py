"""Rows from the top, one a number, with two bars each and the interval of what each bar shows."""

import json

import altair as alt

from reports.charts.style import COLOURS, ink, text_on

MOST = 25
"""So many numbers are drawn; the table has all."""
ROW = 34
LONGEST = 40
"""Characters of a line of a label."""
HALF = 0.36
"""Of a row, which has two bars one over the other."""
OFF = 5
"""Pixels between a bar and its words."""


def height_of(rows: int) -> int:
    """Of a chart of so many rows, in pixels."""
    return ROW * max(rows, 2)


def place_of(row: int, *, upper: bool) -> dict[str, float]:
    """Where the upper or the lower bar of a row lies."""
    top = row - HALF if upper else float(row)
    return {"top": top, "bottom": top + HALF, "middle": top + HALF / 2}


def bars(
    paths: list[str], across: alt.X, to: str, kinds: tuple[str, str], title: str
) -> list[alt.Chart]:
    """Bars of two kinds from ``across`` to a field, each with the thin line of its interval."""
    base, (first, second, *_) = alt.Chart(), COLOURS
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(kinds), range=[second, first]),
        legend=alt.Legend(title=None, symbolType="square", symbolSize=120),
    )
    drawn = base.mark_rect().encode(
        x=across,
        x2=alt.X2(f"{to}:Q"),
        y=_down(paths, "top"),
        y2=alt.Y2("bottom:Q"),
        color=colour,
        tooltip=[alt.Tooltip("told:N", title=title)],
    )
    whiskers = base.mark_rule(color=ink, size=1.4).encode(
        x=alt.X("least:Q"), x2=alt.X2("most:Q"), y=_down(paths, "middle")
    )
    return [drawn, whiskers]


def words_beside(paths: list[str], base: alt.Chart, *, right: bool = True) -> list[alt.Chart]:
    """What stands at the ends of bars, on their outer sides."""
    chosen = base.encode(x=alt.X("beyond:Q"), y=_down(paths, "middle"), text=alt.Text("words:N"))
    align, dx = ("left", OFF) if right else ("right", -OFF)
    return text_on(chosen, align=align, dx=dx, fontSize=11)


def _down(paths: list[str], first: str) -> alt.Y:
    """Rows from the top, each named by its path in one line or two.

    Every layer has this axis, since layers that leave it out would let labels be thinned.
    """
    labels = json.dumps([_two_lines(path) for path in paths])
    axis = alt.Axis(
        title=None,
        values=list(range(len(paths))),
        labelExpr=f"{labels}[datum.value]",
        labelLimit=280,
        labelFontSize=11,
        labelOverlap="greedy",
        labelSeparation=-ROW,  # every row is named, also on two lines
        grid=False,
        ticks=False,
        domain=False,
    )
    return alt.Y(
        f"{first}:Q",
        axis=axis,
        scale=alt.Scale(domain=[len(paths) - 0.5, -0.5], nice=False, zero=False),
    )


def _two_lines(path: str) -> list[str]:
    """A path in lines short enough to stand beside a chart.

    >>> _two_lines("products.account.fee")
    ['products.account.fee']
    >>> _two_lines("strategies.customer_centric.word_of_mouth.per_satisfied_customer")
    ['strategies.customer_centric.', 'word_of_mouth.per_satisfied_customer']
    """
    if len(path) <= LONGEST:
        return [path]
    words = path.split(".")
    cut = min(
        range(1, len(words)),
        key=lambda at: max(len(".".join(words[:at])), len(".".join(words[at:]))),
        default=0,
    )
    return [".".join(words[:cut]) + ".", ".".join(words[cut:])] if cut else [path]
