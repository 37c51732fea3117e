"""Customer lifetime value against its closed form.

One account with a fee of 12 m a year, no other flow, yearly churn c, no mortality:
``CLV = m * sum(((1 - h) * v)**k)`` with ``h = 1 - (1 - c)**(1/12)`` and ``v = (1 + d)**(-1/12)``.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, ONCE, monthly, world

PEOPLE = 2500
MONTHS = 60
M = 1000  # minor units a month
C, D = 0.25, 0.10
V = (1 + D) ** (-1 / 12)

FEE: dict[str, object] = {"products.account.fee": 120, "discount_rate": D}


@cache
def book() -> Outcome:
    """Everybody a customer from month 0, leaving for good."""
    return world(
        FEE, EVERYBODY_HOLDS, {"people": PEOPLE, "years": 5, "behaviour.churn.per_year": C}
    )


def annuity(months: int) -> float:
    """The value of M a month for so many months, discounted to the first."""
    return float(M * sum(V**k for k in range(months)))


def value_and_error(people: int) -> tuple[float, float]:
    """The closed form and its theoretical standard error.

    Who stays exactly K months is worth an annuity of K; K is geometric, cut at the horizon.
    """
    h = monthly(C)
    value = M * sum(((1 - h) * V) ** k for k in range(MONTHS))
    chances = [h * (1 - h) ** (k - 1) for k in range(1, MONTHS)] + [(1 - h) ** (MONTHS - 1)]
    square = sum(p * annuity(k) ** 2 for k, p in enumerate(chances, start=1))
    return value, math.sqrt((square - value**2) / people)


def test_mean_clv_is_the_closed_form_within_4_standard_errors() -> None:
    value, error = value_and_error(PEOPLE)
    assert error < 0.02 * value
    assert book().people.clv.mean() == pytest.approx(value, abs=4 * error)


def test_every_persons_clv_is_the_annuity_of_the_months_stayed() -> None:
    people = book().people
    expected = [annuity(months) for months in people.tenure_months.tolist()]
    assert people.clv == pytest.approx(expected, rel=1e-9)


def test_clv_before_and_after_acquisition_are_equal_where_nothing_was_spent() -> None:
    people = book().people
    assert (people.clv == people.clv_before_acquisition).all()
    assert (people.acquisition_cost == 0).all()


def test_without_churn_or_discount_clv_is_all_the_fees() -> None:
    people = world(FEE, EVERYBODY_HOLDS, {"years": 5, "discount_rate": 0}).people
    assert people.clv[0] == people.npv[0] == people.cash[0] == M * MONTHS


@cache
def later() -> Outcome:
    """People who are reached every month at a cost of 7, and take it at 20 %."""
    return world(
        FEE,
        {
            "people": 200,
            "years": 3,
            "behaviour.churn.per_year": C,
            "strategies.firm.acquire": (
                "{adult: {reach: 100%, cost: 7, takes: 20%, incentive: 30, opens: account}}"
            ),
            "life.stages": "{adult: {from: 18}, late: {from: 19}}",
        },
    )


def test_clv_is_discounted_to_the_month_of_first_joining_and_npv_to_the_start() -> None:
    people = later().people
    won = people.joined >= 0
    assert len(set(people.joined[won].tolist())) > 6
    assert people.npv[won] == pytest.approx(people.clv[won] * V ** people.joined[won], rel=1e-12)


def test_flows_after_joining_are_worth_an_annuity_at_the_time_of_joining() -> None:
    """Of those who joined once: whose tenure is one unbroken relationship."""
    people = later().people
    end = np.where(people.left >= 0, people.left + 1, 36)
    once = (people.joined >= 0) & (people.tenure_months == end - people.joined)
    assert once.sum() > 50
    expected = [annuity(months) for months in people.tenure_months[once].tolist()]
    assert people.clv_before_acquisition[once] == pytest.approx(expected, rel=1e-9)


def test_acquisition_cost_before_joining_is_carried_forward_with_interest() -> None:
    """A reach of 7.00 each month from 0 to the month j of joining, and 30.00 in j."""
    people = later().people
    once = (people.joined >= 0) & (people.acquisition_cost == -700 * (people.joined + 1) - 3000)
    assert once.sum() > 50
    spent = people.clv_before_acquisition[once] - people.clv[once]
    expected = [
        3000 + 700 * sum((1 / V) ** (j - t) for t in range(j + 1))
        for j in people.joined[once].tolist()
    ]
    assert spent == pytest.approx(expected, rel=1e-9)


def test_reaches_of_people_never_won_cost_npv_but_have_no_clv() -> None:
    people = later().people
    never = people.joined < 0
    assert never.sum() > 0
    assert np.isnan(people.clv[never]).all()
    expected = -700 * sum(V**t for t in range(12))
    assert people.npv[never] == pytest.approx([expected] * int(never.sum()))


def test_the_capital_charge_counts_in_clv_and_npv_and_not_in_cash() -> None:
    loan = {
        "products.loan": (
            "{kind: loan, amount: 100_000, term: 1 year, market_rate: 4%, ftp: 4%,"
            " risk_weight: 50%}"
        ),
        "opening_book": "{share: 100%, holds: [loan]}",
        "strategies.firm.offers": "[account]",
        "products.account.need": "0.0001%",
        "firm.capital": "{ratio: 12%, cost: 10%}",
    }
    people = world(loan).people
    assert people.cash[0] == 0
    assert people.capital_charge[0] < -30_000
    assert people.clv[0] == people.npv[0] == people.capital_charge[0]


def test_who_is_won_again_brings_value_to_the_first_joining() -> None:
    """Leaves and returns every month: no gap, so the same annuity as who never leaves."""
    again = {
        "discount_rate": D,
        "products.account.fee": 120,
        "behaviour.churn.per_year": 1,
        "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: account}}",
    }
    assert world(again).people.clv[0] == pytest.approx(annuity(12))
    assert world(ONCE, FEE).people.clv[0] == pytest.approx(annuity(12))
