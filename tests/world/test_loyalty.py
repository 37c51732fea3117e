"""The loyalty programme: who joins, what members get, what it costs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_BUYS, Changes, counted, poisson_errors, posted, world

PEOPLE = 200
BUYERS = {"people": PEOPLE, **EVERYBODY_BUYS}
FIRST_THREE = {
    "life.stages": "{young: {from: 18}, later: {from: 18.25}}",
    "products.tea.per_year": "{young: 600}",
}
"""Everybody buys in months 0 to 2, and never again."""
FROM_THE_FOURTH = {
    "life.stages": "{young: {from: 18}, later: {from: 18.25}, last: {from: 18.5}}",
    "products.tea.per_year": "{later: 600}",
}
"""Everybody buys in months 3 to 5 only."""
OWN_BASKETS = {"products.tea.basket": "{uniform: [1, 9]}"}
"""So that no two people spend the same."""
FEE = {"products.tea.margin": "0%", "strategies.firm.loyalty.per_year": 12}
"""A member costs 1.00 a month, and nothing else moves cash."""


def programme(loyalty: str, *changes: Changes) -> Outcome:
    return world(BUYERS, {"strategies.firm.loyalty": loyalty}, *changes)


def without(*changes: Changes) -> Outcome:
    return world(BUYERS, *changes)


def members_by_cash(outcome: Outcome) -> list[int]:
    """Who was ever a member, where members cost something and nothing else moves cash."""
    return np.flatnonzero(outcome.people.cash < 0).tolist()


# What members get -------------------------------------------------------------------------------


def test_a_discount_comes_off_every_basket_of_a_member() -> None:
    outcome = programme("{join: all, discount: 10%}")
    assert outcome.months.revenue.sum() == without().months.revenue.sum()
    assert posted(outcome, Line.LOYALTY, 0) == [-spent // 10 for spent in revenue(outcome)]
    assert counted(outcome, "rewards") == [spent // 10 for spent in revenue(outcome)]
    assert posted(outcome, Line.SALES_MARGIN) == revenue(outcome)


def revenue(outcome: Outcome) -> list[int]:
    return counted(outcome, "revenue")


@pytest.mark.parametrize(("least", "off"), [("1.00", True), ("1.01", False)])
def test_baskets_below_the_smallest_bring_no_discount(least: str, off: bool) -> None:
    outcome = programme(f"{{join: all, discount: 10%, discount_from_basket: {least}}}")
    assert any(posted(outcome, Line.LOYALTY)) == off


def test_of_baskets_drawn_anew_only_the_large_ones_bring_a_discount() -> None:
    """Baskets of 1.00 to 3.00; half of the money above 2.00 is 5/8 of it."""
    each = {"products.tea.basket": "{each: {uniform: [1, 3]}}"}
    outcome = programme("{join: all, discount: 10%, discount_from_basket: 2}", each)
    share = sum(counted(outcome, "rewards")) / sum(revenue(outcome)) / 0.1
    assert share == pytest.approx(5 / 8, abs=0.02)


def test_a_free_item_a_week_costs_what_an_item_costs() -> None:
    """Fifty purchases a month are enough for every week; a year has 52."""
    outcome = programme("{join: all, free_item_per_week: 0.5}")
    assert sum(posted(outcome, Line.LOYALTY, 0)) == -PEOPLE * 52 * 50
    weeks = [-cost // (50 * PEOPLE) for cost in posted(outcome, Line.LOYALTY, 0)]
    assert set(weeks) == {4, 5}


def test_without_a_purchase_there_is_no_free_item() -> None:
    """One purchase a year or so: an item with each, but for months with more than weeks."""
    rare = {"products.tea.per_year": 1}
    outcome = programme("{join: all, free_item_per_week: 0.5}", rare)
    bought = counted(outcome, "purchases")
    assert sum(bought) > 50
    assert counted(outcome, "rewards") == [50 * number for number in bought]


def test_every_member_costs_so_much_a_year_and_strangers_nothing() -> None:
    outcome = programme("{join: all, per_year: 12}")
    assert posted(outcome, Line.LOYALTY, 1) == [-100 * PEOPLE] * 12
    nobody = {"opening_book": "{share: 0%, holds: [tea]}"}
    assert not programme("{join: all, per_year: 12}", nobody).ledger.any()


def test_members_buy_more_often_by_the_ease() -> None:
    usual, eased = without(), programme("{join: all, ease: 0.5}")
    bought = sum(counted(eased, "purchases"))
    assert poisson_errors(bought, 1.5 * 50 * 12 * PEOPLE) < 4
    assert sum(counted(usual, "purchases")) < bought
    added = np.array(counted(eased, "purchases_added"))
    assert (eased.months.purchases - added == usual.months.purchases).all()


def test_rewards_on_what_would_have_been_bought_anyway_are_counted_apart() -> None:
    """What a member buys beyond what the same luck would have brought without the programme."""
    usual, eased = without(), programme("{join: all, ease: 0.5, discount: 10%}")
    assert counted(eased, "rewards_anyway") == [10 * n for n in counted(usual, "purchases")]
    assert counted(eased, "rewards") == [10 * n for n in counted(eased, "purchases")]


def test_free_items_that_would_have_been_given_anyway_are_counted_apart() -> None:
    rare = {"products.tea.per_year": 6}
    usual = without(rare)
    eased = programme("{join: all, ease: 3, free_item_per_week: 0.5}", rare)
    anyway, given = counted(eased, "rewards_anyway"), counted(eased, "rewards")
    assert sum(anyway) < sum(given)
    assert sum(anyway) <= 50 * sum(counted(usual, "purchases"))


@pytest.mark.parametrize(("keeps", "left"), [(-60, 0), (60, PEOPLE)])
def test_what_keeps_members_is_added_to_their_log_odds_of_leaving(keeps: int, left: int) -> None:
    churn = {"behaviour.churn.per_year": "50%"}
    outcome = programme(f"{{join: all, keeps: {keeps}}}", churn)
    assert counted(outcome, "churned")[0] == left


def test_what_keeps_members_does_not_keep_others() -> None:
    churn = {"behaviour.churn.per_year": "50%"}
    nobody = programme("{join: {top: 0%}, keeps: -60}", churn)
    assert (nobody.people.life == without(churn).people.life).all()


# Who is a member --------------------------------------------------------------------------------


def test_if_all_may_join_every_customer_is_a_member_from_the_first_month_on() -> None:
    late = {"opening_book": "{share: 0%, holds: [tea]}"}
    reach = {"strategies.firm.acquire": "{adult: {reach: 50%, takes: 100%, opens: tea}}"}
    outcome = programme("{join: all}", late, reach)
    assert 0 < outcome.months.customers[0] < outcome.months.customers[-1]
    assert counted(outcome, "members") == counted(outcome, "customers")


def test_before_the_first_review_nobody_is_among_the_best() -> None:
    outcome = programme("{join: {top: 20%}, reviewed: 5 months}", OWN_BASKETS)
    assert counted(outcome, "members") == [0] * 5 + [PEOPLE // 5] * 7


def test_by_default_the_firm_looks_once_a_year() -> None:
    outcome = programme("{join: {top: 20%}}", {"years": 2}, OWN_BASKETS)
    assert counted(outcome, "members") == [0] * 12 + [PEOPLE // 5] * 12


@pytest.mark.parametrize(
    ("buying", "members"),
    [
        (FIRST_THREE, [0] * 3 + [40] * 3 + [0] * 6),
        (FROM_THE_FOURTH, [0] * 6 + [40] * 3 + [0] * 3),
    ],
)
def test_members_are_found_by_what_was_bought_before_the_review_and_since_the_last(
    buying: Changes, members: list[int]
) -> None:
    """What is bought in the month of a review counts for the next one."""
    outcome = programme("{join: {top: 20%}, reviewed: 3 months}", OWN_BASKETS, buying)
    assert counted(outcome, "members") == members


def test_the_best_are_those_who_spent_most() -> None:
    each = {"products.tea.basket": "{lognormal: [5, 1]}"}
    outcome = programme("{join: {top: 20%}, reviewed: 3 months}", each, FIRST_THREE, FEE)
    best = np.argsort(outcome.people.revenue)[-PEOPLE // 5 :]
    assert members_by_cash(outcome) == sorted(best.tolist())
    often = np.argsort(outcome.people.purchases)[-PEOPLE // 5 :]
    assert members_by_cash(outcome) != sorted(often.tolist())


def test_who_bought_nothing_is_never_among_the_best() -> None:
    few = {"products.tea.per_year": "{young: 1}"}
    outcome = programme("{join: {top: 100%}, reviewed: 3 months}", FIRST_THREE, few, FEE)
    assert members_by_cash(outcome) == np.flatnonzero(outcome.people.purchases).tolist()
    assert 0 < len(members_by_cash(outcome)) < PEOPLE // 2


@pytest.mark.parametrize(
    ("reviewed", "stage", "a_year", "enough"),
    [("3 months", 18.25, 24, 6), ("1 month", 18.08, 30, 3), ("3 months", 18.25, 5, 2)],
)
def test_who_buys_so_many_a_year_or_more_is_a_member(
    reviewed: str, stage: float, a_year: int, enough: int
) -> None:
    """Two and a half purchases in a month are the rate of 30 a year: two are too few."""
    buying = {
        "life.stages": f"{{young: {{from: 18}}, later: {{from: {stage}}}}}",
        "products.tea.per_year": f"{{young: {a_year}}}",
    }
    loyalty = f"{{join: {{purchases_per_year: {a_year}}}, reviewed: {reviewed}}}"
    outcome = programme(loyalty, buying, FEE)
    expected = np.flatnonzero(outcome.people.purchases >= enough).tolist()
    assert 0 < len(expected) < PEOPLE
    assert members_by_cash(outcome) == expected


def test_a_member_who_leaves_and_comes_back_is_none_until_the_next_review() -> None:
    """Everybody leaves in month 6 and is won again in month 7; reviews are in months 4 and 8."""
    again = {
        "life.stages": "{a: {from: 18}, b: {from: 18.5}, c: {from: 18.58}}",
        "behaviour.churn.per_year": "{b: 100%}",
        **OWN_BASKETS,
        "strategies.firm.acquire": "{c: {reach: 100%, takes: 100%, opens: tea}}",
    }
    outcome = programme("{join: {top: 50%}, reviewed: 4 months}", again)
    assert counted(outcome, "customers") == [PEOPLE] * 12
    assert counted(outcome, "members") == [0] * 4 + [100] * 3 + [0] + [100] * 4
