"""Choice, contact, churn and service are the formulas that the language gives, sign by sign."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rules import choice, churn, contact, service
from sim.rules.waiting import hazard
from tests.worlds import logistic, logit, monthly

EFFECT = st.floats(-5, 5)
CHANCE = st.floats(0.01, 0.99)


@given(CHANCE, EFFECT, EFFECT, EFFECT, EFFECT)
@settings(deadline=None, derandomize=True)
def test_winning_shifts_the_log_odds_by_price_and_satisfaction(
    wins: float, price: float, points: float, effect: float, gap: float
) -> None:
    expected = logistic(logit(wins) + price * points + effect * gap)
    found = choice.chance_of_winning(logit(wins), price, points, effect, gap)
    assert found == pytest.approx(expected, rel=1e-12)


@given(CHANCE, EFFECT, EFFECT, EFFECT, EFFECT, st.floats(0, 3), st.floats(0, 9))
@settings(deadline=None, derandomize=True)
def test_a_response_is_a_win_less_what_fatigue_costs(
    response: float, price: float, points: float, effect: float, gap: float, tires: float, f: float
) -> None:
    expected = logistic(logit(response) + price * points + effect * gap - tires * f)
    against = contact.odds_against(logit(response), price, points)
    found = contact.chance_of_response(against, contact.mood(effect, gap, tires, f))
    assert found == pytest.approx(expected, rel=1e-12)


@given(CHANCE, EFFECT, EFFECT, EFFECT, st.integers(0, 6), EFFECT, st.floats(0, 9), EFFECT, EFFECT)
@settings(deadline=None, derandomize=True)
def test_leaving_shifts_the_log_odds_of_the_monthly_base_chance(
    yearly: float,
    satisfaction: float,
    gap: float,
    each: float,
    further: int,
    tires: float,
    fatigue: float,
    price: float,
    dearer: float,
) -> None:
    effects = satisfaction * gap + each * further + tires * fatigue + price * dearer
    found = churn.chance_to_leave(
        churn.monthly_log_odds(hazard(yearly)),
        satisfaction,
        gap,
        each,
        further,
        tires,
        fatigue,
        price,
        dearer,
    )
    assert found == pytest.approx(logistic(logit(monthly(yearly)) + effects), rel=1e-9)


@pytest.mark.parametrize(("chance", "always"), [(0.0, 0.0), (1.0, 1.0)])
def test_never_and_always_withstand_any_log_odds(chance: float, always: float) -> None:
    for effects in (-99.0, 99.0):
        base = churn.monthly_log_odds(hazard(chance))
        leaves = churn.chance_to_leave(base, effects, 1.0, effects, 1, 0.0, 0.0, 0.0, 0.0)
        assert leaves == always


@pytest.mark.parametrize("per_year", [0.0, 0.2, 6.0, 40.0])
def test_something_of_a_frequency_happens_in_a_month_as_in_a_poisson_process(
    per_year: float,
) -> None:
    assert contact.chance_of_event(per_year) == pytest.approx(1 - math.exp(-per_year / 12))


@pytest.mark.parametrize("fatigue", [0.0, 1e9])
def test_never_and_always_stay_so_in_any_mood(fatigue: float) -> None:
    for gap in (-1e9, 1e9):
        felt = contact.mood(1.0, gap, 1.0, fatigue)
        assert contact.chance_of_response(contact.odds_against(-math.inf, 1.0, 1.0), felt) == 0.0
        assert contact.chance_of_response(contact.odds_against(math.inf, 1.0, 1.0), felt) == 1.0


@pytest.mark.parametrize("half_life", [1, 6, 18])
def test_a_half_life_halves(half_life: int) -> None:
    assert contact.kept_after(half_life, 0) == 1.0
    assert contact.kept_after(half_life, half_life) == pytest.approx(0.5)
    assert contact.kept_after(half_life, 1) ** half_life == pytest.approx(0.5)


def test_satisfaction_moves_toward_quality_by_the_share_of_its_half_life() -> None:
    """``1 - 2**(-1 / half_life)`` a month: half of the way within the half-life."""
    satisfaction = 0.6
    for _ in range(18):
        satisfaction = service.drifted(satisfaction, 0.9, contact.kept_after(18, 1))
    assert satisfaction == pytest.approx(0.75)


def test_a_failure_put_right_adds_and_another_takes_within_0_and_1() -> None:
    assert service.after_incident(0.5, True, 0.25, 0.03) == 0.53
    assert service.after_incident(0.5, False, 0.25, 0.03) == 0.25
    assert service.after_incident(0.99, True, 0.25, 0.03) == 1.0
    assert service.after_incident(0.1, False, 0.25, 0.03) == 0.0
