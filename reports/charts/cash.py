"""The firm's cash over the calendar, with the deepest need of money marked."""

import altair as alt

from reports.charts.axes import money_axis
from reports.charts.figure import Figure
from reports.charts.lines import Mark, line_figure, line_layers, rows_of, words_of_lines
from reports.charts.telling import JACKKNIFE, lines_told, sum_of_money, whole_words
from reports.material import Material
from reports.words import capital, counted, listed, spoken
from sim.experiments.curve import Curve
from sim.experiments.funds import funds
from sim.experiments.measures.stopping import Stopping

FIRST = ("cash", "The firm's cash: until the money is back")
WHOLE = ("cash_whole", "The firm's cash: the whole run")
ALONE = ("cash", "The firm's cash")
FEWEST_YEARS = 4.0


def cash_charts(material: Material) -> list[Figure]:
    """The years until the money is back, where they are a part of the run only, and all years."""
    curves = [funds(material.run, flows) for flows in material.flows.values()]
    horizon = material.facts.months / 12
    backs = [each.cash.payback_years.value for each in material.performances]
    first = max([FEWEST_YEARS, *(1.5 * back for back in backs if back is not None)])
    needed = any(each.cash.trough_month is not None for each in material.performances)
    if not needed or None in backs or first > 0.75 * horizon:
        return [_figure(material, curves, ALONE, horizon)]
    return [
        _figure(material, curves, FIRST, first),
        _figure(material, curves, WHOLE, horizon, marks=False),
    ]


def _figure(
    material: Material,
    curves: list[Curve],
    name: tuple[str, str],
    end: float,
    *,
    marks: bool = True,
) -> Figure:
    facts = material.facts
    start = int(facts.start[:4]) + (int(facts.start[5:7]) - 1) / 12
    shown = [_dated(curve, start, end) for curve in curves]
    rows = rows_of(shown, lambda x: _month(x, material), whole_words(facts))
    across = alt.Axis(title="Year", format="d", tickCount=8)
    up = money_axis("Cash of the firm", facts.currency)
    needs = _needs(material, shown) if marks else []
    layers = line_layers(rows, across, up, marks=needs)
    return Figure(
        *name,
        definition=_definition(material),
        units=f"{facts.currency}, the whole firm, at the end of each month; not discounted.",
        band=JACKKNIFE,
        trap=_trap(material),
        alt=lines_told(
            "the firm's cash by month",
            shown,
            lambda x: _month(x, material),
            lambda value: sum_of_money(value, facts),
        )
        + " "
        + " ".join(_need_told(material)),
        chart=line_figure(
            layers,
            rows,
            words_of_lines(rows, marks=needs),
            name[1],
            f"{facts.currency}, {facts.people:,} people in the market; run {material.run_hash}",
        ),
        data=rows,
    )


def _dated(curve: Curve, start: float, end: float) -> Curve:
    kept = curve.x <= end + 1e-9
    parts = (curve.x + start, curve.value, curve.low, curve.high)
    return Curve(curve.strategy, *(part[kept] for part in parts))


def _month(x: float, material: Material) -> str:
    start = int(material.facts.start[:4]) + (int(material.facts.start[5:7]) - 1) / 12
    return material.facts.month_name(round((x - start) * 12) - 1)


def _needs(material: Material, shown: list[Curve]) -> list[Mark]:
    """The deepest point of every line that was ever below its start."""
    facts = material.facts
    marks = []
    for each, curve in zip(material.performances, shown, strict=True):
        month = each.cash.trough_month
        if month is not None and month < len(curve.x):
            words = f"needs {sum_of_money(-each.cash.trough_total, facts)}"
            marks.append((float(curve.x[month]), float(curve.value[month]), words))
    return marks


def _need_told(material: Material) -> list[str]:
    facts = material.facts
    told = []
    for each in material.performances:
        name, month = capital(spoken(each.strategy)), each.cash.trough_month
        if month is None:
            told.append(f"{name} needs no money up front.")
        else:
            need = sum_of_money(-each.cash.trough_total, facts)
            told.append(f"{name} needs {need} at its deepest, in {facts.month_name(month)}.")
    return told


def _definition(material: Material) -> str:
    facts = material.facts
    opening = sum_of_money(facts.opening_cash / facts.minor_per_major, facts)
    return (
        "Opening cash and all flows since, interest on what is owed included, the capital charge "
        f"aside, which is a cost of equity and no cash. Opening cash is {opening}; the need of "
        "money that is marked counts from there."
    )


def _trap(material: Material) -> str:
    below = [
        f"{spoken(str(name))} in {counted(int((rows['cash'] < 0).sum()), 'month', 'months')}"
        for name, rows in material.run.frames.months.groupby("strategy", sort=False, observed=True)
        if (rows["cash"] < 0).any()
    ]
    short = f"Cash is below zero under {listed(below)}. " if below else ""
    return f"A sum over the run hides when money is needed. {short}{' '.join(_stopped(material))}"


def _stopped(material: Material) -> list[str]:
    """What firms stopped for want of money, where they count their cash."""
    counting = {each.strategy: each.stopping for each in material.measures if each.stopping}
    if not counting:
        return ["No spending is stopped in any month: a firm short of cash goes on as before."]
    return [_stops(capital(spoken(name)), each, material) for name, each in counting.items()]


def _stops(name: str, each: Stopping, material: Material) -> str:
    if not each.months:
        return f"{name} never had to stop anything."
    months = counted(each.months, "month", "months")
    ruined = each.ruined
    ruin = "" if ruined is None else f", and is ruined in {material.facts.month_name(ruined)}"
    return f"{name} has something stopped in {months}{ruin}."
