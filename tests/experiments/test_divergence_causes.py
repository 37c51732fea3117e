"""Claims about which decision a difference between two lives comes from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from sim.experiments.divergence.cause import ALONE, Life, Told, cause_of
from sim.rules.chance import Decision
from sim.scenario.tables import Choose
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.happenings import Happening
from sim.world.outcome import Event
from tests.contracts.markets import market

MONTH = 30
PERSON = 3


@cache
def life() -> Life:
    tables = tabulate(market(overrides=("people=5",)))
    return Life(tables, born(tables, tables.person_numbers()[PERSON : PERSON + 1]), strategy=0)


def happened(
    name: str, product: str | None, before: Event | None = None, month: int = MONTH
) -> Told:
    return Told(Event(PERSON, month, name, product, 0), before)


def decision(left: Told | None, right: Told | None, of: Life | None = None) -> Decision | None:
    one, other = cause_of(left, right, of or life()), cause_of(right, left, of or life())
    assert one == other
    return one.decision


def test_everything_that_happens_has_a_cause() -> None:
    assert {each.name.lower() for each in Happening} == {*ALONE, "opened"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("opened", Decision.NEED),
        ("met_elsewhere", Decision.NEED),
        ("became", None),
        ("became_elsewhere", None),
        ("closed", Decision.ENDS),
        ("defaulted", Decision.DEFAULT),
        ("left", Decision.MONTH),
        ("died", Decision.DEATH),
        ("left_rival", Decision.LEAVES_RIVAL),
        ("contacted", Decision.MONTH),
        ("failed", Decision.MONTH),
        ("put_right", Decision.MONTH),
        ("surveyed", Decision.SURVEY),
        ("heard", Decision.HEARS),
        ("reached", Decision.REACH),
        ("held_elsewhere", Decision.OPENING_MARKET),
    ],
)
def test_what_happens_on_one_side_only_comes_from_its_decision(
    name: str, expected: Decision | None
) -> None:
    assert decision(happened(name, "current_account"), None) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("reached", Decision.TAKES),
        ("heard", Decision.TAKES),
        ("contacted", Decision.RESPONSE),
    ],
)
def test_an_opening_right_after_an_approach_comes_from_what_the_approach_did(
    before: str, expected: Decision
) -> None:
    approach = Event(PERSON, MONTH, before, "coffee", 0)
    opened = happened("opened", "coffee", approach)
    assert decision(opened, None) == expected
    assert decision(opened, happened("left", None)) == expected
    assert decision(happened("opened", "tea", approach), None) == Decision.NEED


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("opened", "met_elsewhere", Decision.WINS),
        ("failed", "put_right", Decision.PUTS_RIGHT),
        ("matured", "defaulted", Decision.DEFAULT),
        ("closed", "defaulted", Decision.DEFAULT),
        ("opened", "opened", None),
    ],
)
def test_two_events_of_a_month_may_come_from_one_decision(
    left: str, right: str, expected: Decision | None
) -> None:
    assert decision(happened(left, "mortgage"), happened(right, "mortgage")) == expected


def test_of_two_events_that_have_nothing_to_do_with_each_other_the_earlier_counts() -> None:
    contacted, left = happened("contacted", "coffee"), happened("left", None)
    assert decision(contacted, left) == Decision.MONTH
    assert cause_of(contacted, left, life()).words.startswith("the die for a contact")
    soon = happened("left_rival", "tea", month=MONTH - 1)
    assert decision(contacted, soon) == Decision.LEAVES_RIVAL
    assert decision(happened("opened", "tea"), happened("met_elsewhere", "coffee")) == Decision.NEED


def test_a_contact_about_another_product_comes_from_the_choice_if_that_is_drawn() -> None:
    coffee, tea = happened("contacted", "coffee"), happened("contacted", "tea")
    assert decision(coffee, tea) is None
    strategies = (replace(life().tables.strategies[0], choose=Choose.RANDOM),)
    drawn = replace(life(), tables=replace(life().tables, strategies=strategies))
    assert decision(coffee, tea, drawn) == Decision.CONTACT_CHOICE


def test_what_is_put_right_after_a_survey_comes_from_acting_on_it() -> None:
    surveyed = Event(PERSON, MONTH, "surveyed", None, 0)
    assert decision(happened("put_right", None, surveyed), None) == Decision.ACTS_ON


def test_what_is_held_at_the_start_comes_from_the_opening_book() -> None:
    held = happened("opened", "current_account", month=0)
    assert decision(held, None) == Decision.OPENING_BOOK
    assert decision(held, happened("held_elsewhere", "mortgage", month=0)) == Decision.OPENING_BOOK
    assert decision(happened("opened", "coffee", month=0), None) == Decision.NEED


def test_a_product_closed_as_a_stage_begins_gave_way_to_its_successor() -> None:
    stage = int(next(entry for entry in life().person.entries[0] if entry > 0))
    assert decision(happened("closed", "youth_account", month=stage), None) is None
    assert decision(happened("closed", "current_account", month=stage), None) == Decision.ENDS
    assert decision(happened("closed", "youth_account", month=stage + 1), None) == Decision.ENDS


def test_a_rivals_loan_ends_with_its_term() -> None:
    assert decision(happened("left_rival", "mortgage"), None) is None
