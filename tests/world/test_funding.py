"""Funding: what stops when money runs out, what begins again, interest and ruin.

Cash is steered by a fee that customers are paid until a change of the market makes them pay it.
"""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import Changes, counted, poisson_errors, posted, told, world

STEERED = {
    "opening_book": "{share: 100%, holds: [account]}",
    "products.account": "{kind: account, need: 0%, fee: -120_000}",
    "firm.cash": "{opening_per_person: 20_000, credit_line_per_person: 20_000}",
    "changes": "[{from: 2025-07, set: {products.account.fee: 120_000}}]",
}
"""One customer: 10,000.00 a month go out for six months and come in from then on.

It is below minus the credit line at the end of months 4 to 6, and 0 or more again from that of
month 9 on.
"""
CASH = [10, 0, -10, -20, -30, -40, -30, -20, -10, 0, 10, 20]
"""At the end of each month, in thousands."""
STOPPED = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0]
"""Whether the first on the list is stopped, if there is one only."""
ACQUIRE = {"strategies.firm.funding": "[acquire]"}


def firm(*changes: Changes) -> Outcome:
    return world(STEERED, *changes)


def thousands(outcome: Outcome) -> list[float]:
    return [cash / 100_000 for cash in counted(outcome, "cash")]


def test_cash_is_what_the_fees_make_it() -> None:
    assert thousands(firm(ACQUIRE)) == CASH


def test_the_next_on_the_list_stops_a_month_after_credit_ran_out() -> None:
    assert told(firm(ACQUIRE), "stopped") == STOPPED


def test_one_after_the_other_stops_and_the_last_one_begins_first() -> None:
    """Below the line at the end of months 4, 5 and 6; at 0 or more at the end of 9 and 10."""
    three = {"strategies.firm.funding": "[acquire, contact, lending, feedback]"}
    assert told(firm(three), "stopped") == [0] * 5 + [1, 2, 3, 3, 3, 2, 1]


def test_owing_exactly_the_credit_line_stops_nothing_and_nothing_owed_begins() -> None:
    """At the end of month 3 cash is exactly minus the line, at the end of month 9 exactly 0."""
    stopped = told(firm(ACQUIRE), "stopped")
    assert stopped[4] == 0
    assert stopped[10] == 0


def test_without_a_list_nothing_stops_and_no_interest_is_paid() -> None:
    rate = {"firm.cash.credit_rate": "12%"}
    outcome = firm(rate)
    assert thousands(outcome) == CASH
    assert not any(posted(outcome, Line.FINANCING))
    assert outcome.ruined == -1


# What stops --------------------------------------------------------------------------------------

PARTS: dict[str, dict[str, object]] = {
    "acquire": {
        "life.enter": "{arrivals_per_year: 12}",
        "strategies.firm.acquire": "{adult: {reach: 100%, cost: 0.01, opens: account}}",
    },
    "contact": {
        "products.extra": "{kind: account, need: 0.0001%, response: 0%}",
        "strategies.firm.contact": "{per_year: 6000}",
    },
    "lending": {
        "products.loan": (
            "{kind: loan, need: 100%, wins: {customer: 100%}, amount: 0.01, term: 1 month}"
        ),
    },
    "feedback": {
        "strategies.firm.service": "{quality: 60%}",
        "strategies.firm.feedback": "{surveys_per_year: 6000}",
    },
    "loyalty": {
        "products.tea": "{kind: purchase, per_year: 6000, basket: 0.01}",
        "opening_book.holds": "[account, tea]",
        "strategies.firm.loyalty": "{join: all, free_item_per_week: 0.01}",
    },
    "promotion": {
        "products.tea": "{kind: purchase, per_year: 600, basket: 0.01}",
        "opening_book.holds": "[account, tea]",
        "strategies.firm.promotion": "{lasts: 1 month, every: 1 month, free_item: 0.01}",
    },
}


