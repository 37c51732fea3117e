"""How the paired difference is spread over people: a histogram and a distribution function.

Often most people are worth exactly the same under both strategies. They are counted apart, and no
bar holds them, so that the others can be seen.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.curve import Curve, share_curve
from sim.experiments.estimate import Estimate, share_estimate
from sim.experiments.flows import Floats, Flows

BARS = 40
TAIL = 0.01
"""So large a share at either end, of the people who differ, goes into a bar of its own."""


@dataclass(frozen=True)
class Bar:
    """People whose difference lies from ``low`` (included) to ``high``; infinite at the ends."""

    low: float
    high: float
    share: Estimate


@dataclass(frozen=True)
class Spread:
    """The difference of a person's worth under two strategies, major units."""

    same: Estimate  # share of people who are worth exactly the same
    bars: tuple[Bar, ...]  # of all others
    cumulative: Curve  # x: difference; share of people who are worth at most that much more
    inner: tuple[float, float]  # between which all who differ but the outermost hundredths lie


def spread(first: Flows, second: Flows) -> Spread:
    """The differences person by person; zero is an edge, so no bar holds both signs."""
    worth = [flows.people["npv"].to_numpy(dtype=np.float64) for flows in (first, second)]
    difference = np.sort(worth[0] - worth[1])
    others = difference[difference != 0]
    edges = _edges(others if len(others) else difference)
    places = np.searchsorted(others, edges, side="left")
    counts = np.diff(np.concatenate([[0], places, [len(others)]]))
    ends = np.concatenate([[-np.inf], edges, [np.inf]])
    bars = tuple(
        Bar(float(ends[k]), float(ends[k + 1]), share_estimate(int(count), len(difference)))
        for k, count in enumerate(counts)
    )
    at = np.linspace(edges[0], edges[-1], 5 * BARS + 1)
    below = np.searchsorted(difference, at, side="right").astype(np.float64)
    of = np.full(len(at), float(len(difference)))
    curve = share_curve(f"{first.name} - {second.name}", at, below, of)
    same = share_estimate(len(difference) - len(others), len(difference))
    return Spread(same, bars, curve, (float(edges[0]), float(edges[-1])))


def _edges(ordered: Floats) -> Floats:
    """Round edges, zero among them, about all but the outermost people."""
    low, high = np.quantile(ordered, [TAIL, 1 - TAIL])
    low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / BARS)
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step


def _round_step(width: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below a width."""
    if width <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(width))
    return float(next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= width * 0.999))
