"""Silent failures, and the surveys that bring them up."""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import (
    EVERYBODY_HOLDS,
    Changes,
    counted,
    months_of,
    posted,
    standard_errors,
    story,
    world,
)

PEOPLE = 2000
LET_DOWN = {
    "behaviour.satisfaction": (
        "{market: 60%, half_life: 6 months, harm: 0.2, recovery: 0.05, voiced: 0%,"
        " incidents_per_year: 0}"
    ),
    "strategies.firm.service": (
        "{quality: 60%, puts_right: 0%, cost_per_incident: 12, incidents_per_year: 6000}"
    ),
    "strategies.firm.changes": "[{from: 2025-02, set: {service.incidents_per_year: 0}}]",
}
"""Everybody is let down in month 0 and never again, and nobody says so."""
SURVEYS = "surveys_per_year: 6000, cost: 0.3"
"""A survey every month from the month after joining on, of 30 minor units each."""
KEPT = 2 ** (-1 / 6)


def satisfaction(outcome: Outcome) -> list[float]:
    months = outcome.months
    return [float(s) for s in months.satisfaction / 1e9 / months.customers]


def surveyed(feedback: str, *changes: Changes) -> Outcome:
    return world(EVERYBODY_HOLDS, LET_DOWN, {"strategies.firm.feedback": feedback}, *changes)


def test_what_nobody_tells_of_is_never_put_right() -> None:
    silent = {
        "behaviour.satisfaction": "{incidents_per_year: 6000, voiced: 0%}",
        "strategies.firm.service": "{puts_right: 100%, cost_per_incident: 12}",
    }
    outcome = world(EVERYBODY_HOLDS, silent)
    assert counted(outcome, "silent") == counted(outcome, "incidents") == [1] * 12
    assert counted(outcome, "put_right") == [0] * 12
    assert not any(posted(outcome, Line.SERVICE_RECOVERY))
    assert months_of(outcome, "failed") == [*range(12)]


def test_the_share_that_is_voiced_can_be_put_right() -> None:
    some = {
        "people": PEOPLE,
        "behaviour.churn.per_year": "100%",
        "behaviour.satisfaction": "{incidents_per_year: 6000, voiced: 30%}",
        "strategies.firm.service": "{puts_right: 100%}",
    }
    outcome = world(EVERYBODY_HOLDS, some)
    put_right, silent = counted(outcome, "put_right")[0], counted(outcome, "silent")[0]
    assert put_right + silent == PEOPLE
    assert standard_errors(put_right, PEOPLE, 0.3) < 4


def test_a_silent_failure_harms_like_any_other() -> None:
    assert satisfaction(world(EVERYBODY_HOLDS, LET_DOWN))[0] == pytest.approx(0.4, abs=1e-9)


def test_a_survey_gives_back_what_is_left_of_the_harm_and_the_recovery() -> None:
    """A month later satisfaction is ``0.6 - 0.2 k``; ``0.2 k`` and 0.05 are given back, and fade
    from then on."""
    felt = satisfaction(surveyed(f"{{{SURVEYS}, acts_on: 100%}}"))
    expected = [0.4] + [0.6 + 0.05 * KEPT**month for month in range(11)]
    assert felt == pytest.approx(expected, abs=1e-9)


def test_later_less_is_left_to_give_back() -> None:
    """Surveys begin in month 4: the harm has faded for four months."""
    later = {
        "strategies.firm.feedback": "{surveys_per_year: 0, acts_on: 100%}",
        "strategies.firm.changes": (
            "[{from: 2025-02, set: {service.incidents_per_year: 0}},"
            " {from: 2025-05, set: {feedback.surveys_per_year: 6000}}]"
        ),
    }
    felt = satisfaction(world(EVERYBODY_HOLDS, LET_DOWN, later))
    before = [0.6 - 0.2 * KEPT**month for month in range(4)]
    assert felt == pytest.approx(before + [0.6 + 0.05 * KEPT**k for k in range(8)], abs=1e-9)


