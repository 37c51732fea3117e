"""Continuous improvement: unit costs that fall year by year, at a cost."""

from __future__ import annotations

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, Changes, posted, world

YEARS = 4
TENTH = "strategies.firm.improvement"


def years_of(outcome: Outcome, line: Line) -> list[int]:
    """What a line came to in each year."""
    monthly = posted(outcome, line)
    return [sum(monthly[start : start + 12]) for start in range(0, 12 * YEARS, 12)]


def improved(*changes: Changes) -> Outcome:
    tenth = {"years": YEARS, TENTH: "{per_year: 10%}"}
    return world(EVERYBODY_HOLDS, tenth, *changes)


UNIT_COSTS = {
    "costs.yearly": (Line.SERVICING, {"products.account.costs": "{yearly: 120}"}),
    "cost per customer": (
        Line.SERVICING,
        {"strategies.firm.service": "{cost_per_customer: 120}"},
    ),
    "staff": (
        Line.STAFF,
        {
            "strategies.firm.service": "{quality: 60%}",
            "strategies.firm.staff": (
                "{per_1000_customers: 10, minutes_per_incident: 1, cost_per_year: 12_000}"
            ),
        },
    ),
    "contact": (
        Line.CONTACTS,
        {
            "products.extra": "{kind: account, need: 0.0001%, response: 0%}",
            "strategies.firm.contact": "{per_year: 6000, cost: 10}",
        },
    ),
    "incident": (
        Line.SERVICE_RECOVERY,
        {
            "behaviour.satisfaction.incidents_per_year": 6000,
            "strategies.firm.service": "{puts_right: 100%, cost_per_incident: 10}",
        },
    ),
    "reach": (
        Line.ACQUISITION,
        {
            "opening_book.share": "0%",
            "strategies.firm.acquire": "{adult: {reach: 100%, cost: 10, opens: account}}",
        },
    ),
    "costs.open": (
        Line.OPENING,
        {
            "products.account.costs": "{open: 10}",
            "behaviour.churn.per_year": "100%",
            "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: account}}",
        },
    ),
}


@pytest.mark.parametrize(("line", "cost"), UNIT_COSTS.values(), ids=UNIT_COSTS.keys())
def test_a_unit_cost_falls_by_its_share_every_year(line: Line, cost: Changes) -> None:
    found = years_of(improved(cost), line)
    usual = years_of(world(EVERYBODY_HOLDS, {"years": YEARS}, cost), line)
    assert usual[1] == usual[2] == usual[3] != 0
    assert found[0] == usual[0]
    for year, factor in ((1, 0.9), (2, 0.81), (3, 0.729)):
        assert found[year] == pytest.approx(factor * usual[year], abs=12 * 0.5)


@pytest.mark.parametrize(
    ("line", "flow"),
    [
        (Line.FEES, {"products.account.fee": 120}),
        (
            Line.INCENTIVES,
            {
                "opening_book.share": "0%",
                "strategies.firm.acquire": (
                    "{adult: {reach: 100%, takes: 100%, incentive: 50, opens: account}}"
                ),
            },
        ),
    ],
)
def test_what_customers_pay_or_are_given_is_no_unit_cost(line: Line, flow: Changes) -> None:
    usual = world(EVERYBODY_HOLDS, {"years": YEARS}, flow)
    assert posted(improved(flow), line) == posted(usual, line)


def test_of_a_basket_what_is_not_margin_falls() -> None:
    """A margin of 40 % of 100.00 is 60.00 of cost: 54.00 a year later, 48.60, 43.74."""
    tea = {
        "products": "{tea: {kind: purchase, per_year: 60, basket: 100, margin: 40%}}",
        "opening_book": "{share: 100%, holds: [tea]}",
    }
    outcome = improved(tea)
    bought = outcome.months.purchases.reshape(YEARS, 12).sum(axis=1)
    expected = [4000, 4600, 5140, 5626]
    assert years_of(outcome, Line.SALES_MARGIN) == [
        n * m for n, m in zip(bought.tolist(), expected, strict=True)
    ]


@pytest.mark.parametrize(
    ("lasts", "factors"),
    [
        ("2 years", [1, 0.9, 0.81, 0.81]),
        ("18 months", [1, 0.9, 0.9, 0.9]),
        ("11 months", [1, 1, 1, 1]),
        ("0 months", [1, 1, 1, 1]),
    ],
)
def test_it_lasts_as_many_whole_years_as_it_is_said_to_and_what_was_won_stays(
    lasts: str, factors: list[float]
) -> None:
    cost = {"products.account.costs": "{yearly: 120}", f"{TENTH}.lasts": lasts}
    found = years_of(improved(cost), Line.SERVICING)
    assert found == [round(-12_000 * factor) for factor in factors]


def test_what_it_takes_is_due_of_every_customer_and_does_not_fall_itself() -> None:
    spent = {f"{TENTH}.cost_per_customer": 12}
    outcome = improved(spent)
    assert posted(outcome, Line.PROGRAMMES, 1) == [-100] * 12 * YEARS
    strangers = {"opening_book.share": "0%"}
    assert not any(posted(improved(spent, strangers), Line.PROGRAMMES))


def test_growth_of_costs_and_improvement_work_on_the_same_cost() -> None:
    cost = {"products.account.costs": "{yearly: 120}", "growth.costs": "20%"}
    found = years_of(improved(cost), Line.SERVICING)
    assert found == [round(-12_000 * (1.2 * 0.9) ** year) for year in range(YEARS)]
