"""Runs of small markets against their exact expectation, and that a broken rule is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.scenario.tables import Tables
from tests.exact.held_to import lived, market, too_far
from tests.exact.markets import MARKETS


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
    "one more payment": ("loans", product(term=lambda term: term + (term > 0))),
    "the rate never reverts": ("loans", product(fixed_months=lambda months: 0 * months - 1)),
    "no default": ("loans", product(default=lambda default: 0.0 * default)),
    "a tenth more purchases": ("purchases", product(share_of_wallet=lambda share: share * 1.1)),
    "needs a fifth more often": ("arrivals", product(need=lambda need: need * 1.2)),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_rule_is_found(broken: str) -> None:
    name, otherwise = BREAKS[broken]
    assert too_far(lived(*market(name), otherwise).comparisons) != []


def test_a_month_too_many_of_life_is_found() -> None:
    """Everybody dies a month later than the table says."""
    from sim.experiments.exact.comparisons import compared
    from sim.world.cohort import born
    from sim.world.run import run_strategy

    reduction, expectation = market("accounts")
    tables = replace(reduction.tables, initial_people=40_000)
    cohort = born(tables)
    later = np.where(cohort.dies < tables.months, cohort.dies + 1, cohort.dies)
    moved = replace(cohort, dies=later.astype(np.int16))
    many = replace(reduction, tables=tables)
    from sim.experiments.exact.expected import expectation_of

    expected = expectation_of(many)
    assert (
        too_far(compared(many, expected, cohort, run_strategy(tables, cohort, 0)).comparisons) == []
    )
    assert (
        too_far(compared(many, expected, moved, run_strategy(tables, moved, 0)).comparisons) != []
    )
    assert expectation.people < expected.people
