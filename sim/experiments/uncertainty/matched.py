"""Values that were measured with noise, moved about their mean until their spread is without it.

Means over few seeds, or fitted lines, spread more than what they stand for: to the spread of the
thing itself comes that of its error. Whatever is not linear in them, such as the mean of the better
of two, is then too large. Matched values have the mean that was measured and the covariance that is
left when the error's is taken out (constrained estimates, Louis 1984, Journal of the American
Statistical Association 79; of several values at once, by the linear map that moves them least).
"""

import numpy as np
from numpy.typing import NDArray

from sim.experiments.uncertainty.split import nonnegative

Floats = NDArray[np.float64]
NOTHING = 1e-12


def matched(values: Floats, spread: Floats, noise: Floats, mean: Floats) -> Floats:
    """Values ``[value, draw]`` of covariance ``spread`` with that of their ``noise`` taken out.

    >>> values = np.array([[-3.0, 3.0]])
    >>> matched(values, np.array([[18.0]]), np.array([[10.0]]), np.array([0.0])).tolist()
    [[-2.0, 2.0]]
    """
    middle = mean[:, None]
    found: Floats = middle + _moving(spread, nonnegative(spread - noise)) @ (values - middle)
    return found


def _moving(before: Floats, after: Floats) -> Floats:
    """The linear map between two covariances that moves values least (Dowson and Landau 1982)."""
    if len(before) == 1:
        return np.sqrt(after / np.where(before > 0, before, 1.0))
    root = _root(before)
    back = np.linalg.pinv(root, rcond=NOTHING, hermitian=True)
    found: Floats = back @ _root(root @ after @ root) @ back
    return found


def _root(matrix: Floats) -> Floats:
    sizes, ways = np.linalg.eigh((matrix + matrix.T) / 2)
    found: Floats = (ways * np.sqrt(np.maximum(sizes, 0.0))) @ ways.T
    return found
