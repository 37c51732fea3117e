"""How much of the profit few customers bring: the whale curve.

Customers stand in order of their CLV, the most profitable first. The line rises as long as they are
profitable and falls after. With negative values there is no Lorenz curve and no Gini coefficient.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.curve import Curve, jackknifed_curve
from sim.experiments.flows import Floats, Flows

POINTS = 201


@dataclass(frozen=True)
class Whale:
    """Cumulative CLV over customers won, per customer won, major units."""

    curve: Curve  # x: share of customers won, from 0 to 1
    peak_share: float  # of customers: those who are worth more than nothing
    peak: float
    end: float  # the mean CLV of customers won
    won: int


def whale(flows: Flows) -> Whale | None:
    """The whale curve of one strategy; None where nobody was won.

    CLV is after acquisition cost. What was spent on people who were never won belongs to no
    customer and is not in it.
    """
    people = flows.people
    clv = people["clv"].to_numpy(dtype=np.float64, na_value=np.nan)
    won = np.isfinite(clv)
    if not won.any():
        return None
    worth, group = clv[won], people["person"].to_numpy()[won] % len(flows.sizes)
    x = np.linspace(0, 1, POINTS)
    groups = [each for each in np.unique(group) if (group != each).any()]
    rest = [_cumulative(worth[group != each], x) for each in groups]
    line = _cumulative(worth, x)
    curve = jackknifed_curve(flows.name, x, line, np.array(rest).reshape(-1, POINTS))
    gains = worth[worth > 0]
    n = len(worth)
    return Whale(curve, len(gains) / n, float(gains.sum()) / n, float(worth.mean()), n)


def _cumulative(worth: Floats, x: Floats) -> Floats:
    """Cumulative worth of the best share of people, over the number of all of them."""
    best_first = np.sort(worth)[::-1]
    cumulative = np.append(0.0, np.cumsum(best_first)) / len(worth)
    return np.interp(x, np.linspace(0, 1, len(worth) + 1), cumulative)
