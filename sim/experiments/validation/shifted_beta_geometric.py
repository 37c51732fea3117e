"""How long customers stay whose chances to leave are beta distributed across them.

Somebody who leaves with chance ``theta`` a year stays ``k`` years with chance ``(1-theta)**k``;
with ``theta`` beta ``(a, b)`` across people the mean of that is ``B(a, b+k) / B(a, b)`` (Fader and
Hardie 2007). The language has such chances to leave: they are drawn once per person.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, hyp2f1

from sim.experiments.validation import errors
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SURVIVAL = "Fader and Hardie 2007, Journal of Interactive Marketing 21(1)"
RESIDUAL = "Fader and Hardie 2010, Marketing Science 29(1), equation 6"
YEARS = (1, 4, 12)
RENEWED = 4
"""Residual lifetime is that of customers who have renewed so many times."""


def survivors(years: float, a: float, b: float) -> float:
    """The share of customers who stay for longer than so many years.

    >>> round(survivors(1, 0.668, 3.806), 4)
    0.8507
    """
    return math.exp(betaln(a, b + years) - betaln(a, b))


def residual_lifetime(rate: float, renewed: int, a: float, b: float) -> float:
    """Discounted expected residual lifetime in years, just before the next renewal is due.

    A year counts 1 at its beginning, if the customer renews; the first of them is not discounted.

    >>> round(residual_lifetime(0.1, 7, 0.668, 3.806), 2)
    7.53
    """
    retained = (b + renewed) / (a + b + renewed)
    return float(retained * hyp2f1(1, b + renewed + 1, a + b + renewed + 1, 1 / (1 + rate)))


def spread_of_residual(rate: float, renewed: int, a: float, b: float, years: int) -> float:
    """The standard deviation of the discounted residual lifetime between those customers.

    Who renews ``j`` times more has an annuity of ``j`` years.
    """
    stays = np.array([survivors(k, a, b) for k in range(renewed, years + 1)])
    chances = np.append(stays[:-1] - stays[1:], stays[-1]) / stays[0]
    worth = annuity(np.arange(len(chances)), rate)
    return math.sqrt(float(chances @ worth**2 - (chances @ worth) ** 2))


def annuity(years: NDArray[np.int64], rate: float) -> NDArray[np.float64]:
    """What 1 a year is worth, paid at the beginning of each of so many years."""
    return (1 - (1 + rate) ** -years.astype(np.float64)) * (1 + rate) / rate


def compare(lived: Lived) -> list[Comparison]:
    """Survivors, and residual lifetime, of each segment."""
    return [comparison for segment in lived.scenario.segments for comparison in _of(lived, segment)]


def _of(lived: Lived, segment: str) -> list[Comparison]:
    across = lived.across(f"segments.{segment}.behaviour.churn.per_year")
    a, b = across.first, across.second
    people = lived.people()
    years = (people.loc[people["segment"] == segment, "tenure_months"].to_numpy() - 1) // 12
    rate, last = lived.scenario.discount_rate, lived.scenario.years
    name = segment.replace("_", " ")
    left = [
        Comparison(
            f"Stay over {k} years, {name}",
            "B(a, b+k) / B(a, b)",
            SURVIVAL,
            "whole years since joining; nothing is discounted",
            survivors(k, a, b),
            float(np.mean(years >= k)),
            errors.of_share(survivors(k, a, b), len(years)),
        )
        for k in YEARS
    ]
    still = years[years >= RENEWED] - RENEWED
    expected = len(years) * survivors(RENEWED, a, b)
    return [
        *left,
        Comparison(
            f"Years to come, {name}",
            f"(b+n)/(a+b+n) 2F1(1, b+n+1; a+b+n+1; 1/(1+d)), n = {RENEWED} renewals",
            RESIDUAL,
            "a year counts 1 at its beginning, discounted to the next renewal, which counts",
            residual_lifetime(rate, RENEWED, a, b),
            float(annuity(still, rate).mean()),
            spread_of_residual(rate, RENEWED, a, b, last) / math.sqrt(expected),
        ),
    ]


CHECK = Check("shifted_beta_geometric", compare)
