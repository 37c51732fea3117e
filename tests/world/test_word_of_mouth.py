"""Word of mouth: satisfied customers win strangers, dissatisfied ones keep them away."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import Changes, counted, months_of, posted, standard_errors, story, told, world

PEOPLE = 2000
MARKET = {
    "people": PEOPLE,
    "opening_book": "{share: 40%, holds: [account]}",
    "behaviour.satisfaction": "{market: 60%, start: 80%}",
    "strategies.firm.service": "{quality: 80%}",
    "strategies.firm.acquire": "{adult: {takes: 100%, incentive: 50, cost: 9, opens: account}}",
}
"""Two fifths are customers, satisfied to four fifths. Nobody is reached."""
ALWAYS = "per_satisfied_customer: 6000"
"""Everybody hears of the firm every month, as good as surely."""
NEVER_GOOD = "per_dissatisfied_customer: 6000"
"""Everybody is warned."""


def talked(talk: str, *changes: Changes) -> Outcome:
    return world(MARKET, {"strategies.firm.word_of_mouth": f"{{{talk}}}"}, *changes)


def test_so_many_recommendations_a_year_are_heard_by_everybody_alike() -> None:
    """Of last month's customers, each to the share that satisfaction says, among all who live."""
    outcome = talked("per_satisfied_customer: 3", {"strategies.firm.acquire": "{}"})
    customers = outcome.months.customers[0] / PEOPLE
    expected = 3 * 0.8 * customers / 12
    assert told(outcome, "heard") == pytest.approx([0.0] + [expected] * 11, rel=1e-6)


def test_what_is_heard_follows_satisfaction() -> None:
    falling = {"behaviour.satisfaction.half_life": "2 months", "strategies.firm.acquire": "{}"}
    outcome = talked("per_satisfied_customer: 3", {"strategies.firm.service.quality": 0.0}, falling)
    heard = told(outcome, "heard")
    falls = [after / before for before, after in pairwise(heard[1:])]
    assert falls == pytest.approx([2**-0.5] * 10, rel=1e-6)


def test_warnings_of_a_year_keep_strangers_from_considering_the_firm() -> None:
    """The share of satisfaction that is missing warns: ``exp(-2 * 0.2 * customers)``."""
    outcome = talked("per_dissatisfied_customer: 2", {"strategies.firm.acquire": "{}"})
    customers = outcome.months.customers[0] / PEOPLE
    expected = math.exp(-2 * 0.2 * customers)
    assert told(outcome, "considers") == pytest.approx([1.0] + [expected] * 11, rel=1e-6)


def test_who_hears_joins_in_the_month_after_without_being_reached() -> None:
    outcome = talked(ALWAYS)
    strangers = PEOPLE - int(outcome.months.customers[0])
    assert counted(outcome, "joined")[1] == strangers
    assert not any(posted(outcome, Line.ACQUISITION))
    assert posted(outcome, Line.INCENTIVES, 0)[1] == -5000 * strangers
    stranger = int((outcome.people.joined == 1).argmax())
    assert story(outcome, person=stranger) == [(1, "heard", "account"), (1, "opened", "account")]


def test_who_hears_joins_as_often_as_who_is_reached() -> None:
    few = {"strategies.firm.acquire.adult": "{takes: 30%, opens: account}"}
    outcome = talked(ALWAYS, few)
    strangers = PEOPLE - int(outcome.months.customers[0])
    assert standard_errors(counted(outcome, "joined")[1], strangers, 0.3) < 4


def test_who_hears_and_takes_nothing_hears_again() -> None:
    nobody = {"strategies.firm.acquire.adult.takes": "0%"}
    outcome = talked(ALWAYS, nobody)
    stranger = int((outcome.people.joined < 0).argmax())
    assert months_of(outcome, "heard", stranger) == [*range(1, 12)]


def test_hearing_opens_what_the_stage_opens_and_elsewhere_nothing() -> None:
    """Nothing is opened for the young; everybody is older from month 6 on."""
    stages = {
        "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
        "products.savings": "{kind: account, need: 0%}",
        "strategies.firm.acquire.adult.opens": "savings",
    }
    outcome = talked(ALWAYS, stages)
    strangers = PEOPLE - int(outcome.months.customers[0])
    assert counted(outcome, "joined")[1:] == [0] * 5 + [strangers] + [0] * 5
    stranger = int((outcome.people.joined == 6).argmax())
    nothing = [(month, "heard", None) for month in range(1, 6)]
    assert story(outcome, "heard", "opened", person=stranger) == [
        *nothing,
        (6, "heard", "savings"),
        (6, "opened", "savings"),
    ]


def test_an_incentive_is_paid_once_in_a_life_however_one_came() -> None:
    """Everybody leaves every month, and hears of the firm again."""
    again = {"behaviour.churn.per_year": "100%"}
    outcome = talked(ALWAYS, again)
    assert counted(outcome, "joined")[1] > 0
    assert sum(posted(outcome, Line.INCENTIVES)) >= -5000 * PEOPLE
    assert sum(counted(outcome, "joined")) > PEOPLE


@pytest.mark.parametrize("how", ["need", "reach", "talk"])
def test_who_was_warned_considers_the_firm_in_no_way(how: str) -> None:
    ways: dict[str, Changes] = {
        "need": {"products.account": "{kind: account, need: 90%, wins: {stranger: 100%}}"},
        "reach": {"strategies.firm.acquire.adult.reach": "90%"},
        "talk": {"strategies.firm.word_of_mouth.per_satisfied_customer": 6000},
    }
    assert sum(counted(talked("per_dissatisfied_customer: 0", ways[how]), "joined")[1:]) > 0
    warned = talked(NEVER_GOOD, ways[how])
    assert sum(counted(warned, "joined")[1:]) == 0


def test_customers_are_not_kept_from_a_further_product_by_warnings() -> None:
    more = {"products.more": "{kind: account, need: 90%, wins: {customer: 100%}}"}
    outcome = talked(NEVER_GOOD, more)
    assert sum(counted(outcome, "needs_won")[1:]) > 0


def test_satisfied_to_the_full_nobody_warns_and_not_at_all_everybody() -> None:
    content = {"behaviour.satisfaction.start": "100%", "strategies.firm.service.quality": "100%"}
    assert told(talked(NEVER_GOOD, content), "considers") == [1.0] * 12
    angry = {"behaviour.satisfaction.start": "0%", "strategies.firm.service.quality": "0%"}
    outcome = talked(ALWAYS, angry)
    assert told(outcome, "heard") == [0.0] * 12


def test_what_a_stranger_has_heard_before_counts() -> None:
    """Who joins has waited for a recommendation: ``1 - exp(-all that was heard)`` have by then."""
    outcome = talked("per_satisfied_customer: 1.5", {"behaviour.satisfaction.half_life": "1 month"})
    months = outcome.months
    strangers = PEOPLE - int(months.customers[0])
    expected = 1 - math.exp(-sum(told(outcome, "heard")))
    assert standard_errors(sum(counted(outcome, "joined")[1:]), strangers, expected) < 4
