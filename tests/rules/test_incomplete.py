"""Shares of a gamma and a beta below and above a value agree with SciPy's, over their densities."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from scipy import special

from sim.rules import incomplete
from sim.rules.compiled import interpreted
from tests.bits import bits_of

SHAPES = (0.01, 0.3, 1.0, 2.5, 9.99, 10.0, 77.0, 4000.0)


BITS = {
    "log_one_plus": "8b805c62",
    "stirling": "4cac8d7d",
    "gamma_below": "7dc635ae",
    "gamma_above": "87934d10",
    "beta_below": "da494b66",
}


def test_every_machine_finds_the_same_bits() -> None:
    parts = [0.7 * 2.0**k for k in range(-60, 20)]
    shares = [k / 16 for k in range(1, 17)]
    found = {
        "log_one_plus": [incomplete.log_one_plus(x) for x in (*parts, *(-x for x in shares[:-1]))],
        "stirling": [incomplete.stirling(z) for z in (*parts, *SHAPES)],
        "gamma_below": [incomplete.gamma_below(a, (a + 1) * s) for a in SHAPES for s in shares],
        "gamma_above": [incomplete.gamma_above(a, (a + 1) / s) for a in SHAPES for s in shares],
        "beta_below": [
            incomplete.beta_below(a, b, x := (a + 1) / (a + b + 2) * s, 1 - x)
            for a, b in product(SHAPES, SHAPES)
            for s in shares
        ],
    }
    assert {name: bits_of(numbers) for name, numbers in found.items()} == BITS


def gamma_density(a: float, x: float) -> float:
    """Of the logarithm."""
    return float(np.exp(special.xlogy(a, x) - x - special.gammaln(a)))


def beta_density(a: float, b: float, x: float) -> float:
    """Of the log-odds."""
    return float(np.exp(special.xlogy(a, x) + special.xlog1py(b, -x) - special.betaln(a, b)))


@pytest.mark.parametrize("x", [-0.9999, -0.3, -1e-9, 0.0, 1e-300, 1e-5, 0.5, 1e9])
def test_the_logarithm_of_one_plus_a_little_keeps_its_places(x: float) -> None:
    assert incomplete.log_one_plus(x) == pytest.approx(np.log1p(x), rel=1e-15)


@pytest.mark.parametrize("z", [1e-6, *SHAPES, 1e6])
def test_stirlings_remainder_is_what_the_formula_leaves_of_log_gamma(z: float) -> None:
    formula = (z - 0.5) * np.log(z) - z + 0.5 * np.log(2 * np.pi)
    exact = special.gammaln(z) - formula
    assert incomplete.stirling(z) == pytest.approx(exact, abs=2e-15 + 4e-16 * abs(formula))


@pytest.mark.parametrize("a", SHAPES)
def test_gamma_shares_agree_with_scipy_on_their_sides(a: float) -> None:
    spread = 4 * np.sqrt(a)
    for x in np.linspace(max(a - spread, a / 9), a + 1, 7):
        below = incomplete.gamma_below(a, float(x)) * gamma_density(a, x)
        assert below == pytest.approx(special.gammainc(a, x), rel=1e-11)
    for x in np.linspace(a + 1, a + 1 + spread + 20, 7):
        above = incomplete.gamma_above(a, float(x)) * gamma_density(a, x)
        assert above == pytest.approx(special.gammaincc(a, x), rel=1e-11)


@pytest.mark.parametrize("a", SHAPES)
@pytest.mark.parametrize("b", SHAPES)
def test_beta_shares_agree_with_scipy_below_about_the_mean(a: float, b: float) -> None:
    edge = (a + 1) / (a + b + 2)
    spread = 4 * np.sqrt(a * b / (a + b + 1)) / (a + b)
    for x in np.linspace(max(edge - spread, edge / 9), edge, 7):
        below = incomplete.beta_below(a, b, float(x), float(1 - x)) * beta_density(a, b, x)
        assert below == pytest.approx(special.betainc(a, b, x), rel=1e-10)


RULES: tuple[tuple[Callable[..., float], tuple[float, ...]], ...] = (
    (incomplete.log_one_plus, (0.37,)),
    (incomplete.stirling, (0.6,)),
    (incomplete.gamma_below, (0.6, 0.9)),
    (incomplete.gamma_above, (0.6, 1.9)),
    (incomplete.beta_below, (2.3, 6.1, 0.2, 0.8)),
)


@pytest.mark.parametrize(("function", "arguments"), RULES)
def test_compiled_and_interpreted_give_the_same_bits(
    function: Callable[..., float], arguments: tuple[float, ...]
) -> None:
    assert interpreted(function)(*arguments) == function(*arguments)
