"""Promotions: when they are on, and what they add, bring forward and leave behind."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.rules.compiled import interpreted
from sim.rules.promotion import Floats, factors_after, promoted

NEVER_FOLLOWS = 1e12
"""A half-life in months so long that the reference price stays where it is."""


def discounts(months: int, first: int, every: int, lasts: int, points: float) -> Floats:
    """What is off in each month, in percent."""
    return np.array([points * promoted(month, first, every, lasts) for month in range(months)])


def frequency_factors(
    months: int, first: int, every: int, lasts: int, points: float, *effects: float
) -> Floats:
    """By what promotions on a calendar multiply the frequency of buying."""
    return factors_after(discounts(months, first, every, lasts, points), *effects)


def test_promotions_come_again_and_again_from_the_first_on() -> None:
    months = [month for month in range(30) if promoted(month, 5, 12, 3)]
    assert months == [5, 6, 7, 17, 18, 19, 29]


def test_a_promotion_that_lasts_until_the_next_never_ends() -> None:
    assert [promoted(month, 2, 4, 4) for month in range(10)] == [False] * 2 + [True] * 8
    factors = frequency_factors(10, 2, 4, 4, 10.0, 0.05, NEVER_FOLLOWS, 1.0, 3)
    assert factors == pytest.approx([1.0] * 2 + [math.exp(0.5)] * 8)


def test_without_an_effect_of_price_every_month_is_as_usual_to_the_bit() -> None:
    for points in (0.0, 10.0, 50.0):
        factors = frequency_factors(60, 3, 6, 2, points, 0.0, 6.0, 0.7, 3)
        assert factors.tolist() == [1.0] * 60


def test_before_the_first_promotion_every_month_is_as_usual_to_the_bit() -> None:
    assert frequency_factors(24, 20, 12, 2, 30.0, 0.1, 6.0, 0.5, 3)[:20].tolist() == [1.0] * 20


def test_the_reference_price_follows_by_the_share_of_its_half_life() -> None:
    """In month k of a promotion the reference is ``points * (1 - 2**(-k / half_life))``; after a
    month at it, in the k-th month after the promotion, ``2**(-k / half_life)`` of where it was."""
    lasts, points, effect, half_life = 12, 20.0, 0.03, 6.0
    factors = frequency_factors(60, 0, 99, lasts, points, effect, half_life, 0.0, 3)
    for month in range(lasts):
        gap = points * 2 ** (-month / half_life)
        assert factors[month] == pytest.approx(math.exp(effect * gap), rel=1e-12)
    reached = points * (1 - 2 ** (-lasts / half_life))
    for month in range(lasts, 60):
        gap = -reached * 2 ** (-(month - lasts) / half_life)
        assert factors[month] == pytest.approx(math.exp(effect * gap), rel=1e-12)


def test_customers_find_the_regular_price_dear_for_a_time() -> None:
    factors = frequency_factors(36, 6, 99, 3, 25.0, 0.04, 6.0, 0.0, 3)
    assert factors[6] > factors[7] > factors[8] > 1 > factors[9]
    assert (np.diff(factors[9:]) > 0).all()
    assert factors[-1] < 1


@pytest.mark.parametrize("brought_forward", [0.0, 0.2, 0.5])
def test_what_is_brought_forward_is_missing_evenly_afterwards(brought_forward: float) -> None:
    lasts, over = 2, 4
    factors = frequency_factors(24, 3, 99, lasts, 10.0, 0.04, NEVER_FOLLOWS, brought_forward, over)
    added = lasts * (math.exp(0.4) - 1)
    assert factors[3:5] == pytest.approx(math.exp(0.4))
    assert factors[5:9] == pytest.approx(1 - brought_forward * added / over)
    assert factors[9:] == pytest.approx(1)
    assert factors.sum() == pytest.approx(24 + (1 - brought_forward) * added)


@pytest.mark.parametrize("points", [0.25, 1.0, 40.0])
def test_a_promotion_of_any_depth_brings_purchases_forward(points: float) -> None:
    factors = frequency_factors(6, 1, 99, 1, points, 0.02, NEVER_FOLLOWS, 1.0, 2)
    assert factors[1] > 1 > factors[2]
    assert factors.sum() == pytest.approx(6)


def test_a_promotion_that_drives_buyers_away_brings_nothing_forward() -> None:
    """Nor do the months after it, in which they come back: no promotion is on then."""
    none, all_of_it = (
        frequency_factors(24, 3, 8, 2, 20.0, -0.03, 4.0, share, 5) for share in (0.0, 1.0)
    )
    assert none[3] < 1 < none[5]
    assert all_of_it.tolist() == none.tolist()


def test_if_all_is_brought_forward_a_promotion_sells_nothing_more() -> None:
    factors = frequency_factors(48, 1, 12, 1, 10.0, 0.03, NEVER_FOLLOWS, 1.0, 6)
    assert factors.sum() == pytest.approx(48)


def test_each_promotion_takes_from_the_months_after_it_whatever_is_on_then() -> None:
    factors = frequency_factors(9, 0, 3, 1, 10.0, 0.02, NEVER_FOLLOWS, 0.5, 4)
    rise = math.exp(0.2) - 1
    each = 0.5 * rise / 4
    from_earlier = [0, 1, 1, 1, 2, 1, 1, 2, 1]
    expected = [
        1 + rise * (month % 3 == 0) - each * times for month, times in enumerate(from_earlier)
    ]
    assert factors == pytest.approx(expected)


def test_no_month_sells_less_than_nothing_and_no_factor_is_beyond_numbers() -> None:
    for points, effect in ((50.0, 0.1), (90.0, 99.0)):
        for brought_forward in (0.0, 1.0):
            factors = frequency_factors(24, 2, 12, 3, points, effect, 6.0, brought_forward, 1)
            assert np.isfinite(factors).all()
            assert (factors >= 0).all()


def test_compiled_and_interpreted_factors_have_the_same_bits() -> None:
    off = discounts(120, 3, 12, 2, 17.0)
    compiled, plain = (
        f(off, 0.043, 6.0, 0.37, 3) for f in (factors_after, interpreted(factors_after))
    )
    assert compiled.tobytes() == plain.tobytes()
