"""Is a ratio beyond its limit? Decided while rounds come in, with a stated chance of error.

Every round gives one ratio, of two things timed one after the other. If the true ratio, the median,
were exactly the limit, a round would fall on either side of it like a fair coin, however noisy the
machine and whatever the shape of its noise. So only rounds on the wrong side are counted. After
each of `LOOKS` rounds the ratio is called beyond the limit if so few rounds are on the right side
that a fair coin would be so one-sided, at this look or an earlier one, with probability `ERROR` at
most. That probability is exact: it is summed over all paths of a fair coin.

The same counts give an interval that lies beyond a limit exactly when this rule says so. It holds
the true ratio with probability 1 - 2 `ERROR` at whatever look one stops.

Assumed is that rounds do not depend on each other: noise that lasts for many rounds is shared by
both of a pair and leaves their ratio.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np

LOOKS = (12, 16, 22, 30, 42, 60, 84, 118, 166, 232)
"""The numbers of rounds after which a verdict is sought."""

ERROR = 0.005
"""The chance, at most, that a ratio exactly at its limit is ever called broken; or ever kept."""


class Verdict(Enum):
    """What is known of a limit so far."""

    KEPT = "kept"
    BROKEN = "BROKEN"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Estimate:
    """The middle of the rounds, and the interval that holds the true ratio."""

    low: float
    middle: float
    high: float
    rounds: int

    def verdict(self, limit: float) -> Verdict:
        """Whether the ratio is at least ``limit``."""
        if self.high < limit:
            return Verdict.BROKEN
        return Verdict.KEPT if self.low >= limit else Verdict.UNDECIDED


def estimate(ratios: Sequence[float]) -> Estimate:
    """The estimate from ``ratios``, whose number is one of `LOOKS`.

    Raises:
        ValueError: no verdict is sought after so many rounds.
    """
    if len(ratios) not in LOOKS:
        raise ValueError(f"{len(ratios)} rounds: expected one of {LOOKS}")
    outside = most_on_one_side()[LOOKS.index(len(ratios))]
    ordered = sorted(ratios)
    low, high = ordered[outside], ordered[-1 - outside]
    return Estimate(low, statistics.median(ordered), high, len(ordered))


@cache
def most_on_one_side(looks: tuple[int, ...] = LOOKS, error: float = ERROR) -> tuple[int, ...]:
    """At each look, the most rounds on the right side with which a limit is still called broken.

    The error is spent evenly over the looks, and what one look cannot use is left to the next.

    >>> most_on_one_side((10,), 0.001)  # ten heads in a row: 1 in 1,024
    (0,)
    """
    found = []
    undecided, tossed, spent = np.array([1.0]), 0, 0.0
    for number, look in enumerate(looks, start=1):
        for _ in range(look - tossed):
            undecided = np.convolve(undecided, [0.5, 0.5])
        tossed = look
        within = np.cumsum(undecided) + spent <= error * number / len(looks)
        few = int(within.sum())
        spent += float(undecided[:few].sum())
        undecided[:few] = 0.0
        found.append(few - 1)
    if found[0] < 0:
        raise ValueError(f"{looks[0]} rounds can never decide: take more before the first look")
    return tuple(found)
