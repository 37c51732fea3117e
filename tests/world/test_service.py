"""Satisfaction follows the strategy's quality; failures and their repair move it and cost."""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_HOLDS, Changes, posted, world

ALWAYS = {"behaviour.satisfaction.incidents_per_year": 6000}


def satisfaction(*changes: Changes) -> list[float]:
    months = world(EVERYBODY_HOLDS, *changes).months
    return [float(s) for s in months.satisfaction / 1e9 / months.customers]


def test_satisfaction_closes_half_of_the_gap_to_quality_in_a_half_life() -> None:
    felt = satisfaction(
        {
            "behaviour.satisfaction": "{market: 60%, start: 50%, half_life: 3 months}",
            "strategies.firm.service": "{quality: 90%}",
        }
    )
    expected = [0.9 - 0.4 * 2 ** (-(month + 1) / 3) for month in range(12)]
    assert felt == pytest.approx(expected, abs=1e-9)


def test_without_service_satisfaction_moves_to_the_markets_and_nothing_fails() -> None:
    without = {"behaviour.satisfaction": "{market: 60%, start: 80%, half_life: 1 month, harm: 0.5}"}
    felt = satisfaction(without, ALWAYS)
    assert felt == pytest.approx([0.6 + 0.2 * 0.5 ** (m + 1) for m in range(12)], abs=1e-9)


@pytest.mark.parametrize(("puts_right", "expected"), [("0%", 0.55), ("100%", 0.83)])
def test_a_failure_moves_satisfaction_after_the_pull_toward_quality(
    puts_right: str, expected: float
) -> None:
    """From 70 % half-way to 90 % is 80 %; then minus harm or plus recovery."""
    felt = satisfaction(
        {
            "behaviour.satisfaction": (
                "{market: 60%, start: 70%, half_life: 1 month, harm: 0.25, recovery: 0.03}"
            ),
            "strategies.firm.service": f"{{quality: 90%, puts_right: {puts_right}}}",
        },
        ALWAYS,
    )
    assert felt[0] == pytest.approx(expected, abs=1e-9)


def test_satisfaction_never_leaves_0_to_1() -> None:
    harmed = {"behaviour.satisfaction.harm": 0.9, "strategies.firm.service": "{puts_right: 0%}"}
    assert min(satisfaction(ALWAYS, harmed)) == 0.0
    pleased = {
        "behaviour.satisfaction.recovery": 0.9,
        "strategies.firm.service": "{puts_right: 100%}",
    }
    assert max(satisfaction(ALWAYS, pleased)) == 1.0


def test_failures_come_as_in_a_poisson_process_and_only_those_put_right_cost() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 1000,
            "behaviour.satisfaction.incidents_per_year": 3,
            "strategies.firm.service": "{puts_right: 70%, cost_per_incident: 12}",
        },
    )
    chance, trials = 1 - math.exp(-3 / 12), 12_000
    failures = int(outcome.months.incidents.sum())
    assert failures == pytest.approx(
        trials * chance, abs=4 * math.sqrt(trials * chance * (1 - chance))
    )
    put_right = -sum(posted(outcome, Line.SERVICE_RECOVERY)) / 1200
    assert put_right == pytest.approx(0.7 * failures, abs=4 * math.sqrt(failures * 0.21))
    assert outcome.events is not None
    assert put_right == sum(event.event == "put_right" for event in outcome.events)


def test_a_strategy_may_fail_more_or_less_often_than_is_usual() -> None:
    own = {"strategies.firm.service": "{incidents_per_year: 0}"}
    outcome = world(EVERYBODY_HOLDS, ALWAYS, own)
    assert outcome.months.incidents.sum() == 0


def test_customers_cost_a_twelfth_of_the_yearly_cost_each_month_and_strangers_nothing() -> None:
    cost = {"strategies.firm.service": "{cost_per_customer: 10}"}
    monthly = posted(world(EVERYBODY_HOLDS, cost), Line.SERVICING, 1)
    assert set(monthly) == {-83, -84}
    assert sum(monthly) == -1000
    assert not world(cost).ledger.any()
