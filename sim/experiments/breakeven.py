"""At which price of money the verdict flips: the rates at which two strategies are worth the same.

The difference of two net present values is a polynomial in the monthly discount factor; its roots
are internal rates of return of choosing one strategy over the other. There may be none, or
several. Behaviour is held as it was run: nobody, and no policy of the firm, acts anew at another
rate.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate
from sim.experiments.flows import Floats, Flows, discount_factors
from sim.experiments.jackknife import jackknife

HIGHEST = 0.5
STEP = 0.0005
"""Rates are searched from 0 to HIGHEST by STEP; two crossings within one step are missed."""

HALVINGS = 50

NOISE = 1e-13
"""A present value below this share of its gross flows is rounding, and counts as zero."""


@dataclass(frozen=True)
class Flip:
    """A rate at which the lead changes hands."""

    rate: Estimate  # effective, per year; the interval is over people
    leads_above: bool  # whether the first strategy is the better one at higher rates


@dataclass(frozen=True)
class Crossing:
    """A root of the difference, and whether the difference rises through it."""

    rate: float
    rises: bool


def flips(first: Flows, second: Flows, rate: float) -> tuple[Flip, ...]:
    """Every rate within 0 to 50 % a year at which the verdict flips, nearest to ``rate`` first.

    The jackknife follows each crossing: without a group of people, the nearest crossing in the
    same direction is taken. Where it vanishes without some group, the interval is not defined.
    """
    by_group = first.net - second.net
    total = by_group.sum(axis=0)
    groups = np.flatnonzero(first.sizes)
    columns = np.column_stack([total, *(total - by_group[group] for group in groups)])
    found = crossings(columns.astype(np.float64))
    nearest_first = sorted(found[0], key=lambda crossing: abs(crossing.rate - rate))
    return tuple(
        Flip(jackknife(each.rate, [_follow(each, rest) for rest in found[1:]]), each.rises)
        for each in nearest_first
    )


def crossings(differences: Floats) -> list[list[Crossing]]:
    """The rates at which the present value of each column of ``[month, column]`` changes sign.

    >>> invest = np.zeros((13, 1)); invest[0], invest[12] = -100, 110
    >>> [(round(each.rate, 9), each.rises) for each in crossings(invest)[0]]
    [(0.1, False)]
    """
    months = len(differences)
    rates = np.linspace(0, HIGHEST, round(HIGHEST / STEP) + 1)
    factors = np.exp(np.outer(-np.log1p(rates) / 12, np.arange(months)))
    values = factors @ differences
    values[np.abs(values) <= NOISE * (factors @ np.abs(differences))] = 0
    return [_roots(values[:, k], rates, differences[:, k]) for k in range(values.shape[1])]


def _roots(values: Floats, rates: Floats, flows: Floats) -> list[Crossing]:
    places = np.flatnonzero(values)
    signs = np.sign(values[places])
    changes = np.flatnonzero(signs[1:] != signs[:-1])
    brackets = [(rates[places[k]], rates[places[k + 1]], bool(signs[k + 1] > 0)) for k in changes]
    return [Crossing(_bisect(flows, *bracket), bracket[2]) for bracket in brackets]


def _bisect(flows: Floats, low: float, high: float, rises: bool) -> float:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if (_value(flows, middle) > 0) == rises:
            high = middle
        else:
            low = middle
    return float((low + high) / 2)


def _value(flows: Floats, rate: float) -> float:
    return float(flows @ discount_factors(rate, len(flows)))


def _follow(crossing: Crossing, candidates: list[Crossing]) -> float | None:
    alike = [other.rate for other in candidates if other.rises == crossing.rises]
    return min(alike, key=lambda rate: abs(rate - crossing.rate), default=None)
