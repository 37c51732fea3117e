"""The order of the month, checked where a swap of two of its steps would show."""

from __future__ import annotations

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Exit
from tests.worlds import EVERYBODY_HOLDS, ONCE, months_of, posted, story, world

FEE = {"products.account.fee": 12}
LOAN = {
    "products.loan": "{kind: loan, need: 100%, wins: {customer: 100%, stranger: 100%}, "
    "amount: 1_200, term: 1 year, market_rate: 12%, ftp: 6%}",
}
LEAVES = {"behaviour.churn.per_year": "100%"}
ALWAYS = 6000  # a year: certain every month


def test_who_joins_has_that_months_flows() -> None:
    outcome = world(ONCE, FEE)
    assert posted(outcome, Line.FEES) == [100] * 12
    assert outcome.people.joined[0] == 0
    assert outcome.people.tenure_months[0] == 12
    assert outcome.people.exit[0] == Exit.HORIZON


def test_who_borrows_pays_the_first_instalment_in_the_month_of_opening() -> None:
    outcome = world(LOAN)
    interest = posted(outcome, Line.NET_INTEREST)
    assert interest[0] == 1200 - 600
    assert interest[1] == pytest.approx(interest[0] * (1 - 1 / 12.7), abs=1)
    assert all(interest[:12])


def test_who_leaves_had_that_months_flows() -> None:
    outcome = world(ONCE, FEE, LEAVES)
    assert posted(outcome, Line.FEES) == [100] + [0] * 11
    assert (outcome.people.left[0], outcome.people.exit[0]) == (0, Exit.CHURN)
    assert outcome.people.tenure_months[0] == 1
    assert outcome.months.churned.tolist() == [1] + [0] * 11


def test_death_ends_the_relationship_at_the_start_of_the_month_without_its_flows() -> None:
    """The chance of death is 1 at 19: who is 18 in month 0 dies as month 12 begins."""
    table = {"deaths.csv": "age,qx\n18,0\n19,1\n"}
    outcome = world(
        EVERYBODY_HOLDS,
        FEE,
        LOAN,
        {
            "years": 2,
            "life.mortality": "{table: deaths.csv}",
            "products.loan.term": "5 years",
            "products.loan.loss_given_default": "100%",
        },
        tables=table,
    )
    assert posted(outcome, Line.FEES) == [100] * 12 + [0] * 12
    assert posted(outcome, Line.CREDIT_LOSS) == [0] * 24
    assert outcome.months.living.tolist() == [1] * 12 + [0] * 12
    assert outcome.months.died.tolist() == [0] * 12 + [1] + [0] * 11
    assert (outcome.people.left[0], outcome.people.exit[0]) == (12, Exit.DEATH)
    assert outcome.people.tenure_months[0] == 12
    assert not any(posted(outcome, Line.NET_INTEREST)[12:])


def test_who_dies_as_month_0_begins_does_nothing_in_it() -> None:
    outcome = world(ONCE, FEE, {"life.mortality": "{per_year: 100%}"})
    assert outcome.months.living.tolist() == [0] * 12
    assert outcome.people.exit[0] == Exit.NEVER
    assert not outcome.ledger.any()


def test_a_new_stages_needs_arise_in_its_first_month() -> None:
    outcome = world(
        {
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.need": "{adult: 100%}",
        }
    )
    assert months_of(outcome, "met_elsewhere") == [6]


def test_a_product_becomes_another_before_needs_arise() -> None:
    """The need for the successor passes unnoticed: it is held already."""
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.becomes": "{adult: grown}",
            "products.grown": "{kind: account, need: {adult: 100%}}",
        },
    )
    assert story(outcome, "became") == [(6, "became", "grown")]
    assert outcome.months.needs.tolist() == [0] * 12


