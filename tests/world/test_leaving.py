"""Who leaves: the base chance, moved by satisfaction, products, fatigue and price."""

from __future__ import annotations

import math

import pytest

from tests.worlds import EVERYBODY_HOLDS, Changes, logistic, logit, monthly, months_of, world

N = 2500
BASE = 0.9


def churn(**effects: object) -> dict[str, object]:
    return {"people": N, "behaviour.churn": {"per_year": BASE, **effects}}


def left_in(month: int, *changes: Changes) -> float:
    """The share that leaves in a month of those who were customers in it."""
    months = world(EVERYBODY_HOLDS, *changes).months
    return float(months.churned[month] / months.customers[month])


def within(share: float, log_odds: float, people: int = N) -> bool:
    """Whether a share agrees with the base chance moved by log-odds, at 4 standard errors."""
    chance = logistic(logit(monthly(BASE)) + log_odds)
    return abs(share - chance) < 4 * math.sqrt(chance * (1 - chance) / people)


def test_at_the_markets_satisfaction_with_one_product_and_rested_the_base_chance_holds() -> None:
    plain = churn(satisfaction=-3, each_further_product=-1, fatigue=1, price=1)
    assert within(left_in(0, plain), 0.0)


def test_satisfaction_above_the_markets_keeps_people() -> None:
    satisfied = {
        "behaviour.satisfaction": "{market: 60%, start: 90%}",
        "strategies.firm.service": "{quality: 90%}",
    }
    assert within(left_in(0, churn(satisfaction=-3), satisfied), -0.9)


def test_each_further_product_keeps_people() -> None:
    three = {
        "opening_book.holds": "[account, card, tea]",
        "products.card": "{kind: account}",
        "products.tea": "{kind: purchase, per_year: 1, basket: 1}",
    }
    assert within(left_in(0, churn(each_further_product=-0.5), three), -1.0)


def test_fatigue_drives_people_away() -> None:
    contacts = {
        "products.card": "{kind: account, need: 0.0001%}",
        "strategies.firm.contact": "{per_year: 6000}",
    }
    assert within(left_in(0, churn(fatigue=0.7), contacts), 0.7)


def test_a_dearer_account_drives_people_away_by_the_mean_over_products_held() -> None:
    dearer = {"strategies.firm.better_by": "{account: -3%}"}
    two = {"opening_book.holds": "[account, card]", "products.card": "{kind: account}"}
    assert within(left_in(0, churn(price=0.4), dearer), 1.2)
    assert within(left_in(0, churn(price=0.4), dearer, two), 0.6)


def test_an_account_compares_the_price_of_its_present_stage() -> None:
    stages = {
        "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
        "strategies.firm.better_by": "{account: {young: -50%, adult: 0%}}",
        "behaviour.churn.per_year": "1%",
    }
    months = world(EVERYBODY_HOLDS, churn(price=-1), stages).months
    assert months.churned[:6].sum() == 0
    assert months.churned[6:].sum() > 0


def test_a_loan_compares_its_present_rate_with_the_markets() -> None:
    """Half a point cheaper for a year, then two points dearer: who stayed leaves more often."""
    loan = {
        "years": 2,
        "opening_book.holds": "[loan]",
        "products.loan": (
            "{kind: loan, amount: 1_000, term: 5 years, market_rate: 5%,"
            " fixed: {years: 1, then: 2%}}"
        ),
        "strategies.firm.offers": "[account, loan]",
        "products.account.need": "0.0001%",
        "strategies.firm.better_by": "{loan: 0.5%}",
        "behaviour.churn.per_year": "20%",
    }
    months = world(EVERYBODY_HOLDS, churn(price=1), loan).months
    base = logit(monthly(0.2))
    for month, points in ((0, -0.5), (11, -0.5), (12, 2.0)):
        chance = logistic(base + points)
        of = int(months.customers[month])
        error = math.sqrt(chance * (1 - chance) / of)
        assert months.churned[month] / of == pytest.approx(chance, abs=4 * error), month


def test_chance_0_never_leaves_and_chance_1_always_whatever_the_effects() -> None:
    driven = {"behaviour.churn": {"per_year": 0, "price": 100}}
    kept = {"behaviour.churn": {"per_year": 1, "price": -100}}
    dearer = {"strategies.firm.better_by": "{account: -50%}"}
    assert months_of(world(EVERYBODY_HOLDS, dearer, driven), "left") == []
    assert months_of(world(EVERYBODY_HOLDS, dearer, kept), "left") == [0]
