"""Service of a whole market against closed forms: budgets, a busy desk, staff who come and go.

The formulas of one failure are compared with integrals, and with a desk simulated in minutes, in
`test_empowered_staff` and `test_staffing`. Here people live, are let down and are served.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.experiments.validation.empowered_staff import mean_cost, mean_square, share_put_right
from sim.experiments.validation.waiting_line import long_wait
from sim.rules.staffing import MINUTES_A_MONTH
from sim.world.outcome import Outcome
from tests.oracles.test_empowered_staff import BUDGETS, MEAN
from tests.worlds import EVERYBODY_HOLDS, counted, told, world

FAMILY = 0.001
"""The chance that any comparison of this file fails although the program is right."""
COMPARED = 2 * len(BUDGETS) + 3
Z = float(stats.norm.isf(FAMILY / COMPARED / 2))


# Budgets ----------------------------------------------------------------------------------------

LET_DOWN = 20_000


@cache
def let_down_once(budget: float) -> Outcome:
    """Everybody is let down in month 0, and leaves."""
    return world(
        EVERYBODY_HOLDS,
        {
            "people": LET_DOWN,
            "behaviour.churn.per_year": "100%",
            "behaviour.satisfaction.incidents_per_year": 6000,
            "strategies.firm.service": (
                f"{{puts_right: 100%, cost_per_incident: {MEAN / 100},"
                f" budget_per_incident: {budget / 100}}}"
            ),
        },
    )


@pytest.mark.parametrize("budget", BUDGETS)
def test_so_many_are_put_right_as_the_budget_pays_for(budget: float) -> None:
    share = share_put_right(budget, MEAN)
    error = math.sqrt(share * (1 - share) / LET_DOWN)
    found = counted(let_down_once(budget), "put_right")[0] / LET_DOWN
    assert abs(found - share) <= Z * error


@pytest.mark.parametrize("budget", BUDGETS)
def test_a_failure_costs_what_the_budget_lets_it_cost(budget: float) -> None:
    mean = mean_cost(budget, MEAN)
    error = math.sqrt((mean_square(budget, MEAN) - mean**2) / LET_DOWN)
    found = -let_down_once(budget).people.cash.mean()
    assert abs(found - mean) <= Z * error


# A busy desk --------------------------------------------------------------------------------------

CUSTOMERS, MONTHS = 20_000, 24
OFTEN, MINUTES, PATIENCE = 3.0, 60.0, 10.0


def busy_desk(staff: float, desk: int) -> Outcome:
    return world(
        EVERYBODY_HOLDS,
        {
            "people": CUSTOMERS,
            "years": MONTHS // 12,
            "behaviour.satisfaction.incidents_per_year": OFTEN,
            "strategies.firm.service": "{puts_right: 90%}",
            "strategies.firm.staff": (
                f"{{per_1000_customers: {staff}, minutes_per_incident: {MINUTES},"
                f" patience: {PATIENCE}, customers_per_desk: {desk}}}"
            ),
        },
    )


@pytest.mark.parametrize(
    ("staff", "desk", "servers"), [(2, 1_000, (2, 2)), (2, 2_000, (4, 4)), (1.8, 1_500, (2, 3))]
)
def test_under_a_steady_load_as_many_are_put_right_as_do_not_wait_too_long(
    staff: float, desk: int, servers: tuple[int, int]
) -> None:
    """The load of a month is that of a binomial number of failures: by the delta method it moves
    the share by its slope, and lifts its mean by half its curvature."""
    chance = 1 - math.exp(-OFTEN / 12)
    erlangs = chance * desk * MINUTES / MINUTES_A_MONTH
    low, high = servers
    part = staff * desk / 1000 - low

    def share(load: float) -> float:
        waits = [long_wait(c, load, MINUTES, PATIENCE) for c in (low, high)]
        return 0.9 * (1 - ((1 - part) * waits[0] + part * waits[1]))

    step = 1e-4 * erlangs
    slope = (share(erlangs + step) - share(erlangs - step)) / (2 * step)
    bend = (share(erlangs + step) - 2 * share(erlangs) + share(erlangs - step)) / step**2
    spread = erlangs * math.sqrt((1 - chance) / (chance * CUSTOMERS))
    expected = share(erlangs) + bend * spread**2 / 2
    failures = CUSTOMERS * chance * (MONTHS - 1)
    error = math.hypot(
        math.sqrt(expected * (1 - expected) / failures), slope * spread / math.sqrt(MONTHS - 1)
    )
    outcome = busy_desk(staff, desk)
    found = sum(counted(outcome, "put_right")[1:]) / sum(counted(outcome, "incidents")[1:])
    assert error < 0.01
    assert abs(found - expected) < Z * error


# Staff who come and go ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turnover", "spent", "started"), [(0.25, 400, 0.0), (0.6, 200, 1.0), (0.1, 2_000, 0.5)]
)
def test_training_and_turnover_come_to_a_balance(
    turnover: float, spent: float, started: float
) -> None:
    """The share ``T`` of a month later is ``T``, where ``T = l / (1 - s (1 - l))``, of whom ``s``
    stay for a month and ``l`` learn in it; satisfaction comes to the quality of that share."""
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "years": 60,
            "behaviour.satisfaction": "{market: 60%, start: 60%, half_life: 6 months}",
            "strategies.firm.service": "{quality: 90%}",
            "strategies.firm.staff": (
                "{per_1000_customers: 1, minutes_per_incident: 1, cost_to_train: 1_000,"
                f" training_per_year: {spent}, turnover: {turnover}, trained: {started},"
                " untrained_quality: 40%}"
            ),
        },
    )
    stays, learns = (1 - turnover) ** (1 / 12), 1 - math.exp(-spent / 1000 / 12)
    balance = learns / (1 - stays * (1 - learns))
    assert told(outcome, "trained")[-1] == pytest.approx(balance, rel=1e-9)
    assert told(outcome, "trained")[0] == started
    felt = outcome.months.satisfaction[-1] / 1e9
    assert felt == pytest.approx(0.4 + 0.5 * balance, abs=1e-6)
    assert np.all(np.abs(np.diff(told(outcome, "trained")[-12:])) < 1e-9)
