"""The largest of numbers that lie in many places, found by counting alone.

No number leaves its place: each round asks every place how many of its numbers are at least as
large as some, and narrows the range by as many parts. Counts are whole, so the answer is exact.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

CUTS = 1024
"""So many numbers are asked about in a round."""
BEYOND = 2**62
"""All numbers are below."""


def nth_largest(rank: int, at_least: Callable[[Ints], Ints]) -> int:
    """The number of a rank, 1 being the largest, among at least so many numbers from 0 on.

    ``at_least`` says how many are at least as large as each of some.

    >>> numbers = np.array([50, 20, 40, 40, 0])
    >>> def at_least(cuts):
    ...     return (numbers[:, None] >= cuts).sum(axis=0)
    >>> [nth_largest(rank, at_least) for rank in range(1, 6)]
    [50, 40, 40, 20, 0]
    """
    low, high = 0, BEYOND
    cuts = [2**power for power in range(62)]
    while high - low > 1:
        large = at_least(np.array(cuts, dtype=np.int64)) >= rank
        reached = int(np.count_nonzero(large))  # counts fall from cut to cut
        low, high = [low, *cuts][reached], [*cuts, high][reached]
        cuts = sorted({low + (high - low) * part // (CUTS + 1) for part in range(1, CUTS + 1)})
        cuts = [cut for cut in cuts if cut > low]
    return low
