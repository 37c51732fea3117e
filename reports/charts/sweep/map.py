"""Two-parameter maps: the lead, and which strategy is the best of all.

Colours are light enough to be written on. Printed in grey, the sign stands in the cells, as figures
or as + and −, and the bold line at zero parts the two sides.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from contourpy import contour_generator

from reports.charts.axes import money_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import rounded
from reports.charts.placing import PLOT_WIDTH
from reports.charts.style import INK, LETTER, PAPER, colour_of, finished
from reports.charts.sweep.words import (
    TRAP,
    axis_of,
    band,
    definition,
    now,
    pair,
    subtitle,
    told,
    units,
)
from reports.experiments.sums import sums_of
from reports.money import MINUS
from reports.turning import exactly
from reports.words import counted, spoken
from sim.experiments.sweep.sweep import Cell, Sweep

LESS, NEITHER, MORE = "#f0a766", "#f7f7f5", "#84b6e0"
HEIGHT = 420
HATCHES = (-0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75)
MOST_HATCHED = 400
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROOM = 8.0


def lead_map(found: Sweep, run_hash: str) -> Figure:
    """The lead in every cell, hatched where it is not sure, with a bold line where it is zero."""
    title = f"The lead of {spoken(found.leader)} over {spoken(found.rival)}"
    rows = _rows(found)
    known = rows[rows["lead"].notna()]
    if known.empty:
        return absent("sweep_map", title, "No run was done.")
    unsure = sum(not cell.lead.excludes_zero for cell in found.cells)
    most = float(known["lead"].abs().max()) or 1.0
    sums = sums_of(found.scenario)
    fill = alt.Color(
        "lead:Q",
        scale=alt.Scale(domain=[-most, 0, most], range=[LESS, NEITHER, MORE], interpolate="rgb"),
        legend=alt.Legend(
            title=None,
            gradientLength=300,
            labelExpr=money_axis("", found.scenario.currency).labelExpr,
        ),
    )
    words = _fitting(found, [sums.plain(each) for each in known["lead"]], known["lead"])
    layers = [
        _cells(found, known, fill, pair(found)),
        *_hatched(rows[~rows["sure"]]),
        *_contours(found),
        *_written(known.assign(words=words)),
        *_today(found),
    ]
    first, second = found.varied
    return Figure(
        "sweep_map",
        f"{title} by {first.path} and {second.path}",
        definition=definition(found)
        + " Hatched: the 95 % interval holds zero, or there is none. The bold line joins points "
        "at which the mean lead is zero, with straight lines between the centres of cells."
        + (f" The diamond is today: {now(found)}." if found.today_within else ""),
        units=units(found),
        band=band(found),
        trap=f"{TRAP} A cell's colour alone hides luck: {unsure:,} of "
        f"{counted(len(found.cells), 'cell', 'cells')} may be on either side of zero.",
        alt=_told(found, unsure),
        chart=finished(layers, known, title, subtitle(found, run_hash), HEIGHT),
        data=known,
    )


def best_map(found: Sweep, run_hash: str) -> Figure:
    """The strategy that is worth most in every cell, hatched where that is not sure."""
    title = "Which strategy is worth most"
    rows = _rows(found)
    known = rows[rows["best"] != ""]
    if known.empty:
        return absent("sweep_best", title, "No run was done.")
    marks = {
        name: LETTERS[k % len(LETTERS)] for k, name in enumerate(map(spoken, found.strategies))
    }
    colours = colour_of([f"{mark} {name}" for name, mark in marks.items()])
    known = known.assign(named=[f"{marks[name]} {name}" for name in known["best"]])
    fill = alt.Color("named:N", scale=colours, legend=alt.Legend(title=None, symbolOpacity=0.5))
    layers = [
        _cells(found, known, fill, "best", opacity=0.5),
        *_hatched(known[~known["clear"]]),
        *_written(known.assign(words=[marks[name] for name in known["best"]])),
        *_today(found),
    ]
    first, second = found.varied
    bests = [f"{name} at {(known['best'] == name).sum():,}" for name in marks]
    return Figure(
        "sweep_best",
        f"{title} by {first.path} and {second.path}",
        definition="The strategy of the highest mean net present value per person over the seeds. "
        "Hatched: the interval of its lead over some other strategy holds zero.",
        units="Names of strategies, each with a letter.",
        band=band(found),
        trap="The best of several means looks better than it is where they lie close together: "
        "there the cell is hatched.",
        alt=f"Map of {counted(len(known), 'cell', 'cells')}; worth most is {', '.join(bests)}.",
        chart=finished(layers, known, title, subtitle(found, run_hash), HEIGHT),
        data=known.assign(strategy="worth most", told=known["best"]),
    )


def _rows(found: Sweep) -> pd.DataFrame:
    """A row for each cell: its edges, the lead, and what is said of it."""
    first, second = found.varied
    across, up = (_edges(each.values) for each in (first, second))
    return rounded(
        pd.DataFrame(
            [
                {
                    "strategy": pair(found),
                    "x": cell.at[0],
                    "y": cell.at[1],
                    **dict(zip(("x0", "x1"), across[cell.at[0]], strict=True)),
                    **dict(zip(("y0", "y1"), up[cell.at[1]], strict=True)),
                    "lead": np.nan if cell.lead.value is None else cell.lead.value,
                    "sure": cell.lead.excludes_zero,
                    "best": "" if cell.best is None else spoken(cell.best),
                    "clear": cell.surely,
                    "where": f"{exactly(first.lever, cell.at[0])}, "
                    f"{exactly(second.lever, cell.at[1])}",
                    "told": told(found, cell.lead),
                }
                for cell in found.cells
            ]
        )
    )


def _edges(values: tuple[float, ...]) -> dict[float, tuple[float, float]]:
    """The ends of the cell about every value: half-way to its neighbours."""
    x = np.array(values)
    half = (x[1:] + x[:-1]) / 2
    edges = [2 * x[0] - half[0], *half, 2 * x[-1] - half[-1]]
    return {value: (float(edges[k]), float(edges[k + 1])) for k, value in enumerate(values)}


def _cells(
    found: Sweep, rows: pd.DataFrame, fill: alt.Color, what: str, opacity: float = 1.0
) -> alt.Chart:
    first, second = found.varied
    tight = alt.Scale(nice=False, zero=False)
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_rect(stroke=PAPER, strokeWidth=0.5, opacity=opacity)
        .encode(
            x=alt.X("x0:Q", axis=axis_of(first.lever, first.values), scale=tight),
            x2=alt.X2("x1:Q"),
            y=alt.Y("y0:Q", axis=axis_of(second.lever, second.values), scale=tight),
            y2=alt.Y2("y1:Q"),
            color=fill,
            tooltip=[
                alt.Tooltip("where:N", title="At"),
                alt.Tooltip("told:N", title="Lead"),
                alt.Tooltip("best:N", title="Worth most"),
            ],
        )
    )
    return chart


def _hatched(rows: pd.DataFrame) -> list[alt.Chart]:
    """Diagonal lines through the cells of which nothing is sure; few where there are many cells."""
    if rows.empty:
        return []
    lines = HATCHES if len(rows) <= MOST_HATCHED else (0.0,)
    frame = pd.DataFrame([_hatch(row, by) for row in rows.to_dict("records") for by in lines])
    rules = alt.Chart(rounded(frame)).mark_rule(color=INK, size=0.8, opacity=0.45)
    return [rules.encode(x=alt.X("x:Q"), y=alt.Y("y:Q"), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))]


def _hatch(row: Mapping[Any, Any], by: float) -> dict[str, float]:
    """A diagonal of a cell, so far from the middle one."""
    wide, high = row["x1"] - row["x0"], row["y1"] - row["y0"]
    return {
        "x": row["x0"] + wide * max(by, 0.0),
        "y": row["y0"] + high * max(-by, 0.0),
        "x2": row["x0"] + wide * min(1.0, 1 + by),
        "y2": row["y0"] + high * min(1.0, 1 - by),
    }


def _contours(found: Sweep) -> list[alt.Chart]:
    """The bold line at which the lead is zero; cells that failed are left out."""
    first, second = (each.values for each in found.varied)
    lead = np.array([np.nan if c.lead.value is None else c.lead.value for c in found.cells])
    grid = lead.reshape(len(first), len(second)).T
    drawn = contour_generator(first, second, np.ma.masked_invalid(grid)).lines(0.0)
    points = [
        {"line": k, "place": place, "x": x, "y": y}
        for k, line in enumerate(drawn)
        for place, (x, y) in enumerate(np.asarray(line).tolist())
    ]
    if not points:
        return []
    base = alt.Chart(rounded(pd.DataFrame(points))).encode(
        x=alt.X("x:Q"), y=alt.Y("y:Q"), detail=alt.Detail("line:N"), order=alt.Order("place:Q")
    )
    return [base.mark_line(color=PAPER, strokeWidth=7), base.mark_line(color=INK, strokeWidth=3.5)]


def _fitting(found: Sweep, words: Sequence[str], leads: pd.Series) -> list[str]:
    """The figures where all fit into their cells, and else their signs."""
    width = PLOT_WIDTH / len(found.varied[0].values)
    if max(map(len, words)) * LETTER + ROOM <= width:
        return [*words]
    return ["+" if lead > 0 else MINUS if lead < 0 else "0" for lead in leads]


def _written(rows: pd.DataFrame) -> list[alt.Chart]:
    """Words in the middle of cells, readable on every colour."""
    base = alt.Chart(rows[["x", "y", "words"]]).encode(
        x=alt.X("x:Q"), y=alt.Y("y:Q"), text=alt.Text("words:N")
    )
    rim = base.mark_text(fontSize=11, stroke=PAPER, strokeWidth=3, color=PAPER, strokeJoin="round")
    both = [rim, base.mark_text(fontSize=11, color=INK)]
    return [layer.properties(name=f"side-{k}") for k, layer in enumerate(both)]


def _today(found: Sweep) -> list[alt.Chart]:
    """A diamond where the scenario stands."""
    if not found.today_within:
        return []
    x, y = (each.lever.today for each in found.varied)
    base = alt.Chart(pd.DataFrame([{"x": x, "y": y, "words": "now"}])).encode(
        x=alt.X("x:Q"), y=alt.Y("y:Q")
    )
    look: dict[str, Any] = {
        "shape": "diamond",
        "size": 150,
        "color": INK,
        "fill": PAPER,
        "strokeWidth": 2.5,
    }
    word = base.encode(text=alt.Text("words:N"))
    beside: dict[str, Any] = {
        "dx": 11,
        "dy": -11,
        "fontSize": 12,
        "fontWeight": "bold",
        "align": "left",
    }
    return [
        base.mark_point(opacity=1, **look),
        word.mark_text(stroke=PAPER, strokeWidth=4, strokeJoin="round", color=PAPER, **beside),
        word.mark_text(color=INK, **beside),
    ]


def _told(found: Sweep, unsure: int) -> str:
    known = [cell for cell in found.cells if cell.lead.value is not None]
    low, high = (pick(known, key=lambda cell: cell.lead.value or 0.0) for pick in (min, max))
    return (
        f"Map of {counted(len(found.cells), 'cell', 'cells')}. The lead is lowest, "
        f"{told(found, low.lead)}, at {_at(found, low)}, and highest, {told(found, high.lead)}, at "
        f"{_at(found, high)}; in {unsure:,} cells it may be on either side of zero."
    )


def _at(found: Sweep, cell: Cell) -> str:
    return " and ".join(
        f"{each.path} {exactly(each.lever, x)}"
        for each, x in zip(found.varied, cell.at, strict=True)
    )
