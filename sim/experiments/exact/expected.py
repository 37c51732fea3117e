"""What a whole population is expected to come to: totals and their variances, figure by figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.exact.chain import chain_of
from sim.experiments.exact.life import Lives, lives_of
from sim.experiments.exact.lines import (
    Figure,
    figures_of,
    figures_of_all,
    in_all,
    of_month,
)
from sim.experiments.exact.moments import UNLIKELY, Moments, moments_by_entry
from sim.experiments.exact.prices import Prices
from sim.experiments.exact.reduction import Reduction
from sim.experiments.exact.terms import Terms

Floats = NDArray[np.float64]

COUNTS = ("joined", "churned", "lapsed")
"""Counted where the core tells all that makes a customer."""
COUNTS_TOGETHER = ("need", "need_won", "contact", "response")
"""Counted where all products are told together."""
POINTS = 8
"""In so many months, evenly spread, the living and the customers are counted."""


@dataclass(frozen=True)
class Expected:
    """One figure of all people: the mean of the total, and its variance."""

    figure: Figure
    mean: float
    variance: float


@dataclass(frozen=True)
class Expectation:
    """Everything that is expected of a reduced strategy."""

    people: float
    figures: tuple[Expected, ...]
    value: float  # of all people together, discounted to month 0, minor units


def months_looked_at(months: int) -> list[int]:
    """The last months of some years, evenly spread, the last of the run among them.

    >>> months_looked_at(24)
    [11, 23]
    """
    years = months // 12
    return sorted({12 * round(years * k / POINTS) - 1 for k in range(1, POINTS + 1)} - {-1})


def expectation_of(reduction: Reduction, done: Callable[[], None] = lambda: None) -> Expectation:
    """Mean and variance of every figure of a reduced strategy.

    Raises TooManyStatesError.
    """
    lives = lives_of(reduction.tables)
    parts = [_part(reduction, lives, reduction.core, True, done)]
    parts += [
        _part(reduction, lives, tuple(sorted({*reduction.core, *group})), False, done, group)
        for group in reduction.groups
    ]
    return Expectation(
        people=sum(entry.people for entry in lives.entries),
        figures=tuple(each for part in parts for each in part.figures),
        value=sum(part.value for part in parts),
    )


def passes_of(lives: Lives, months: int) -> set[tuple[int, int]]:
    """The pairs of stages of which one follows the other at once for somebody."""
    found: set[tuple[int, int]] = set()
    for month in range(months):
        now = lives.passes(month) * lives.stages(month - 1)[:, None, :]
        likely = now.max(axis=2) > UNLIKELY
        found |= {(int(a), int(b)) for a, b in zip(*np.nonzero(likely), strict=True) if a < b}
    return found


def _part(
    reduction: Reduction,
    lives: Lives,
    products: tuple[int, ...],
    history: bool,
    done: Callable[[], None],
    told: Sequence[int] = (),
) -> Expectation:
    """The figures of one chain; with the history of people, those that belong to no product."""
    tables = reduction.tables
    passes = passes_of(lives, tables.months)
    by_segment: list[tuple[list[Figure], list[Moments], list[Moments]]] = []
    for segment in range(len(tables.segment_names)):
        terms = Terms(tables, tables.strategies[0], segment)
        chain = chain_of(terms, products, passes, history)
        figures = _figures(reduction, Prices(terms), history, told or products)
        moments = moments_by_entry(chain, figures, lives, done=done)
        value = moments_by_entry(
            chain,
            [each for each in figures if each.money],
            lives,
            discount=tables.discount_rate,
            squares=False,
        )
        by_segment.append((figures, moments, value))
    return _mixed(lives, tables.life.segment_share, by_segment)


def _figures(
    reduction: Reduction, prices: Prices, whole: bool, products: Sequence[int]
) -> list[Figure]:
    found = [figure for product in products for figure in figures_of(prices, product)]
    if not whole:
        return found
    months = months_looked_at(reduction.tables.months)
    found += figures_of_all(prices)
    found += [of_month("customers", "customer", month) for month in months]
    found += [in_all(name, name) for name in ("won", *COUNTS)]
    found.append(in_all("customer_months", "customer"))
    if not reduction.groups:
        found += [in_all(name, name) for name in COUNTS_TOGETHER]
    return found


def _mixed(
    lives: Lives,
    shares: Floats,
    by_segment: list[tuple[list[Figure], list[Moments], list[Moments]]],
) -> Expectation:
    """People of all segments and births together; each independent of every other."""
    figures = by_segment[0][0]
    mean, variance, value = np.zeros(len(figures)), np.zeros(len(figures)), 0.0
    for place, entry in enumerate(lives.entries):
        first, second = np.zeros(len(figures)), np.zeros(len(figures))
        for share, (mine, moments, worth) in zip(shares, by_segment, strict=True):
            at = moments[place]
            first += share * (entry.shares @ at.mean) * [f.factor.mean for f in mine]
            second += share * (entry.shares @ at.square) * [f.factor.square for f in mine]
            second += share * (entry.shares @ at.noise) * [f.noise_factor for f in mine]
            money = [f.factor.mean for f in mine if f.money]
            value += entry.people * share * float((entry.shares @ worth[place].mean) @ money)
        mean += entry.people * first
        variance += entry.people * (second - first**2)
    return Expectation(
        people=sum(entry.people for entry in lives.entries),
        figures=tuple(
            Expected(each, float(mean[at]), max(float(variance[at]), 0.0))
            for at, each in enumerate(figures)
        ),
        value=value,
    )
