"""Purchases that answer to how the firm serves, and people who buy more than others."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import (
    EVERYBODY_BUYS,
    Changes,
    counted,
    poisson_errors,
    posted,
    standard_errors,
    world,
)

PEOPLE = 400
USUAL = 12 * 50 * PEOPLE
"""Purchases in a usual year."""
BUYERS = {"people": PEOPLE, **EVERYBODY_BUYS}


def bought(*changes: Changes) -> Outcome:
    return world(BUYERS, *changes)


def purchases(outcome: Outcome) -> int:
    return sum(counted(outcome, "purchases"))


# How often, for how many ------------------------------------------------------------------------


@pytest.mark.parametrize("quality", [0.3, 0.6, 0.9])
def test_customers_buy_more_often_the_more_satisfied_than_with_rivals(quality: float) -> None:
    felt = {
        "behaviour.buying.satisfaction": 1.5,
        "behaviour.satisfaction": f"{{market: 60%, start: {quality}}}",
        "strategies.firm.service": f"{{quality: {quality}}}",
    }
    factor = math.exp(1.5 * (quality - 0.6))
    assert poisson_errors(purchases(bought(felt)), USUAL * factor) < 4


def test_satisfaction_counts_as_it_is_at_the_end_of_the_month() -> None:
    """It rises toward quality by half in the month: from 60 % to 80 %, then 90 %."""
    rising = {
        "behaviour.buying.satisfaction": 2,
        "behaviour.satisfaction": "{market: 60%, start: 60%, half_life: 1 month}",
        "strategies.firm.service": "{quality: 100%}",
    }
    for month, count in enumerate(counted(bought(rising), "purchases")):
        expected = 50 * PEOPLE * math.exp(2 * 0.4 * (1 - 2.0 ** -(month + 1)))
        assert poisson_errors(count, expected) < 4.5


def test_a_persons_frequency_is_times_that_of_every_purchase() -> None:
    assert poisson_errors(purchases(bought({"behaviour.buying.frequency": 3})), 3 * USUAL) < 4


def test_frequencies_across_people_make_some_buy_much_more_than_others() -> None:
    """Variance of counts: that of Poisson and that of means, ``n + n**2 / shape``."""
    heavy = bought({"behaviour.buying.frequency": "{gamma: [2, 1]}"}).people.purchases
    usual = bought().people.purchases
    assert np.var(usual) == pytest.approx(600, rel=0.3)
    assert np.var(heavy) == pytest.approx(600 + 600**2 / 2, rel=0.3)


def test_a_purchase_for_more_people_is_a_larger_basket() -> None:
    one, four = bought(), bought({"behaviour.buying.for_people": 4})
    assert counted(four, "purchases") == counted(one, "purchases")
    assert posted(four, Line.SALES_MARGIN) == [
        4 * margin for margin in posted(one, Line.SALES_MARGIN)
    ]
    assert counted(four, "revenue") == [4 * spent for spent in counted(one, "revenue")]


def test_baskets_drawn_anew_are_for_as_many_people_too() -> None:
    each = {"products.tea.basket": "{each: {uniform: [1, 3]}}"}
    one, four = bought(each), bought(each, {"behaviour.buying.for_people": 4})
    ratio = sum(counted(four, "revenue")) / sum(counted(one, "revenue"))
    assert ratio == pytest.approx(4, rel=1e-3)


def test_what_a_person_buys_for_differs_between_people() -> None:
    """Mean baskets are uniform from 1.00 to 9.00."""
    people = bought({"behaviour.buying.for_people": "{uniform: [1, 9]}"}).people
    means = people.revenue / people.purchases / 100
    assert means.min() < 1.2
    assert means.max() > 8.8
    assert means.mean() == pytest.approx(5, abs=4 * 8 / math.sqrt(12 * PEOPLE))


def test_the_market_may_have_kinds_of_people_who_buy_differently() -> None:
    kinds = {
        "segments": (
            "{hosts: {share: 25%, behaviour: {buying: {for_people: 6, frequency: 2}}},"
            " guests: {share: 75%}}"
        )
    }
    people = bought(kinds).people
    hosts = people.segment == 0
    assert (people.revenue[hosts] == 600 * people.purchases[hosts]).all()
    assert (people.revenue[~hosts] == 100 * people.purchases[~hosts]).all()
    ratio = people.purchases[hosts].mean() / people.purchases[~hosts].mean()
    assert ratio == pytest.approx(2, rel=0.05)


# Purchases that fail ------------------------------------------------------------------------------


def failing(per_purchase: str, *changes: Changes) -> Outcome:
    """Two purchases a month; every failure is told of and stays as it is."""
    given = {
        "products.tea.per_year": 24,
        "behaviour.satisfaction.failures_per_purchase": per_purchase,
        "strategies.firm.service": "{quality: 60%}",
    }
    return bought(given, *changes)


def test_failures_of_a_months_purchases_are_felt_in_the_next() -> None:
    """Everybody who bought is let down once, if every purchase fails."""
    short = {
        "life.stages": "{young: {from: 18}, later: {from: 18.16}}",
        "products.tea.per_year": "{later: 6000}",
    }
    outcome = failing("100%", short)
    assert counted(outcome, "incidents") == [0] * 3 + [PEOPLE] * 9


def test_the_chance_of_a_failure_grows_with_the_number_of_purchases() -> None:
    """``1 - (1 - f)**n``, over the Poisson number ``n``: ``1 - exp(-2 f)``."""
    outcome = failing("20%")
    assert counted(outcome, "incidents")[0] == 0
    found = sum(counted(outcome, "incidents")[1:])
    assert standard_errors(found, 11 * PEOPLE, 1 - math.exp(-0.4)) < 4


def test_failures_of_purchases_come_beside_those_that_come_by_themselves() -> None:
    both = {"behaviour.satisfaction.incidents_per_year": 3}
    found = sum(counted(failing("20%", both), "incidents")[1:])
    assert standard_errors(found, 11 * PEOPLE, 1 - math.exp(-0.4 - 3 / 12)) < 4


def test_a_strategy_may_fail_more_or_less_of_its_purchases() -> None:
    outcome = failing("20%", {"strategies.firm.service.failures_per_purchase": "0%"})
    assert not any(counted(outcome, "incidents"))
    outcome = failing("0%", {"strategies.firm.service.failures_per_purchase": "20%"})
    assert sum(counted(outcome, "incidents")) > 0


def test_without_service_no_purchase_fails() -> None:
    lenient = {"behaviour.satisfaction.failures_per_purchase": "100%"}
    assert not any(counted(bought(lenient), "incidents"))


def test_who_joins_has_bought_nothing_that_could_have_failed() -> None:
    """Everybody leaves every month and is won back: what the last relationship sold is over."""
    again = {
        "behaviour.churn.per_year": "100%",
        "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: tea}}",
    }
    outcome = failing("100%", again)
    assert counted(outcome, "customers") == [PEOPLE] * 12
    assert not any(counted(outcome, "incidents"))
