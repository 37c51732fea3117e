"""What is counted by the year of the run: customers who are lost, and people who buy again."""

from __future__ import annotations

import math

import numpy as np

from sim.world.outcome import Outcome
from tests.worlds import Changes, standard_errors, story, world

PEOPLE = 400
YEARS = 4
RESTLESS = {
    "people": PEOPLE,
    "years": YEARS,
    "life.mortality": "{per_year: 10%}",
    "opening_book": "{share: 60%, holds: [account]}",
    "products.account": "{kind: account, need: 60%, wins: {stranger: 60%}, ends: {per_year: 20%}}",
    "behaviour.churn.per_year": "40%",
}
TWO_DRINKS = {
    "people": PEOPLE,
    "years": 2,
    "products": "{tea: {kind: purchase, per_year: 1, basket: 1, margin: 100%},"
    " coffee: {kind: purchase, per_year: 0.5, basket: 1, margin: 100%}}",
    "opening_book": "{share: 100%, holds: [tea, coffee]}",
}


def spells(outcome: Outcome, person: int) -> list[tuple[int, int, str]]:
    """From when to when somebody was a customer, and how it ended; from what happened."""
    found, since = [], -1
    for month, event, _ in story(outcome, "opened", "left", "closed", "died", person=person):
        if event == "opened":
            since = month if since < 0 else since
        elif since >= 0:
            found.append((since, month, event))
            since = -1
    return found


def of_year(spell: tuple[int, int, str]) -> bool:
    """Whether the first month of the year in which it ended was lived as a customer."""
    since, end, how = spell
    first = end - end % 12
    return since <= first and (how != "died" or end > first)


def test_lost_of_a_year_are_those_who_saw_its_first_month() -> None:
    outcome = world(RESTLESS)
    ended = [spell for person in range(PEOPLE) for spell in spells(outcome, person)]
    counted = [spell for spell in ended if of_year(spell)]
    assert 100 < len(counted) < len(ended)
    months = outcome.months
    for month in range(12 * YEARS):
        here = [how for _, end, how in counted if end == month]
        assert months.died_of_year[month] == here.count("died")
        assert months.lost_of_year[month] == len(here) - here.count("died")


def test_what_is_left_of_a_years_customers_are_customers_at_its_end() -> None:
    """Where nobody comes anew, who is not lost and does not die is here in the next year."""
    months = world(RESTLESS, {"products.account.need": "0%"}).months
    gone = (months.lost_of_year + months.died_of_year).reshape(-1, 12).sum(axis=1)
    died_first = months.died[12::12]  # at the start of a year's first month, and no part of it
    left = months.customers[:-12:12] - gone[:-1]
    assert (months.customers[12::12] == left - died_first).all()


def test_buyers_of_a_year_are_counted_once_in_its_first_month_over_all_products() -> None:
    months = world(TWO_DRINKS).months
    mean = 1.5
    none = math.exp(-mean)
    for counts, chance in ((months.buyers, 1 - none), (months.buyers_again, 1 - none * (1 + mean))):
        assert np.flatnonzero(counts).tolist() == [0, 12]
        for count in counts[::12]:
            assert standard_errors(int(count), PEOPLE, chance) < 4


def test_somebody_who_leaves_and_comes_back_is_one_buyer_of_the_year() -> None:
    often: Changes = {
        "products": "{tea: {kind: purchase, need: {else: 99%}, wins: {stranger: 99%}, "
        "per_year: 1200, basket: 1, margin: 100%, ends: {per_year: 99%}}}",
        "opening_book": "{share: 100%, holds: [tea]}",
    }
    outcome = world({"people": 30}, often)
    assert outcome.months.joined.sum() > 40
    assert outcome.months.buyers.tolist() == [30] + [0] * 11
    assert outcome.months.buyers_again[0] == 30
