"""Distributions across people: the value that a share ``u`` of people lie below.

Uniform numbers and inverse distribution functions only: one value, one draw.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule
from sim.rules.numbers import exp, normal_quantile

Floats = NDArray[np.float64]


@rule
def _normal(u: Floats, mean: float, sd: float) -> Floats:
    values = np.empty_like(u)
    for i in range(len(u)):
        values[i] = mean + sd * normal_quantile(u[i])
    return values


@rule
def _lognormal(u: Floats, median: float, sigma: float) -> Floats:
    values = np.empty_like(u)
    for i in range(len(u)):
        values[i] = median * exp(sigma * normal_quantile(u[i]))
    return values


def _portable(values: NDArray[np.floating[Any]]) -> Floats:
    """To 32 binary digits, so that the last bits of a library do not differ between machines."""
    mantissa, exponent = np.frexp(values)
    rounded: Floats = np.ldexp(np.rint(mantissa * 2.0**32) * 2.0**-32, exponent)
    return rounded


def quantile(kind: str, first: float, second: float, u: Floats) -> Floats:
    """The quantiles of a distribution at ``u`` (between 0 and 1).

    ``normal`` (mean, sd), ``lognormal`` (median, sigma), ``gamma`` (shape, mean), ``beta`` (a, b),
    ``uniform`` (low, high).

    >>> quantile("uniform", 10.0, 20.0, np.array([0.25])).tolist()
    [12.5]
    """
    if kind == "uniform":
        return first + (second - first) * u
    if kind == "normal":
        return _normal(u, first, second)
    if kind == "lognormal":
        return _lognormal(u, first, second)
    from scipy import special

    if kind == "gamma":
        return _portable(special.gammaincinv(first, u) * (second / first))
    if kind == "beta":
        return _portable(special.betaincinv(first, second, u))
    raise ValueError(f"unknown distribution {kind!r}")


def quantile_at(kind: str, first: float, second: float, u: float) -> float:
    """`quantile` of one number.

    >>> quantile_at("normal", 10.0, 2.0, 0.5)
    10.0
    """
    if kind == "normal":
        return first + second * normal_quantile(u)
    if kind == "lognormal":
        return first * exp(second * normal_quantile(u))
    return float(quantile(kind, first, second, np.array([u]))[0])


def mean(kind: str, first: float, second: float) -> float:
    """The mean of a distribution.

    >>> mean("gamma", 0.6, 40.0), mean("uniform", 1.0, 2.0)
    (40.0, 1.5)
    """
    if kind == "lognormal":
        return first * exp(second * second / 2.0)
    if kind == "beta":
        return first / (first + second)
    return {"normal": first, "gamma": second, "uniform": (first + second) / 2.0}[kind]
