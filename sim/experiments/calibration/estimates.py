"""Simulated rates, shares and means with their standard errors; people are the independent draws.

A pattern is kept as totals of each person, in columns: what is counted above and below a fraction,
or above and below two of them. Totals of runs with other seeds are put under each other.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Totals = NDArray[np.float64]
"""[person, column]: above, below; for a ratio of two fractions, of the other one as well."""

NORMAL_95 = 1.959963984540054


class Measured(NamedTuple):
    """A figure and its standard error; both are nan where nobody was there to be counted."""

    value: float
    error: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, by the normal distribution."""
        return self.value - NORMAL_95 * self.error, self.value + NORMAL_95 * self.error


NOTHING = Measured(float("nan"), float("nan"))


def fraction(totals: Totals) -> Measured:
    """Above by below, or that divided by the same of the next two columns.

    The error is the linearised one of ratios of person totals (Cochran 1977, Sampling Techniques,
    section 6.3), so a person's own months may be as alike as they please.

    >>> fraction(np.array([[2.0, 2.0], [0.0, 2.0]]))
    Measured(value=0.5, error=0.5)
    """
    people, sums = len(totals), totals.sum(axis=0)
    if people < 2 or (sums[1::2] == 0).any() or (sums[2:] == 0).any():
        return NOTHING
    value = sums[0] / sums[1]
    parts = totals[:, 0] / sums[1] - value * totals[:, 1] / sums[1]
    if len(sums) > 2:
        other = sums[2] / sums[3]
        parts = parts / other - value / other * (totals[:, 2] / sums[2] - totals[:, 3] / sums[3])
        value = value / other
    error = np.sqrt(people / (people - 1) * float((parts**2).sum()))
    return Measured(float(value), float(error))


def yearly(monthly: Measured) -> Measured:
    """A chance a month as a chance a year.

    >>> round(yearly(Measured(0.01, 0.001)).value, 4)
    0.1136
    """
    kept = 1.0 - monthly.value
    return Measured(1.0 - kept**12, 12.0 * kept**11 * monthly.error)
