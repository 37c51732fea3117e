"""Where a lead that was measured at some values crosses zero, and how surely.

Between two neighbouring values every seed's lead is taken as a straight line. The mean then crosses
zero where the line of means does. The interval of the crossing holds the values around it at which
Student's t interval of the lead holds zero (Fieller 1954, Journal of the Royal Statistical Society
B 16): with lines, its ends are roots of a quadratic.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.experiments.estimate import CONFIDENCE, Estimate

Floats = NDArray[np.float64]
ROUNDING = 1e-9


def crossings(x: Floats, leads: Floats) -> tuple[Estimate, ...]:
    """Every crossing between the lowest and the highest value, in their order.

    Args:
        x: ``[value]`` what the number was moved to, rising.
        leads: ``[value, seed]`` the lead; a value at which a run failed is left out.

    >>> found, = crossings(np.array([0.0, 1.0, 2.0]), np.array([[-1.0], [-0.5], [0.5]]))
    >>> found.value, found.low
    (1.5, None)
    """
    whole = np.isfinite(leads).all(axis=1)
    x, leads = x[whole], leads[whole]
    edges = [edge for k in range(len(x) - 1) for edge in _edges(x[k : k + 2], leads[k : k + 2])]
    near = ROUNDING * float(np.ptp(x)) if len(x) else 0.0
    return tuple(
        _crossing(root, edges, leads.shape[1], near) for root in _roots(x, leads.mean(axis=1))
    )


def _roots(x: Floats, means: Floats) -> list[float]:
    """Where the line of means changes its sign; of a stretch at zero, the middle."""
    known = np.flatnonzero(means)
    found = []
    for before, after in pairwise(known):
        if means[before] * means[after] < 0:
            if after == before + 1:
                share = means[before] / (means[before] - means[after])
                found.append(float(x[before] + share * (x[after] - x[before])))
            else:
                found.append(float(np.mean(x[before + 1 : after])))
    return found


def _edges(x: Floats, leads: Floats) -> list[float]:
    """Where, between two values, the interval of the lead begins or ceases to hold zero."""
    seeds = leads.shape[1]
    if seeds < 2:
        return []
    mean, by = leads[0].mean(), leads[1].mean() - leads[0].mean()
    spread = np.cov(leads[0], leads[1] - leads[0])
    factor = float(stdtrit(seeds - 1, 0.5 + CONFIDENCE / 2)) ** 2 / seeds
    squared = by**2 - factor * spread[1, 1]
    linear = 2 * (mean * by - factor * spread[0, 1])
    constant = mean**2 - factor * spread[0, 0]
    return [
        float(x[0] + u * (x[1] - x[0]))
        for u in _quadratic(float(squared), float(linear), float(constant))
        if 0 <= u <= 1
    ]


def _quadratic(a: float, b: float, c: float) -> list[float]:
    """The real roots of ``a u² + b u + c``; a double one that rounding has parted is one."""
    if abs(a) <= ROUNDING * (abs(b) + abs(c)):
        return [-c / b] if b else []
    under = b * b - 4 * a * c
    if under < -ROUNDING * (b * b + abs(4 * a * c)):
        return []
    root = math.sqrt(max(under, 0.0))
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def _crossing(root: float, edges: list[float], seeds: int, near: float) -> Estimate:
    below = [edge for edge in edges if edge <= root + near]
    above = [edge for edge in edges if edge >= root - near]
    low, high = max(below, default=None), min(above, default=None)
    ends = (None if low is None else min(low, root), None if high is None else max(high, root))
    return Estimate(root, *ends, seeds)
