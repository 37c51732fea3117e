"""The edges of rules, where one more or one less, or another sign, would be another rule."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.rules import balance, buying, contact, loyalty, money, promotion, service, staffing, talk
from sim.rules.churn import monthly_log_odds
from sim.rules.worth import discounted_years


def test_the_months_that_bear_one_unit_more_are_twelve_bits() -> None:
    for yearly in (-1, 5, 100, 1_199):
        assert 0 <= money.twelfths(yearly)[1] < 2**12


def test_no_amount_is_above_what_sums_of_whole_money_can_hold() -> None:
    assert balance.person_amount(1e15, 0.0, 0.0, 1.0, 0.0, 0.0) == 10**14
    assert balance.person_amount(0.4, 0.0, 0.0, 1.0, 0.0, 0.0) == 0


def test_a_price_better_for_the_customer_is_a_lower_rate_and_a_step_up_a_higher_one() -> None:
    assert balance.locked_rate(0.05, 0.01) == pytest.approx(0.04)
    assert balance.reverted_rate(0.05, 0.01) == pytest.approx(0.06)


def test_the_last_month_repays_what_is_left_and_the_one_before_does_not() -> None:
    assert balance.principal_repaid(1_000, 300, 10, 1) == 1_000
    assert balance.principal_repaid(1_000, 300, 10, 2) == 290


@pytest.mark.parametrize("effect", [-1e9, 1e9])
def test_a_mood_without_bounds_is_cut_to_what_odds_can_hold(effect: float) -> None:
    sign = math.copysign(1.0, effect)
    assert math.log(contact.mood(-effect, 1.0, 0.0, 0.0)) == pytest.approx(sign * 700.0)
    felt = buying.purchases_a_month(1e300, effect, 1.0, 1e-300)
    assert felt == (500.0 if effect > 0 else pytest.approx(math.exp(-700.0)))


def test_of_equal_offers_the_first_is_spoken_of() -> None:
    equal = np.array([2.0, 2.0, 2.0])
    assert contact.first_of_the_highest(equal) == 0
    assert contact.best_offer(equal, equal, 1.0)[0] == 0


def test_what_never_or_always_happens_in_a_month_has_endless_log_odds() -> None:
    assert monthly_log_odds(0.0) == -math.inf
    assert monthly_log_odds(math.inf) == math.inf
    assert monthly_log_odds(math.log(2.0)) == pytest.approx(0.0, abs=1e-15)


def test_a_year_of_the_run_has_52_weeks_wherever_it_begins() -> None:
    for first in range(25):
        assert sum(loyalty.weeks_in(month) for month in range(first, first + 12)) == 52


def test_a_promotion_is_off_before_its_first_month_and_every_time_after_its_last() -> None:
    on = [month for month in range(14) if promotion.promoted(month, 3, 5, 2)]
    assert on == [3, 4, 8, 9, 13]


def test_satisfaction_drifts_toward_quality_from_below_and_from_above() -> None:
    assert service.drifted(0.2, 0.6, 0.25) == pytest.approx(0.5)
    assert service.drifted(0.8, 0.4, 0.25) == pytest.approx(0.5)


def test_rivals_get_their_share_of_the_wallet_and_none_of_who_buys_nowhere_else() -> None:
    share = 1.0 / (1.0 + math.exp(-(-1.0 + 0.5 * 2.0 + 3.0 * 0.25)))
    bought = buying.mean_purchases(4.0, 0.0, 0.25, 1.0, -1.0, 0.5, 2.0, 3.0)
    assert bought == pytest.approx(4.0 * share)
    assert buying.mean_purchases(4.0, 0.0, 0.25, 1.0, math.inf, 0.5, 2.0, 3.0) == 4.0


def test_a_budget_that_is_just_enough_is_enough() -> None:
    assert service.chance_within_budget(100.0, 100.0) == 1.0
    assert service.chance_within_budget(100.0, 0.0) == 0.0


def test_a_load_as_large_as_the_staff_makes_everybody_wait_and_none_makes_nobody() -> None:
    assert staffing.chance_of_long_wait(2.0, 2.0, 20.0, 10.0) == 1.0
    assert staffing.chance_of_long_wait(2.0, 0.0, 20.0, 0.0) == 0.0
    assert staffing.chance_of_long_wait(1.0, 0.5, 20.0, 10.0) == pytest.approx(
        0.5 * math.exp(-0.25)
    )


def test_a_desk_of_nobody_makes_everybody_wait_with_and_without_work() -> None:
    assert staffing.chance_of_long_wait(0.0, 0.0, 20.0, 10.0) == 1.0
    assert staffing.chance_of_long_wait(0.0, 0.5, 20.0, 10.0) == 1.0


def test_a_firms_only_customer_keeps_its_staff_busy_too() -> None:
    assert staffing.load(1, 1, 85.0, 100.0) == pytest.approx(1.0)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (3, 2.0), (10, 9.5)])
def test_the_chance_to_wait_is_erlangs_sum_of_states(servers: int, load: float) -> None:
    states = [load**k / math.factorial(k) for k in range(servers)]
    full = load**servers / math.factorial(servers) * servers / (servers - load)
    assert staffing.chance_to_wait(servers, load) == pytest.approx(full / (sum(states) + full))


def test_years_of_margin_are_a_geometric_sum_of_months() -> None:
    q = math.exp(-0.02) * 0.99
    assert discounted_years(0.02, 0.99, 30) == pytest.approx(sum(q**k for k in range(30)) / 12)
    assert discounted_years(0.02, 0.99, 0) == 0.0


def test_a_market_of_one_person_hears_and_is_warned_too() -> None:
    assert talk.talk_hazard(12.0, 1, 1) == 1.0
    assert talk.chance_to_consider(2.0, 1, 1) == pytest.approx(math.exp(-2.0))
