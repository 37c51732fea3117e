"""Shares and rates of a population with their standard errors; people are the independent draws."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]


class Estimate(NamedTuple):
    """A ratio of means, and its standard error."""

    value: float
    error: float

    def agrees_with(self, low: float, high: float, errors: float = 0.0) -> bool:
        """Whether the value lies between ``low`` and ``high``, give or take so many errors."""
        return low - errors * self.error <= self.value <= high + errors * self.error


def ratio(above: Numbers, below: Numbers) -> Estimate:
    """``sum(above) / sum(below)`` of two ``[person, month]`` arrays.

    The error is the linearised one of a ratio of person totals (Cochran 1977, Sampling Techniques,
    section 6.3), so that a person's own months may be as alike as they please.

    >>> ratio(np.array([[1, 1], [0, 0]]), np.array([[1, 1], [1, 1]]))
    Estimate(value=0.5, error=0.5)
    """
    above_each = above.sum(axis=1).astype(np.float64)
    below_each = below.sum(axis=1).astype(np.float64)
    people, total = len(below_each), float(below_each.sum())
    value = float(above_each.sum()) / total
    residuals = above_each - value * below_each
    error = float(np.sqrt(people / (people - 1) * (residuals**2).sum())) / total
    return Estimate(value, error)


def yearly(monthly: Estimate) -> Estimate:
    """A monthly chance as a yearly one, with its error.

    >>> round(yearly(Estimate(0.01, 0.001)).value, 4)
    0.1136
    """
    kept = 1.0 - monthly.value
    return Estimate(1.0 - kept**12, 12.0 * kept**11 * monthly.error)
