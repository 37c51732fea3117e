"""Needs: part of life, won or met elsewhere, in the order of the file."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.worlds import EVERYBODY_HOLDS, logistic, logit, months_of, story, world, worlds

N = 3000


def test_needs_arise_at_the_chance_a_year_of_the_stage() -> None:
    """30 % a year for half a year, then 80 %: the months of the first need, by chi-square."""
    outcome = world(
        {
            "people": N,
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.need": "{young: 30%, else: 80%}",
        }
    )
    monthly = np.array([1 - 0.7 ** (1 / 12)] * 6 + [1 - 0.2 ** (1 / 12)] * 6)
    nothing = np.cumprod(1 - monthly)
    first = np.concatenate([[1.0], nothing[:-1]]) * monthly
    found = outcome.months.needs
    expected = np.append(first, nothing[-1]) * N
    assert stats.chisquare(np.append(found, N - found.sum()), expected).pvalue > 1e-4


def test_a_need_for_what_is_not_offered_is_met_elsewhere() -> None:
    wins = {"products.account.wins": "{stranger: 100%}", "products.account.need": "100%"}
    nobody = world(wins, {"strategies.firm": "{about: offers nothing}"})
    assert story(nobody) == [(0, "met_elsewhere", "account")]
    assert nobody.months.needs_won.sum() == 0


def test_an_offer_holds_in_its_stages_only() -> None:
    outcome = world(
        {
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.need": "100%",
            "products.account.wins": "{stranger: 100%, customer: 100%}",
            "products.card": "{kind: account, need: {adult: 100%}, wins: {customer: 100%}}",
            "strategies.firm.offers": "{account: [young], card: [adult]}",
        }
    )
    assert story(outcome) == [(0, "opened", "account"), (6, "opened", "card")]
    reverse = {"strategies.firm.offers": "{account: [adult], card: [adult]}"}
    later = world(
        {
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.need": "100%",
            "products.account.wins": "{stranger: 100%}",
            "products.card": "{kind: account, need: {adult: 100%}, wins: {customer: 100%}}",
        },
        reverse,
    )
    assert story(later) == [(0, "met_elsewhere", "account"), (6, "met_elsewhere", "card")]


def test_needs_of_one_month_are_met_in_the_order_of_the_file() -> None:
    """The first product makes a customer of a stranger, and customers always choose the firm."""
    first = "{kind: account, need: 100%, wins: {stranger: 100%}}"
    second = "{kind: account, need: 100%, wins: {customer: 100%}}"
    won = world({"products": f"{{first: {first}, second: {second}}}"})
    lost = world({"products": f"{{second: {second}, first: {first}}}"})
    assert [event for _, event, _ in story(won)] == ["opened", "opened"]
    assert [event for _, event, _ in story(lost)] == ["met_elsewhere", "opened"]


def test_luck_belongs_to_the_products_name_and_not_to_its_place() -> None:
    one = "{kind: account, need: 20%, wins: {stranger: 30%, customer: 30%}}"
    two = "{kind: account, need: 30%, wins: {stranger: 50%, customer: 50%}}"
    many = {"people": 200, "behaviour.churn.per_year": "30%"}
    given = world(many, {"products": f"{{one: {one}, two: {two}}}"})
    moved = world(many, {"products": f"{{two: {two}, one: {one}}}"})
    assert given.people.tenure_months.sum() > 0
    for person in range(200):
        assert sorted(story(given, person=person), key=str) == sorted(
            story(moved, person=person), key=str
        )


def prices(points: dict[str, str], wins: str, *, customers: bool) -> dict[str, int]:
    """Needs won of ``N`` in month 0 by strategies that differ in price."""
    changes: dict[str, object] = {
        "people": N,
        "behaviour.choice": "{price: 0.8, satisfaction: 2}",
        "behaviour.satisfaction": "{market: 60%, start: 90%}",
        "products.card": f"{{kind: account, need: 100%, wins: {wins}}}",
    }
    if customers:
        changes |= EVERYBODY_HOLDS
    for name, better in points.items():
        changes[f"strategies.{name}"] = {"offers": "all", "better_by": {"card": better}}
    return {name: int(o.months.needs_won[0]) for name, o in worlds(changes).items()}


POINTS = {"firm": "0%", "cheaper": "1%", "dearer": "-1.5%"}


@pytest.mark.parametrize("customers", [False, True])
def test_needs_are_won_by_a_logit_in_price_and_for_customers_in_satisfaction(
    customers: bool,
) -> None:
    """Strangers ignore satisfaction. Six shares in all, each within 4 standard errors."""
    won = prices(POINTS, "{customer: 20%, stranger: 30%}", customers=customers)
    at_par = logit(0.2) + 2 * 0.3 if customers else logit(0.3)
    for name, points in (("firm", 0.0), ("cheaper", 1.0), ("dearer", -1.5)):
        chance = logistic(at_par + 0.8 * points)
        error = np.sqrt(chance * (1 - chance) / N)
        assert won[name] / N == pytest.approx(chance, abs=4 * error), name


def test_never_and_always_hold_at_any_price() -> None:
    won = prices({"firm": "0%", "gift": "99%"}, "{stranger: 0%}", customers=False)
    assert won == {"firm": 0, "gift": 0}
    won = prices({"firm": "0%", "usury": "-99%"}, "{stranger: 100%}", customers=False)
    assert won == {"firm": N, "usury": N}


def test_the_price_effect_may_differ_between_people_and_is_theirs_under_every_strategy() -> None:
    """Half of the people at most care; a uniform effect moves the share by its integral."""
    outcome = world(
        {
            "people": N,
            "behaviour.choice.price": "{uniform: [0, 2]}",
            "products.account": "{kind: account, need: 100%, wins: {stranger: 50%}}",
            "strategies.firm.better_by": "{account: 1%}",
        }
    )
    chance = np.mean([logistic(2 * (i + 0.5) / 1000) for i in range(1000)])
    assert outcome.months.needs_won[0] / N == pytest.approx(
        chance, abs=4 * np.sqrt(chance * (1 - chance) / N)
    )


def test_a_need_met_here_is_counted_with_those_met_elsewhere() -> None:
    outcome = world(
        {"people": 50, "products.account": "{kind: account, need: 100%, wins: {stranger: 50%}}"}
    )
    won = sum(bool(months_of(outcome, "opened", person)) for person in range(50))
    assert (outcome.months.needs[0], outcome.months.needs_won[0]) == (50, won)
    assert 0 < won < 50
