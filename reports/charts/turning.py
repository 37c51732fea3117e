"""Where a lead changes hands: along one number, and of many numbers side by side."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import SHARE, money_axis, plain_axis, share_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import Mark, line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import COLOURS, QUIET, finished, ink, text_on, zero_line
from reports.money import money, money_places
from reports.turning import exactly, roughly
from reports.words import UNDEFINED, capital, counted, percent, spoken
from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.experiments.flip import TurningPoint
from sim.experiments.flip_each import Answer, Moved, TurningPoints
from sim.experiments.lever import Lever

OVER_SEEDS = "95 % interval over the runs, each with other people and luck: Student's t."
HEAD = 20.0
ROW, AROUND = 26, 60
"""Pixels of a number's row, and of what stands around them."""


def turning_chart(found: TurningPoint, name: str = "turning") -> Figure:
    """The lead at every value that was tried, with today's value and the turning point."""
    lever, leads = found.lever, f"{spoken(found.leader)} less {spoken(found.rival)}"
    title = f"The lead of {spoken(found.leader)} over {spoken(found.rival)} by {found.path}"
    curve = _curve(found, leads)
    rows = rows_of([curve], lambda x: exactly(lever, x), lambda *ends: _told(ends, found))
    marks: list[Mark] = [
        (each.value, 0.0, f"turns at {roughly(lever, each.value, each.half_width)}")
        for each in (found.below, found.above)
        if each.value is not None
    ]
    across = axis_of(lever, found.path)
    up = money_axis("Lead per person in the market", lever.currency)
    layers = [*_intervals(found), *_today(found), *line_layers(rows, across, up, marks=marks)]
    words = words_of_lines(rows, marks=marks, head=HEAD)
    subtitle = f"{lever.currency} per person; {counted(found.seeds, 'seed', 'seeds')}"
    return Figure(
        name,
        title,
        definition="Mean net present value per person under the one strategy less that under the "
        "other. At every value that was tried all live anew, the same people with the same luck "
        "under both; between values the line is straight.",
        units=f"{lever.currency} per person in the market, won or not; {found.path} in its unit.",
        band=f"{OVER_SEEDS} The thick line at zero is the interval of a turning point: the values "
        "around it at which the lead's own interval holds zero (Fieller 1954).",
        trap="A lead that is above zero on average may be luck where its band holds zero. "
        f"{_turns_told(found)}",
        alt=f"{title}: {_ends_told(found)} {_turns_told(found)}",
        chart=line_figure(layers, rows, words, capital(title), subtitle),
        data=rows,
    )


