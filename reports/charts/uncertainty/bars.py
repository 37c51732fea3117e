"""Bars with their intervals: chances of strategies, parts of the variance, the worth of knowing."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis, share_axis
from reports.charts.figure import Figure
from reports.charts.lines import rounded
from reports.charts.style import COLOURS, finished, ink, paper
from reports.charts.uncertainty.words import AGAIN, subtitle, whole_share
from reports.experiments.sums import sums_of
from reports.words import spoken
from sim.experiments.estimate import Estimate
from sim.experiments.uncertainty.found import Uncertainty

LINE, LEAST = 34, 110
LONGEST = 260
Named = Sequence[tuple[str, Estimate]]


def best_chart(found: Uncertainty, run_hash: str) -> Figure:
    """The chance that each strategy is worth most."""
    title = "The chance of each strategy to be worth most"
    named = [(spoken(name), each) for name, each in found.best.items()]
    rows = _rows(named, whole_share)
    return Figure(
        "uncertainty_best",
        title,
        definition="The share of draws in which each strategy is to be expected to be worth most "
        "per person, with the numbers of the draw and over luck.",
        units="Share of draws.",
        band=f"Wilson's (1927), or where it is wider, that: {AGAIN}",
        trap="Most often best is not best on average: who loses rarely may lose much.",
        alt=f"Bars: {_listed(named, whole_share)}.",
        chart=_bars(rows, share_axis("Share of draws"), title, subtitle(found, run_hash, "draws")),
        data=rows,
    )


def split_chart(found: Uncertainty, run_hash: str) -> Figure:
    """What the variance of the lead of one run is owed to."""
    title = "Luck, and lack of knowledge"
    parts = found.parts
    named = [
        ("numbers nobody knows", parts.knowledge),
        ("luck that all draws share", parts.shared),
        ("luck that differs from draw to draw", parts.each),
    ]
    rows = _rows(named, whole_share)
    return Figure(
        "uncertainty_split",
        title,
        definition=f"The variance of the lead of {spoken(found.leader)} over {spoken(found.rival)} "
        "in one run, parted by running every draw of the numbers under the same seeds.",
        units="Share of the variance.",
        band=AGAIN,
        trap="More people and more runs make luck small, and leave what nobody knows as it is.",
        alt=f"Bars: {_listed(named, whole_share)}.",
        chart=_bars(
            rows, share_axis("Share of the variance"), title, subtitle(found, run_hash, "variance")
        ),
        data=rows,
    )


def knowing_chart(found: Uncertainty, run_hash: str) -> Figure:
    """What it would be worth to know all numbers, and each."""
    title = "What it would be worth to know"
    sums = sums_of(found.scenario)
    named = [("all numbers", found.knowing_all)]
    named += [(each.belief.path, each.worth_knowing) for each in found.by_worth]
    rows = _rows(named, sums.interval)
    axis = money_axis("per person in the market", found.scenario.currency)
    return Figure(
        "uncertainty_knowing",
        title,
        definition="Expected value of perfect information: what a strategy chosen with the number "
        "known would be worth more, on average, than the one chosen now. Of a single number it "
        "rests on a smooth line through all draws (Strong, Oakley and Brennan 2014).",
        units=f"{found.scenario.currency} per person in the market, discounted to "
        f"{found.scenario.start}.",
        band=AGAIN,
        trap="A number may move the lead much and not be worth knowing: it is where it changes who "
        "is worth most. Single ones do not add up to all.",
        alt=f"Bars: {_listed(named, sums.interval)}.",
        chart=_bars(rows, axis, title, subtitle(found, run_hash, "perfect information")),
        data=rows,
    )


def _rows(named: Named, words: Callable[[Estimate], str]) -> pd.DataFrame:
    return rounded(
        pd.DataFrame(
            [
                {
                    "place": place,
                    "where": name,
                    "value": each.value,
                    "low": each.low,
                    "high": each.high,
                    "told": words(each),
                    "strategy": "value",
                }
                for place, (name, each) in enumerate(named)
            ]
        )
    )


def _listed(named: Named, words: Callable[[Estimate], str]) -> str:
    return "; ".join(f"{name} {words(each)}" for name, each in named)


def _bars(rows: pd.DataFrame, axis: alt.Axis, title: str, said: str) -> alt.LayerChart:
    """Horizontal bars in the order of the rows, with their intervals and figures."""
    names = alt.Y(
        "where:N",
        sort=list(rows["where"]),
        axis=alt.Axis(title=None, labelLimit=LONGEST, grid=False),
        scale=alt.Scale(paddingInner=0.35),
    )
    base = alt.Chart(rows).encode(y=names)
    tooltip = [alt.Tooltip("where:N", title="Of"), alt.Tooltip("told:N", title="Value")]
    bars = base.mark_bar(color=COLOURS[0], opacity=0.75).encode(
        x=alt.X("value:Q", axis=axis), tooltip=tooltip
    )
    rim = base.mark_rule(color=paper, size=4).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    rules = base.mark_rule(color=ink, size=1.8).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    ends = [
        base.mark_tick(color=ink, size=10, thickness=1.8).encode(x=alt.X(f"{end}:Q"))
        for end in ("low", "high")
    ]
    height = max(LINE * len(rows), LEAST)
    return finished([bars, rim, rules, *ends], rows, title, said, height)
