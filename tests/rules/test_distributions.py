"""Values across people are the quantiles of the distributions that the language names."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.rules.distributions import mean, quantile, quantile_at

U = np.array([1e-9, 0.001, 0.1, 0.5, 0.77, 0.999, 1 - 1e-9])
CASES = {
    "normal": (21.5, 1.0, stats.norm(21.5, 1.0)),
    "lognormal": (600.0, 0.4, stats.lognorm(0.4, scale=600.0)),
    "gamma": (0.6, 40.0, stats.gamma(0.6, scale=40.0 / 0.6)),
    "beta": (2.0, 6.0, stats.beta(2.0, 6.0)),
    "uniform": (8.0, 12.0, stats.uniform(8.0, 4.0)),
}


@pytest.mark.parametrize("kind", CASES)
def test_quantiles_agree_with_scipy(kind: str) -> None:
    first, second, oracle = CASES[kind]
    assert quantile(kind, first, second, U) == pytest.approx(oracle.ppf(U), rel=1e-9)


@pytest.mark.parametrize("kind", CASES)
def test_one_number_and_many_give_the_same_quantile_to_the_bit(kind: str) -> None:
    first, second, _ = CASES[kind]
    one_by_one = [quantile_at(kind, first, second, float(u)) for u in U]
    assert one_by_one == quantile(kind, first, second, U).tolist()


@pytest.mark.parametrize("kind", CASES)
def test_means_agree_with_scipy(kind: str) -> None:
    first, second, oracle = CASES[kind]
    assert mean(kind, first, second) == pytest.approx(oracle.mean())


def test_a_lognormal_is_told_by_its_median_and_a_gamma_by_its_mean() -> None:
    assert quantile_at("lognormal", 600.0, 0.4, 0.5) == 600.0
    assert mean("lognormal", 600.0, 0.4) == pytest.approx(600 * math.exp(0.08))
    assert mean("gamma", 3.0, 40.0) == 40.0


def test_library_quantiles_keep_no_digits_that_differ_between_machines() -> None:
    for kind in ("gamma", "beta"):
        first, second, _ = CASES[kind]
        mantissas, _ = np.frexp(quantile(kind, first, second, U))
        assert (mantissas * 2.0**32 == np.rint(mantissas * 2.0**32)).all()


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="poisson"):
        quantile("poisson", 1.0, 2.0, U)
