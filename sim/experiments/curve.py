"""A figure along an axis (time, age, a rate) with its 95 % interval at every point.

A band is made of intervals, one a point: it holds each point's true value with 95 %, not the whole
line at once.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import CONFIDENCE
from sim.experiments.flows import Floats


@dataclass(frozen=True)
class Curve:
    """One strategy's line. Ends of intervals that are not defined are NaN, and so are values."""

    strategy: str
    x: Floats
    value: Floats
    low: Floats
    high: Floats

    @property
    def has_band(self) -> bool:
        """Whether an interval is defined anywhere."""
        return bool(np.isfinite(self.low).any())

    def at(self, x: float) -> float:
        """The value at the nearest point of the axis."""
        return float(self.value[int(np.argmin(np.abs(self.x - x)))])

    def thinned(self, most: int) -> "Curve":
        """The same line with few points: first, last, lowest, highest, and evenly between."""
        if len(self.x) <= most:
            return self
        known = np.where(np.isfinite(self.value), self.value, 0.0)
        kept = {0, len(known) - 1, int(np.argmin(known)), int(np.argmax(known))}
        evenly = np.linspace(0, len(known) - 1, max(most - len(kept), 2)).round().astype(int)
        at = np.array(sorted(kept | set(evenly.tolist())))
        return Curve(self.strategy, self.x[at], self.value[at], self.low[at], self.high[at])


def bare_curve(strategy: str, x: Floats, value: Floats) -> Curve:
    """A line whose intervals are not known."""
    unknown = np.full(len(x), np.nan)
    return Curve(strategy, x, value, unknown, unknown)


def jackknifed_curve(strategy: str, x: Floats, full: Floats, without: Floats) -> Curve:
    """A line of everybody, with the delete-a-group jackknife at every point.

    The same as `sim.experiments.jackknife` for each point (Kott 2001). Where a line without some
    group is not defined, neither is the interval.

    Args:
        strategy: whose line it is.
        x: ``[point]`` the axis.
        full: ``[point]`` the figure of everybody.
        without: ``[group, point]`` the same without one group of people.

    >>> curve = jackknifed_curve("a", np.array([0.0]), np.array([2.0]), np.array([[1.5], [2.5]]))
    >>> bool(curve.low[0] < 2 < curve.high[0])
    True
    """
    groups = len(without)
    if groups < 2:
        return bare_curve(strategy, x, full)
    deviations = without - without.mean(axis=0)
    variance = (groups - 1) / groups * (deviations**2).sum(axis=0)
    half = _student(groups - 1) * np.sqrt(variance)
    return Curve(strategy, x, full, full - half, full + half)


def share_curve(strategy: str, x: Floats, count: Floats, of: Floats) -> Curve:
    """Shares of people along an axis, each with Wilson's score interval (1927).

    The same as `sim.experiments.estimate.share_estimate` for each point; NaN where there is nobody.
    """
    n = np.where(of > 0, of, np.nan)
    z = _normal()
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = np.where(share == 0, 0.0, centre - half)
    high = np.where(share == 1, 1.0, centre + half)
    return Curve(strategy, x, share, low, high)


def _student(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + CONFIDENCE / 2))


def _normal() -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + CONFIDENCE / 2))
