"""Contacts: of what they may speak, which product they choose, and how they tire people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
import pytest
from scipy import stats

from sim.world.ledger import Line
from sim.world.outcome import Event
from tests.worlds import EVERYBODY_HOLDS, logistic, logit, months_of, posted, story, world

EVERY_MONTH = {"strategies.firm.contact": "{per_year: 6000, cost: 0.60}"}
NEEDED = "need: 0.0001%"
"""A need that the firm may speak of and that hardly ever arises."""


def first_spoken_of(*changes: dict[str, object]) -> str | None:
    """The product of the first contact."""
    spoken = story(world(EVERYBODY_HOLDS, EVERY_MONTH, *changes), "contacted")
    return spoken[0][2] if spoken else None


def test_a_contact_costs_and_tells_of_what_is_not_held_here() -> None:
    card = {"products.card": f"{{kind: account, {NEEDED}, response: 100%}}"}
    outcome = world(EVERYBODY_HOLDS, EVERY_MONTH, card, {"products.account.need": "0.0001%"})
    assert story(outcome, "contacted") == [(0, "contacted", "card")]
    assert posted(outcome, Line.CONTACTS, 1) == [-60] + [0] * 11
    assert outcome.months.contacts.tolist() == outcome.months.responses.tolist() == [1] + [0] * 11


def test_where_there_is_nothing_to_speak_of_there_is_no_contact_no_cost_and_no_fatigue() -> None:
    """Were people tired by contacts about nothing, they would leave for sure."""
    tired = {"behaviour.churn": "{per_year: 0.0001%, fatigue: 100}"}
    outcome = world(EVERYBODY_HOLDS, EVERY_MONTH, tired)
    assert months_of(outcome, "contacted") == []
    assert not outcome.ledger.any()
    assert outcome.months.churned.sum() == 0


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("it is not on offer", {"strategies.firm.offers": "[account]"}),
        (
            "it is not on offer in this stage",
            {
                "life.stages": "{adult: {from: 18}, old: {from: 60}}",
                "strategies.firm.offers": "{account: all, card: [old]}",
            },
        ),
        (
            "nobody in this stage needs it",
            {
                "life.stages": "{adult: {from: 18}, old: {from: 60}}",
                "products.card.need": "{old: 1%}",
            },
        ),
        ("it is held here", {"opening_book.holds": "[account, card]"}),
    ],
)
def test_a_contact_does_not_speak_of_a_product_if(reason: str, changes: dict[str, object]) -> None:
    card: dict[str, object] = {"products.card": f"{{kind: account, {NEEDED}}}"}
    assert first_spoken_of(card) == "card"
    assert first_spoken_of(card, changes) is None, reason


def test_an_account_held_elsewhere_is_spoken_of_and_a_loan_held_elsewhere_is_not() -> None:
    """Both needs are met elsewhere in month 0; then only the account is worth a word."""
    account = "{kind: account, need: 100%, response: 100%}"
    loan = "{kind: loan, need: 100%, amount: 100, term: 3 years, response: 100%}"
    outcome = world(
        EVERYBODY_HOLDS, EVERY_MONTH, {"products.loan": loan}, {"products.card": account}
    )
    assert [event for event in story(outcome) if event[1] != "met_elsewhere"] == [
        (0, "opened", "account"),
        (0, "contacted", "card"),
        (0, "opened", "card"),
    ]


def test_a_loan_of_nothing_is_not_spoken_of() -> None:
    loan = f"{{kind: loan, {NEEDED}, amount: {{times_income: 3}}, term: 3 years}}"
    assert first_spoken_of({"products.loan": loan}) is None
    assert first_spoken_of({"products.loan": loan, "life.income": 1000}) == "loan"


def test_contacts_come_with_the_chance_of_at_least_one_a_month() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 1000,
            "products.card": f"{{kind: account, {NEEDED}}}",
            "strategies.firm.contact": "{per_year: 6}",
        },
    )
    chance = 1 - math.exp(-0.5)
    error = math.sqrt(1000 * chance * (1 - chance))
    assert outcome.months.contacts == pytest.approx([1000 * chance] * 12, abs=4.2 * error)


def test_fatigue_lowers_the_response_and_is_forgotten_by_half_lives() -> None:
    """One contact a month until it sells: the months of selling, by chi-square.

    Fatigue before the contact of month t: F(t) = (F(t-1) + 1) * 2**(-1/3), F(0) = 0.
    """
    people = 3000
    outcome = world(
        EVERYBODY_HOLDS,
        EVERY_MONTH,
        {
            "people": people,
            "products.card": f"{{kind: account, {NEEDED}, response: 30%}}",
            "behaviour.contact": "{fatigue: 0.5, forgets: 3 months}",
        },
    )
    fatigue, left, expected = 0.0, 1.0, []
    for _ in range(12):
        chance = logistic(logit(0.3) - 0.5 * fatigue)
        expected.append(left * chance)
        left *= 1 - chance
        fatigue = (fatigue + 1) * 2 ** (-1 / 3)
    found = np.append(outcome.months.responses, people - outcome.months.responses.sum())
    assert stats.chisquare(found, np.array([*expected, left]) * people).pvalue > 1e-4


def test_a_response_rises_with_price_and_satisfaction() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        EVERY_MONTH,
        {
            "people": 3000,
            "products.card": f"{{kind: account, {NEEDED}, response: 10%}}",
            "behaviour.choice": "{price: 0.5, satisfaction: 2}",
            "behaviour.satisfaction": "{market: 60%, start: 80%}",
            "strategies.firm.better_by": "{card: 1%}",
        },
    )
    chance = logistic(logit(0.1) + 0.5 + 0.4)
    error = math.sqrt(chance * (1 - chance) / 3000)
    assert outcome.months.responses[0] / 3000 == pytest.approx(chance, abs=4 * error)


PLAIN_CARD = "{kind: account, need: 1%, fee: 15, response: 5%}"


def choice(policy: str, card: str, rival: str, **changes: object) -> str | None:
    """What a policy speaks of: ``card``, first in the file, or ``rival``."""
    return first_spoken_of(
        {
            "products.card": card,
            "products.rival": rival,
            "strategies.firm.contact.choose": policy,
            "seed": 4,
            **changes,
        }
    )


@pytest.mark.parametrize("policy", ["best_need", "best_margin", "best_value"])
def test_the_first_in_the_file_wins_ties(policy: str) -> None:
    assert choice(policy, PLAIN_CARD, PLAIN_CARD) == "card"


def test_best_need_speaks_of_the_highest_need_of_the_stage_whatever_it_earns() -> None:
    rival = "{kind: account, need: {adult: 2%}, fee: 0, response: 0%}"
    assert choice("best_need", PLAIN_CARD, rival) == "rival"
    assert choice("best_need", PLAIN_CARD, "{kind: account, need: {else: 0.5%}, fee: 90}") == "card"


LOAN = "kind: loan, need: 1%, response: 5%, amount: 1_000, term: 5 years, market_rate: 5%, ftp: 3%"
CAPITAL = {"firm.capital": "{ratio: 10%, cost: 10%}"}


@pytest.mark.parametrize(
    ("rival", "changes", "chosen"),
    [
        (f"{{{LOAN}}}", {}, "rival"),  # 20 of interest, above the fee of 15
        (f"{{{LOAN}, costs: {{yearly: 6}}}}", {}, "card"),
        (f"{{{LOAN}, costs: {{open: 900}}}}", {}, "rival"),  # not in the first year's margin
        (f"{{{LOAN}, default: 2%, loss_given_default: 30%}}", {}, "card"),
        (f"{{{LOAN}, default: 2%, loss_given_default: 20%}}", {}, "rival"),
        (f"{{{LOAN}, risk_weight: 60%}}", CAPITAL, "card"),
        (f"{{{LOAN}, risk_weight: 40%}}", CAPITAL, "rival"),
        (f"{{{LOAN}}}", {"strategies.firm.better_by": "{rival: 0.6%}"}, "card"),
        ("{kind: account, need: 1%, balance: 1_000, market_rate: 1%, ftp: 2.6%}", {}, "rival"),
        ("{kind: account, need: 1%, balance: 1_000, market_rate: 1%, ftp: 2.4%}", {}, "card"),
        ("{kind: purchase, need: 1%, per_year: 10, basket: 4, margin: 40%}", {}, "rival"),
        ("{kind: purchase, need: 1%, per_year: 10, basket: 4, margin: 35%}", {}, "card"),
        (
            "{kind: purchase, need: 1%, per_year: 10, margin: 40%,"
            " basket: {each: {gamma: [2, 4]}}}",
            {},
            "rival",
        ),
    ],
)
def test_best_margin_counts_every_line_of_the_first_year(
    rival: str, changes: dict[str, object], chosen: str
) -> None:
    assert choice("best_margin", PLAIN_CARD, rival, **changes) == chosen


RIVAL = "kind: account, need: 1%, fee: 18, response: 5%"


@pytest.mark.parametrize(
    ("rival", "changes", "chosen"),
    [
        (f"{{{RIVAL}}}", {}, "rival"),
        ("{kind: account, need: 1%, fee: 18, response: 4%}", {}, "card"),
        (f"{{{RIVAL}, ends: {{per_year: 10%}}}}", {"discount_rate": "20%"}, "card"),
        (f"{{{RIVAL}, costs: {{open: 9}}}}", {"discount_rate": "20%"}, "rival"),
        (f"{{{RIVAL}, costs: {{open: 25}}}}", {"discount_rate": "20%"}, "card"),
        (f"{{{RIVAL}, costs: {{open: 9}}}}", {"discount_rate": "60%"}, "card"),
        (
            f"{{{RIVAL}, costs: {{open: 9}}}}",
            {"discount_rate": "20%", "behaviour.churn.per_year": "30%"},
            "card",
        ),
        (f"{{{LOAN}}}", {"discount_rate": "20%"}, "card"),  # 20 a year, but for five years
        (f"{{{LOAN}}}", {"discount_rate": "100%"}, "rival"),
        (f"{{{LOAN}, default: 30%}}", {"discount_rate": "100%"}, "card"),
    ],
)
def test_best_value_weighs_response_margin_time_and_opening_cost(
    rival: str, changes: dict[str, object], chosen: str
) -> None:
    assert choice("best_value", PLAIN_CARD, rival, **changes) == chosen


def test_best_value_counts_the_price_effect_on_the_response() -> None:
    cheaper = {"strategies.firm.better_by": "{card: 1%}"}
    assert choice("best_value", PLAIN_CARD, f"{{{RIVAL}}}", **cheaper) == "rival"
    moved = {"behaviour.choice.price": 1}
    assert choice("best_value", PLAIN_CARD, f"{{{RIVAL}}}", **cheaper, **moved) == "card"


def test_random_speaks_of_each_equally_often() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        EVERY_MONTH,
        {
            "people": 300,
            "products.card": "{kind: account, need: 0.0001%}",
            "products.loan": "{kind: loan, need: 0.0002%, amount: 100, term: 1 year}",
            "products.tea": "{kind: purchase, need: 0.0001%, per_year: 1, basket: 1}",
            "strategies.firm.contact.choose": "random",
        },
    )
    assert outcome.events is not None
    spoken = [event.product for event in outcome.events if event.event == "contacted"]
    counts = [spoken.count(product) for product in ("card", "loan", "tea")]
    assert sum(counts) == 3600
    assert stats.chisquare(counts).pvalue > 1e-4


def test_a_choice_follows_the_stage_of_life() -> None:
    outcome = world(
        EVERYBODY_HOLDS,
        EVERY_MONTH,
        {
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "products.card": "{kind: account, need: {young: 0.2%, adult: 0.1%}}",
            "products.rival": "{kind: account, need: {young: 0.1%, adult: 0.2%}}",
        },
    )
    spoken = [product for _, _, product in story(outcome, "contacted")]
    assert spoken == ["card"] * 6 + ["rival"] * 6


SOLD_AT_ONCE = {
    "products.card": f"{{kind: account, {NEEDED}, response: 100%}}",
    "products.account.need": "0.0001%",
    "years": 3,
}


def test_what_a_contact_sold_counts_as_kept_a_year_later() -> None:
    kept = world(EVERYBODY_HOLDS, EVERY_MONTH, SOLD_AT_ONCE).months.responses_kept
    assert kept.tolist() == [int(month == 12) for month in range(36)]


def test_what_was_sold_less_than_a_year_before_the_end_is_not_seen_to_be_kept() -> None:
    outcome = world(EVERYBODY_HOLDS, EVERY_MONTH, SOLD_AT_ONCE, {"years": 1})
    assert outcome.months.responses.sum() == 1
    assert outcome.months.responses_kept.sum() == 0


def test_kept_is_what_was_sold_and_neither_ended_nor_left_for_a_year() -> None:
    """Counted once more, from the events."""
    outcome = world(
        EVERYBODY_HOLDS,
        {
            "people": 300,
            "years": 10,
            "life.mortality": "{per_year: 5%}",
            "products.account.need": "20%",
            "products.card": "{kind: account, need: 20%, response: 50%, ends: {per_year: 30%}}",
            "products.loan": "{kind: loan, need: 20%, response: 50%, amount: 100, term: 6 months}",
            "products.car": "{kind: loan, need: 20%, response: 50%, amount: 100, term: 2 years}",
            "behaviour.churn": "{per_year: 20%}",
            "strategies.firm.contact": "{per_year: 2, cost: 1}",
        },
    )
    told = groupby(outcome.events or (), key=lambda event: event.person)
    due = [month for _, events in told for month in kept_months(list(events))]
    kept = np.bincount(due, minlength=132)[:120]
    assert 100 < kept.sum() < outcome.months.responses.sum()
    assert kept.tolist() == outcome.months.responses_kept.tolist()


def kept_months(events: Sequence[Event]) -> list[int]:
    """The months in which what contacts sold to a person is to be counted as kept."""
    found = []
    for at, (contact, sold) in enumerate(pairwise(events)):
        opened = sold.event == "opened" and sold.month == contact.month
        if contact.event != "contacted" or not opened or sold.product != contact.product:
            continue
        due = sold.month + 12
        later = [event for event in events[at + 2 :] if event.product in (sold.product, None)]
        ended = any(
            event.month < due or (event.event == "died" and event.month == due)
            for event in later
            if event.event in ("closed", "matured", "defaulted", "left", "died")
        )
        found += [] if ended else [due]
    return found
