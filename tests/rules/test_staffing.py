"""Staffing: customers wait less with more staff, and training makes up for turnover."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules import staffing

LOAD = st.floats(0, 60)
STAFF = st.floats(0, 60)


def test_an_employee_works_1700_hours_a_year() -> None:
    assert staffing.MINUTES_A_MONTH == 1700 * 60 / 12


def test_the_load_is_that_of_the_customers_of_a_desk() -> None:
    assert staffing.load(85, 1_000, 100.0, 20_000.0) == pytest.approx(20.0)
    assert staffing.load(85, 1_000, 100.0, 1_000.0) == pytest.approx(1.0)
    assert staffing.load(850, 10_000, 100.0, 1_000.0) == pytest.approx(1.0)
    assert staffing.load(0, 10_000, 100.0, 1_000.0) == 0.0
    assert staffing.load(0, 0, 100.0, 1_000.0) == 0.0


def test_everybody_waits_where_there_is_more_work_than_staff() -> None:
    for servers in (0, 1, 7):
        assert staffing.chance_to_wait(servers, float(servers)) == 1.0
        assert staffing.chance_of_long_wait(float(servers), servers + 0.5, 20.0, 1e9) == 1.0


def test_nobody_waits_where_there_is_nothing_to_do() -> None:
    assert staffing.chance_to_wait(1, 0.0) == 0.0
    assert staffing.chance_of_long_wait(2.0, 0.0, 20.0, 0.0) == 0.0
    assert staffing.chance_of_long_wait(2.0, 0.0, 0.0, 0.0) == 0.0


@given(LOAD, st.integers(0, 200))
@settings(deadline=None, derandomize=True)
def test_a_chance_to_wait_is_a_chance_and_falls_with_every_employee(
    load: float, servers: int
) -> None:
    fewer, more = (staffing.chance_to_wait(servers + k, load) for k in (0, 1))
    assert 0 <= more <= fewer <= 1


@given(STAFF, LOAD, st.floats(0.1, 90), st.floats(0, 90))
@settings(deadline=None, derandomize=True)
def test_long_waits_get_rarer_with_patience_and_with_any_part_of_an_employee(
    staff: float, load: float, minutes: float, patience: float
) -> None:
    now = staffing.chance_of_long_wait(staff, load, minutes, patience)
    assert 0 <= now <= 1
    assert staffing.chance_of_long_wait(staff, load, minutes, patience + 1) <= now + 1e-15
    assert staffing.chance_of_long_wait(staff + 0.3, load, minutes, patience) <= now + 1e-15


def test_without_any_patience_a_long_wait_is_any_wait() -> None:
    wait = staffing.chance_to_wait(4, 3.2)
    assert staffing.chance_of_long_wait(4.0, 3.2, 20.0, 0.0) == wait
    assert staffing.chance_of_long_wait(4.0, 3.2, 20.0, 10.0) == pytest.approx(
        wait * math.exp(-0.8 * 10 / 20)
    )


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9])
def test_a_part_of_an_employee_is_there_part_of_the_time(part: float) -> None:
    low, high = (staffing.chance_of_long_wait(float(c), 1.4, 20.0, 10.0) for c in (2, 3))
    found = staffing.chance_of_long_wait(2 + part, 1.4, 20.0, 10.0)
    assert found == pytest.approx((1 - part) * low + part * high, rel=1e-12)


@pytest.mark.parametrize(("stays", "trains"), [(0.98, 0.1), (0.5, 0.0), (1.0, 0.05), (0.9, 1.0)])
def test_the_trained_share_ends_where_training_makes_up_for_turnover(
    stays: float, trains: float
) -> None:
    """Where ``T = s T + (1 - s T) q``: at ``q / (1 - s (1 - q))``, without swings."""
    end = trains / (1 - stays * (1 - trains))
    for start in (0.0, 0.3, 1.0):
        path = [start]
        for _ in range(600):
            path.append(staffing.trained_share(path[-1], stays, trains))
        assert path[-1] == pytest.approx(end, abs=1e-12)
        gaps = [abs(share - end) for share in path]
        assert all(after <= before + 1e-15 for before, after in pairwise(gaps))
