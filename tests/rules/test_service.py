"""Failures of purchases, what putting them right costs, and what a survey brings up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules import service

SHARE = st.floats(0, 1)


@given(SHARE, SHARE, st.integers(0, 500))
@settings(deadline=None, derandomize=True)
def test_a_month_without_failure_is_one_in_which_nothing_failed(
    base: float, per_purchase: float, purchases: int
) -> None:
    expected = 1 - (1 - base) * (1 - per_purchase) ** purchases
    found = service.with_purchases(base, per_purchase, purchases)
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert base <= found <= 1


@given(SHARE, SHARE, st.integers(0, 500))
@settings(deadline=None, derandomize=True)
def test_purchases_that_cannot_fail_or_are_not_made_leave_the_chance_to_the_bit(
    base: float, per_purchase: float, purchases: int
) -> None:
    assert service.with_purchases(base, 0.0, purchases) == base
    assert service.with_purchases(base, per_purchase, 0) == base


def test_always_stays_always() -> None:
    for other in (0.0, 0.1, 1 / 3, 0.7, 1.0):
        assert service.with_purchases(1.0, other, 3) == 1.0
        assert service.with_purchases(other, 1.0, 1) == 1.0


@pytest.mark.parametrize("u", [2.0**-33, 0.001, 0.5, 0.999, 1 - 2.0**-33])
def test_the_cost_of_putting_right_is_the_exponential_of_one_draw(u: float) -> None:
    assert service.recovery_cost(u, 12_00.0) == pytest.approx(-1200 * math.log(u), rel=1e-14)
    assert service.recovery_cost(u, 0.0) == 0.0


def test_a_budget_pays_for_what_it_covers_and_now_and_then_for_more() -> None:
    assert service.chance_within_budget(0.0, 0.0) == 1.0
    assert service.chance_within_budget(100.0, 100.0) == 1.0
    assert service.chance_within_budget(100.0, 0.0) == 0.0
    assert service.chance_within_budget(300.0, 100.0) == pytest.approx(1 / 3)


def test_what_a_survey_brings_up_gives_back_the_harm_and_adds_within_0_and_1() -> None:
    harmed = service.after_incident(0.5, False, 0.25, 0.03)
    assert service.brought_up(harmed, 0.25, 0.03) == pytest.approx(0.53)
    assert service.brought_up(0.9, 0.25, 0.03) == 1.0
    assert service.brought_up(0.1, 0.0, -0.5) == 0.0
