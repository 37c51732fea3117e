"""A run held against its expectation, and the bound that a family of z may not pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from scipy.special import ndtri

from sim.experiments.exact.comparisons import StrategyComparisons, compared
from sim.experiments.exact.expected import Expectation, expectation_of
from sim.experiments.exact.reduction import Reduction, reduced
from sim.experiments.validation.comparison import Comparison
from sim.scenario import Scenario
from sim.scenario.tables import Tables
from sim.world.cohort import born
from sim.world.run import run_strategy
from tests.exact.markets import MARKETS
from tests.worlds import scenario

FAMILY = 0.01
"""The chance that a family of comparisons refuses a program that is right."""


def bound(family: Sequence[Comparison]) -> float:
    """The largest absolute z of a family at that chance (Bonferroni)."""
    return float(-ndtri(FAMILY / (2 * len(family))))


def too_far(family: Sequence[Comparison]) -> list[str]:
    """Which comparisons of a family pass its bound."""
    return [f"{each.what}: z {each.z:.1f}" for each in family if abs(each.z) > bound(family)]


@cache
def market(name: str) -> tuple[Reduction, Expectation]:
    """A small market, reduced, and what is expected of it."""
    return of(scenario(MARKETS[name]), "firm")


@cache
def crowded(name: str) -> tuple[Reduction, Expectation]:
    """The same with 60,000 people, to see small faults."""
    return of(scenario({**MARKETS[name], "people": 60_000}), "firm")


def of(given: Scenario, strategy: str) -> tuple[Reduction, Expectation]:
    """A scenario's strategy, reduced, and what is expected of it."""
    reduction = reduced(given, strategy)
    return reduction, expectation_of(reduction)


def lived(
    reduction: Reduction,
    expectation: Expectation,
    otherwise: Callable[[Tables], Tables] = lambda tables: tables,
    **settings: int,
) -> StrategyComparisons:
    """A run, possibly under other numbers than those expected, against the expectation."""
    tables = otherwise(replace(reduction.tables, **settings))
    cohort = born(tables)
    return compared(reduction, expectation, cohort, run_strategy(tables, cohort, 0))
