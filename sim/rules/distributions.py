"""Distributions across people: the value that a share ``u`` of people lie below.

Uniform numbers and inverse distribution functions only: one value, one draw. Compiled code knows a
distribution by its number, all other code by its name.
"""

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule
from sim.rules.numbers import exp, normal_quantile
from sim.rules.quantiles import beta_quantile, gamma_quantile

Floats = NDArray[np.float64]


class Distributed(IntEnum):
    """How values are distributed across people, and what their two numbers are."""

    NORMAL = 0  # mean, sd
    LOGNORMAL = 1  # median, sigma of the logarithm
    GAMMA = 2  # shape, mean
    BETA = 3  # a, b
    UNIFORM = 4  # low, high


NORMAL = int(Distributed.NORMAL)
LOGNORMAL = int(Distributed.LOGNORMAL)
GAMMA = int(Distributed.GAMMA)
BETA = int(Distributed.BETA)
UNIFORM = int(Distributed.UNIFORM)


def distributed(kind: str) -> Distributed:
    """The distribution of that name.

    >>> distributed("gamma")
    <Distributed.GAMMA: 2>
    """
    try:
        return Distributed[kind.upper()]
    except KeyError:
        raise ValueError(f"unknown distribution {kind!r}") from None


@rule
def quantile_of(code: int, first: float, second: float, u: float) -> float:
    """The quantile at ``u`` (between 0 and 1) of the distribution with that number and those two.

    >>> quantile_of(UNIFORM, 10.0, 20.0, 0.25), quantile_of(NORMAL, 10.0, 2.0, 0.5)
    (12.5, 10.0)
    """
    if code == UNIFORM:
        return first + (second - first) * u
    if code == NORMAL:
        return first + second * normal_quantile(u)
    if code == LOGNORMAL:
        return first * exp(second * normal_quantile(u))
    if code == GAMMA:
        return gamma_quantile(first, u) * (second / first)
    if code == BETA:
        return beta_quantile(first, second, u)
    return math.nan


@rule
def _quantiles(code: int, first: float, second: float, u: Floats) -> Floats:
    values = np.empty_like(u)
    for i in range(len(u)):
        values[i] = quantile_of(code, first, second, u[i])
    return values


def quantile(kind: str, first: float, second: float, u: Floats) -> Floats:
    """The quantiles of a distribution at ``u`` (between 0 and 1).

    ``normal`` (mean, sd), ``lognormal`` (median, sigma), ``gamma`` (shape, mean), ``beta`` (a, b),
    ``uniform`` (low, high).

    >>> quantile("uniform", 10.0, 20.0, np.array([0.25])).tolist()
    [12.5]
    """
    return _quantiles(int(distributed(kind)), float(first), float(second), u)


def quantile_at(kind: str, first: float, second: float, u: float) -> float:
    """`quantile` of one number.

    >>> quantile_at("normal", 10.0, 2.0, 0.5)
    10.0
    """
    return quantile_of(int(distributed(kind)), float(first), float(second), float(u))


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
