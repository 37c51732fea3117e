"""What the strategies of generated scenarios practise beyond their offers."""

from __future__ import annotations

from typing import Any

from sim.scenario.practices import STOPS
from tests.contracts.dice import FREQUENCIES, LOG_ODDS, SHARES, SMALL_CHANCES, Dice


def practices(
    dice: Dice, strategy: dict[str, Any], *, buys: bool, attentive: bool
) -> dict[str, Any]:
    """The practices of a strategy, each with what it needs.

    ``buys``: whether there is anything to buy. ``attentive``: whether the firm looks at its
    customers month by month.
    """
    serves = "service" in strategy
    found = dice.words(
        feedback=lambda: _feedback(dice) if serves else None,
        personal=lambda: _personal(dice),
        improvement=lambda: _improvement(dice),
        promotion=lambda: _promotion(dice, attentive=attentive) if buys else None,
    )
    if attentive:
        found |= dice.words(
            staff=lambda: _staff(dice) if serves else None,
            loyalty=lambda: _loyalty(dice) if buys else None,
            word_of_mouth=lambda: dice.words(
                per_satisfied_customer=lambda: dice.one(FREQUENCIES),
                per_dissatisfied_customer=lambda: dice.one(FREQUENCIES),
            ),
            funding=lambda: dice.some(STOPS, at_least=1),
        )
    if attentive and buys and serves and dice.mostly():
        service = strategy["service"]
        found["service"] = service | {"failures_per_purchase": dice.one(SMALL_CHANCES)}
    return found


def _staff(dice: Dice) -> dict[str, Any]:
    return {
        "per_1000_customers": dice.one((2, 0.5, 0, 40, 1.7)),
        "minutes_per_incident": dice.one((20, 300, 1)),
        "cost_to_train": dice.amount(900) or 1,
        **dice.words(
            cost_per_year=lambda: dice.amount(20_000),
            training_per_year=lambda: dice.amount(400),
            turnover=lambda: dice.one(SMALL_CHANCES),
            cost_per_hire=lambda: dice.amount(3_000),
            trained=lambda: dice.one(SHARES),
            untrained_quality=lambda: dice.one(SHARES),
            customers_per_desk=lambda: dice.one((20_000, 100, 1_000)),
            patience=lambda: dice.one((10, 0.5, 1000, 0)),
        ),
    }


def _feedback(dice: Dice) -> dict[str, Any]:
    return dice.words(
        surveys_per_year=lambda: dice.one(FREQUENCIES),
        cost=lambda: dice.amount(1),
        acts_on=lambda: dice.one(SHARES),
        tires=lambda: dice.one((0.5, 0, 3)),
    )


def _personal(dice: Dice) -> dict[str, Any]:
    return dice.words(
        relevance=lambda: dice.one(SHARES),
        responds=lambda: dice.one(LOG_ODDS),
        tires=lambda: dice.one((0.5, 0, 3)),
    )


def _improvement(dice: Dice) -> dict[str, Any]:
    return dice.words(
        per_year=lambda: dice.one(("3%", "20%", "0%", "100%")),
        lasts=lambda: dice.one(("2 years", "30 months", "0 months")),
        cost_per_customer=lambda: dice.amount(2),
    )


def _promotion(dice: Dice, *, attentive: bool) -> dict[str, Any]:
    """One with a price makes a firm attentive; free items alone do not."""
    return {
        "lasts": dice.one(("2 months", "1 month")),
        "every": dice.one(("6 months", "1 year", "9 months")),
        **dice.words(
            first=lambda: dice.one(("0 months", "3 months", "2 years")),
            discount=lambda: dice.one(("15%", "50%", "100%", "0%")) if attentive else None,
            free_item=lambda: dice.amount(1),
            brought_forward=lambda: dice.one(SHARES),
            over=lambda: dice.one(("1 month", "3 months")),
        ),
    }


def _loyalty(dice: Dice) -> dict[str, Any]:
    return dice.words(
        join=lambda: dice.one(
            ({"top": "20%"}, "all", {"purchases_per_year": 8}, {"top": dice.one(SHARES)})
        ),
        reviewed=lambda: dice.one(("3 months", "5 months", "1 year", "1 month")),
        discount=lambda: dice.one(SHARES),
        discount_from_basket=lambda: dice.amount(5),
        free_item_per_week=lambda: dice.amount(1),
        per_year=lambda: dice.amount(12),
        ease=lambda: dice.one((0.2, 0, 2)),
        keeps=lambda: dice.one(LOG_ODDS),
    )
