"""The lead at every point of a design, against one number at a time."""

from typing import Any

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, finished, ink, paper, text_on, zero_line
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
from reports.turning import exactly
from reports.words import counted, spoken
from sim.experiments.sweep.sweep import Sweep
from sim.experiments.sweep.varied import Varied


def scatters(found: Sweep, run_hash: str) -> list[Figure]:
    """A chart for each number."""
    return [_scatter(found, place, run_hash) for place in range(len(found.varied))]


def _scatter(found: Sweep, place: int, run_hash: str) -> Figure:
    each = found.varied[place]
    title = f"The lead of {spoken(found.leader)} over {spoken(found.rival)} by {each.path}"
    name = f"sweep_scatter_{place + 1}"
    rows = _rows(found, place)
    if rows.empty:
        return absent(name, title, "No run was done.")
    ahead = int((rows["value"] > 0).sum())
    points = counted(len(rows), "point", "points")
    unsure = int((~rows["sure"]).sum())
    return Figure(
        name,
        title,
        definition=definition(found) + " The other numbers differ from point to point as well. "
        "Filled: the interval leaves zero out; hollow: it does not.",
        units=units(found),
        band=band(found),
        trap=f"{TRAP} One number at a time, others held, would miss what they do together.",
        alt=f"Scatter of {points} by {each.path}: the lead is above zero at {ahead:,} and not sure "
        f"at {unsure:,}.",
        chart=finished(_layers(found, each, rows), rows, title, subtitle(found, run_hash)),
        data=rows,
    )


def _rows(found: Sweep, place: int) -> pd.DataFrame:
    lever = found.varied[place].lever
    rows = [
        {
            "strategy": pair(found),
            "x": cell.at[place],
            **dict(zip(("value", "low", "high"), ends(cell.lead), strict=True)),
            "sure": cell.lead.excludes_zero,
            "where": exactly(lever, cell.at[place]),
            "told": told(found, cell.lead),
        }
        for cell in found.cells
        if cell.lead.value is not None
    ]
    frame = pd.DataFrame(rows)
    return frame if frame.empty else rounded(frame.sort_values("x", kind="stable"))


def _layers(found: Sweep, each: Varied, rows: pd.DataFrame) -> list[alt.Chart]:
    up = money_axis("lead, per person in the market", found.scenario.currency)
    across = alt.X("x:Q", axis=axis_of(each.lever), scale=alt.Scale(nice=False, zero=False))
    base = alt.Chart(rows).encode(x=across)
    rules = base.mark_rule(color=COLOURS[0], opacity=0.6).encode(
        y=alt.Y("low:Q", axis=up), y2=alt.Y2("high:Q")
    )
    points = base.mark_point(size=55, color=COLOURS[0], opacity=1, strokeWidth=1.8).encode(
        y=alt.Y("value:Q", axis=up),
        fill=alt.condition("datum.sure", alt.value(COLOURS[0]), alt.value("white")),
        tooltip=[
            alt.Tooltip("where:N", title=each.path),
            alt.Tooltip("told:N", title="Lead"),
        ],
    )
    return [zero_line(), rules, points, *_today(found, each)]


def _today(found: Sweep, each: Varied) -> list[alt.Chart]:
    lead = found.today.lead.value
    if lead is None or not each.lever.low <= each.lever.today <= each.lever.high:
        return []
    frame = pd.DataFrame([{"x": each.lever.today, "value": lead, "words": "now"}])
    base = alt.Chart(frame).encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
    look: dict[str, Any] = {
        "shape": "diamond",
        "size": 150,
        "color": ink,
        "fill": paper,
        "strokeWidth": 2.5,
    }
    words = text_on(base, align="left", dx=11, dy=-11, fontWeight="bold")
    return [base.mark_point(opacity=1, **look), *words]
