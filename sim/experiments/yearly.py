"""Profit and loss, year by year of a run, with the cash that is left."""

from dataclasses import dataclass

import numpy as np

from sim.experiments.curve import Curve, jackknifed_curve
from sim.experiments.flows import Floats, Flows
from sim.experiments.without import others, without_each
from sim.results.facts import Facts
from sim.world.ledger import LINES, Line

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Yearly:
    """One strategy, major units of the whole firm, not discounted."""

    strategy: str
    starts: tuple[str, ...]  # YYYY-MM in which each year begins
    lines: dict[str, Floats]  # by ledger line that has any flow
    profit: Curve  # all lines but financing, capital charge included; x: year of the run
    cash: Floats  # all lines but the capital charge
    cumulative: Floats  # of cash, from zero; opening cash is left aside


def yearly(flows: Flows, facts: Facts) -> Yearly:
    """The years of one strategy; the lines, financing aside, add up to the profit of each year.

    Interest on what the firm owes is no part of profit, nor of value: the cost of money is in the
    discount rate and in the capital charge.
    """
    first = np.arange(0, facts.months, MONTHS_A_YEAR)
    unit = facts.minor_per_major
    lines = {
        name: np.add.reduceat(flows.lines[name], first) / unit
        for name in LINES
        if name in flows.lines
    }
    by_group = np.add.reduceat(flows.net, first, axis=1)
    people = int(flows.sizes.sum())
    means = without_each(by_group, flows.sizes) / others(flows.sizes)
    rest = np.asarray(means * people / unit, dtype=np.float64)
    profit = by_group.sum(axis=0).astype(np.float64) / unit
    charge = lines.get(LINES[Line.CAPITAL_CHARGE], np.zeros(len(first)))
    cash = np.add.reduceat(flows.cash.sum(axis=0) + flows.financing, first) / unit
    financing = np.add.reduceat(flows.financing, first) / unit
    last = {LINES[Line.CAPITAL_CHARGE]: charge, LINES[Line.FINANCING]: financing}
    return Yearly(
        strategy=flows.name,
        starts=tuple(facts.month_name(int(month)) for month in first),
        lines=lines | {name: sums for name, sums in last.items() if sums.any()},
        profit=jackknifed_curve(flows.name, np.arange(1.0, len(first) + 1), profit, rest),
        cash=cash,
        cumulative=np.cumsum(cash),
    )
