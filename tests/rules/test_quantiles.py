"""Quantiles of gamma and beta: right in both tails, for all shapes, to the same bit everywhere."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any, SupportsFloat

import numpy as np
import pytest
from scipy import integrate, special

from sim.rules import quantiles
from sim.rules.compiled import interpreted
from sim.rules.quantiles import beta_quantile, gamma_quantile
from tests.bits import bits_of

LEAST = 2.0**-53
"""The draws lie from here to as far from 1."""
U = (LEAST, 1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999, 1 - 1e-6, 1 - 1e-12, 1 - LEAST)
SHAPES = (0.01, 0.1, 0.6, 1.0, 1.5, 4.0, 30.0, 1e3, 1e5)
EXTREMES = (1e-8, 0.001, 0.01, 1.0, 7.0, 1e6, 1e9, 1e12)
SMALLEST = 1e-300
"""Quantiles below are not compared: their last places are lost in any double."""


GAMMAS = list(product((*SHAPES, 0.001, 0.05, 0.2, 0.3, 0.4, 0.9, 1e7, 2e7), (*U, 0.9, 0.99)))
BETAS = list(product((*SHAPES, 0.3, 1e6, 1e7), (*SHAPES, 0.05, 0.4, 0.9, 2e7), U))
STEPS_OF_GAMMAS = {0: 15, 1: 87, 2: 113, 3: 40}
STEPS_OF_BETAS = {1: 794, 2: 674, 3: 514, 4: 32, 5: 14}
"""How many searches took so many steps."""


def test_every_machine_finds_the_same_bits_everywhere() -> None:
    assert bits_of(gamma_quantile(*one) for one in GAMMAS) == "ac07b180"
    assert bits_of(beta_quantile(*one) for one in BETAS) == "ba7d3192"


def test_every_search_ends_in_as_few_steps_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worse start or step would find the same quantile, later."""
    steps = 0
    step = quantiles._step

    def counted(*known: Any) -> quantiles.Search:
        nonlocal steps
        steps += 1
        return step(*known)

    def counts(quantile: Callable[..., float], cases: list[tuple[float, ...]]) -> dict[int, int]:
        nonlocal steps
        taken: Counter[int] = Counter()
        for case in cases:
            steps = 0
            interpreted(quantile)(*case)
            taken[steps] += 1
        return dict(taken)

    monkeypatch.setattr(quantiles, "_step", counted)
    assert counts(gamma_quantile, GAMMAS) == STEPS_OF_GAMMAS
    assert counts(beta_quantile, BETAS) == STEPS_OF_BETAS


def test_a_step_beyond_its_bracket_halves_the_bracket_instead() -> None:
    """The share below is ``exp(-10)`` of the one asked for, so that Newton's step is 10."""
    search = (0.0, -1.0, 1.0, False)
    up = quantiles._step(search, True, 10.0, 0.0, 1.0, True, 1.0)
    assert up == (0.5, 0.0, 1.0, False)
    down = quantiles._step((0.0, -3.0, 1.0, False), False, 10.0, 0.0, 1.0, False, -1.0)
    assert down == (-1.5, -3.0, 0.0, False)


def test_a_step_is_never_more_than_twice_newtons() -> None:
    search = (0.0, -math.inf, math.inf, False)
    assert quantiles._step(search, True, 10.0, 0.0, 1.0, True, 0.0)[0] == 20.0
    assert quantiles._step(search, True, 10.0, 0.0, 1.0, True, 1.0)[0] == 10.0


def test_beyond_shapes_of_ten_million_the_start_is_the_quantile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(quantiles, "_step")
    for quantile, shapes in ((gamma_quantile, 1), (beta_quantile, 2)):
        assert interpreted(quantile)(*[math.nextafter(1e7, math.inf)] * shapes, 0.2) > 0.0
        with pytest.raises(NameError, match="_step"):
            interpreted(quantile)(*[1e7] * shapes, 0.2)


def seeded(count: int) -> list[float]:
    """Numbers from 0 to 1, a third of them in either tail, ascending."""
    chance = np.random.default_rng(1984)
    tail = LEAST * np.exp(36 * chance.random(count))
    return sorted([*chance.random(count), *tail, *(1 - tail)])


def close(found: float, exact: SupportsFloat, rel: float) -> bool:
    return float(exact) < SMALLEST or found == pytest.approx(float(exact), rel=rel)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("u", U)
def test_gamma_quantiles_agree_with_scipy(shape: float, u: float) -> None:
    tail = special.gammaincinv(shape, u) if u < 0.6 else special.gammainccinv(shape, 1 - u)
    assert close(gamma_quantile(shape, u), tail, rel=1e-11)


@pytest.mark.parametrize("a", SHAPES[:-2])
@pytest.mark.parametrize("b", SHAPES[:-2])
def test_beta_quantiles_agree_with_scipy(a: float, b: float) -> None:
    for u in U:
        assert close(beta_quantile(a, b, u), special.betaincinv(a, b, u), rel=1e-11)


@pytest.mark.parametrize("u", U)
def test_gamma_quantiles_with_a_closed_form_are_that(u: float) -> None:
    """Shape 1 is the exponential, shape 1/2 half the square of a normal."""
    normal = special.ndtri((1 - u) / 2) if u < 0.9 else special.ndtri(0.5 * (1 - u))
    assert close(gamma_quantile(1.0, u), -math.log1p(-u), rel=1e-14)
    assert u < 1e-3 or close(gamma_quantile(0.5, u), normal**2 / 2, rel=1e-12)


