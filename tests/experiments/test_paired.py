"""Claims about differences between strategies, person by person."""

import numpy as np
import pytest
from scipy import stats

from sim.experiments.paired import paired_difference
from sim.experiments.pairing import pairing_of, unpaired_half_width


def test_the_difference_is_the_paired_t_interval() -> None:
    rng = np.random.default_rng(8)
    first, second = rng.normal(5, 2, 30), rng.normal(4, 2, 30)
    expected = stats.ttest_rel(first, second).confidence_interval(0.95)
    mean = paired_difference(first, second).mean
    assert (mean.low, mean.high) == pytest.approx((expected.low, expected.high))


def test_people_are_better_off_equal_or_worse_off() -> None:
    difference = paired_difference(np.array([3.0, 2.0, 1.0, 5.0]), np.array([1.0, 2.0, 2.0, 4.0]))
    shares = [part.value for part in (difference.better, difference.equal, difference.worse)]
    assert shares == [0.5, 0.25, 0.25]


def test_two_equal_strategies_differ_by_exactly_nothing() -> None:
    worth = np.random.default_rng(1).normal(0, 1e9, 100)
    difference = paired_difference(worth, worth.copy())
    assert (difference.mean.value, difference.mean.low, difference.mean.high) == (0.0, 0.0, 0.0)
    assert difference.equal.value == 1.0


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """1,000 runs of 40 people whose worth under both strategies is correlated and skewed."""
    rng = np.random.default_rng(17)
    runs, covered = 1000, 0
    for _ in range(runs):
        person = rng.normal(0, 30, 40)
        first = person + rng.normal(12, 5, 40)
        mean = paired_difference(first, person + rng.normal(10, 5, 40)).mean
        assert mean.low is not None
        assert mean.high is not None
        covered += mean.low <= 2 <= mean.high
    assert covered / runs == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / runs))


def test_pairing_narrows_the_interval_by_the_shared_part_of_life() -> None:
    """With variances s2 + e2 each, s2 shared: narrowed = sqrt((s2 + e2) / e2)."""
    rng = np.random.default_rng(3)
    shared = rng.normal(0, 3, 40_000)
    first, second = shared + rng.normal(0, 1, (2, 40_000))
    pairing = pairing_of(first, second, np.zeros(40_000), np.zeros(40_000))
    assert pairing.narrowed == pytest.approx(np.sqrt(10), rel=0.03)
    assert pairing.correlation == pytest.approx(0.9, abs=0.01)


def test_the_unpaired_interval_is_welchs() -> None:
    rng = np.random.default_rng(6)
    first, second = rng.normal(0, 1, 50), rng.normal(0, 5, 50)
    expected = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
    half = (expected.high - expected.low) / 2
    assert unpaired_half_width(first, second) == pytest.approx(half, rel=1e-3)


def test_identical_lives_are_counted_by_their_fingerprints() -> None:
    worth = np.array([1.0, 2.0, 3.0, 4.0])
    pairing = pairing_of(worth, worth + 1, np.array([1, 2, 3, 4]), np.array([1, 2, 0, 4]))
    assert pairing.identical.value == 0.75


def test_what_pairing_did_is_not_defined_where_nothing_varies() -> None:
    ones, one = np.ones(3), np.ones(1)
    equal = pairing_of(ones, ones, ones, ones)
    assert (equal.narrowed, equal.correlation) == (None, None)
    alone = pairing_of(one, one, one, one)
    assert (alone.narrowed, alone.unpaired_half_width) == (None, None)
