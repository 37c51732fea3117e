"""Incomplete gamma and beta functions: what share of a gamma or a beta lies below or above a value.

Every function here gives a share divided by the density of the logarithm (of the log-odds, for a
beta) at that value. The ratio neither overflows nor underflows where both its parts do. Only
operations that IEEE 754 defines exactly are used, so results are equal on every machine. Does not
decide which of a share and its complement to ask for (``quantiles.py``).
"""

import math

from sim.rules.compiled import rule
from sim.rules.numbers import log

MOST_TERMS = 50_000
"""Twice what shapes of ten million need."""
LAST_PLACE = 2.0**-54
"""Half a unit in the last place of 1."""
TINY = 2.0**-900
"""The least denominator that a continued fraction divides by."""
STIRLING_FROM = 10.0
"""From here on seven terms of Stirling's series give all places."""


@rule
def log_one_plus(x: float) -> float:
    """``log(1 + x)`` for ``x`` > -1, without loss of places near 0 (W. Kahan).

    >>> log_one_plus(1e-20), log_one_plus(1.0) == log(2.0)
    (1e-20, True)
    """
    one = 1.0 + x
    if one == 1.0:
        return x
    return log(one) * (x / (one - 1.0))


@rule
def stirling(z: float) -> float:
    """How far ``log gamma(z)`` is above ``(z - 1/2) log z - z + log(2 pi) / 2``, for ``z`` > 0.

    Abramowitz and Stegun (1964), 6.1.41, after a shift by 6.1.15.

    >>> abs(stirling(1.0) - 0.08106146679532726) < 4e-15
    True
    """
    steps = max(math.ceil(STIRLING_FROM - z), 0)
    top = z + steps
    product = 1.0
    for k in range(steps):
        product = product * ((z + k) / top)
    r = 1.0 / (top * top)
    s = 1.0 / 1188.0 + r * (-691.0 / 360360.0 + r * (1.0 / 156.0))
    s = 1.0 / 1260.0 + r * (-1.0 / 1680.0 + r * s)
    s = (1.0 / 12.0 + r * (-1.0 / 360.0 + r * s)) / top
    if steps == 0:
        return s
    return s + ((z - 0.5) * log(top / z) - log(product) - steps)


@rule
def gamma_below(a: float, x: float) -> float:
    """The share of a gamma of shape ``a`` below ``x``, over ``x**a exp(-x) / gamma(a)``.

    The series of Abramowitz and Stegun (1964), 6.5.29; quick for ``x`` < ``a + 1``.

    >>> round(gamma_below(1.0, 1.0), 12)  # e - 1
    1.718281828459
    """
    term = total = 1.0
    k = a
    for _ in range(MOST_TERMS):
        k = k + 1.0
        term = term * (x / k)
        total = total + term
        if term < total * LAST_PLACE:
            break
    return total / a


@rule
def gamma_above(a: float, x: float) -> float:
    """The share of a gamma of shape ``a`` above ``x``, over ``x**a exp(-x) / gamma(a)``.

    Legendre's continued fraction (Abramowitz and Stegun 1964, 6.5.31, contracted), from the front
    (Lentz 1976; Thompson and Barnett 1986). For ``x`` >= ``a``, where every denominator is >= 1.

    >>> gamma_above(1.0, 4.0)
    0.25
    """
    bottom = x + 1.0 - a
    c = value = bottom
    d = 0.0
    for n in range(1, MOST_TERMS):
        top = n * (a - n)
        bottom = bottom + 2.0
        d = 1.0 / (bottom + top * d)
        c = bottom + top / c
        value = value * (c * d)
        if abs(c * d - 1.0) < 4.0 * LAST_PLACE:
            break
    return 1.0 / value


@rule
def beta_below(a: float, b: float, x: float, y: float) -> float:
    """The share of a beta below ``x`` (``y`` = ``1 - x``), over ``x**a y**b / beta(a, b)``.

    The continued fraction of DiDonato and Morris (1992), "Algorithm 708", routine BFRAC, from the
    front like `gamma_above`. For ``x`` up to ``(a + 1) / (a + b + 2)``.

    >>> abs(beta_below(1.0, 1.0, 0.25, 0.75) - 4 / 3) < 1e-15
    True
    """
    excess = a * y - b * x + 1.0
    k = a + 1.0
    c = value = a * excess / k
    d = 0.0
    for m in range(1, MOST_TERMS):
        share = m * (b - m) * x / k
        top = (a + m - 1.0) * (a + b + m - 1.0) * x / k * share
        k = k + 2.0
        bottom = m + share + (a + m) * (excess + m * (1.0 + y)) / k
        d = 1.0 / max(bottom + top * d, TINY)
        c = max(bottom + top / c, TINY)
        value = value * (c * d)
        if abs(c * d - 1.0) < 4.0 * LAST_PLACE:
            break
    return 1.0 / value