def each_chart(found: TurningPoints) -> Figure:
    """For every number that flips the lead: how much of its range that takes, and which way."""
    name, title = "turning_each", "How far each number is from where the lead changes hands"
    flips = found.of(Answer.FLIPS)
    if not flips:
        return absent(name, title, "No number flips the lead within its range.")
    rows = pd.DataFrame([_row(each) for each in flips])
    order = list(rows["number"])
    base = alt.Chart(rows)
    up = alt.Y(
        "number:N",
        sort=order,
        axis=alt.Axis(title=None, labelLimit=330, labelOverlap=False, ticks=False),
    )
    axis = share_axis("Change, as a share of the number's range")
    across = alt.X("share:Q", axis=axis, scale=alt.Scale(zero=True))
    reach = base.mark_rule(size=5, opacity=0.35, color=COLOURS[0]).encode(
        y=up, x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    points = base.mark_point(filled=True, size=90, opacity=1, color=COLOURS[0]).encode(
        y=up,
        x=across,
        tooltip=[alt.Tooltip("number:N", title="Number"), alt.Tooltip("told:N", title="Turns")],
    )
    height = ROW * len(rows) + AROUND
    subtitle = f"lead of {spoken(found.leader)} over {spoken(found.rival)}"
    chart = finished([zero_line("x"), reach, points], rows, title, subtitle, height)
    return Figure(
        name,
        title,
        definition="Each number is moved alone. The point is where the lead is zero, as far from "
        "today's value (the line at 0 %) as its share of the range says; to the left the number "
        "is less than today.",
        units="Share of the range of each number: of what is believed of it, or of what was asked.",
        band="95 % interval of the turning point; where it is open it is drawn to the end of the "
        "range.",
        trap="A small share is no small change where the range is wide: the table has both. What "
        "several numbers do together is not seen.",
        alt=f"{title}: " + "; ".join(f"{row.number} {row.told}" for row in rows.itertuples()) + ".",
        chart=chart,
        data=rows,
    )


def axis_of(lever: Lever, title: str) -> alt.Axis:
    """The axis of a number in its unit."""
    if lever.unit.form == "money":
        return money_axis(title, lever.currency)
    if lever.unit.form == "percent":
        return alt.Axis(title=title, labelExpr=SHARE, tickCount=10)
    return plain_axis(f"{title}, months" if lever.unit.form == "months" else title)


def _curve(found: TurningPoint, name: str) -> Curve:
    tried = found.evaluations
    parts = [[each.x, *_estimate(each.difference)] for each in tried]
    x, value, low, high = np.array(parts, dtype=np.float64).T
    return Curve(name, x, value, low, high)


def _estimate(each: Estimate) -> list[float]:
    return [np.nan if end is None else end for end in (each.value, each.low, each.high)]


def _told(ends: Sequence[float], found: TurningPoint) -> str:
    value, low, high = ends
    half = (high - low) / 2 if np.isfinite(high - low) else None
    places = money_places(half, found.lever.minor_digits)
    said = [money(end, found.lever.currency, places) for end in ends if np.isfinite(end)]
    if len(said) < len(ends):
        return said[0] if np.isfinite(value) else UNDEFINED
    return f"{said[0]} ({said[1]} to {said[2]})"


def _today(found: TurningPoint) -> list[alt.Chart]:
    words = f"today: {exactly(found.lever, found.today)}"
    left = found.today - found.lever.low > (found.lever.high - found.lever.low) / 2
    frame = pd.DataFrame([{"x": found.today, "words": words}])
    base = alt.Chart(frame).encode(x=alt.X("x:Q"))
    label = base.encode(y=alt.value(6), text=alt.Text("words:N"))
    place = {"align": "right", "dx": -5} if left else {"align": "left", "dx": 5}
    rule = base.mark_rule(color=QUIET, strokeDash=[3, 3], size=1.5)
    return [rule, *text_on(label, **place)]


def _intervals(found: TurningPoint) -> list[alt.Chart]:
    """The interval of each turning point on the line at zero; an open one goes to the end."""
    low, high = found.searched
    rows = [
        {
            "from": low if each.low is None else each.low,
            "to": high if each.high is None else each.high,
        }
        for each in (found.below, found.above)
        if each.value is not None and each.n > 1
    ]
    if not rows:
        return []
    base = alt.Chart(pd.DataFrame(rows).assign(zero=0.0))
    mark = base.mark_rule(size=7, opacity=0.45, color=ink)
    return [mark.encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"), y=alt.Y("zero:Q"))]


def _ends_told(found: TurningPoint) -> str:
    tried = found.evaluations
    said = [
        f"{_told(_estimate(each.difference), found)} at {exactly(found.lever, each.x)}"
        for each in (tried[0], found.now, tried[-1])
    ]
    return f"{', '.join(said)}."


def _turns_told(found: TurningPoint) -> str:
    turns = [each for each in (found.below, found.above) if each.value is not None]
    if not turns:
        return "It changes hands nowhere in the range."
    said = [roughly(found.lever, each.value or 0.0, each.half_width) for each in turns]
    return f"It changes hands at {' and at '.join(said)}."


def _row(each: Moved) -> dict[str, object]:
    assert each.point is not None
    assert each.lever is not None
    low, high = each.point.searched
    width, today, value = high - low, each.point.today, each.value
    known = each.value.n > 1
    ends = (
        (low if value.low is None else value.low) if known else value.value,
        (high if value.high is None else value.high) if known else value.value,
    )
    places = [((end or 0.0) - today) / width for end in (value.value, *ends)]
    turns = roughly(each.lever, value.value or 0.0, value.half_width)
    return {
        "number": each.path,
        "share": places[0],
        "low": places[1],
        "high": places[2],
        "told": f"turns at {turns}, {percent(abs(places[0]))} of its range from "
        f"{exactly(each.lever, today)}",
    }
