"""The lead, and what every strategy is worth, along the values of one number."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import Mark, line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import QUIET, text_on
from reports.charts.sweep.words import (
    TRAP,
    axis_of,
    band,
    definition,
    ends,
    pair,
    subtitle,
    told,
    units,
)
from reports.charts.telling import estimate, extremes
from reports.experiments.sums import sums_of
from reports.turning import exactly, roughly
from reports.words import spoken
from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.experiments.sweep.sweep import Sweep

HEAD = 20.0


def lead_along(found: Sweep, run_hash: str) -> Figure:
    """The lead with its band, where it crosses zero, and today's value."""
    lever = found.varied[0].lever
    marks = [
        (each.value or 0.0, 0.0, f"zero at {roughly(lever, each.value or 0.0, each.half_width)}")
        for each in found.crossings
    ]
    title = f"The lead of {spoken(found.leader)} over {spoken(found.rival)} by {lever.path}"
    curve = _curve(found, pair(found), [cell.lead for cell in found.cells])
    crossed = ", ".join(words for _, _, words in marks) or "The line does not cross zero."
    name = "sweep_lead", title
    said = f"{definition(found)} Between the points that were run the line is straight."
    return _figure(found, run_hash, name, [curve], marks, said, crossed)


def worth_along(found: Sweep, run_hash: str) -> Figure:
    """A line for every strategy."""
    title = f"What each strategy is worth by {found.varied[0].path}"
    curves = [
        _curve(found, name, [cell.worth.get(name, cell.lead) for cell in found.cells])
        for name in found.strategies
    ]
    said = "Mean net present value per person in the market, won or not, under each strategy."
    beside = "The lead is surer than the bands look, since all lines have the same people and luck."
    return _figure(found, run_hash, ("sweep_worth", title), curves, [], said, beside)


def _figure(
    found: Sweep,
    run_hash: str,
    name: tuple[str, str],
    curves: Sequence[Curve],
    marks: Sequence[Mark],
    said: str,
    beside: str,
) -> Figure:
    lever, sums = found.varied[0].lever, sums_of(found.scenario)
    if not any(np.isfinite(curve.value).any() for curve in curves):
        return absent(*name, "No run was done.")
    rows = rows_of(
        curves, lambda x: exactly(lever, x), lambda *three: told(found, estimate(*three))
    )
    up = money_axis("per person in the market", found.scenario.currency)
    layers = [*today(found), *line_layers(rows, axis_of(lever), up, marks=marks)]
    words = words_of_lines(rows, marks=marks, head=HEAD)
    return Figure(
        *name,
        definition=said,
        units=units(found),
        band=band(found),
        trap=f"{TRAP} {beside}",
        alt=f"Line chart by {lever.path}. "
        + " ".join(extremes(curve, lambda x: exactly(lever, x), sums.plain) for curve in curves)
        + f" {beside}",
        chart=line_figure(layers, rows, words, name[1], subtitle(found, run_hash)),
        data=rows,
    )


def today(found: Sweep) -> list[alt.Chart]:
    """A line at today's value, where it lies within the range."""
    lever = found.varied[0].lever
    if not found.today_within:
        return []
    late = lever.today > (lever.low + lever.high) / 2
    frame = pd.DataFrame([{"x": lever.today, "words": f"now: {exactly(lever, lever.today)}"}])
    base = alt.Chart(frame).encode(x=alt.X("x:Q"))
    words = base.encode(y=alt.value(6), text=alt.Text("words:N"))
    beside: dict[str, Any] = {"align": "right", "dx": -5} if late else {"align": "left", "dx": 5}
    return [
        base.mark_rule(color=QUIET, strokeDash=[3, 3], size=1.5),
        *text_on(words, **beside),
    ]


def _curve(found: Sweep, name: str, along: Sequence[Estimate]) -> Curve:
    x = np.array([cell.at[0] for cell in found.cells])
    known = np.array([ends(each) for each in along])
    return Curve(name, x, known[:, 0], known[:, 1], known[:, 2])
