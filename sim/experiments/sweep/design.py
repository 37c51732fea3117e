"""Designs: which points of the ranges are run.

A grid takes every combination of values. A Latin hypercube (McKay, Beckman and Conover 1979) takes
so many points that each number is spread evenly, whatever the others are. A Sobol' sequence (Sobol'
1967, scrambled after Owen 1998) is as even and can be extended: the points of a shorter one are the
first of a longer one. A Latin hypercube of more points is another one.
"""

from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Floats = NDArray[np.float64]

OF_DESIGNS = 0x5EED_0F_DE516
"""Keeps the luck of designs apart from that of lives, which have the same seed."""


class Design(StrEnum):
    """How points are chosen."""

    GRID = "grid"
    LHS = "lhs"
    SOBOL = "sobol"

    @property
    def extends(self) -> bool:
        """Whether points can be added to those that were run."""
        return self is Design.SOBOL


def grid(values: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Every combination, the last number moving fastest.

    >>> grid([(1.0, 2.0), (5.0, 6.0)])
    [(1.0, 5.0), (1.0, 6.0), (2.0, 5.0), (2.0, 6.0)]
    """
    return list(product(*values))


def filled(design: Design, points: int, numbers: int, seed: int) -> Floats:
    """``[point, number]`` shares of the way through every range, between 0 and 1.

    >>> filled(Design.SOBOL, 8, 2, seed=1)[:4].tolist() == filled(Design.SOBOL, 4, 2, 1).tolist()
    True
    """
    generator = np.random.default_rng(np.random.SeedSequence([seed, OF_DESIGNS]))
    if design is Design.LHS:
        return qmc.LatinHypercube(numbers, rng=generator).random(points)
    doublings = max(points - 1, 0).bit_length()  # Sobol' sequences are balanced at powers of two
    return qmc.Sobol(numbers, scramble=True, rng=generator).random_base2(doublings)[:points]
