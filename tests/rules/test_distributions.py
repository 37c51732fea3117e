"""Values across people are the quantiles of the distributions that the language names."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

import sim
from sim.rules.compiled import interpreted
from sim.rules.distributions import Distributed, mean, quantile, quantile_at, quantile_of
from sim.scenario.values import PARAMETERS

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
    assert quantile(kind, first, second, U) == pytest.approx(oracle.ppf(U), rel=1e-12)


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


@pytest.mark.parametrize("kind", CASES)
def test_a_distribution_is_the_same_by_name_and_by_number(kind: str) -> None:
    first, second, _ = CASES[kind]
    code = int(Distributed[kind.upper()])
    for u in U:
        by_name = quantile_at(kind, first, second, float(u))
        assert quantile_of(code, first, second, float(u)) == by_name
        assert interpreted(quantile_of)(code, first, second, float(u)) == by_name


def test_the_language_and_the_compiled_rules_know_the_same_distributions() -> None:
    assert {one.name.lower() for one in Distributed} == set(PARAMETERS)


def test_the_numbers_of_the_distributions_stay() -> None:
    assert [one.name for one in Distributed] == ["NORMAL", "LOGNORMAL", "GAMMA", "BETA", "UNIFORM"]
    assert [one.value for one in Distributed] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("kind", CASES)
def test_the_mean_of_the_quantiles_is_the_mean(kind: str) -> None:
    first, second, _ = CASES[kind]
    found, _ = integrate.quad(lambda u: quantile_at(kind, first, second, u), 0, 1, limit=200)
    assert found == pytest.approx(mean(kind, first, second), rel=1e-6)


def test_whole_numbers_are_numbers() -> None:
    assert quantile_at("beta", 2, 6, 0.25) == quantile_at("beta", 2.0, 6.0, 0.25)
    assert quantile("gamma", 2, 6, U).tolist() == quantile("gamma", 2.0, 6.0, U).tolist()


def test_no_quantile_needs_scipy() -> None:
    program = (
        "import sys, numpy; sys.modules['scipy'] = None\n"
        "from sim.rules.distributions import quantile, quantile_at\n"
        "print(quantile('gamma', 0.6, 40.0, numpy.array([0.5]))[0])\n"
        "print(quantile_at('beta', 2.0, 6.0, 0.5))"
    )
    folder = Path(sim.__file__).parents[1]
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    here = [quantile_at("gamma", 0.6, 40.0, 0.5), quantile_at("beta", 2.0, 6.0, 0.5)]
    assert [float(line) for line in found.stdout.split()] == here


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="poisson"):
        quantile("poisson", 1.0, 2.0, U)
    with pytest.raises(ValueError, match="poisson"):
        quantile_at("poisson", 1.0, 2.0, 0.5)
    assert math.isnan(quantile_of(99, 1.0, 2.0, 0.5))
