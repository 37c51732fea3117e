"""Holding, leaving, lapsing, being barred and being won again."""

from __future__ import annotations

import numpy as np
import pytest

from sim.world.ledger import Line
from sim.world.outcome import Exit
from tests.worlds import EVERYBODY_HOLDS, ONCE, months_of, posted, story, world

TWO_STAGES = {"life.stages": "{young: {from: 18}, adult: {from: 18.5}}"}
"""The second stage begins in month 6."""

LOAN = {
    "products.loan": "{kind: loan, need: 100%, amount: 1_200, term: 1 year}",
}
WINS_LOANS = {"products.loan.wins": "{customer: 100%, stranger: 100%}"}


def test_leaving_takes_accounts_elsewhere_until_they_are_left_at_the_base_churn_rate() -> None:
    """Leaves in month 6; from month 7 on the rival may be left, and then the need arises again."""
    outcome = world(
        EVERYBODY_HOLDS,
        TWO_STAGES,
        {"behaviour.churn.per_year": "{adult: 100%}", "products.account.need": "100%"},
    )
    assert story(outcome)[:5] == [
        (0, "opened", "account"),
        (6, "left", None),
        (7, "left_rival", "account"),
        (8, "met_elsewhere", "account"),
        (8, "left_rival", "account"),
    ]


def test_the_rival_is_not_left_by_the_chance_of_the_month_of_leaving() -> None:
    """Everybody leaves the firm in month 0, and from month 1 on nobody leaves anything."""
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "life.stages": "{new: {from: 18}, adult: {from: 18.08}}",
            "behaviour.churn.per_year": "{new: 100%}",
        },
    )
    assert story(outcome) == [(0, "opened", "account"), (0, "left", None)]


def test_leaving_refinances_loans_elsewhere_for_their_remaining_term() -> None:
    """A loan of 12 months from month 0 is owed to the end of month 11, wherever it is."""
    outcome = world(
        EVERYBODY_HOLDS,
        TWO_STAGES,
        LOAN,
        {
            "years": 2,
            "opening_book.holds": "[account, loan]",
            "behaviour.churn.per_year": "{adult: 100%}",
            "products.loan.market_rate": "12%",
        },
    )
    assert months_of(outcome, "left") == [6]
    loans = [event for event in story(outcome) if event[2] == "loan"]
    assert loans == [
        (0, "opened", "loan"),
        (11, "left_rival", "loan"),
        (12, "met_elsewhere", "loan"),
        (23, "left_rival", "loan"),
    ]
    assert [m for m, flow in enumerate(posted(outcome, Line.NET_INTEREST)) if flow] == [*range(7)]


def test_a_need_met_elsewhere_stays_met_while_nobody_leaves() -> None:
    outcome = world({"years": 5, "products.account.need": "100%"})
    assert story(outcome) == [(0, "met_elsewhere", "account")]
    assert outcome.months.needs.sum() == 1


def test_an_account_elsewhere_is_left_at_the_base_churn_rate_whatever_the_effects() -> None:
    """A yearly chance of 50%, to be left from the month on in which it went elsewhere."""
    outcome = world(
        {
            "people": 2000,
            "products.account.need": "100%",
            "behaviour.churn": "{per_year: 50%, satisfaction: -50, price: 50}",
        }
    )
    assert outcome.events is not None
    left = [event.month for event in outcome.events if event.event == "left_rival"]
    first = {event.person for event in outcome.events if event.event == "left_rival"}
    assert 0 in left
    assert len(first) == pytest.approx(1000, abs=4 * np.sqrt(500))


def test_a_loan_met_elsewhere_is_held_there_for_its_term_and_then_needed_again() -> None:
    outcome = world(LOAN, {"years": 3})
    assert months_of(outcome, "met_elsewhere") == [0, 12, 24]
    assert months_of(outcome, "left_rival") == [11, 23, 35]


def test_the_relationship_lapses_as_the_last_product_matures() -> None:
    outcome = world(LOAN, WINS_LOANS, {"products.loan.need": "{adult: 100%}", "years": 1})
    assert story(outcome) == [(0, "opened", "loan"), (11, "matured", "loan")]
    assert (outcome.people.exit[0], outcome.people.left[0]) == (Exit.LAPSE, 11)
    assert outcome.people.tenure_months[0] == 12


def test_the_relationship_goes_on_while_another_product_is_held() -> None:
    outcome = world(LOAN, WINS_LOANS, EVERYBODY_HOLDS)
    assert outcome.people.exit[0] == Exit.HORIZON
    assert outcome.people.left[0] == -1


def test_nobody_lends_to_who_defaulted_until_the_time_is_over() -> None:
    defaults = {"products.loan.default": "100%", "behaviour.after_default": "2 years", "years": 5}
    outcome = world(LOAN, WINS_LOANS, defaults)
    assert months_of(outcome, "opened") == [0, 24, 48]
    assert outcome.months.needs.sum() == 3


def test_without_a_bar_who_defaulted_may_borrow_again_at_once() -> None:
    outcome = world(LOAN, WINS_LOANS, {"products.loan.default": "100%"})
    assert months_of(outcome, "opened") == [*range(12)]


