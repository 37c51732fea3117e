"""Runs of small markets against their exact expectation, and that a broken rule is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.experiments.exact.comparisons import compared
from sim.scenario.tables import Tables
from sim.world.cohort import born
from sim.world.run import run_strategy
from tests.exact.held_to import crowded, lived, market, of, too_far
from tests.exact.markets import MARKETS
from tests.worlds import scenario


@pytest.mark.parametrize("name", MARKETS)
def test_a_run_comes_to_what_is_expected_of_it(name: str) -> None:
    """All figures together, wrongly refused once in a hundred programs that are right."""
    found = lived(*market(name))
    assert len(found.comparisons) > 15
    assert too_far(found.comparisons) == []


@pytest.mark.parametrize("name", ["accounts", "loans", "purchases"])
def test_spreads_are_those_of_runs(name: str) -> None:
    """Over runs, the squares of z average 1: a chi-squared, within five standard errors.

    Figures of one run depend on each other, so only that of the value per person is left out,
    whose spread is taken from the run, and each figure is judged by itself.
    """
    runs = [lived(*market(name), seed=seed) for seed in range(30)]
    what = set.intersection(*({each.what for each in run.comparisons} for run in runs))
    for figure in what:
        squares = [each.z**2 for run in runs for each in run.comparisons if each.what == figure]
        assert np.mean(squares) < 1 + 5 * np.sqrt(2 / 30), figure


def faster(factor: float) -> Callable[[Tables], Tables]:
    def change(tables: Tables) -> Tables:
        churn = tables.behaviour.churn
        moved = replace(churn, value=np.minimum(churn.value * factor, 1.0))
        return replace(tables, behaviour=replace(tables.behaviour, churn=moved))

    return change


def product(**numbers: Callable[[np.ndarray], np.ndarray]) -> Callable[[Tables], Tables]:
    def change(tables: Tables) -> Tables:
        moved = {name: rule(getattr(tables.products, name)) for name, rule in numbers.items()}
        return replace(tables, products=replace(tables.products, **moved))

    return change


BREAKS: dict[str, tuple[str, Callable[[Tables], Tables]]] = {
    "people leave a quarter more often": ("accounts", faster(1.25)),
    "a product never ends": ("accounts", product(ends=lambda ends: 0.0 * ends)),
    "nothing becomes anything": ("accounts", product(becomes=lambda to: 0 * to - 1)),
    "a third more payments": ("loans", product(term=lambda term: term + term // 3)),
    "the rate never reverts": ("loans", product(fixed_months=lambda months: 0 * months - 1)),
    "no default": ("loans", product(default=lambda default: 0.0 * default)),
    "a tenth more purchases": ("purchases", product(share_of_wallet=lambda share: share * 1.1)),
    "needs a fifth more often": ("arrivals", product(need=lambda need: need * 1.2)),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_rule_is_found(broken: str) -> None:
    name, otherwise = BREAKS[broken]
    assert too_far(lived(*crowded(name), otherwise).comparisons) != []


def test_a_month_too_many_of_life_is_found() -> None:
    """Everybody dies a month later than the table says."""
    given = scenario({"people": 5000, "years": 2, "life.mortality": "{per_year: 60%}"})
    reduction, expectation = of(given, "firm")
    tables, cohort = reduction.tables, born(reduction.tables)
    later = np.minimum(cohort.dies + 1, tables.months).astype(np.int16)
    for lives, found in ((cohort, False), (replace(cohort, dies=later), True)):
        outcome = run_strategy(tables, lives, 0)
        comparisons = compared(reduction, expectation, lives, outcome).comparisons
        assert bool(too_far(comparisons)) == found
