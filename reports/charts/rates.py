"""Value against the discount rate: who leads at which cost of money."""

import altair as alt
import numpy as np
import pandas as pd

from reports.charts.axes import SHARE, money_axis
from reports.charts.figure import Figure
from reports.charts.lines import Mark, line_figure, line_layers, rows_of, words_of_lines
from reports.charts.style import QUIET, text_on
from reports.charts.telling import JACKKNIFE, lines_told, money_words, plain_money
from reports.figures import rate_interval
from reports.material import Material
from reports.words import percent, spoken
from sim.experiments.breakeven import HIGHEST as BREAKEVEN
from sim.experiments.by_rate import HIGHEST, by_rate
from sim.experiments.compare import Pair
from sim.experiments.curve import Curve

NAME = ("rates", "What each strategy is worth at other costs of money")
NEAR = ("rates_near", "What each strategy is worth near the rate at which the lead changes")
WINDOW = 0.06
HEAD = 20.0
POINTS = 81


def rates_charts(material: Material) -> list[Figure]:
    """Value for 0 to 20 % a year, and once more near the rate at which the lead changes."""
    highest = max(HIGHEST, -(-material.facts.discount_rate // 0.05) * 0.05)
    near = [rate for _, rate in _flips(material) if WINDOW / 4 <= rate <= highest]
    whole = _figure(material, NAME, 0.0, highest)
    if not near:
        return [whole]
    first = (max(near[0] - WINDOW / 2, 0.0), near[0] + WINDOW / 2)
    return [whole, _figure(material, NEAR, *first)]


def _figure(material: Material, name: tuple[str, str], low: float, high: float) -> Figure:
    facts = material.facts
    rates = np.linspace(low, high, POINTS)
    curves = [by_rate(flows, rates, facts.minor_per_major) for flows in material.flows.values()]
    rows = rows_of(curves, lambda x: f"{percent(x, 2)} a year", money_words(facts))
    across = alt.Axis(title="Discount rate a year", labelExpr=SHARE, tickCount=10)
    up = money_axis("Value per person in the market", facts.currency)
    marks = _crossings(material, curves, low, high)
    layers = line_layers(rows, across, up, marks=marks)
    if low <= facts.discount_rate <= high:
        layers = [*_today(facts.discount_rate), *layers]
    return Figure(
        *name,
        definition="The flows of the run discounted at other rates, per person in the market, "
        "won or not, capital charge included. People and firm act as they did at the scenario's "
        "rate; only the sum is done anew.",
        units=f"{facts.currency} per person in the market; effective rate a year.",
        band=JACKKNIFE + " The bands are of each strategy; the difference is surer than they look, "
        "since both have the same people.",
        trap=f"One rate hides how much hangs on it. {_crossings_told(material, high)}",
        alt=lines_told(
            "value per person in the market by discount rate",
            curves,
            lambda x: f"at {percent(x, 1)} a year",
            lambda value: plain_money(value, facts),
        )
        + " "
        + _crossings_told(material, high),
        chart=line_figure(
            layers,
            rows,
            words_of_lines(rows, marks=marks, head=HEAD),
            name[1],
            f"{facts.currency} per person in the market; run {material.run_hash}",
        ),
        data=rows,
    )


def _today(rate: float) -> list[alt.Chart]:
    """The scenario's own rate."""
    frame = pd.DataFrame([{"x": rate, "words": f"scenario: {percent(rate, 1)}"}])
    base = alt.Chart(frame).encode(x=alt.X("x:Q"))
    rule = base.mark_rule(color=QUIET, strokeDash=[3, 3], size=1.5)
    return [
        rule,
        *text_on(base.encode(y=alt.value(6), text=alt.Text("words:N")), align="left", dx=5),
    ]


def _flips(material: Material) -> list[tuple[Pair, float]]:
    """Every rate at which a lead changes, of the strongest rival and nearest to today's first."""
    pairs = () if material.findings is None else material.findings.pairs
    return [
        (pair, flip.rate.value)
        for pair in pairs
        for flip in pair.flips
        if flip.rate.value is not None
    ]


def _crossings(material: Material, curves: list[Curve], low: float, high: float) -> list[Mark]:
    by_name = {curve.strategy: curve for curve in curves}
    return [
        (rate, by_name[pair.first].at(rate), f"lead changes at {percent(rate, 1)}")
        for pair, rate in _flips(material)
        if low <= rate <= high
    ]


def _crossings_told(material: Material, highest: float) -> str:
    if material.findings is None:
        return "There is no second strategy whose line it could cross."
    told = [
        f"The lead between {spoken(pair.first)} and {spoken(pair.second)} changes at "
        f"{percent(flip.rate.value, 1)}{rate_interval(flip.rate)} a year."
        for pair in material.findings.pairs
        for flip in pair.flips
        if flip.rate.value is not None
    ]
    return " ".join(told) or f"No lead changes between 0 and {percent(BREAKEVEN)} a year."
