"""What a strategy is worth at other costs of money; behaviour is held as it was run."""

import numpy as np

from sim.experiments.curve import Curve, jackknifed_curve
from sim.experiments.flows import Floats, Flows
from sim.experiments.without import others, without_each

HIGHEST = 0.20
"""A cost of money above which few firms reckon."""


def by_rate(flows: Flows, rates: Floats, minor_per_major: int) -> Curve:
    """Value per person in the market by effective yearly discount rate, major units."""
    months = np.arange(flows.net.shape[1])
    factors = np.exp(np.outer(-np.log1p(rates) / 12, months)).T / minor_per_major
    worth = flows.net.astype(np.float64) @ factors
    rest = without_each(worth, flows.sizes) / others(flows.sizes)
    return jackknifed_curve(flows.name, rates, worth.sum(axis=0) / flows.sizes.sum(), rest)
