"""Why the best strategy is worth more: a waterfall over the lines of the ledger."""

import json

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, LETTER, QUIET, finished, ink, text_on, zero_line
from reports.figures import ends, interval, line_label
from reports.material import Material
from reports.money import whole_money
from reports.words import spoken
from sim.experiments.compare import Pair
from sim.experiments.estimate import Estimate
from sim.results.facts import Facts

NAME = ("waterfall", "Where the difference comes from")
UP, DOWN = COLOURS[0], COLOURS[1]
PLOT = 520.0
"""Pixels of the plot beside its labels, about."""


def waterfalls(material: Material) -> list[Figure]:
    """One for the best strategy against each other one, the strongest rival first."""
    if material.findings is None:
        reason = "Only one strategy was run, so there is no difference to explain."
        return [absent(*NAME, reason)]
    return [
        _figure(material, pair, number) for number, pair in enumerate(material.findings.pairs, 1)
    ]


def _figure(material: Material, pair: Pair, number: int) -> Figure:
    facts = material.facts
    name = NAME[0] if number == 1 else f"{NAME[0]}_{number}"
    title = f"Why {spoken(pair.first)} differs from {spoken(pair.second)}"
    rows = _bars(pair, facts)
    total = interval(pair.difference.mean, facts)
    return Figure(
        name,
        title,
        definition="Discounted flows per person in the market, line by line of the ledger. The "
        "outer bars are the two strategies' whole values, anchored at zero; each step is the "
        "difference on one line.",
        units=f"{facts.currency} per person in the market, discounted to {facts.start}.",
        band=f"{_band(pair)} 95 % interval of the whole difference: {total}.",
        trap="The steps add up exactly (the outer bars are rounded each by itself), and their "
        "order does not matter: every flow is on one line, so there is no interaction left over. "
        "They are sorted from largest gain to largest loss.",
        alt=f"Waterfall chart. {' '.join(rows['told'] + '.')}",
        chart=finished(
            _chart(rows, facts),
            rows,
            title,
            f"{facts.currency} per person, discounted; run {material.run_hash}",
            height=max(34 * len(rows), 160),
        ),
        data=rows,
    )


def _band(pair: Pair) -> str:
    if all(line.interval.low is None for line in pair.bridge.lines):
        return "None for a single step: this run folder keeps no money by line and group of people."
    return (
        "The thin line through the end of a step is its own 95 % interval, by leaving out one "
        "group of people at a time; steps move together, so these intervals do not add up."
    )


def _bars(pair: Pair, facts: Facts) -> pd.DataFrame:
    """Outer bars and steps, in whole minor units, so that the steps shown add up.

    The outer bars are labelled with the strategies' own values, each rounded by itself, as in the
    tables; they may so differ by a minor unit from what the steps add up to.
    """
    steps = sorted(pair.bridge.lines, key=lambda line: -line.shown)
    unit = facts.minor_per_major
    value = round(sum(line.first for line in steps) * unit)
    other = round(sum(line.second for line in steps) * unit)
    level = value - pair.bridge.shown
    rows = [_bar(spoken(pair.second), 0, level, facts, "whole", other)]
    for line in steps:
        if line.shown:
            kind = "gain" if line.shown > 0 else "loss"
            bar = _bar(line_label(line.line), level, line.shown, facts, kind)
            rows.append(_with_interval(bar, line.interval, level / unit, facts))
        level += line.shown
    rows.append(_bar(spoken(pair.first), 0, value, facts, "whole"))
    table = pd.DataFrame(rows).astype({"least": float, "most": float})
    right = table[["high", "most"]].max(axis=1)  # where the label stands
    return rounded(table.assign(place=range(len(rows)), right=right))


def _bar(
    label: str, start: int, change: int, facts: Facts, kind: str, said: int | None = None
) -> dict[str, object]:
    """A bar from ``start``; ``said`` is the figure of its label, where that is another."""
    words = whole_money(change if said is None else said, facts.currency, facts.minor_digits)
    sign = "+" if kind == "gain" else ""
    unit = facts.minor_per_major
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


def _with_interval(
    bar: dict[str, object], step: Estimate, start: float, facts: Facts
) -> dict[str, object]:
    """A step's bar with its interval, which begins where the step does."""
    if step.low is None or step.high is None:
        return bar
    within = ends(step, facts)
    whisker = {"least": start + step.low, "most": start + step.high, "within": within}
    return bar | whisker | {"told": f"{bar['told']} {within}"}


def _chart(rows: pd.DataFrame, facts: Facts) -> list[alt.Chart]:
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
        axis=money_axis("Value per person in the market", facts.currency),
        scale=alt.Scale(domainMax=_room(rows)),
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
            alt.Tooltip("label:N", title="Line"),
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


def _room(rows: pd.DataFrame) -> float:
    """The end of the axis, so that what stands beside the bars is not cut off."""
    low = min(float(rows[["low", "least"]].min().min()), 0.0)
    free = 1 - (rows["words"].str.len() + 2) * LETTER / PLOT
    return float((low + (rows["right"] - low) / free).max())


def _label_expression(labels: list[str]) -> str:
    """Labels by place, as a JSON list, whose text cannot leave its quotes."""
    return f"{json.dumps(labels)}[datum.value]"
