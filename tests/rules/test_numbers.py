"""The portable functions agree with the mathematics to the last one or two places."""

from __future__ import annotations

import math
import sys
from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy import special

from sim.rules import numbers
from tests.bits import bits_of


def ulps(found: float, exact: float) -> float:
    return abs(found - exact) / math.ulp(exact)


def grid(low: float, high: float) -> list[float]:
    return [float(x) for x in np.linspace(low, high, 2000)]


BITS = {
    "exp": "6aab65fe",
    "log": "727859d6",
    "logistic": "9ee7e534",
    "logit": "0ac55f53",
    "power": "33505213",
    "normal_quantile": "137beb2a",
}


def test_every_machine_finds_the_same_bits() -> None:
    halves = [k / 32 for k in range(-1600, 1600)]
    shares = [k / 1024 for k in range(1, 1024)]
    tails = [2.0**-k for k in range(1, 1023)]
    found = {
        "exp": [numbers.exp(x) for x in (*halves, *(x * 15 for x in halves), *tails)],
        "log": [numbers.log((1 + x / 3) * y) for x in shares[::64] for y in (0.5, 8.0, *tails)],
        "logistic": [numbers.logistic(x) for x in halves],
        "logit": [numbers.logit(x) for x in (*shares, *tails)],
        "power": [numbers.power(1 + x, k) for x in shares[::64] for k in range(70)],
        "normal_quantile": [
            numbers.normal_quantile(u) for u in (*shares, *tails, *(1 - x for x in tails[1:53]))
        ],
    }
    assert {name: bits_of(values) for name, values in found.items()} == BITS


@pytest.mark.parametrize("span", [(-1, 1), (-30, 30), (-700, 700)])
def test_exp_is_within_a_unit_in_the_last_place(span: tuple[float, float]) -> None:
    """One unit of its own, and one of the standard library's."""
    assert max(ulps(numbers.exp(x), math.exp(x)) for x in grid(*span)) <= 2


@pytest.mark.parametrize("x", [-20.7, -1.0, -1e-9, 0.3, 5.5, 100.0])
def test_exp_is_within_a_unit_of_the_exact_value(x: float) -> None:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(x).exp()
        assert abs(Decimal(numbers.exp(x)) - exact) <= Decimal(math.ulp(float(exact)))


def test_exp_knows_its_ends() -> None:
    assert numbers.exp(-math.inf) == numbers.exp(-746) == 0.0
    assert numbers.exp(math.inf) == numbers.exp(710) == math.inf
    assert math.isnan(numbers.exp(math.nan))
    assert numbers.exp(numbers.EXP_OVERFLOWS) == math.exp(numbers.EXP_OVERFLOWS) < math.inf
    assert numbers.exp(numbers.EXP_UNDERFLOWS) == math.exp(numbers.EXP_UNDERFLOWS) > 0.0
    assert numbers.exp(-745) == pytest.approx(math.exp(-745), abs=1e-323)


@pytest.mark.parametrize("span", [(1e-300, 1e-290), (1e-6, 0.5), (0.5, 2), (2, 1e9)])
def test_log_is_within_a_unit_in_the_last_place(span: tuple[float, float]) -> None:
    assert max(ulps(numbers.log(x), math.log(x)) for x in grid(*span) if x != 1) <= 2


def test_log_knows_its_ends() -> None:
    assert numbers.log(0.0) == -math.inf
    assert numbers.log(math.inf) == math.inf
    assert math.isnan(numbers.log(-1.0))


SMALLEST = [5e-324, 1.7e-320, 1e-310, 1.7e-308, 2.0**-1022 - 5e-324, 2.0**-1022]


@pytest.mark.parametrize("x", [*SMALLEST, 1e300, sys.float_info.max])
def test_log_of_the_smallest_and_largest_numbers_keeps_its_places(x: float) -> None:
    assert ulps(numbers.log(x), math.log(x)) <= 1


def test_logistic_is_the_textbook_formula() -> None:
    for x in grid(-40, 40):
        assert numbers.logistic(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-15)


def test_logit_undoes_logistic_and_never_and_always_stay_so() -> None:
    for chance in grid(0.001, 0.999):
        assert numbers.logistic(numbers.logit(chance)) == pytest.approx(chance, rel=1e-13)
    assert numbers.logistic(numbers.logit(0.0) + 50) == 0.0
    assert numbers.logistic(numbers.logit(1.0) - 50) == 1.0


@pytest.mark.parametrize("exponent", [0, 1, 2, 7, 25, 360, 1200])
def test_power_is_repeated_multiplication(exponent: int) -> None:
    assert numbers.power(1.0041, exponent) == pytest.approx(1.0041**exponent, rel=1e-12)


def test_normal_quantile_agrees_with_scipy_in_the_middle_and_in_the_tails() -> None:
    for u in [*grid(0.001, 0.999), 1e-5, 1e-12, 1e-100, 2.0**-53, 1 - 1e-5, 1 - 2.0**-52]:
        assert numbers.normal_quantile(u) == pytest.approx(special.ndtri(u), rel=4e-15, abs=1e-16)


def test_on_the_edge_of_two_formulas_the_bits_are_those_of_the_one_meant() -> None:
    """The other one differs in the last bit."""
    edge = numbers.SQRT_HALF * 2.0**32
    assert numbers.log(edge) == float.fromhex("0x1.5d589f2fe5107p+4")
    assert numbers.normal_quantile(0.075) == float.fromhex("-0x1.7085226d3e523p+0")
    assert numbers.normal_quantile(1.388794386496402e-11) == float.fromhex("-0x1.aa1b1c13ee525p+2")
