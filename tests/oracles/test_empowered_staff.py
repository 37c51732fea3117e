"""What staff put right on a budget, and at what cost, against closed forms."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats

from sim.experiments.validation.empowered_staff import mean_cost, mean_square, share_put_right
from sim.rules.service import chance_within_budget, recovery_cost

MEAN = 40_00.0
BUDGETS = [0.0, 5_00.0, 40_00.0, 100_00.0, 400_00.0]
FAILURES = 100_000
FAMILY = 0.001
"""The chance that any comparison fails although all rules are right."""
Z = float(stats.norm.isf(FAMILY / (2 * len(BUDGETS)) / 2))


@pytest.mark.parametrize("budget", BUDGETS)
def test_the_closed_forms_are_the_integrals(budget: float) -> None:
    def integral(power: int) -> float:
        def density(x: float) -> float:
            return math.exp(-x / MEAN) / MEAN

        below, _ = integrate.quad(lambda x: x**power * density(x), 0, budget)
        above, _ = integrate.quad(
            lambda x: budget**power * budget / x * density(x), max(budget, 1e-9), np.inf
        )
        return below + above

    for power, closed in enumerate((share_put_right, mean_cost, mean_square)):
        assert closed(budget, MEAN) == pytest.approx(integral(power), rel=1e-7, abs=1e-9)


@cache
def paid(budget: float) -> NDArray[np.float64]:
    """What is paid for each failure; not a number where it is not put right."""
    luck = np.random.default_rng(1992).random((FAILURES, 2)).tolist()
    found = np.full(FAILURES, np.nan)
    for place, (u, die) in enumerate(luck):
        cost = recovery_cost(1 - u, MEAN)
        if die < chance_within_budget(cost, budget):
            found[place] = min(cost, budget)
    return found


@pytest.mark.parametrize("budget", BUDGETS)
def test_staff_put_right_the_share_that_their_budget_pays_for(budget: float) -> None:
    share = share_put_right(budget, MEAN)
    error = math.sqrt(share * (1 - share) / FAILURES)
    assert abs((~np.isnan(paid(budget))).mean() - share) <= Z * error


@pytest.mark.parametrize("budget", BUDGETS)
def test_putting_right_costs_what_the_budget_lets_it_cost(budget: float) -> None:
    mean = mean_cost(budget, MEAN)
    error = math.sqrt((mean_square(budget, MEAN) - mean**2) / FAILURES)
    assert abs(np.nan_to_num(paid(budget)).mean() - mean) <= Z * error
    assert not np.nanmax(paid(budget), initial=0) > budget


def test_whoever_may_spend_anything_puts_all_right_at_the_mean_cost() -> None:
    assert share_put_right(1e4 * MEAN, MEAN) == 1
    assert mean_cost(1e4 * MEAN, MEAN) == pytest.approx(MEAN)
