"""Claims about intervals from leaving out groups of people."""

import numpy as np
import pytest
from scipy import stats

from sim.experiments.estimate import Estimate
from sim.experiments.jackknife import jackknife


def test_for_a_mean_over_equal_groups_it_is_the_error_of_the_group_means() -> None:
    means = np.random.default_rng(5).normal(10, 3, 20)
    without = [float(np.delete(means, group).mean()) for group in range(20)]
    estimate = jackknife(float(means.mean()), without)
    expected = stats.t.ppf(0.975, 19) * means.std(ddof=1) / np.sqrt(20)
    assert estimate.half_width == pytest.approx(expected)
    assert estimate.n == 20


def test_a_figure_that_vanishes_without_some_group_has_no_interval() -> None:
    assert jackknife(2.0, [1.9, None, 2.1]) == Estimate(2.0, None, None, 3)


def test_a_figure_that_is_not_defined_stays_so() -> None:
    assert jackknife(None, [1.0, 2.0]).value is None


def test_one_group_gives_no_interval() -> None:
    assert jackknife(2.0, [1.0]).low is None
