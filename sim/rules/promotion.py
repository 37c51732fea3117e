"""Promotions: when one is on, and what it does to the frequency of buying, during and after it.

Customers hold a price against the one they remember, which follows the prices paid (reference
price: Winer 1986; Kalyanaram and Winer 1995, its first two generalizations; their third, that
losses weigh more than gains, is left out). Some of what a promotion adds is bought early and is
missing later (Neslin, Henderson and Quelch 1985; van Heerde, Leeflang and Wittink 2000, a dip after
it of 4 to 25 % of the effect).
"""

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule
from sim.rules.contact import kept_after
from sim.rules.numbers import exp

Floats = NDArray[np.float64]

MOST_TIMES = 1e300
"""What a factor is cut to, so that it stays a number."""


def promoted(month: int, first: int, every: int, lasts: int) -> bool:
    """Whether a promotion is on: the first begins in month ``first``, another ``every`` so many.

    >>> [month for month in range(12) if promoted(month, 2, 6, 2)]
    [2, 3, 8, 9]
    """
    return month >= first and (month - first) % every < lasts


@rule
def factors_after(
    discounts: Floats, effect: float, half_life: float, brought_forward: float, over: int
) -> Floats:
    """By what promotions multiply the frequency of buying, from what was off month by month.

    ``discounts`` are in percent, 0 where no promotion was on; no month's factor depends on a later
    month. ``effect`` is the log of frequency per point that a price lies below the reference price,
    which starts at the regular one and, after each month, moves toward the price of that month with
    its ``half_life`` in months. Of the purchases that a promotion adds to the usual 1 a month, the
    share ``brought_forward`` is missing evenly in the ``over`` months after it ended, even if
    another has begun by then; no month's factor falls below 0. A promotion that lasts until the
    next begins never ends.

    >>> factors_after(np.array([0.0, 10.0, 0.0, 0.0]), 0.07, 1e9, 0.5, 2).round(3).tolist()
    [1.0, 2.014, 0.747, 0.747]
    """
    months = len(discounts)
    factors = np.ones(months)
    missing = np.zeros(months)
    kept = kept_after(half_life, 1)
    reference = 0.0
    added = 0.0
    for month in range(months):
        now = discounts[month]
        factor = min(exp(effect * (now - reference)), MOST_TIMES)
        reference = now + (reference - now) * kept
        if now > 0.0:
            added += max(factor - 1.0, 0.0)
            if month + 1 == months or discounts[month + 1] == 0.0:
                for later in range(month + 1, min(month + 1 + over, months)):
                    missing[later] += brought_forward * added / over
                added = 0.0
        factors[month] = max(factor - missing[month], 0.0)
    return factors