def test_all_that_was_silent_since_the_last_survey_comes_up_at_once() -> None:
    """Let down in months 0 and 1, asked from month 2 on; satisfaction stays where it is put."""
    twice = {
        "behaviour.satisfaction.half_life": "150 years",
        "strategies.firm.feedback": "{surveys_per_year: 0, acts_on: 100%}",
        "strategies.firm.changes": (
            "[{from: 2025-03, set: {service.incidents_per_year: 0,"
            " feedback.surveys_per_year: 6000}}]"
        ),
    }
    outcome = world(EVERYBODY_HOLDS, LET_DOWN, twice)
    assert satisfaction(outcome)[:4] == pytest.approx([0.4, 0.2, 0.65, 0.65], abs=1e-3)
    assert counted(outcome, "put_right") == [0, 0, 1] + [0] * 9


def test_what_a_survey_brings_up_costs_as_a_failure_put_right_and_once() -> None:
    outcome = surveyed(f"{{{SURVEYS}, acts_on: 100%}}")
    assert posted(outcome, Line.SERVICE_RECOVERY) == [0, -1200] + [0] * 10
    assert counted(outcome, "put_right") == [0, 1] + [0] * 10
    assert story(outcome, "surveyed", "put_right")[:3] == [
        (1, "surveyed", None),
        (1, "put_right", None),
        (2, "surveyed", None),
    ]


def test_what_a_survey_brings_up_is_within_what_staff_may_spend_or_stays() -> None:
    budget = {"strategies.firm.service.budget_per_incident": 0}
    outcome = surveyed(f"{{{SURVEYS}, acts_on: 100%}}", budget)
    assert not any(counted(outcome, "put_right"))
    assert max(satisfaction(outcome)) < 0.6


def test_a_firm_that_acts_on_nothing_learns_for_nothing() -> None:
    outcome = surveyed(f"{{{SURVEYS}, acts_on: 0%}}")
    expected = [0.6 - 0.2 * KEPT**month for month in range(12)]
    assert satisfaction(outcome) == pytest.approx(expected, abs=1e-9)


def test_a_firm_acts_on_its_share_of_what_comes_up() -> None:
    outcome = surveyed(f"{{{SURVEYS}, acts_on: 40%}}", {"people": PEOPLE})
    assert standard_errors(counted(outcome, "put_right")[1], PEOPLE, 0.4) < 4
    assert not any(counted(outcome, "put_right")[2:])


def test_every_survey_costs_under_programmes_and_strangers_are_not_asked() -> None:
    outcome = surveyed(f"{{{SURVEYS}}}")
    assert posted(outcome, Line.PROGRAMMES, 1) == [0] + [-30] * 11
    assert counted(outcome, "surveys") == [0] + [1] * 11
    strangers = world(LET_DOWN, {"strategies.firm.feedback": f"{{{SURVEYS}}}"})
    assert not any(counted(strangers, "surveys"))


def test_surveys_come_at_random_at_their_yearly_rate() -> None:
    """Of eleven months, each with the chance ``1 - exp(-3/12)``."""
    outcome = surveyed("{surveys_per_year: 3}", {"people": PEOPLE})
    assert standard_errors(sum(counted(outcome, "surveys")), 11 * PEOPLE, 1 - math.exp(-0.25)) < 4


@pytest.mark.parametrize(("tires", "leave"), [(0, 0), (1, 1)])
def test_a_survey_tires_as_much_as_it_is_said_to(tires: float, leave: int) -> None:
    """Only who is tired leaves: after the survey of month 1, in the same month."""
    tired = {"behaviour.churn": "{per_year: 0.0001%, fatigue: 100}"}
    outcome = surveyed(f"{{{SURVEYS}, tires: {tires}}}", tired)
    assert counted(outcome, "churned") == [0, leave] + [0] * 10


def test_by_default_a_survey_tires_like_a_contact() -> None:
    """Leaving has even odds at a fatigue of 1: that of one survey, in month 1."""
    even = {
        "people": PEOPLE,
        "behaviour.churn": "{per_year: 0.0001%, fatigue: 16.3}",
        "behaviour.contact": "{forgets: 1 month}",
    }
    base = -math.log(1 - 1e-6) / 12
    chance = 1 / (1 + math.exp(-(math.log(base) + 16.3)))
    outcome = surveyed(f"{{{SURVEYS}}}", even)
    assert 0.4 < chance < 0.6
    assert standard_errors(counted(outcome, "churned")[1], PEOPLE, chance) < 4
