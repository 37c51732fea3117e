"""What is to be expected at each value of one number: a smooth line through all draws.

A penalized spline (Eilers and Marx 1996, Statistical Science 11): cubic B-splines on even knots,
with a penalty on second differences, whose weight generalized cross-validation chooses; degrees of
freedom count 1.4 times, so that noise is not taken for shape (Kim and Gu 2004, Journal of the Royal
Statistical Society B 66). The heaviest penalty leaves a straight line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.linalg import eigh

from sim.experiments.uncertainty.split import nonnegative

Floats = NDArray[np.float64]
PIECES, DEGREE = 8, 3
PENALTIES = np.logspace(-5, 9, 43)
COUNTED = 1.4
RIDGE = 1e-9


@dataclass(frozen=True)
class Smooth:
    """A fit of ``[value, draw]``, and the covariance of its error between draws."""

    fitted: Floats  # [value, draw]
    noise: Floats  # [value, value]


def basis_of(x: Floats) -> Floats:
    """``[draw, spline]`` the splines at every value; of equal values, a constant."""
    low, high = float(x.min()), float(x.max())
    if high <= low:
        return np.ones((len(x), 1))
    step = 1 / PIECES
    knots = np.arange(-DEGREE, PIECES + DEGREE + 1) * step
    at = np.clip((x - low) / (high - low), 0.0, 1.0)
    found: Floats = BSpline.design_matrix(at, knots, DEGREE).toarray()
    return found


def smoothed(basis: Floats, values: Floats, weights: Floats) -> Smooth:
    """The smooth line of each value ``[value, draw]``, all with one penalty.

    ``weights`` say how often a draw counts; they add up to the number of draws.
    """
    ways, sizes = _ways(basis, weights)
    splines = basis @ ways  # orthonormal under the weights
    along = (values * weights) @ splines  # [value, way]
    total = ((values**2) * weights).sum(axis=1)
    n = float(weights.sum())
    scale = np.maximum(total - (values @ weights) ** 2 / n, RIDGE)
    keep = 1 / (1 + np.outer(PENALTIES, sizes))  # [penalty, way]
    left = total[:, None] - along**2 @ (2 * keep - keep**2).T
    free = np.maximum(n - COUNTED * keep.sum(axis=1), RIDGE)
    kept = keep[int(np.argmin((left / scale[:, None]).sum(axis=0) / free**2))]
    fitted = (along * kept) @ splines.T
    return Smooth(fitted, _noise(values - fitted, weights, kept))


def _ways(basis: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Combinations of splines that are orthonormal, from the smoothest on, and their roughness."""
    splines = basis.shape[1]
    gram = (basis * weights[:, None]).T @ basis + RIDGE * weights.sum() * np.eye(splines)
    if splines < DEGREE:
        return 1 / np.sqrt(gram), np.zeros(splines)
    differences = np.diff(np.eye(splines), n=2, axis=0)
    sizes, ways = eigh(differences.T @ differences, gram)
    return ways, np.maximum(sizes, 0.0) * (sizes > RIDGE / weights.sum())


def _noise(left: Floats, weights: Floats, kept: Floats) -> Floats:
    """The spread that the fit owes to what is left: all of it but that of its mean."""
    n, of_mean = float(weights.sum()), 1.0
    free = max(n - 2 * kept.sum() + (kept**2).sum(), 1.0)
    rest = (left * weights) @ left.T / free
    return nonnegative(rest * max((kept**2).sum() - of_mean, 0.0) / n)
