"""Who stops being a customer before the month's acquisition can be reached in that very month."""

from __future__ import annotations

from tests.worlds import story, world


def test_who_lapses_as_a_stage_begins_is_reached_in_the_same_month() -> None:
    """The youth account closes, as its successor is held elsewhere; acquisition comes later."""
    outcome = world(
        {
            "years": 3,
            "life.stages": "{young: {from: 18}, adult: {from: 19}}",
            "products.youth": "{kind: account, becomes: {adult: account}}",
            "opening_market": "{account: 100%}",
            "strategies.firm.acquire": "{young: {reach: 100%, takes: 100%, opens: youth}, "
            "adult: {reach: 100%, takes: 100%, opens: account}}",
        }
    )
    lived = story(outcome)
    assert (12, "closed", "youth") in lived
    assert (12, "reached", "account") in lived
    assert (12, "opened", "account") in lived
