"""Loyalty programmes: who joins, and how many items a member gets free.

Members are found by what they bought, so that many rewards go to purchases that would have been
made without them (Dowling and Uncles 1997, "Do customer loyalty programs really work?").
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule

Ints = NDArray[np.int64]

NOBODY = 2**62
"""A spend that nobody reaches."""


@rule
def weeks_in(month: int) -> int:
    """How many weeks a month of the run has: 4 or 5, and 52 in any 12 months.

    >>> [weeks_in(month) for month in range(6)]
    [4, 4, 5, 4, 4, 5]
    """
    return 52 * (month + 1) // 12 - 52 * month // 12


@rule
def free_items(purchases: int, month: int) -> int:
    """The free items of a member who gets one a week: at most one with each purchase.

    >>> free_items(3, 0), free_items(9, 0), free_items(9, 2)
    (3, 4, 5)
    """
    return min(purchases, weeks_in(month))


def so_many(share: float, customers: int) -> int:
    """How many customers are the top ``share``: of ten, the top 25 % are three.

    >>> so_many(0.25, 10), so_many(0.3, 10), so_many(0.0, 10), so_many(1.0, 0)
    (3, 3, 0, 0)
    """
    return min(max(math.ceil(share * customers * (1.0 - 1e-12)), 0), customers)


def spend_to_join(spends: Ints, share: float) -> int:
    """From which spend on a customer is of the top ``share``.

    Equals join together. Who bought nothing never joins.

    >>> spend_to_join(np.array([50, 20, 40, 40, 0]), 0.3), spend_to_join(np.array([7, 0, 0]), 1.0)
    (40, 1)
    >>> spend_to_join(np.array([], dtype=np.int64), 0.5) == NOBODY
    True
    """
    top = so_many(share, len(spends))
    if top == 0:
        return NOBODY
    place = len(spends) - top
    return max(int(np.partition(spends, place)[place]), 1)
