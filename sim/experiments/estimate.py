"""A figure with its 95 % interval, or the plain statement that it is not defined.

Intervals are over people: another draw of people from the same scenario. They do not speak of what
nobody knows about the scenario's numbers, and they take people as independent given the firm.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

CONFIDENCE = 0.95
Numbers = NDArray[Any]


@dataclass(frozen=True)
class Estimate:
    """A value and the ends of its 95 % interval; None where a part is not defined.

    ``n`` is the number of people (or groups of people) it rests on.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def half_width(self) -> float | None:
        """Half the interval's width."""
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / 2

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of zero."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    def times(self, factor: float) -> "Estimate":
        """The same in another unit.

        >>> Estimate(2.0, 1.0, 3.0, 9).times(-10)
        Estimate(value=-20.0, low=-30.0, high=-10.0, n=9)
        """
        ends = [None if end is None else end * factor for end in (self.value, self.low, self.high)]
        value, low, high = ends
        return Estimate(value, *((low, high) if factor >= 0 else (high, low)), n=self.n)

    def to_dict(self) -> dict[str, float | int | None]:
        """Plain data."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


def undefined(n: int = 0) -> Estimate:
    """What cannot be said: the mean over nobody."""
    return Estimate(None, None, None, n)


def within(estimate: Estimate, low: float, high: float) -> Estimate:
    """The same with its interval cut where the figure cannot lie.

    >>> within(Estimate(0.01, -0.01, 0.03, 9), 0.0, 1.0).low
    0.0
    """
    ends = [
        None if end is None else min(max(end, low), high) for end in (estimate.low, estimate.high)
    ]
    return replace(estimate, low=ends[0], high=ends[1])


def t_interval(value: float, standard_error: float, freedom: float, n: int) -> Estimate:
    """A value within Student's t interval; without degrees of freedom, the value alone.

    >>> estimate = t_interval(0.0, 1.0, 9, 10)
    >>> round(estimate.high, 3)
    2.262
    """
    if freedom < 1 or not math.isfinite(standard_error):
        return Estimate(value, None, None, n)
    half = float(stdtrit(freedom, 0.5 + CONFIDENCE / 2)) * standard_error
    return Estimate(value, value - half, value + half, n)


def mean_estimate(values: Numbers) -> Estimate:
    """The mean of independent values with its t interval on n - 1 degrees of freedom.

    >>> mean_estimate(np.array([1.0, 1.0])).half_width
    0.0
    >>> mean_estimate(np.array([7.0])).low is None
    True
    """
    n = len(values)
    if n == 0:
        return undefined()
    mean = float(np.mean(values))
    if n == 1:
        return Estimate(mean, None, None, 1)
    return t_interval(mean, float(np.std(values, ddof=1)) / math.sqrt(n), n - 1, n)


def share_estimate(count: int, n: int) -> Estimate:
    """A share of people with Wilson's score interval (1927), which also holds at none and all.

    >>> estimate = share_estimate(0, 10)
    >>> estimate.low, round(estimate.high, 4)
    (0.0, 0.2775)
    """
    if n == 0:
        return undefined()
    z = float(ndtri(0.5 + CONFIDENCE / 2))
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if count == 0 else centre - half
    high = 1.0 if count == n else centre + half
    return Estimate(share, low, high, n)


def ratio_estimate(numerator: Numbers, denominator: Numbers) -> Estimate:
    """The ratio of two totals over the same people, with the interval of its linear approximation.

    For a mean per customer won, the numerator is a person's money and the denominator 1 for who
    was won: money spent on people never won then weighs on those won. The variance is that of
    ``numerator - ratio * denominator`` (Cochran 1977, Sampling Techniques, section 6.3).

    >>> ratio_estimate(np.array([10.0, -1.0]), np.array([1, 0])).value
    9.0
    """
    n, total = len(numerator), float(np.sum(denominator))
    if total == 0:
        return undefined(n)
    ratio = float(np.sum(numerator)) / total
    if n == 1:
        return Estimate(ratio, None, None, 1)
    residual = numerator - ratio * denominator
    variance = n / (n - 1) * float(np.sum(residual**2)) / total**2
    return t_interval(ratio, math.sqrt(variance), n - 1, n)