def test_a_barred_person_gets_no_loan_elsewhere_and_none_by_reach_or_contact() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        LOAN,
        {
            "opening_book.holds": "[account, loan]",
            "products.loan.default": "100%",
            "products.loan.response": "100%",
            "behaviour.after_default": "5 years",
            "strategies.firm.contact": "{per_year: 6000, cost: 1}",
        },
    )
    assert months_of(outcome, "met_elsewhere") == []
    assert months_of(outcome, "contacted") == []
    assert not any(posted(outcome, Line.CONTACTS))


def test_a_reach_for_a_loan_sells_nothing_to_who_owes_it_elsewhere_or_is_barred() -> None:
    reach = "{adult: {reach: 100%, cost: 3, takes: 100%, opens: loan}}"
    owed = world(
        LOAN,
        {
            "years": 2,
            "products.loan.need": "0%",
            "opening_market": "{loan: 100%}",
            "strategies.firm.acquire": reach,
        },
    )
    opened = months_of(owed, "opened")
    assert opened[0] == months_of(owed, "left_rival")[0] + 1
    assert posted(owed, Line.ACQUISITION)[: opened[0]] == [-300] * opened[0]
    barred = world(
        LOAN,
        {
            "products.loan.need": "0%",
            "products.loan.default": "100%",
            "behaviour.after_default": "6 months",
            "strategies.firm.acquire": reach,
        },
    )
    assert months_of(barred, "opened") == [0, 6]
    assert posted(barred, Line.ACQUISITION) == [-300] * 12


def test_an_amount_of_0_opens_no_loan_anywhere() -> None:
    outcome = world(LOAN, WINS_LOANS, {"products.loan.amount": 0})
    assert story(outcome) == []
    assert outcome.months.needs.sum() == 0


WON_AGAIN = {
    "behaviour.churn.per_year": "100%",
    "strategies.firm.acquire": (
        "{adult: {reach: 100%, cost: 2, takes: 100%, incentive: 9, opens: account}}"
    ),
}
"""Everybody leaves every month and is won every month."""


def test_who_is_won_again_gets_no_second_incentive_but_costs_another_reach() -> None:
    outcome = world(WON_AGAIN)
    assert months_of(outcome, "opened") == [*range(12)]
    assert posted(outcome, Line.INCENTIVES) == [-900] + [0] * 11
    assert posted(outcome, Line.ACQUISITION) == [-200] * 12
    assert outcome.people.acquisition_cost[0] == -900 - 2400


def test_joining_is_the_first_time_leaving_the_last_and_tenure_counts_all() -> None:
    people = world(
        TWO_STAGES,
        {
            "behaviour.churn.per_year": "{young: 100%}",
            "strategies.firm.acquire.young": "{reach: 100%, takes: 100%, opens: account}",
            "strategies.firm.acquire.adult": "{reach: 100%, takes: 100%, opens: account}",
        },
    ).people
    assert (people.joined[0], people.left[0], people.exit[0]) == (0, -1, Exit.HORIZON)
    last = world(WON_AGAIN).people
    assert (last.joined[0], last.left[0], last.exit[0]) == (0, 11, Exit.CHURN)
    assert last.tenure_months[0] == 12
    assert last.products_opened[0] == 12


def test_satisfaction_starts_afresh_for_who_is_won_again() -> None:
    """A month's pull lifts 60% to 80% every time; a second month would lift it to 90%."""
    outcome = world(
        WON_AGAIN,
        {
            "behaviour.satisfaction": "{market: 60%, half_life: 1 month}",
            "strategies.firm.service": "{quality: 100%}",
        },
    )
    assert outcome.months.satisfaction / 1e9 == pytest.approx([0.8] * 12)


def test_fatigue_starts_afresh_for_who_is_won_again() -> None:
    """With fatigue nobody would respond; rested, half of those who are contacted do."""
    outcome = world(
        WON_AGAIN,
        {
            "people": 200,
            "products.card": "{kind: account, need: 0.0001%, response: 50%}",
            "behaviour.contact": "{fatigue: 100, forgets: 10 years}",
            "strategies.firm.contact": "{per_year: 6000}",
        },
    )
    assert all(60 < responses < 140 for responses in outcome.months.responses)


def test_a_product_is_held_once_and_a_need_for_it_passes_unnoticed() -> None:
    outcome = world(
        ONCE, {"products.account.need": "100%", "products.account.wins": "{customer: 100%}"}
    )
    assert outcome.months.needs.sum() == 1
    assert outcome.people.products_opened[0] == 1


def test_dropped_alone_a_product_leaves_the_others_in_place() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 2000,
            "opening_book.holds": "[account, card]",
            "products.card": "{kind: account, ends: {per_year: 40%}}",
        },
    )
    closed = outcome.events is not None and sum(e.event == "closed" for e in outcome.events)
    assert closed == pytest.approx(800, abs=4 * np.sqrt(2000 * 0.4 * 0.6))
    assert outcome.months.customers.tolist() == [2000] * 12
