"""Claims about figures and their intervals."""

import numpy as np
import pytest
from scipy import stats

from sim.experiments.estimate import (
    Estimate,
    mean_estimate,
    ratio_estimate,
    share_estimate,
    t_interval,
    undefined,
)

RNG = np.random.default_rng(20)


def test_the_interval_of_a_mean_is_students() -> None:
    values = RNG.normal(3, 2, 17)
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    estimate = mean_estimate(values)
    assert estimate.low == pytest.approx(expected.low)
    assert estimate.high == pytest.approx(expected.high)
    assert estimate.n == 17


def test_the_interval_of_a_share_is_wilsons() -> None:
    for count in (0, 3, 10):
        expected = stats.binomtest(count, 10).proportion_ci(0.95, method="wilson")
        estimate = share_estimate(count, 10)
        assert (estimate.low, estimate.high) == pytest.approx((expected.low, expected.high))


def test_a_ratio_with_every_denominator_one_is_a_mean() -> None:
    values = RNG.normal(3, 2, 17)
    mean, ratio = mean_estimate(values), ratio_estimate(values, np.ones(17))
    assert (ratio.value, ratio.low) == pytest.approx((mean.value, mean.low))


def test_the_cost_of_people_never_won_weighs_on_those_won() -> None:
    money, won = np.array([100.0, 80.0, -5.0, -5.0]), np.array([1.0, 1.0, 0.0, 0.0])
    estimate = ratio_estimate(money, won)
    assert estimate.value == 85.0
    residual = np.array([15.0, -5.0, -5.0, -5.0])
    error = np.sqrt(4 / 3 * np.sum(residual**2)) / 2
    assert estimate.half_width == pytest.approx(stats.t.ppf(0.975, 3) * error)


def test_the_ratios_interval_covers_the_truth_as_often_as_it_says() -> None:
    """600 markets of 200 people: coverage within 4 standard errors of 95 %."""
    rng = np.random.default_rng(4)
    hits = 0
    for _ in range(600):
        won = (rng.random(200) < 0.4).astype(float)
        estimate = ratio_estimate(np.where(won > 0, rng.gamma(2, 50, 200), -3.0), won)
        assert estimate.low is not None
        assert estimate.high is not None
        hits += estimate.low <= 100 - 3 * 0.6 / 0.4 <= estimate.high
    assert hits / 600 == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 600))


def test_what_rests_on_nobody_is_not_defined() -> None:
    assert mean_estimate(np.array([])) == undefined()
    assert share_estimate(0, 0) == undefined()
    assert ratio_estimate(np.array([-1.0]), np.array([0.0])) == undefined(1)


def test_one_person_gives_a_value_without_an_interval() -> None:
    assert mean_estimate(np.array([4.0])) == Estimate(4.0, None, None, 1)
    assert ratio_estimate(np.array([4.0]), np.array([1.0])) == Estimate(4.0, None, None, 1)
    assert t_interval(1.0, float("nan"), 5, 6).low is None


def test_without_variance_the_interval_is_the_value() -> None:
    assert mean_estimate(np.array([2.0, 2.0, 2.0])) == Estimate(2.0, 2.0, 2.0, 3)


def test_an_interval_excludes_zero_on_one_side_only() -> None:
    assert Estimate(1.0, 0.5, 1.5, 2).excludes_zero
    assert not Estimate(1.0, -0.5, 2.5, 2).excludes_zero
    assert not Estimate(1.0, None, None, 1).excludes_zero
    assert not Estimate(0.0, 0.0, 0.0, 2).excludes_zero
