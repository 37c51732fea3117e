"""Month 0 and later entrants: the opening book, the opening market, arrivals, ages."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.scenario.tables import FIRST_ARRIVAL
from sim.world.ledger import Line
from tests.worlds import posted, story, world

N = 3000
LOAN = "{kind: loan, amount: 1_200, term: 1 year}"


def test_the_opening_book_is_a_share_of_the_people_without_costs_or_incentives() -> None:
    outcome = world(
        {
            "people": N,
            "opening_book": "{share: 30%, holds: [account]}",
            "products.account.costs": "{open: 20}",
        }
    )
    customers = int(outcome.months.customers[0])
    assert customers == pytest.approx(0.3 * N, abs=4 * np.sqrt(N * 0.21))
    assert set(outcome.people.joined.tolist()) == {0, -1}
    assert not outcome.ledger.any()


def test_who_is_in_the_book_holds_all_of_it_at_the_firm_whatever_is_offered() -> None:
    outcome = world(
        {
            "opening_book": "{share: 100%, holds: [account, loan]}",
            "products.loan": LOAN,
            "products.account.need": "1%",
            "strategies.firm.offers": "[account]",
        }
    )
    assert story(outcome)[:2] == [(0, "opened", "account"), (0, "opened", "loan")]


def test_shares_of_the_market_are_shares_of_those_outside_the_book_by_stage() -> None:
    """Needs of 100 % show in month 0 who holds nothing yet."""
    outcome = world(
        {
            "people": N,
            "life.enter": "{age: {uniform: [18, 28]}}",
            "life.stages": "{young: {from: 18}, adult: {from: 23}}",
            "opening_book": "{share: 40%, holds: [account]}",
            "opening_market": "{account: {young: 0%, else: 90%}}",
            "products.account.need": "100%",
        }
    )
    outside = N - int(outcome.months.customers[0])
    expected = 0.5 + 0.5 * 0.1
    error = np.sqrt(outside * expected * (1 - expected))
    assert outcome.months.needs[0] == pytest.approx(outside * expected, abs=4 * error)


def test_loans_held_elsewhere_at_month_0_end_evenly_over_their_term() -> None:
    outcome = world({"people": N, "products.loan": LOAN, "opening_market": "{loan: 60%}"})
    assert outcome.events is not None
    ends = [event.month for event in outcome.events if event.event == "left_rival"]
    counts = np.bincount(ends, minlength=12)
    assert counts.sum() == pytest.approx(0.6 * N, abs=4 * np.sqrt(N * 0.24))
    assert stats.chisquare(counts).pvalue > 1e-4


def test_people_arrive_evenly_in_addition_and_outside_book_and_market() -> None:
    outcome = world(
        {
            "people": 10,
            "years": 2,
            "life.enter": "{age: 18, arrivals_per_year: 12}",
            "opening_book": "{share: 100%, holds: [account]}",
            "products.card": "{kind: account, need: 100%}",
            "opening_market": "{card: 100%}",
        }
    )
    assert outcome.months.living.tolist() == [11 + month for month in range(24)]
    assert outcome.months.customers.tolist() == [10] * 24
    assert [story(outcome, person=FIRST_ARRIVAL + month)[0][0] for month in range(24)] == [
        *range(24)
    ]


def test_who_arrives_later_is_as_old_then_as_the_others_were_at_month_0() -> None:
    outcome = world(
        {
            "years": 2,
            "life.enter": "{age: 18, arrivals_per_year: 2}",
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.account.need": "{adult: 100%}",
        }
    )
    needs = [
        story(outcome, person=person)[0][0]
        for person in outcome.people.person.tolist()
        if story(outcome, person=person)
    ]
    assert needs == [6, 6, 12, 18]


def test_age_decides_the_stage_in_which_people_enter() -> None:
    outcome = world(
        {
            "life.enter": "{age: 40.25}",
            "life.stages": "{young: {from: 18}, adult: {from: 30}, old: {from: 41}}",
            "products.account.need": "{old: 100%}",
        }
    )
    assert story(outcome) == [(9, "met_elsewhere", "account")]


def test_segments_have_their_shares_and_their_behaviour() -> None:
    outcome = world(
        {
            "people": N,
            "opening_book": "{share: 100%, holds: [account]}",
            "segments": (
                "{stayers: {share: 35%, behaviour: {churn: {per_year: 0%}}}, movers: {share: 65%}}"
            ),
            "behaviour.churn.per_year": "100%",
        }
    )
    stayers = outcome.people.segment == 0
    assert stayers.sum() == pytest.approx(0.35 * N, abs=4 * np.sqrt(N * 0.35 * 0.65))
    assert ((outcome.people.left == -1) == stayers).all()


def test_the_firm_opens_with_its_cash_per_person() -> None:
    outcome = world(
        {
            "people": 3,
            "opening_book": "{share: 100%, holds: [account]}",
            "products.account.fee": 12,
            "firm.cash": "{opening_per_person: 250.05}",
        }
    )
    assert outcome.months.cash.tolist() == [75_015 + 300 * (month + 1) for month in range(12)]
    assert sum(posted(outcome, Line.FINANCING)) == 0
