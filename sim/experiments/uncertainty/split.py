"""Luck parted from lack of knowledge: every draw of the numbers is run under the same seeds.

A value of draw ``d`` under seed ``s`` is taken as ``mean + D[d] + S[s] + R[d, s]``, independent
parts: what the numbers do, what a seed's luck does to all draws alike, and what it does to one. The
mean squares of a two-way layout give their variances (Searle, Casella and McCulloch 1992, Variance
Components, chapter 4); of several values at once, their covariances.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """``[value, value]`` covariances; those of numbers and of seeds are never below zero."""

    numbers: Floats  # between draws: lack of knowledge
    seeds: Floats  # luck that all draws share
    rest: Floats  # luck that differs from draw to draw


def split(values: Floats, between_seeds: float = 1.0) -> Split:
    """The parts of ``[value, draw, seed]``; needs two draws and two seeds.

    ``between_seeds`` scales the mean square of seeds.

    >>> found = split(np.array([[[0.0, 2.0], [10.0, 12.0]]]))
    >>> found.numbers.item(), found.seeds.item(), found.rest.item()
    (50.0, 2.0, 0.0)
    """
    _, draws, seeds = values.shape
    by_draw, by_seed = values.mean(axis=2), values.mean(axis=1)
    mean = by_draw.mean(axis=1)
    left = values - by_draw[:, :, None] - by_seed[:, None, :] + mean[:, None, None]
    flat = left.reshape(len(values), -1)
    rest = flat @ flat.T / ((draws - 1) * (seeds - 1))
    numbers = covariance(by_draw) - rest / seeds
    shared = between_seeds * covariance(by_seed) - rest / draws
    return Split(nonnegative(numbers), nonnegative(shared), rest)


def covariance(values: Floats) -> Floats:
    """``[value, value]`` of ``[value, observation]``."""
    away = values - values.mean(axis=1, keepdims=True)
    found: Floats = away @ away.T / (values.shape[1] - 1)
    return found


def nonnegative(matrix: Floats) -> Floats:
    """The nearest covariance matrix: what is below zero by chance is zero (Higham 1988)."""
    if len(matrix) == 1:
        return np.maximum(matrix, 0.0)
    sizes, ways = np.linalg.eigh((matrix + matrix.T) / 2)
    found: Floats = (ways * np.maximum(sizes, 0.0)) @ ways.T
    return found
