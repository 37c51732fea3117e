"""How sure figures are of which every draw is a part: draws are drawn again (Efron 1979).

Each time as many draws are taken, some twice and some not at all. What the seeds' luck does to all
draws alike would be another under other seeds: every time it is moved by a draw of Student's t with
the covariance between seeds, on one degree of freedom less than there are seeds; and that
covariance is scaled as a chi-squared on as many says (Weerahandi 1993).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.estimate import CONFIDENCE, Estimate, share_estimate
from sim.experiments.uncertainty.split import Split, nonnegative

Floats = NDArray[np.float64]
TIMES = 200
OF_AGAIN = 0xB0075


@dataclass(frozen=True)
class Again:
    """One time: which draws, how often each, and how far the luck of all seeds moves values."""

    rows: NDArray[np.intp]
    weights: Floats
    shift: Floats  # [value]
    scale: float  # what the mean square of seeds could as well be, in parts of what it is


def again(draws: int, seeds: int, parts: Split, seed: int, times: int = TIMES) -> Iterator[Again]:
    """So many times; the same for the same seed."""
    generator = np.random.default_rng(np.random.SeedSequence([seed, OF_AGAIN]))
    sizes, ways = np.linalg.eigh(nonnegative(parts.seeds) / seeds)
    root = ways * np.sqrt(np.maximum(sizes, 0.0))
    for _ in range(times):
        rows = generator.integers(0, draws, draws)
        freedom = generator.chisquare(seeds - 1) / (seeds - 1)
        shift = root @ generator.standard_normal(len(sizes)) / np.sqrt(freedom)
        yield Again(rows, np.bincount(rows, minlength=draws).astype(np.float64), shift, 1 / freedom)


def percentiles(
    value: float, times: Floats, n: int, *, by: float = 0.0, least: float = -np.inf
) -> Estimate:
    """A value between the outer percentiles of all times, moved ``by`` so much."""
    tail = (1 - CONFIDENCE) / 2
    low, high = (float(end) + by for end in np.quantile(times, [tail, 1 - tail]))
    return Estimate(value, max(min(low, value), least), max(high, value), n)


def chance(share: float, times: Floats, n: int) -> Estimate:
    """A share of draws: Wilson's interval (1927), or that of all times where it is wider."""
    wilson = share_estimate(round(share * n), n)
    wide = percentiles(share, times, n)
    low, high = wilson.low or 0.0, 1.0 if wilson.high is None else wilson.high
    return Estimate(share, min(low, wide.low or 0.0), max(high, wide.high or 0.0), n)