def activity(outcome: Outcome, what: str) -> list[bool]:
    """In which months there was any of what may stop."""
    found = {
        "acquire": posted(outcome, Line.ACQUISITION),
        "contact": counted(outcome, "contacts"),
        "lending": counted(outcome, "needs_won"),
        "feedback": counted(outcome, "surveys"),
        "loyalty": posted(outcome, Line.LOYALTY),
        "promotion": posted(outcome, Line.PROGRAMMES),
    }[what]
    return [bool(each) for each in found]


@pytest.mark.parametrize("what", PARTS)
def test_what_stops_stops_and_begins_again(what: str) -> None:
    outcome = firm(PARTS[what], {"strategies.firm.funding": [what]}, AMPLE)
    stopped = [bool(each) for each in told(outcome, "stopped")]
    begun = 1 if what == "feedback" else 0  # nobody is asked in the month of joining
    assert stopped == [False] * 5 + [True] * 5 + [False] * 2
    assert activity(outcome, what)[begun:] == [not each for each in stopped[begun:]]


AMPLE = {"firm.cash": "{opening_per_person: 20_005, credit_line_per_person: 20_000}"}
"""Five more than what the fees need, for the pennies that the practices cost."""


@pytest.mark.parametrize("order", [["contact", "acquire"], ["acquire", "contact"]])
def test_the_first_on_the_list_stops_first(order: list[str]) -> None:
    outcome = firm(PARTS["acquire"], PARTS["contact"], {"strategies.firm.funding": order}, AMPLE)
    stopped = told(outcome, "stopped")
    assert max(stopped) == 2
    for place, what in enumerate(order):
        assert activity(outcome, what) == [number <= place for number in stopped]


@pytest.mark.parametrize("what", PARTS)
def test_without_its_name_on_the_list_it_goes_on(what: str) -> None:
    other = "contact" if what == "acquire" else "acquire"
    outcome = firm(PARTS[what], {"strategies.firm.funding": [other]}, AMPLE)
    assert all(activity(outcome, what)[1:])


def test_while_lending_is_stopped_loans_are_met_elsewhere() -> None:
    outcome = firm(PARTS["lending"], {"strategies.firm.funding": "[lending]"}, AMPLE)
    assert counted(outcome, "needs") == [1] * 12


def test_while_lending_is_stopped_contacts_speak_of_no_loan() -> None:
    """The loan is all there is to speak of."""
    loan = {
        "products.loan": "{kind: loan, need: 0.0001%, amount: 0.01, term: 1 month, response: 0%}",
        "strategies.firm.contact": "{per_year: 6000}",
        "strategies.firm.funding": "[lending]",
    }
    spoken = [bool(count) for count in counted(firm(loan, AMPLE), "contacts")]
    assert spoken == [True] * 5 + [False] * 5 + [True] * 2


def test_while_lending_is_stopped_a_reach_that_opens_a_loan_sells_none() -> None:
    """Somebody new comes every month, and is reached until a loan is taken."""
    loan = {
        "life.enter": "{arrivals_per_year: 12}",
        "products.loan": "{kind: loan, amount: 0.01, term: 10 years}",
        "strategies.firm.acquire": "{adult: {reach: 100%, cost: 0.01, takes: 100%, opens: loan}}",
        "strategies.firm.funding": "[lending]",
    }
    outcome = firm(loan, AMPLE)
    assert [bool(n) for n in counted(outcome, "joined")[:5]] == [True] * 5
    assert counted(outcome, "joined")[5:10] == [0] * 5
    assert counted(outcome, "joined")[10] == 6
    assert all(posted(outcome, Line.ACQUISITION))


def test_while_acquisition_is_stopped_customers_still_speak_of_the_firm() -> None:
    talk = {
        "strategies.firm.word_of_mouth": "{per_satisfied_customer: 6000}",
        "life.enter": "{arrivals_per_year: 12}",
        "strategies.firm.acquire": "{adult: {takes: 100%, opens: account}}",
        "products.extra": "{kind: account, need: 0%}",
        **ACQUIRE,
    }
    deep = {
        "products.account.fee": -12_000_000,
        "changes": "[]",
        "strategies.firm.acquire.adult.opens": "extra",
    }
    outcome = firm(talk, deep)
    assert told(outcome, "stopped") == [0] + [1] * 11
    assert sum(counted(outcome, "joined")[2:]) > 5


