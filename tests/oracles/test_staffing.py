"""The service desk, against queueing theory and against a desk simulated in minutes.

The simulated desk knows no formula: customers come, wait in line for one of the staff and are
served.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from functools import cache

import numpy as np
import pytest
import simpy
from numpy.typing import NDArray
from scipy import stats

from sim.experiments.validation import waiting_line
from sim.rules.staffing import (
    MINUTES_A_MONTH,
    chance_of_long_wait,
    chance_to_wait,
    load,
    trained_share,
)

DESKS = [(255, 20.0, 1), (850, 20.0, 3), (2040, 15.0, 5)]
"""Incidents a month of 1,000 customers, minutes each, and staff: 0.6 of 1, 2 of 3, 3.6 of 5."""
PATIENCE = 10.0
BATCHES, BATCH = 40, 2500
FAMILY = 0.001
"""The chance that any of the 12 comparisons with simulations fails although all rules are right."""
T = float(stats.t.isf(FAMILY / 12 / 2, BATCHES - 1))
Z = float(stats.norm.isf(FAMILY / 12 / 2))


@pytest.mark.parametrize("servers", [1, 2, 3, 10, 55, 100])
@pytest.mark.parametrize("busy", [0.01, 0.3, 0.8, 0.95, 0.9999])
def test_the_chance_to_wait_is_erlangs(servers: int, busy: float) -> None:
    expected = waiting_line.chance_to_wait(servers, busy * servers)
    assert chance_to_wait(servers, busy * servers) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("busy", [0.1, 0.5, 0.9])
def test_one_or_two_of_staff_have_simple_forms(busy: float) -> None:
    assert chance_to_wait(1, busy) == pytest.approx(busy, rel=1e-14)
    expected = 2 * busy**2 / (1 + busy)
    assert chance_to_wait(2, 2 * busy) == pytest.approx(expected, rel=1e-13)


def test_three_tellers_keep_customers_waiting_as_long_as_the_table_says() -> None:
    """Trueman (1977), "An Introduction to Quantitative Methods for Decision Making", table 12.2:
    at 0.8 of 3 servers the mean wait is 1.079 times the mean service."""
    assert chance_to_wait(3, 2.4) / (3 - 2.4) == pytest.approx(1.079, abs=0.0005)


@cache
def waits(incidents: int, minutes: float, staff: int) -> NDArray[np.float64]:
    """How long each customer waits, in batches, on a desk that opens empty; the first is left out.

    A thousand customers whose incidents come at random are together one Poisson process.
    """
    chance = np.random.default_rng(1917)
    customers = (BATCHES + 1) * BATCH
    gaps = chance.exponential(MINUTES_A_MONTH / incidents, customers).tolist()
    services = chance.exponential(minutes, customers).tolist()
    env = simpy.Environment()
    desk = simpy.Resource(env, capacity=staff)
    waited = np.empty(customers)

    def served(place: int) -> Generator[simpy.Event, None, None]:
        came = env.now
        with desk.request() as turn:
            yield turn
            waited[place] = env.now - came
            yield env.timeout(services[place])

    def coming() -> Generator[simpy.Event, None, None]:
        for place, gap in enumerate(gaps):
            yield env.timeout(gap)
            env.process(served(place))

    env.process(coming())
    env.run()
    return waited.reshape(BATCHES + 1, BATCH)[1:]


def agrees(batches: NDArray[np.float64], expected: float) -> bool:
    """Whether the mean of batch means is the expected one, by Student's t (Law and Kelton 2000)."""
    error = float(batches.std(ddof=1)) / math.sqrt(len(batches))
    assert error < 0.05 * expected
    return abs(float(batches.mean()) - expected) < T * error


@pytest.mark.parametrize(("incidents", "minutes", "staff"), DESKS)
def test_as_many_wait_as_on_a_simulated_desk(incidents: int, minutes: float, staff: int) -> None:
    expected = chance_to_wait(staff, load(incidents, 1_000, minutes, 1_000.0))
    assert agrees((waits(incidents, minutes, staff) > 0).mean(axis=1), expected)


@pytest.mark.parametrize(("incidents", "minutes", "staff"), DESKS)
def test_as_many_wait_long_as_on_a_simulated_desk(
    incidents: int, minutes: float, staff: int
) -> None:
    erlangs = load(incidents, 1_000, minutes, 1_000.0)
    expected = chance_of_long_wait(float(staff), erlangs, minutes, PATIENCE)
    assert agrees((waits(incidents, minutes, staff) > PATIENCE).mean(axis=1), expected)


@pytest.mark.parametrize(("incidents", "minutes", "staff"), DESKS)
def test_the_mean_wait_is_that_of_a_simulated_desk(
    incidents: int, minutes: float, staff: int
) -> None:
    """``C minutes / (c - a)``: the area under `chance_of_long_wait`."""
    erlangs = load(incidents, 1_000, minutes, 1_000.0)
    expected = chance_to_wait(staff, erlangs) * minutes / (staff - erlangs)
    assert agrees(waits(incidents, minutes, staff).mean(axis=1), expected)


@pytest.mark.parametrize(("months", "started"), [(3, 0.0), (24, 0.5), (360, 0.0)])
def test_the_trained_share_is_that_of_employees_who_come_learn_and_go(
    months: int, started: float
) -> None:
    """Employees, one by one: who leaves is replaced by an untrained one, who may learn at once."""
    employees, leaves, learns = 20_000, 0.03, 0.08
    chance = np.random.default_rng(1973)
    trained = np.arange(employees) < started * employees
    expected = started
    for _ in range(months):
        trained &= chance.random(employees) >= leaves
        trained |= chance.random(employees) < learns
        expected = trained_share(expected, 1 - leaves, learns)
    error = math.sqrt(expected * (1 - expected) / employees)
    assert abs(trained.mean() - expected) < Z * error
    if months == 360:
        assert expected == pytest.approx(learns / (1 - (1 - leaves) * (1 - learns)), rel=1e-12)
