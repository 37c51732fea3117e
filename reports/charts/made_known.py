"""What the firms made known and felt like over time: quality, failures put right, training, stops.

One lane below the other, each with an axis of its own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

import altair as alt
import pandas as pd

from reports.charts.figure import Figure
from reports.charts.lines import LEGEND, pointed, rounded
from reports.charts.style import colour_of, dash_of, finished, text_on
from reports.material import Material
from reports.words import capital, percent, spoken
from sim.results.facts import Facts

NAME = ("made_known", "What the firm is like, month by month")
LANES = {
    "quality": "Quality that service leads to",
    "puts_right": "Chance that staff put a failure right",
    "trained": "Employees who are trained",
    "stopped": "Things stopped for want of money",
}
"""The signals that are drawn, from the top, and what each says."""
COUNTED = "stopped"
DRAWN: tuple[tuple[str, Literal["linear", "step-after"]], ...] = (
    ("!=", "linear"),
    ("==", "step-after"),
)
"""A count goes in steps; everything else in lines."""
HEIGHT, APART = 120, 1.5
"""Pixels of a lane; and how far lanes are apart, in lanes."""
MOST_ROWS = 4000


@dataclass(frozen=True)
class Lane:
    """A signal and the ends of its axis."""

    signal: str
    low: float
    high: float
    base: float  # where it begins on the common axis

    def place(self, values: "pd.Series[float]") -> "pd.Series[float]":
        """Values on the common axis."""
        return self.base + (values - self.low) / (self.high - self.low)

    def words(self, value: float) -> str:
        """A value as it is said."""
        return f"{value:.0f}" if self.signal == COUNTED else percent(value, 1)


def made_known_chart(material: Material) -> list[Figure]:
    """A lane for each signal that moves, or differs; nothing where no firm looks back."""
    table = _moving(material)
    lanes = _lanes(table)
    if not lanes:
        return []
    rows = rounded(_rows(table, lanes, material))
    told = _told(table, lanes)
    return [
        Figure(
            *NAME,
            definition="What holds for everybody in a month, as it follows from the months before: "
            f"{'; '.join(LANES[lane.signal].lower() for lane in lanes)}. Quality is the mean over "
            "segments. A strategy has no line where the lane says nothing of it. " + " ".join(told),
            units="Shares in percent, things stopped as a number; an axis for each lane.",
            band="None: it is what the firm of this one run made known to all of its people.",
            trap="A mean over the run hides when quality is lost: newcomers are untrained, "
            "and a desk that is too small is overrun in some months only.",
            alt=f"Line chart in {len(lanes)} lanes. {' '.join(told)}",
            chart=finished(
                _layers(rows, lanes),
                rows,
                NAME[1],
                f"By month; run {material.run_hash}",
                height=HEIGHT * len(lanes) + 40,
            ),
            data=rows,
        )
    ]


def _moving(material: Material) -> pd.DataFrame:
    """The signals that are drawn, of the strategies that they say something of."""
    signals = material.run.frames.signals
    if signals is None:
        return pd.DataFrame({"signal": []})
    table = signals[signals["signal"].isin([*LANES])].astype({"strategy": str, "signal": str})
    counting = [each.strategy for each in material.measures if each.stopping]
    stops = (table["signal"] == COUNTED) & ~table["strategy"].isin(counting)
    idle = (table["signal"] == "trained") & table["strategy"].isin(_without_staff(table))
    return table[~stops & ~idle]


def _without_staff(table: pd.DataFrame) -> list[str]:
    """Firms whose employees are said to be trained from the first month to the last."""
    least = table[table["signal"] == "trained"].groupby("strategy")["value"].min()
    return [str(name) for name in least.index[least == 1.0]]


def _lanes(table: pd.DataFrame) -> list[Lane]:
    """The lanes of what moves in time or differs between strategies."""
    ends = {name: mine["value"] for name, mine in table.groupby("signal") if len(mine)}
    names = [name for name in LANES if name in ends and ends[name].max() > ends[name].min()]
    return [
        Lane(name, *_ends(name, ends[name]), base=APART * (len(names) - 1 - place))
        for place, name in enumerate(names)
    ]


def _ends(name: str, values: "pd.Series[float]") -> tuple[float, float]:
    if name == COUNTED:
        return 0.0, float(values.max())
    low, high = floor(values.min() * 10 + 1e-9) / 10, ceil(values.max() * 10 - 1e-9) / 10
    return low, high if high > low else low + 0.1


def _rows(table: pd.DataFrame, lanes: Sequence[Lane], material: Material) -> pd.DataFrame:
    start = int(material.facts.start[:4]) + (int(material.facts.start[5:7]) - 1) / 12
    every = max(ceil(len(table) / MOST_ROWS), 1)
    shown = table[table["month"] % every == 0]
    parts = [_in_lane(shown, lane, start, material.facts) for lane in lanes]
    return pd.concat(parts, ignore_index=True)


def _in_lane(shown: pd.DataFrame, lane: Lane, start: float, facts: Facts) -> pd.DataFrame:
    mine = shown[shown["signal"] == lane.signal]
    named = LANES[lane.signal]
    return pd.DataFrame(
        {
            "strategy": mine["strategy"].map(spoken),
            "lane": lane.signal,
            "x": start + mine["month"] / 12,
            "value": lane.place(mine["value"]),
            "where": [f"{named}, {facts.month_name(int(month))}" for month in mine["month"]],
            "told": [lane.words(float(value)) for value in mine["value"]],
        }
    )


def _layers(rows: pd.DataFrame, lanes: Sequence[Lane]) -> list[alt.Chart]:
    strategies = list(dict.fromkeys(rows["strategy"]))
    colour = alt.Color("strategy:N", scale=colour_of(strategies), legend=LEGEND)
    dash = alt.StrokeDash("strategy:N", scale=dash_of(strategies), legend=LEGEND)
    x = alt.X(
        "x:Q",
        axis=alt.Axis(title="Year", format="d", tickCount=8),
        scale=alt.Scale(nice=False, zero=False),
    )
    top = max(lane.base for lane in lanes) + 1.3
    y = alt.Y("value:Q", axis=_axis(lanes), scale=alt.Scale(domain=[0, top]))
    base = alt.Chart()
    lines = [
        base.transform_filter(f"datum.lane {sign} '{COUNTED}'")
        .mark_line(strokeWidth=2.2, interpolate=how)
        .encode(x=x, y=y, color=colour, strokeDash=dash, detail="lane:N")
        for sign, how in DRAWN
    ]
    return [*lines, *_titles(rows, lanes), pointed(base, x, y, colour)]


def _axis(lanes: Sequence[Lane]) -> alt.Axis:
    """The ends of every lane, in its own words."""
    ends = {lane.base: lane.words(lane.low) for lane in lanes}
    ends |= {lane.base + 1: lane.words(lane.high) for lane in lanes}
    said = json.dumps({f"{at:g}": words for at, words in ends.items()})
    return alt.Axis(title=None, values=sorted(ends), labelExpr=f"({said})[toString(datum.value)]")


def _titles(rows: pd.DataFrame, lanes: Sequence[Lane]) -> list[alt.Chart]:
    frame = pd.DataFrame(
        {
            "x": float(rows["x"].min()),
            "value": [lane.base + 1.16 for lane in lanes],
            "words": [LANES[lane.signal] for lane in lanes],
        }
    )
    place = alt.Chart(frame).encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
    return text_on(place, align="left", dx=4, limit=400)


def _told(table: pd.DataFrame, lanes: Sequence[Lane]) -> list[str]:
    """Where every line of every lane begins and ends."""
    told = []
    for lane in lanes:
        mine = table[table["signal"] == lane.signal].sort_values("month", kind="stable")
        each = [
            f"{spoken(str(name))} {_from_to(lane.words(some.iloc[0]), lane.words(some.iloc[-1]))}"
            for name, some in mine.groupby("strategy", sort=False)["value"]
        ]
        told.append(f"{capital(LANES[lane.signal])}: {', '.join(each)}.")
    return told


def _from_to(first: str, last: str) -> str:
    return f"at {first}" if first == last else f"from {first} to {last}"
