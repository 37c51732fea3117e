"""What it was worth to let the same people live under both strategies."""

import math
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate, Numbers, mean_estimate, share_estimate, t_interval


@dataclass(frozen=True)
class Pairing:
    """How alike the two strategies' lives are. None: not defined."""

    identical: Estimate  # share of people to whom the very same things happened
    correlation: float | None  # of a person's worth under both
    paired_half_width: float | None  # of the mean difference's interval
    unpaired_half_width: float | None  # the same from two independent samples of people
    narrowed: float | None  # the latter over the former


def pairing_of(
    first: Numbers, second: Numbers, first_life: Numbers, second_life: Numbers
) -> Pairing:
    """Compare worth and fingerprints of the same people, in the same order.

    ``narrowed`` is how many times wider the interval of two independent samples of the same size
    would be (Welch 1947); its square is how many times more people they would need. It is not
    defined where the paired difference does not vary at all.
    """
    paired = mean_estimate(np.asarray(first) - np.asarray(second)).half_width
    unpaired = unpaired_half_width(first, second)
    narrowed = unpaired / paired if paired and unpaired is not None else None
    same = int(np.sum(np.asarray(first_life) == np.asarray(second_life)))
    return Pairing(
        identical=share_estimate(same, len(first)),
        correlation=_correlation(first, second),
        paired_half_width=paired,
        unpaired_half_width=unpaired,
        narrowed=narrowed,
    )


def unpaired_half_width(first: Numbers, second: Numbers) -> float | None:
    """Half the width of Welch's interval for the difference of two independent means."""
    n = len(first)
    if n < 2:
        return None
    of_first, of_second = (float(np.var(values, ddof=1)) / n for values in (first, second))
    squares = of_first**2 + of_second**2
    if squares == 0:
        return 0.0
    freedom = (of_first + of_second) ** 2 * (n - 1) / squares
    return t_interval(0.0, math.sqrt(of_first + of_second), int(freedom), n).half_width


def _correlation(first: Numbers, second: Numbers) -> float | None:
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
