"""Which of the fitted numbers the patterns tell, and which they do not.

Near the least misfit it is about a quadratic: with ``J`` the slopes of the residuals over each
number's range, its matrix is ``J'J``. A number whose column is short hardly moves the misfit; two
numbers that move the same patterns the same way can be traded for each other; and a direction with
a small singular value can be walked along at no cost. The standard errors are those of the inverse
(Seber and Wild 1989, Nonlinear Regression, section 2.1); slopes are noisy, so they are rough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.calibration.estimates import NORMAL_95
from sim.experiments.calibration.misfit import Misfit
from sim.experiments.calibration.search import slopes, slopes_by_seed
from sim.experiments.calibration.worlds import Point, value_at

Matrix = NDArray[np.float64]

HARDLY = 2.0
"""A number moves the misfit if over its range all patterns together move by more errors."""

FLAT = 0.2887
"""The standard deviation of a uniform distribution over a range of 1: nothing known."""

ALIKE = 0.8
"""Correlation from which two numbers are said to be traded for each other."""

WEAK = 2.0
"""A direction whose singular value is less is not told: across the whole range it moves all
patterns together by fewer errors than this."""

SHARE_OF_DIRECTION = 0.3


@dataclass(frozen=True)
class Identified:
    """How well one number is told. Places are within its range, 0 to 1."""

    path: str
    value: float
    moves: float  # by how many errors the patterns move over the whole range
    noise: float  # and by how many the noise of the slopes alone would make it; nan: one seed
    error: float  # the standard error of its place; infinite where nothing tells it
    interval: tuple[float, float]  # 95 %, in its own units, cut at the range
    traded_with: tuple[tuple[str, float], ...]  # other numbers, and the correlation

    @property
    def verdict(self) -> str:
        """In a word or two."""
        if self.moves < HARDLY:
            return "hardly moves the misfit"
        if self.moves < 2 * np.nan_to_num(self.noise):
            return "not told from noise"
        if self.traded_with and self.error > FLAT / 2:
            return "traded"
        return "not told" if self.error > FLAT else "told"

    @property
    def moves_for_a_reason(self) -> bool:
        """Whether the patterns tell it, alone or together with another."""
        return self.verdict in ("told", "traded")


@dataclass(frozen=True)
class Identification:
    """What the patterns tell of all fitted numbers together."""

    numbers: tuple[Identified, ...]
    singular: tuple[float, ...]  # of the slopes, largest first
    weak: tuple[tuple[tuple[str, float], ...], ...]  # directions that are not told: path, loading


def identification(misfit: Misfit, at: Point) -> Identification:
    """What is told at a point, by finite differences around it."""
    paths = list(misfit.worlds.targets.fit)
    if not paths:
        return Identification((), (), ())
    slope = slopes(misfit, at)
    noise = _noise(misfit, at)
    values, directions = _decomposed(slope)
    covariance = _covariance(values, directions)
    numbers = tuple(_one(misfit, at, k, slope, noise, covariance, paths) for k in range(len(paths)))
    weak = tuple(
        tuple(
            (paths[k], float(row[k]))
            for k in np.argsort(-abs(row))
            if abs(row[k]) > SHARE_OF_DIRECTION
        )
        for value, row in zip(values, directions, strict=True)
        if value < WEAK
    )
    return Identification(numbers, tuple(values.tolist()), weak)


def _decomposed(slope: Matrix) -> tuple[Matrix, Matrix]:
    """Singular values, one a number, and the directions they belong to."""
    patterns, numbers = slope.shape
    square = np.vstack([slope, np.zeros((max(numbers - patterns, 0), numbers))])
    _, values, directions = np.linalg.svd(square, full_matrices=False)
    return values, directions


def _covariance(values: Matrix, directions: Matrix) -> Matrix:
    """The inverse of ``J'J``; a direction that nothing tells is as wide as can be told apart."""
    floored = np.maximum(values, 1e-6)
    found: Matrix = (directions.T / floored**2) @ directions
    return found


def _noise(misfit: Misfit, at: Point) -> Matrix:
    """By number: how long its column would be if it were noise alone, from the seeds' spread."""
    if len(misfit.seeds) < 2:
        return np.full(len(at), np.nan)
    each = slopes_by_seed(misfit, at)
    found: Matrix = np.sqrt((each.var(axis=0, ddof=1) / len(each)).sum(axis=0))
    return found


def _one(
    misfit: Misfit,
    at: Point,
    k: int,
    slope: Matrix,
    noise: Matrix,
    covariance: Matrix,
    paths: list[str],
) -> Identified:
    targets = misfit.worlds.targets
    error = float(np.sqrt(covariance[k, k]))
    ends = np.clip([at[k] - NORMAL_95 * error, at[k] + NORMAL_95 * error], 0.0, 1.0)
    low, high = (value_at(targets.fit[paths[k]], float(end)) for end in ends)
    scaled = covariance[k] / (error * np.sqrt(np.diag(covariance)))
    others = [(paths[j], float(r)) for j, r in enumerate(scaled) if j != k and abs(r) > ALIKE]
    return Identified(
        path=paths[k],
        value=misfit.worlds.numbers(at)[paths[k]],
        moves=float(np.linalg.norm(slope[:, k])),
        noise=float(noise[k]),
        error=error,
        interval=(low, high),
        traded_with=tuple(sorted(others, key=lambda each: -abs(each[1]))),
    )