@pytest.mark.parametrize("u", U)
@pytest.mark.parametrize("shape", [0.01, 0.7, 3.0, 1e4, 1e6])
def test_beta_quantiles_with_a_closed_form_are_that(shape: float, u: float) -> None:
    """One of the two numbers is 1, or both are 1/2 (the arc sine law)."""
    assert close(beta_quantile(shape, 1.0, u), math.exp(math.log(u) / shape), rel=1e-12)
    assert close(beta_quantile(1.0, shape, u), -math.expm1(math.log1p(-u) / shape), rel=1e-12)
    assert close(beta_quantile(0.5, 0.5, u), math.sin(math.pi * u / 2) ** 2, rel=1e-13)


@pytest.mark.parametrize("a", [0.1, 2.0, 50.0, 1e5, 1e6])
@pytest.mark.parametrize("u", [1e-9, 0.01, 0.5, 0.9, 0.99999])
def test_the_share_below_a_quantile_is_the_one_asked_for(a: float, u: float) -> None:
    """SciPy's shares themselves have seven places or so at a million. A quantile next to 1 has no
    place left to tell the shares by."""
    assert special.gammainc(a, gamma_quantile(a, u)) == pytest.approx(u, rel=1e-6)
    for b in (0.1, 3.0, 1e3):
        x = beta_quantile(b, a, u)
        assert x < SMALLEST or x > 0.999 or special.betainc(b, a, x) == pytest.approx(u, rel=1e-6)


@pytest.mark.parametrize("a", SHAPES)
def test_quantiles_rise_with_u(a: float) -> None:
    """Or stay, but for the last places."""
    for b in (None, 0.02, 1.0, 8.0, 1e4):
        found = [gamma_quantile(a, u) if b is None else beta_quantile(a, b, u) for u in seeded(300)]
        assert all(after >= before * (1 - 1e-12) for before, after in pairwise(found))


@pytest.mark.parametrize("a", [0.05, 0.6, 2.0, 40.0])
def test_the_mean_of_the_quantiles_is_the_mean_of_the_distribution(a: float) -> None:
    found, error = integrate.quad(lambda u: gamma_quantile(a, u), 0, 1, limit=200)
    assert found == pytest.approx(a, abs=max(1e-6 * a, error))
    for b in (0.3, 6.0):
        found, error = integrate.quad(lambda u, b=b: beta_quantile(a, b, u), 0, 1, limit=200)
        assert found == pytest.approx(a / (a + b), abs=max(1e-6, error))


@pytest.mark.parametrize("u", [1e-320, 1e-100, *U])
def test_no_shape_is_too_extreme_for_a_number(u: float) -> None:
    for a, b in product(EXTREMES, EXTREMES):
        assert 0 <= gamma_quantile(a, u) < math.inf
        assert 0 <= beta_quantile(a, b, u) <= 1


@pytest.mark.parametrize("shape", [9e6, 1.1e7, 1e9])
def test_large_shapes_are_nearly_normal_with_and_without_a_search(shape: float) -> None:
    for u in (1e-6, 0.2, 0.999):
        sd = special.ndtri(u) * math.sqrt(shape)
        assert gamma_quantile(shape, u) == pytest.approx(shape + sd, abs=10)
        half = 0.5 + special.ndtri(u) / math.sqrt(8 * shape)
        assert beta_quantile(shape, shape, u) == pytest.approx(half, rel=1e-9)


def test_the_ends_of_a_distribution_are_its_quantiles_at_0_and_1() -> None:
    assert (gamma_quantile(2.0, 0.0), gamma_quantile(2.0, 1.0)) == (0.0, math.inf)
    assert (beta_quantile(2.0, 3.0, 0.0), beta_quantile(2.0, 3.0, 1.0)) == (0.0, 1.0)


@pytest.mark.parametrize("u", [LEAST, 0.25, 0.5, 1 - LEAST])
def test_a_beta_and_its_mirror_image_add_to_one(u: float) -> None:
    for a, b in product((0.1, 2.0, 50.0), (0.4, 3.0, 1e4)):
        assert beta_quantile(a, b, u) + beta_quantile(b, a, 1 - u) == pytest.approx(1, abs=2.0**-52)


def test_compiled_and_interpreted_quantiles_have_the_same_bits() -> None:
    for a, u in product((0.01, 0.6, 3.0, 800.0), seeded(20)):
        assert interpreted(gamma_quantile)(a, u) == gamma_quantile(a, u)
        for b in (0.05, 1.0, 31.0):
            assert interpreted(beta_quantile)(a, b, u) == beta_quantile(a, b, u)


BITS_OF_GAMMA = {
    (0.05, 0.9): "0x1.38984b45d763ap-4",
    (0.6, 0.37): "0x1.6889c6d14e583p-3",
    (3.0, 0.999): "0x1.6752ebe183fc6p+3",
    (250.0, 1e-6): "0x1.6bcd77d9a9723p+7",
}
BITS_OF_BETA = {
    (0.05, 0.4, 0.5): "0x1.98f755c23e7e8p-18",
    (2.0, 6.0, 0.37): "0x1.7258836abd98bp-3",
    (6.0, 0.7, 0.999): "0x1.fffefd124b268p-1",
    (80.0, 3000.0, 1e-6): "0x1.db77e816408dap-7",
}


def test_every_machine_finds_the_same_bits() -> None:
    assert {one: gamma_quantile(*one).hex() for one in BITS_OF_GAMMA} == BITS_OF_GAMMA
    assert {one: beta_quantile(*one).hex() for one in BITS_OF_BETA} == BITS_OF_BETA
