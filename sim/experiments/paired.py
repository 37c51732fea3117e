"""The difference between two strategies, person by person.

The same people live under both strategies and meet the same luck, so what differs is the
strategies' doing. Value per person is the net present value over everybody in the market, won or
not: the one measure under which two firms that win different people can be compared.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate, Numbers, mean_estimate, share_estimate


@dataclass(frozen=True)
class PairedDifference:
    """How much more a person is worth under the first strategy than under the second."""

    mean: Estimate  # major units per person in the market
    better: Estimate  # share of people worth more under the first
    equal: Estimate  # share worth exactly the same
    worse: Estimate


def paired_difference(first: Numbers, second: Numbers) -> PairedDifference:
    """Compare the worth of the same people, in the same order.

    The interval of the mean is Student's t on the differences. It is over people of one run, who
    are independent as long as they meet through the firm only.

    >>> paired_difference(np.array([3.0, 1.0]), np.array([1.0, 1.0])).mean.value
    1.0
    """
    difference = np.asarray(first) - np.asarray(second)
    n = len(difference)
    return PairedDifference(
        mean=mean_estimate(difference),
        better=share_estimate(int(np.sum(difference > 0)), n),
        equal=share_estimate(int(np.sum(difference == 0)), n),
        worse=share_estimate(int(np.sum(difference < 0)), n),
    )
