"""Why the best strategy is worth more: a waterfall over the lines of the ledger."""

import pandas as pd

from reports.charts.figure import Figure, absent
from reports.charts.steps import Bar, bar, height_of, rows_of_bars, steps_chart, within
from reports.charts.style import finished
from reports.figures import ends, interval, line_label
from reports.material import Material
from reports.words import spoken
from sim.experiments.compare import Pair
from sim.experiments.estimate import Estimate
from sim.results.facts import Facts

NAME = ("waterfall", "Where the difference comes from")


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
            steps_chart(rows, facts.currency),
            rows,
            title,
            f"{facts.currency} per person, discounted; run {material.run_hash}",
            height=height_of(rows),
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
    money = (facts.currency, facts.minor_digits)
    bars = [bar(spoken(pair.second), 0, level, "whole", *money, other)]
    for line in steps:
        if line.shown:
            kind = "gain" if line.shown > 0 else "loss"
            step = bar(line_label(line.line), level, line.shown, kind, *money)
            bars.append(_with_interval(step, line.interval, level / unit, facts))
        level += line.shown
    bars.append(bar(spoken(pair.first), 0, value, "whole", *money))
    return rows_of_bars(bars)


def _with_interval(step: Bar, estimate: Estimate, start: float, facts: Facts) -> Bar:
    return within(step, start, estimate.low, estimate.high, ends(estimate, facts))