def test_while_rewards_are_stopped_members_are_kept_by_nothing() -> None:
    """Members never leave; in month 5 the programme stops, and everybody does."""
    churn = {
        "behaviour.churn.per_year": "90%",
        "strategies.firm.loyalty.keeps": -60,
        "strategies.firm.funding": "[loyalty]",
        "people": 40,
    }
    outcome = firm(PARTS["loyalty"], churn, AMPLE)
    assert counted(outcome, "churned")[:5] == [0] * 5
    assert counted(outcome, "churned")[5] > 0
    assert counted(outcome, "members")[4:6] == [40, 0]


def test_while_a_promotion_is_stopped_the_regular_price_is_dear() -> None:
    """Always 50 % off; stopped in months 5 to 9, and by then people expect the price."""
    price = {
        "behaviour.buying": "{price: 0.02, reference: 1 month}",
        "products.tea.per_year": 1200,
        "strategies.firm.promotion": "{lasts: 1 month, every: 1 month, discount: 50%}",
        "strategies.firm.funding": "[promotion]",
        "people": 60,
    }
    outcome = firm(PARTS["promotion"], price, AMPLE)
    gaps, reference = [], 0.0
    for stopped in STOPPED:
        points = 0.0 if stopped else 50.0
        gaps.append(points - reference)
        reference = points + (reference - points) / 2
    assert told(outcome, "stopped") == STOPPED
    for count, gap in zip(counted(outcome, "purchases"), gaps, strict=True):
        assert poisson_errors(count, 6000 * math.exp(0.02 * gap)) < 4.5


# Interest and ruin --------------------------------------------------------------------------------


def test_interest_is_due_on_what_is_owed_at_the_beginning_of_a_month() -> None:
    """12 % a year: a hundredth of what is owed, by hand."""
    outcome = firm(ACQUIRE, {"firm.cash.credit_rate": "12%"})
    cash, interest, path = 2_000_000, [], []
    for month in range(12):
        interest.append(round(cash / 100) if cash < 0 else 0)
        cash += (-1_000_000 if month < 6 else 1_000_000) + interest[-1]
        path.append(cash)
    assert posted(outcome, Line.FINANCING) == interest
    assert counted(outcome, "cash") == path
    assert interest[3] == -10_000


def test_interest_belongs_to_nobody_and_to_no_value() -> None:
    free, dear = firm(ACQUIRE), firm(ACQUIRE, {"firm.cash.credit_rate": "12%"})
    assert counted(free, "cash")[-1] > counted(dear, "cash")[-1]
    for name in ("npv", "clv", "clv_before_acquisition", "cash"):
        assert getattr(free.people, name).tolist() == getattr(dear.people, name).tolist()
    assert not dear.group_ledger[:, :, Line.FINANCING].any()
    assert posted(dear, Line.FINANCING, 1) == posted(dear, Line.FINANCING)


def test_ruin_is_the_first_month_whose_end_finds_no_credit_and_nothing_left_to_stop() -> None:
    """The one on the list stops in month 5, at whose end cash is below the line still."""
    assert firm(ACQUIRE).ruined == 5
    two = {"strategies.firm.funding": "[acquire, contact]"}
    assert firm(two).ruined == 6
    three = {"strategies.firm.funding": "[acquire, contact, lending]"}
    assert firm(three).ruined == -1


def test_who_has_credit_enough_is_not_ruined() -> None:
    outcome = firm(ACQUIRE, {"firm.cash.credit_line_per_person": 40_000})
    assert outcome.ruined == -1
    assert told(outcome, "stopped") == [0] * 12


def test_a_ruined_firm_goes_on() -> None:
    outcome = firm(ACQUIRE, {"changes": "[]"})
    assert outcome.ruined == 5
    assert counted(outcome, "customers") == [1] * 12
    assert told(outcome, "stopped") == [0] * 5 + [1] * 7
