"""What customers spend, and how much of it those spend who spend most (Lorenz 1905)."""

from dataclasses import dataclass

import numpy as np

from sim.experiments.counts import Counts
from sim.experiments.curve import Curve, jackknifed_curve
from sim.experiments.estimate import Estimate, mean_estimate, within
from sim.experiments.flows import Floats, Flows

TOPS = (0.01, 0.05, 0.10, 0.20)
"""Shares of customers whose share of revenue is told."""
POINTS = 201


@dataclass(frozen=True)
class Spending:
    """Revenue is all baskets at the regular price, undiscounted, over the whole run."""

    revenue: Estimate  # a customer and year, major units
    total: Estimate  # of the whole firm, major units
    tops: tuple[Estimate, ...]  # share of revenue of those who spend most, by `TOPS`
    curve: Curve  # x: share of customers won, the biggest spenders first; share of revenue


def spending(counts: Counts, flows: Flows, minor_per_major: int) -> Spending | None:
    """What one strategy's customers spent; None where nothing was bought, or it is not counted."""
    if "revenue" not in flows.people or not flows.people["revenue"].any():
        return None
    spent = flows.people["revenue"].to_numpy(dtype=np.float64)
    lived = counts.ratio(counts.total("revenue"), counts.total("customers"))
    shares = concentration(flows, np.array(TOPS))
    tops = zip(shares.value, shares.low, shares.high, strict=True)
    return Spending(
        revenue=lived.times(12 / minor_per_major),
        total=mean_estimate(spent).times(len(spent)),
        tops=tuple(_share(*ends, n=flows.won) for ends in tops),
        curve=concentration(flows, np.linspace(0, 1, POINTS)),
    )


def concentration(flows: Flows, x: Floats) -> Curve:
    """The share of all revenue that the share ``x`` of customers won brings who spend most.

    Over everybody ever won, who joined late or left early as well; in between customers, the line
    is straight. Jackknifed over groups of people.
    """
    people = flows.people
    won = people["joined"].notna().to_numpy(dtype=bool)
    spent = people["revenue"].to_numpy(dtype=np.float64)[won]
    group = people["person"].to_numpy(dtype=np.int64)[won] % len(flows.sizes)
    groups = [each for each in np.unique(group) if spent[group != each].any()]
    rest = [_cumulative(spent[group != each], x) for each in groups]
    return jackknifed_curve(
        flows.name, x, _cumulative(spent, x), np.array(rest).reshape(-1, len(x))
    )


def _cumulative(spent: Floats, x: Floats) -> Floats:
    most_first = np.sort(spent)[::-1]
    cumulative = np.append(0.0, np.cumsum(most_first)) / most_first.sum()
    shares: Floats = np.interp(x, np.linspace(0, 1, len(spent) + 1), cumulative)
    return shares


def _share(value: float, low: float, high: float, n: int) -> Estimate:
    """A point of a line as an estimate; NaN is not defined."""
    lower, upper = (None if np.isnan(end) else float(end) for end in (low, high))
    return within(Estimate(float(value), lower, upper, n), 0.0, 1.0)
