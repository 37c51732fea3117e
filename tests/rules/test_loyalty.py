"""Loyalty: weeks make years, free items go with purchases, and the best customers join."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules.loyalty import NOBODY, free_items, spend_to_join, weeks_in


def test_any_twelve_months_have_52_weeks_of_which_each_has_4_or_5() -> None:
    weeks = [weeks_in(month) for month in range(120)]
    assert set(weeks) == {4, 5}
    assert {sum(weeks[start : start + 12]) for start in range(108)} == {52}


def test_a_free_item_a_week_at_most_and_none_without_a_purchase() -> None:
    for month in range(12):
        found = [free_items(purchases, month) for purchases in range(8)]
        assert found == [min(purchases, weeks_in(month)) for purchases in range(8)]


@given(st.lists(st.integers(0, 20), max_size=60), st.floats(0, 1))
@settings(deadline=None, derandomize=True)
def test_as_many_join_as_the_share_says_and_their_equals(spends: list[int], share: float) -> None:
    """No fewer than the share, if so many bought anything; without the equals of the last, no
    more."""
    spent = np.array(spends, dtype=np.int64)
    top = math.ceil(share * len(spends) - 1e-9)
    least = spend_to_join(spent, share)
    assert least >= 1
    assert (spent >= least).sum() >= min(top, (spent > 0).sum())
    assert (spent > least).sum() <= max(top - 1, 0)


@pytest.mark.parametrize(("share", "customers"), [(0.07, 100), (0.1, 30), (0.29, 100), (0.55, 100)])
def test_a_share_that_makes_whole_customers_is_not_rounded_up(share: float, customers: int) -> None:
    """Though ``0.07 * 100`` is a little more than 7 in floating point."""
    spends = np.arange(1, customers + 1)
    assert (spends >= spend_to_join(spends, share)).sum() == round(share * customers)


def test_who_bought_nothing_never_joins() -> None:
    assert spend_to_join(np.zeros(5, dtype=np.int64), 1.0) == 1
    assert spend_to_join(np.array([3, 0, 0, 0]), 0.75) == 1


def test_nobody_joins_a_programme_for_none_or_without_customers() -> None:
    assert spend_to_join(np.array([3, 2, 1]), 0.0) == NOBODY
    assert spend_to_join(np.array([], dtype=np.int64), 1.0) == NOBODY
    assert NOBODY == 2**62


def test_the_order_of_customers_does_not_matter_and_stays() -> None:
    spends = np.random.default_rng(1904).integers(0, 1_000, 500)
    before = spends.copy()
    assert spend_to_join(spends, 0.2) == spend_to_join(np.sort(spends), 0.2)
    assert (spends == before).all()
