"""A budget: what an employee may spend to put a failure right."""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, Changes, counted, posted, standard_errors, world

PEOPLE = 1000
ONCE_EACH = {
    "people": PEOPLE,
    "behaviour.churn.per_year": "100%",
    "behaviour.satisfaction.incidents_per_year": 6000,
}
"""Everybody is let down in month 0, and leaves after it."""


def served(service: str, *changes: Changes) -> Outcome:
    return world(EVERYBODY_HOLDS, ONCE_EACH, {"strategies.firm.service": service}, *changes)


def costs(outcome: Outcome) -> list[int]:
    """What was spent on each person, in minor units."""
    return [-int(cash) for cash in outcome.people.cash]


def test_without_a_budget_every_failure_put_right_costs_what_a_failure_costs() -> None:
    outcome = served("{puts_right: 60%, cost_per_incident: 40}")
    assert set(costs(outcome)) == {0, 4000}
    assert costs(outcome).count(4000) == counted(outcome, "put_right")[0]


def test_with_a_large_budget_what_it_costs_differs_exponentially_about_the_same_mean() -> None:
    """The standard error of a mean of exponentials is the mean over the root of their number."""
    found = costs(served("{puts_right: 100%, cost_per_incident: 40, budget_per_incident: 10_000}"))
    assert sum(found) / PEOPLE == pytest.approx(4000, abs=4 * 4000 / math.sqrt(PEOPLE))
    above = sum(cost > 4000 for cost in found)
    assert standard_errors(above, PEOPLE, math.exp(-1)) < 4
    assert min(found) < 400


def test_nobody_spends_more_than_the_budget_and_some_spend_all_of_it() -> None:
    outcome = served("{puts_right: 100%, cost_per_incident: 40, budget_per_incident: 30}")
    found = costs(outcome)
    assert max(found) == 3000
    assert found.count(3000) > 50
    assert sum(0 < cost < 3000 for cost in found) > 200
    assert 0 < found.count(0) == PEOPLE - counted(outcome, "put_right")[0]
    assert posted(outcome, Line.SERVICE_RECOVERY)[0] == -sum(found)


def test_a_failure_that_costs_more_is_put_right_with_the_chance_of_budget_over_cost() -> None:
    """Of a failure that costs ``x`` above the budget ``B``: ``B / x``, over all of them
    ``b E1(b) / exp(-b)`` with ``b = B / mean``; at ``b`` of 1 that is 0.5963."""
    outcome = served("{puts_right: 100%, cost_per_incident: 40, budget_per_incident: 40}")
    found = costs(outcome)
    beyond = found.count(4000) + found.count(0)
    assert standard_errors(beyond, PEOPLE, math.exp(-1)) < 4
    assert standard_errors(found.count(4000), beyond, 0.596347) < 4


def test_whoever_may_spend_nothing_puts_nothing_right() -> None:
    outcome = served("{puts_right: 100%, cost_per_incident: 40, budget_per_incident: 0}")
    assert counted(outcome, "put_right")[0] == 0
    assert not any(posted(outcome, Line.SERVICE_RECOVERY))


def test_what_costs_nothing_is_within_any_budget() -> None:
    outcome = served("{puts_right: 100%, budget_per_incident: 0}")
    assert counted(outcome, "put_right")[0] == PEOPLE


def test_staff_manage_at_all_with_the_same_chance_as_without_a_budget() -> None:
    """The budget pays for everything here, so that the same failures are put right."""
    service = "puts_right: 35%, cost_per_incident: 40"
    limited = served(f"{{{service}, budget_per_incident: 1_000_000}}")
    unlimited = served(f"{{{service}}}")
    assert (limited.people.life == unlimited.people.life).all()
    assert 0 < counted(limited, "put_right")[0] < PEOPLE


def test_a_failure_beyond_the_budget_harms_as_one_that_is_not_put_right() -> None:
    harm = {"behaviour.satisfaction": "{market: 60%, incidents_per_year: 6000, harm: 0.2}"}
    outcome = served("{puts_right: 100%, cost_per_incident: 40, budget_per_incident: 0}", harm)
    assert outcome.months.satisfaction[0] == PEOPLE * 400_000_000
