"""Money is whole: a year is its twelve months, and rounding is half to even."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.money import discount_factor, grown, rounded, twelfth, twelfths

AMOUNTS = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("amount", "whole"), [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (2.5001, 3)]
)
def test_rounding_is_half_to_even(amount: float, whole: int) -> None:
    assert rounded(amount) == whole


@given(AMOUNTS, st.integers(0, 2000))
@settings(deadline=None, derandomize=True)
def test_any_twelve_months_make_the_year(yearly: int, first: int) -> None:
    assert sum(twelfth(yearly, month) for month in range(first, first + 12)) == yearly


@given(AMOUNTS, st.integers(0, 2000))
@settings(deadline=None, derandomize=True)
def test_no_month_is_a_unit_away_from_a_twelfth(yearly: int, month: int) -> None:
    assert abs(twelfth(yearly, month) - yearly / 12) <= 1


def test_twelfths_are_differences_of_cumulative_twelfths_rounded_half_to_even() -> None:
    cumulative = [round(6 * n / 12) for n in range(13)]
    expected = [after - before for before, after in itertools.pairwise(cumulative)]
    assert [twelfth(6, month) for month in range(12)] == expected
    assert expected != [1, 0] * 6


@given(AMOUNTS)
@settings(deadline=None, derandomize=True)
def test_a_year_is_kept_as_its_smallest_twelfth_and_the_months_that_bear_one_more(
    yearly: int,
) -> None:
    base, bits = twelfths(yearly)
    assert [base + (bits >> month & 1) for month in range(12)] == [
        twelfth(yearly, month) for month in range(12)
    ]


def test_a_cost_falls_due_as_the_same_income_would() -> None:
    assert [twelfth(-1000, month) for month in range(12)] == [
        -twelfth(1000, month) for month in range(12)
    ]


@pytest.mark.parametrize("rate", [-0.2, 0.0, 0.035, 0.1, 1.0])
def test_discounting_is_effective_a_year(rate: float) -> None:
    for month in (0, 1, 11, 12, 120, 1019):
        assert discount_factor(rate, month) == pytest.approx((1 + rate) ** (-month / 12), rel=1e-12)


def test_growth_steps_once_a_year() -> None:
    assert [grown(0.1, month) for month in (0, 11, 12, 23)] == [1, 1, 1.1, 1.1]
    assert grown(0.1, 24) == pytest.approx(1.21)
