"""The J-curve: cumulative cash of a relationship, from minus what it cost to win the customer."""

import altair as alt
import pandas as pd

from reports.charts.axes import money_axis, plain_axis
from reports.charts.figure import Figure, absent
from reports.charts.lines import (
    LEGEND,
    Mark,
    band,
    line_figure,
    line_layers,
    rows_of,
    words_of_lines,
)
from reports.charts.style import colour_of, dash_of
from reports.charts.telling import JACKKNIFE, lines_told, money_words, plain_money, years_since
from reports.material import Material
from reports.words import capital, percent, spoken
from reports.words import years as years_said
from sim.experiments.curve import Curve
from sim.experiments.since_joining import Payoff, payoff

FIRST = ("j_curve", "Cumulative cash of a customer won: the first years")
WHOLE = ("j_curve_whole", "Cumulative cash of a customer won: the whole relationship")
ALONE = ("j_curve", "Cumulative cash of a customer won")
FEWEST_YEARS = 4.0
NEARLY_ALL = 0.75
"""Where the first years are more of the run than this, they are not drawn apart."""
NO_BAND = "None: the run folder was written before it kept groups of people by tenure."


def j_curves(material: Material) -> list[Figure]:
    """The first years, in which the money comes back, and the whole relationship."""
    found = {name: payoff(material.run, flows) for name, flows in material.flows.items()}
    known = {name: each for name, each in found.items() if each is not None}
    if not known:
        reason = "No strategy won a customer, so there is no relationship to follow."
        return [absent(*FIRST, reason), absent(*WHOLE, reason)]
    horizon = material.facts.months / 12
    backs = [each.payback_year for each in known.values() if each.payback_year is not None]
    first = max([FEWEST_YEARS, *(2 * back for back in backs)])
    if first > NEARLY_ALL * horizon:
        short = "The run is short: the chart of cumulative cash before this one shows all of it."
        return [_figure(material, known, ALONE, horizon, marks=True), absent(*WHOLE, short)]
    return [
        _figure(material, known, FIRST, first, marks=True),
        _figure(material, known, WHOLE, horizon, marks=False),
    ]


def _figure(
    material: Material,
    found: dict[str, Payoff],
    name: tuple[str, str],
    end: float,
    *,
    marks: bool,
) -> Figure:
    facts = material.facts
    money = money_words(facts)
    solid = [_until(each.undiscounted, end) for each in found.values()]
    faint = [_until(each.discounted, end) for each in found.values()]
    rows = rows_of(solid, years_since, money)
    across = plain_axis("Years since joining")
    up = money_axis("Cumulative cash per customer won", facts.currency)
    thin_rows = rows_of(faint, years_since, money)
    thin = _discounted(thin_rows, across, up)
    turns = _turns(found, material) if marks else []
    layers = [*thin, *line_layers(rows, across, up, marks=turns)]
    return Figure(
        *name,
        definition=_definition(material),
        units=f"{facts.currency} per customer won, cumulative; years since first joining.",
        band=_band(solid),
        trap="It is contribution after all costs, never revenue, and starts at what a customer "
        "costs to win. The thin lines are discounted, the thick ones are not.",
        alt=lines_told(
            "cumulative cash per customer won by years since joining, not discounted",
            solid,
            years_since,
            lambda value: plain_money(value, facts),
        )
        + _told(found, material),
        chart=line_figure(
            layers,
            rows,
            words_of_lines(rows, marks=turns, besides=_named_thin(thin_rows)),
            name[1],
            f"{facts.currency} per customer won; thick: not discounted, thin: discounted; "
            f"run {material.run_hash}",
        ),
        data=rows,
    )


def _until(curve: Curve, end: float) -> Curve:
    kept = curve.x <= end + 1e-9
    parts = (curve.x, curve.value, curve.low, curve.high)
    return Curve(curve.strategy, *(part[kept] for part in parts))


def _discounted(rows: pd.DataFrame, across: alt.Axis, up: alt.Axis) -> list[alt.Chart]:
    strategies = list(dict.fromkeys(rows["strategy"]))
    base, x, y = alt.Chart(rows), alt.X("x:Q", axis=across), alt.Y("value:Q", axis=up)
    colour = alt.Color("strategy:N", scale=colour_of(strategies), legend=LEGEND)
    dash = alt.StrokeDash("strategy:N", scale=dash_of(strategies), legend=LEGEND)
    line = base.mark_line(strokeWidth=1.1, clip=True).encode(x=x, y=y, color=colour)
    return [band(base, x, up, colour), line.encode(strokeDash=dash)]


def _named_thin(rows: pd.DataFrame) -> pd.DataFrame:
    """Under a name of their own, so that a name keeps away from them as well."""
    return rows.assign(strategy="discounted " + rows["strategy"])


def _turns(found: dict[str, Payoff], material: Material) -> list[Mark]:
    """Trough and payback of every line."""
    facts = material.facts
    turns = []
    for each in found.values():
        line = each.undiscounted
        if each.trough_year is not None:
            low = line.at(each.trough_year)
            turns.append((each.trough_year, low, f"trough {plain_money(low, facts)}"))
        if each.payback_year:
            words = f"back after {years_said(each.payback_year)}"
            turns.append((each.payback_year, line.at(each.payback_year), words))
    return turns


def _definition(material: Material) -> str:
    rate = percent(material.facts.discount_rate, 1)
    return (
        "Cash (all flows but the capital charge) of everybody won, added up from the moment of "
        "joining and divided by all customers won, also those who joined late and are cut off at "
        "the horizon. It starts at minus what was spent to win them, people reached in vain "
        f"included. The thin lines discount to joining at {rate} a year."
    )


def _band(curves: list[Curve]) -> str:
    return JACKKNIFE if any(curve.has_band for curve in curves) else NO_BAND


def _told(found: dict[str, Payoff], material: Material) -> str:
    parts = []
    for name, each in found.items():
        if each.trough_year is None:
            parts.append(f" {capital(spoken(name))} is never below zero.")
        elif each.payback_year is None:
            parts.append(f" {capital(spoken(name))} does not come back within the run.")
        else:
            parts.append(f" {capital(spoken(name))} is back after {years_said(each.payback_year)}.")
    return "".join(parts)
