"""Amounts of money across people: their distribution, and one rank for life."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tests.worlds import world

PEOPLE = 1000


def borrowed(amount: str, *months: int) -> list[NDArray[np.int64]]:
    """What everybody borrows in some months, by person; a loan of a month is needed every month."""
    outcome = world(
        {
            "people": PEOPLE,
            "life.stages": "{young: {from: 18}, adult: {from: 18.08}, old: {from: 18.16}}",
            "life.income": "{young: 30_000, adult: 40_000}",
            "products.loan": (
                "{kind: loan, need: {old: 0%, else: 100%}, wins: {stranger: 100%, customer: 100%},"
                f" term: 1 month, amount: {amount}}}"
            ),
        }
    )
    assert outcome.events is not None
    opened = [event for event in outcome.events if event.event == "opened"]
    return [np.array([e.amount for e in opened if e.month == month]) for month in months]


@pytest.mark.parametrize(
    ("written", "oracle"),
    [
        ("{normal: [600, 20]}", stats.norm(60_000, 2_000)),
        ("{lognormal: [600, 0.4]}", stats.lognorm(0.4, scale=60_000)),
        ("{gamma: [2, 150]}", stats.gamma(2, scale=7_500)),
        ("{uniform: [200, 400]}", stats.uniform(20_000, 20_000)),
        ("{times_income: 0.02, spread: 0.4}", stats.lognorm(0.4, scale=60_000)),
    ],
)
def test_amounts_follow_their_distribution_in_minor_units(
    written: str, oracle: stats.rv_continuous
) -> None:
    """Kolmogorov and Smirnov at 1 in 10,000."""
    (amounts,) = borrowed(written, 0)
    assert len(amounts) == PEOPLE
    assert stats.kstest(amounts, oracle.cdf).pvalue > 1e-4


@pytest.mark.parametrize(
    "written",
    [
        "{young: {normal: [600, 20]}, adult: {gamma: [2, 9_000]}}",
        "{young: {lognormal: [600, 0.4]}, adult: {lognormal: [9_000, 1.5]}}",
        "{young: {times_income: 2, spread: 0.4}, adult: {lognormal: [9_000, 1.5]}}",
        "{young: {normal: [600, 20]}, adult: {lognormal: [9_000, 1.5]}}",
    ],
)
def test_a_person_keeps_one_rank_across_stages(written: str) -> None:
    young, adult = borrowed(written, 0, 1)
    assert stats.spearmanr(young, adult).statistic > 0.9999


def test_amounts_of_different_products_have_ranks_of_their_own() -> None:
    loan = "{kind: loan, term: 2 months, amount: {lognormal: [600, 0.4]}}"
    outcome = world(
        {
            "people": PEOPLE,
            "products": f"{{one: {loan}, two: {loan}}}",
            "opening_book": "{share: 100%, holds: [one, two]}",
        }
    )
    assert outcome.events is not None
    one, two = (
        [e.amount for e in outcome.events if (e.event, e.product) == ("opened", name)]
        for name in ("one", "two")
    )
    assert abs(stats.spearmanr(one, two).statistic) < 4 / np.sqrt(PEOPLE)