def test_who_is_won_by_a_need_is_not_reached_in_the_same_month() -> None:
    outcome = world(
        {
            "products.account.need": "100%",
            "products.account.wins": "{stranger: 100%}",
            "strategies.firm.acquire": "{adult: {reach: 100%, cost: 5, takes: 0%, opens: account}}",
        }
    )
    assert not any(posted(outcome, Line.ACQUISITION))


def test_who_is_reached_may_be_contacted_in_the_same_month() -> None:
    outcome = world(
        ONCE,
        {
            "products.card": "{kind: account, need: {adult: 1%, new: 1%}, response: 100%}",
            "strategies.firm.contact": f"{{per_year: {ALWAYS}}}",
        },
    )
    assert story(outcome, "contacted", "opened")[:3] == [
        (0, "opened", "account"),
        (0, "contacted", "card"),
        (0, "opened", "card"),
    ]


def test_a_contact_meets_last_months_satisfaction_and_leaving_this_months() -> None:
    """Quality lifts satisfaction from the market's 60% to 80% within month 0.

    A contact at the market's satisfaction sells to half; leaving after it is out of the question.
    """
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 200,
            "products.card": "{kind: account, need: 0.01%, response: 50%}",
            "behaviour.choice.satisfaction": 100,
            "behaviour.churn": "{per_year: 99%, satisfaction: -100}",
            "behaviour.satisfaction": "{market: 60%, half_life: 1 month}",
            "strategies.firm.contact": f"{{per_year: {ALWAYS}}}",
            "strategies.firm.service": "{quality: 100%}",
        },
    )
    assert 70 < outcome.months.responses[0] < 130
    assert outcome.months.responses[1] == 200 - outcome.months.responses[0]
    assert outcome.months.churned[0] == 0


def test_a_failure_drives_people_away_in_the_same_month() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 50,
            "behaviour.churn": "{per_year: 1%, satisfaction: -100}",
            "behaviour.satisfaction": f"{{incidents_per_year: {ALWAYS}, harm: 0.5}}",
            "strategies.firm.service": "{puts_right: 0%}",
        },
    )
    assert outcome.months.churned[0] == 50


def test_a_loan_pays_its_instalment_before_it_defaults() -> None:
    """The loss is on what is left after the first of two instalments of an interest-free loan."""
    outcome = world(
        LOAN,
        {
            "products.loan.market_rate": "0%",
            "products.loan.ftp": "0%",
            "products.loan.term": "2 months",
            "products.loan.default": "100%",
            "products.loan.loss_given_default": "10%",
        },
    )
    assert posted(outcome, Line.CREDIT_LOSS)[0] == -6_000


def test_default_comes_before_ending_by_itself_and_both_before_leaving() -> None:
    everything_ends = {"products.loan.default": "100%", "products.loan.ends": "{per_year: 100%}"}
    outcome = world(LOAN, LEAVES, everything_ends, {"behaviour.after_default": "1 year"})
    assert [event for _, event, _ in story(outcome)] == ["opened", "defaulted"]
    assert outcome.people.exit[0] == Exit.LAPSE


def test_a_product_that_ends_by_itself_does_so_before_leaving() -> None:
    outcome = world(ONCE, LEAVES, {"products.account.ends": "{per_year: 100%}"})
    assert [event for _, event, _ in story(outcome)][-2:] == ["opened", "closed"]
    assert (outcome.people.left[0], outcome.people.exit[0]) == (0, Exit.LAPSE)
    assert outcome.months.lapsed[0] == 1
    assert outcome.months.churned[0] == 0


def test_fewer_products_after_an_ending_count_for_leaving_in_the_same_month() -> None:
    """Each further product keeps people for sure; the one that ends at once does not."""
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 20,
            "opening_book.holds": "[account, card]",
            "products.card": "{kind: account, ends: {per_year: 100%}}",
            "behaviour.churn": "{per_year: 99.9999999%, each_further_product: -100}",
        },
    )
    assert outcome.months.churned[0] > 10
