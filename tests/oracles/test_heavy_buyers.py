"""People who buy much and little, against closed forms: the best of them, failures, wallets."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import integrate, special, stats

from sim.experiments.validation.concentration import (
    error_of_top_share,
    gamma_top_share,
    lognormal_top_share,
    top_share,
)
from tests.worlds import EVERYBODY_BUYS, counted, world

FAMILY = 0.001
"""The chance that any comparison of this file fails although the program is right."""
TOPS = (0.05, 0.2, 0.5)
COMPARED = 2 * len(TOPS) + 5
Z = float(stats.norm.isf(FAMILY / COMPARED / 2))
PEOPLE = 10_000
SIGMA, SHAPE = 0.8, 0.6


# The best customers ------------------------------------------------------------------------------


def spent_by(buying: str, per_year: int, years: int) -> np.ndarray:
    """What each person spent; many purchases each, so that their number adds next to nothing."""
    outcome = world(
        {"people": PEOPLE, "years": years, **EVERYBODY_BUYS},
        {"behaviour.buying": f"{{{buying}}}", "products.tea.per_year": per_year},
    )
    return outcome.people.revenue.astype(np.float64)


def test_the_best_bring_their_share_of_revenue_where_parties_are_lognormal() -> None:
    spent = spent_by(f"for_people: {{lognormal: [1, {SIGMA}]}}", 1200, 1)
    for top in TOPS:
        share = lognormal_top_share(top, SIGMA)
        error = error_of_top_share(stats.lognorm(SIGMA), top, share, PEOPLE)
        assert abs(top_share(spent, top) - share) < Z * error + 0.001, top


def test_the_best_bring_their_share_of_revenue_where_frequencies_are_gamma() -> None:
    spent = spent_by(f"frequency: {{gamma: [{SHAPE}, 1]}}", 240, 4)
    for top in TOPS:
        share = gamma_top_share(top, SHAPE)
        error = error_of_top_share(stats.gamma(SHAPE, scale=1 / SHAPE), top, share, PEOPLE)
        assert abs(top_share(spent, top) - share) < Z * error + 0.001, top


# Purchases that fail -----------------------------------------------------------------------------


@pytest.mark.parametrize(("failing", "mean"), [(0.02, 4.0), (0.3, 1.0)])
def test_buyers_of_a_negative_binomial_are_let_down_as_its_generating_function_says(
    failing: float, mean: float
) -> None:
    """``1 - E (1 - f)**n = 1 - (1 + m f / r)**-r`` for a gamma of shape ``r`` and mean ``m``."""
    outcome = world(
        {"people": PEOPLE, **EVERYBODY_BUYS},
        {
            "products.tea.per_year": f"{{gamma: [{SHAPE}, {12 * mean}]}}",
            "behaviour.satisfaction.failures_per_purchase": failing,
            "strategies.firm.service": "{quality: 60%}",
        },
    )
    chance = 1 - (1 + mean * failing / SHAPE) ** -SHAPE
    error = math.sqrt(chance * (1 - chance) / PEOPLE)
    assert abs(counted(outcome, "incidents")[1] / PEOPLE - chance) < Z * error


# Wallets -----------------------------------------------------------------------------------------


def mean_and_variance(value: Callable[[float], float], across: Any) -> tuple[float, float]:
    """Of a value of people who differ by one number."""

    def moment(power: int) -> float:
        return float(integrate.quad(lambda u: value(across.ppf(u)) ** power, 0, 1, limit=500)[0])

    return moment(1), moment(2) - moment(1) ** 2


@pytest.mark.parametrize("points", [10, -10])
def test_people_who_mind_prices_differently_shift_their_wallets_by_the_mixed_logit(
    points: int,
) -> None:
    """Log-odds a point are normal across people; a purchase is Poisson given the person's share."""
    outcome = world(
        {"people": PEOPLE, **EVERYBODY_BUYS},
        {
            "products.tea.per_year": 60,
            "products.tea.share_of_wallet": "30%",
            "behaviour.choice.price": "{normal: [0.1, 0.05]}",
            "strategies.firm.better_by": f"{{tea: {points}%}}",
        },
    )
    share, spread = mean_and_variance(
        lambda price: float(special.expit(special.logit(0.3) + price * points)),
        stats.norm(0.1, 0.05),
    )
    error = math.sqrt((share * 60 + spread * 60**2) / PEOPLE)
    assert abs(outcome.people.purchases.mean() - share * 60) < Z * error


def test_people_of_gamma_frequency_spend_their_wallets_share_of_it_here() -> None:
    """A Poisson number with a gamma mean, of which each is bought here with the wallet's share:
    a negative binomial again, of the same shape."""
    outcome = world(
        {"people": PEOPLE, **EVERYBODY_BUYS},
        {
            "products.tea.per_year": 24,
            "products.tea.share_of_wallet": "25%",
            "behaviour.buying.frequency": f"{{gamma: [{SHAPE}, 1]}}",
        },
    )
    none = (1 + 6 / SHAPE) ** -SHAPE
    error = math.sqrt(none * (1 - none) / PEOPLE)
    assert abs((outcome.people.purchases == 0).mean() - none) < Z * error
