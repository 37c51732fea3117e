"""Personal relevance: contacts that speak to a need sell more, and tire less."""

from __future__ import annotations

import math

import pytest

from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, Changes, counted, logistic, logit, world

PEOPLE = 4000
SPOKEN_OF = {
    "people": PEOPLE,
    "products.extra": "{kind: account, need: 0.0001%, response: 20%}",
    "strategies.firm.contact": "{per_year: 6000, cost: 0.5}",
}
"""Everybody is contacted about a second product, in month 0 and, while it is not held, later."""


def contacted(personal: str, *changes: Changes) -> Outcome:
    return world(EVERYBODY_HOLDS, SPOKEN_OF, {"strategies.firm.personal": personal}, *changes)


@pytest.mark.parametrize("relevance", [0.0, 0.4, 1.0])
def test_a_relevant_contact_sells_with_its_log_odds_added(relevance: float) -> None:
    outcome = contacted(f"{{relevance: {relevance:.0%}, responds: 1.5}}")
    chance = (1 - relevance) * 0.2 + relevance * logistic(logit(0.2) + 1.5)
    error = math.sqrt(chance * (1 - chance) / PEOPLE)
    assert counted(outcome, "contacts")[0] == PEOPLE
    assert counted(outcome, "responses")[0] / PEOPLE == pytest.approx(chance, abs=4 * error)


def test_whoever_would_respond_anyway_responds_to_a_relevant_contact() -> None:
    usual, relevant = contacted("{relevance: 0%}"), contacted("{relevance: 100%, responds: 1}")
    sold = usual.people.products_opened, relevant.people.products_opened
    assert (sold[1] >= sold[0]).all()
    assert (sold[1] > sold[0]).any()


def test_relevance_is_drawn_for_every_contact_anew() -> None:
    """Only relevant contacts sell, and a tenth are relevant: after k of them ``0.9**k`` are left
    who have not bought, not nine tenths."""
    first = {"products.extra.response": "0.0001%"}
    outcome = contacted("{relevance: 10%, responds: 60}", first)
    left = PEOPLE - sum(counted(outcome, "responses")[:6])
    expected = 0.9**6
    error = math.sqrt(expected * (1 - expected) / PEOPLE)
    assert left / PEOPLE == pytest.approx(expected, abs=4 * error)


@pytest.mark.parametrize(
    ("personal", "leave"),
    [
        ("{relevance: 100%, tires: 0}", 0),
        ("{relevance: 100%, tires: 1}", 1),
        ("{relevance: 100%}", 1),
        ("{relevance: 0%, tires: 0}", 1),
    ],
)
def test_a_relevant_contact_tires_as_much_as_it_is_said_to(personal: str, leave: int) -> None:
    """Only who is tired leaves: in month 0, right after the contact."""
    tired = {"people": 1, "behaviour.churn": "{per_year: 0.0001%, fatigue: 100}"}
    outcome = contacted(personal, tired, {"products.extra.response": "0%"})
    assert counted(outcome, "churned")[0] == leave
