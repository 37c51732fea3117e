"""What becomes of products as a stage of life begins, here and elsewhere."""

from __future__ import annotations

from sim.world.ledger import Line
from sim.world.outcome import Exit
from tests.worlds import months_of, posted, story, world

GROWS_UP = {
    "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
    "products": (
        "{youth: {kind: account, fee: 12, costs: {open: 7}, becomes: {adult: grown}},"
        " grown: {kind: account, fee: 24, costs: {open: 9}, need: {adult: 100%}}}"
    ),
}
HOLDS_YOUTH = {"opening_book": "{share: 100%, holds: [youth]}"}


def test_a_product_becomes_its_successor_without_costs_incentive_or_opening() -> None:
    outcome = world(GROWS_UP, HOLDS_YOUTH)
    assert story(outcome) == [(0, "opened", "youth"), (6, "became", "grown")]
    assert posted(outcome, Line.FEES, 0) == [100] * 6 + [0] * 6
    assert posted(outcome, Line.FEES, 1) == [0] * 6 + [200] * 6
    assert not any(posted(outcome, Line.OPENING))
    assert outcome.people.products_opened[0] == 1
    assert outcome.months.joined.tolist() == [1] + [0] * 11
    assert outcome.people.tenure_months[0] == 12


def test_a_rivals_product_becomes_its_successor_there_so_that_no_need_arises() -> None:
    outcome = world(GROWS_UP, {"opening_market": "{youth: 100%}"})
    assert story(outcome) == [
        (0, "held_elsewhere", "youth"),
        (6, "became_elsewhere", "grown"),
    ]
    assert outcome.months.needs.sum() == 0


def test_without_becoming_the_need_would_have_arisen() -> None:
    outcome = world(GROWS_UP)
    assert story(outcome) == [(6, "met_elsewhere", "grown")]


def test_a_product_whose_successor_is_not_offered_stays_what_it_is() -> None:
    outcome = world(GROWS_UP, HOLDS_YOUTH, {"strategies.firm.offers": "[youth]"})
    assert posted(outcome, Line.FEES, 0) == [100] * 12
    assert not any(posted(outcome, Line.FEES, 1))


def test_an_offer_in_other_stages_only_does_not_count() -> None:
    offers = {"strategies.firm.offers": "{youth: all, grown: [young]}"}
    outcome = world(GROWS_UP, HOLDS_YOUTH, offers, {"products.grown.need": "{young: 1%}"})
    assert posted(outcome, Line.FEES, 0) == [100] * 12


def test_a_product_is_closed_where_its_successor_is_held_already() -> None:
    outcome = world(GROWS_UP, {"opening_book": "{share: 100%, holds: [youth, grown]}"})
    assert story(outcome, "closed", "became") == [(6, "closed", "youth")]
    assert posted(outcome, Line.FEES, 1) == [200] * 12
    assert outcome.people.exit[0] == Exit.HORIZON


def test_a_product_closed_as_a_stage_begins_may_be_needed_again_that_month() -> None:
    outcome = world(
        GROWS_UP,
        {"opening_book": "{share: 100%, holds: [youth, grown]}"},
        {"products.youth.need": "{adult: 100%}"},
    )
    assert story(outcome)[2:] == [(6, "closed", "youth"), (6, "met_elsewhere", "youth")]


def test_who_holds_the_successor_elsewhere_is_a_customer_no_more() -> None:
    """The successor is needed and met elsewhere while young; the relationship lapses in month 6."""
    outcome = world(
        GROWS_UP, HOLDS_YOUTH, {"products.grown.need": "{young: 100%}", "products.grown.wins": "{}"}
    )
    assert story(outcome)[1:] == [(0, "met_elsewhere", "grown"), (6, "closed", "youth")]
    assert (outcome.people.exit[0], outcome.people.left[0]) == (Exit.LAPSE, 6)
    assert outcome.people.tenure_months[0] == 6
    assert posted(outcome, Line.FEES, 0) == [100] * 6 + [0] * 6


def test_products_become_only_as_the_stage_begins() -> None:
    """Won as an adult, the youth account stays one."""
    reach = "{adult: {reach: 100%, takes: 100%, opens: youth}}"
    outcome = world(
        GROWS_UP, {"strategies.firm.acquire": reach, "products.grown.need": "{young: 1%}"}
    )
    assert story(outcome, "opened", "became") == [(6, "opened", "youth")]


def test_a_successor_may_become_another_in_its_turn() -> None:
    outcome = world(
        GROWS_UP,
        HOLDS_YOUTH,
        {
            "life.stages.late": "{from: 18.75}",
            "products.grown.becomes": "{late: old}",
            "products.old": "{kind: account}",
            "products.grown.need": "{late: 1%}",
        },
    )
    assert story(outcome, "became") == [(6, "became", "grown"), (9, "became", "old")]
    assert months_of(outcome, "closed") == []
