"""Buying: satisfaction and promotions multiply the frequency."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.buying import MOST_A_MONTH, purchases_a_month
from sim.rules.purchase import count

BASE = st.floats(0, 1e4)
FACTOR = st.floats(0, 1e300)


@given(st.floats(0.01, 5), st.floats(-3, 3), st.floats(-1, 1), st.floats(0, 4))
@settings(deadline=None, derandomize=True)
def test_the_log_of_the_frequency_is_linear_in_satisfaction(
    base: float, effect: float, gap: float, factor: float
) -> None:
    expected = min(base * math.exp(effect * gap) * factor, 500)
    assert purchases_a_month(base, effect, gap, factor) == pytest.approx(expected, rel=1e-12)


@given(st.floats(0, 10), st.floats(-1, 1), st.floats(0, 9))
@settings(deadline=None, derandomize=True)
def test_without_an_effect_the_frequency_stays_to_the_bit(
    base: float, gap: float, factor: float
) -> None:
    assert purchases_a_month(base, 0.0, gap, factor) == base * factor
    assert purchases_a_month(base, 0.0, gap, 1.0) == base


@given(BASE, st.floats(-1e9, 1e9), st.floats(-1, 1), FACTOR)
@settings(deadline=None, derandomize=True)
def test_no_frequency_is_more_than_can_be_counted(
    base: float, effect: float, gap: float, factor: float
) -> None:
    mean = purchases_a_month(base, effect, gap, factor)
    assert 0 <= mean <= MOST_A_MONTH
    assert count(0.5, mean) >= 0


def test_who_never_buys_or_is_kept_from_it_buys_nothing_in_any_mood() -> None:
    for effect in (-1e9, 1e9):
        assert purchases_a_month(0.0, effect, 1.0, 3.0) == 0.0
        assert purchases_a_month(3.0, effect, 1.0, 0.0) == 0.0
