"""The same totals once more without each group of people, for jackknifed lines."""

import numpy as np
from numpy.typing import NDArray

from sim.experiments.flows import Floats


def without_each(by_group: NDArray[np.generic], sizes: NDArray[np.int64]) -> Floats:
    """``[group, point]`` the total of everybody but the group's people; empty groups left out.

    >>> without_each(np.array([[1, 2], [3, 4], [0, 0]]), np.array([5, 5, 0])).tolist()
    [[3.0, 4.0], [1.0, 2.0]]
    """
    groups = np.flatnonzero(sizes)
    totals = np.asarray(by_group, dtype=np.float64)
    rest: Floats = totals.sum(axis=0) - totals[groups]
    return rest


def others(sizes: NDArray[np.int64]) -> Floats:
    """``[group, 1]`` how many people there are besides those of each group that has any."""
    groups = np.flatnonzero(sizes)
    rest = sizes.sum() - sizes[groups]
    column: Floats = np.maximum(rest, 1).astype(np.float64)[:, None]
    return column
