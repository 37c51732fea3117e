"""Purchases of customers: Poisson counts, baskets drawn once or each time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.world.ledger import Line
from tests.worlds import Changes, posted, world

PEOPLE = 600
BUYERS = {
    "people": PEOPLE,
    "products": "{tea: {kind: purchase, per_year: 24, basket: 1, margin: 100%}}",
    "opening_book": "{share: 100%, holds: [tea]}",
}


def one_month(*changes: Changes) -> list[int]:
    """What each person's purchases of one month brought: the person leaves after it."""
    outcome = world(BUYERS, {"behaviour.churn.per_year": "100%"}, *changes)
    return [int(cash) for cash in outcome.people.cash]


def test_the_number_in_a_month_is_poisson_at_a_twelfth_of_the_yearly_frequency() -> None:
    counts = np.array(one_month()) // 100
    expected = stats.poisson.pmf(np.arange(6), 2.0)
    found = np.append(np.bincount(counts, minlength=6)[:6], (counts >= 6).sum())
    assert stats.chisquare(found, np.append(expected, 1 - expected.sum()) * PEOPLE).pvalue > 1e-4


def test_a_frequency_by_person_gives_the_negative_binomial() -> None:
    """Gamma with shape 0.6 and mean 24 a year: a month without a purchase, twice as likely."""
    none = np.mean(np.array(one_month({"products.tea.per_year": "{gamma: [0.6, 24]}"})) == 0)
    chance = (1 + 2 / 0.6) ** -0.6
    assert none == pytest.approx(chance, abs=4 * math.sqrt(chance * (1 - chance) / PEOPLE))
    assert chance > 2.5 * math.exp(-2)


def test_a_persons_basket_is_the_same_every_time() -> None:
    totals = one_month({"products.tea.basket": "{uniform: [2, 4]}", "products.tea.per_year": 1200})
    assert np.mean(totals) == pytest.approx(100 * 300, rel=0.05)
    spread = np.std(totals) / np.mean(totals)
    assert spread == pytest.approx(math.hypot(1 / math.sqrt(27), 0.1), rel=0.15)


def test_baskets_drawn_each_time_average_out() -> None:
    totals = one_month(
        {"products.tea.basket": "{each: {uniform: [2, 4]}}", "products.tea.per_year": 1200}
    )
    assert np.mean(totals) == pytest.approx(100 * 300, rel=0.05)
    spread = np.std(totals) / np.mean(totals)
    assert spread == pytest.approx(math.sqrt((1 + 1 / 27) / 100), rel=0.15)


def test_the_firm_keeps_its_margin_less_the_discount_off_the_basket() -> None:
    full = one_month()
    cut = one_month({"products.tea.margin": "60%", "strategies.firm.better_by": "{tea: 10%}"})
    assert cut == [total // 2 for total in full]


def test_strangers_buy_nothing_here() -> None:
    outcome = world(BUYERS, {"opening_book": "{share: 0%, holds: [tea]}"})
    assert not any(posted(outcome, Line.SALES_MARGIN))


def test_the_frequency_is_that_of_the_stage() -> None:
    outcome = world(
        BUYERS,
        {
            "people": 20,
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.tea.per_year": "{adult: 24}",
        },
    )
    flows = posted(outcome, Line.SALES_MARGIN)
    assert not any(flows[:6])
    assert all(flows[6:])
