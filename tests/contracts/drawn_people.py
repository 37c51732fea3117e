"""The people of generated scenarios: their lives, kinds, behaviour, and what they start with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.contracts.dice import (
    CHANCES,
    FREQUENCIES,
    HALF_LIVES,
    LOG_ODDS,
    SHARES,
    SMALL_CHANCES,
    SPREADS,
    Dice,
)

STAGES = ("child", "student", "début", "family", "settled", "retired")
LIFE_TABLE = "data/deaths.csv"
DEATHS = "age,sex,qx\n" + "".join(
    f"{years},{sex},{chance * 1.03**years:.6f}\n"
    for sex, chance in (("M", 0.01), ("F", 0.005))
    for years in range(10, 111)
)
TABLES = {LIFE_TABLE: DEATHS}
"""The life table of generated scenarios, by its path in them."""

MORTALITY = (
    "none",
    {"per_year": "2%"},
    {"table": LIFE_TABLE},
    {"table": LIFE_TABLE},
    {"per_year": "30%"},
)
AFTER_DEFAULT = ("2 years", "0 months", "1 month", "30 years")


def lives(dice: Dice) -> dict[str, Any]:
    """What stands under ``life``; its stages are in the order of life."""
    centres = [dice.one((18.0, 11.0, 45.5, 0.0))]
    for _ in range(dice.whole(0, len(STAGES) - 1)):
        centres.append(centres[-1] + dice.one((2.0, 1.0, 0.5, 5.0)))
    named = dict(zip(STAGES, centres, strict=False))
    life: dict[str, Any] = {
        "stages": {name: {"from": dice.age(centre)} for name, centre in named.items()},
        "income": dice.by_stage(list(named), lambda: dice.amount(30_000)),
        "income_spread": dice.one(SPREADS),
        "mortality": dice.one(MORTALITY),
        "enter": {"arrivals_per_year": dice.one((0, 1.5, 3))},
    }
    if not dice.mostly():
        life["enter"]["age"] = dice.age((centres[0] + centres[-1]) / 2 + 0.5)
    return life


def behaviour(dice: Dice, stages: Sequence[str], *, buys: bool, felt: bool) -> dict[str, Any]:
    """What stands under ``behaviour``, of the scenario or of a segment.

    ``buys``: whether there is anything to buy. ``felt``: whether what is bought answers to how the
    firm serves, so that every month has to be lived before the next.
    """

    def log_odds() -> float:
        return dice.one(LOG_ODDS)

    def share() -> str:
        return dice.one(SHARES)

    def leaving() -> Any:
        choices = (dice.one(SMALL_CHANCES), dice.chance_across(), dice.one(SMALL_CHANCES))
        return dice.one((*choices, dice.one(CHANCES)))

    def churn() -> dict[str, Any]:
        return dice.words(
            per_year=lambda: dice.by_stage(stages, leaving),
            satisfaction=log_odds,
            each_further_product=log_odds,
            fatigue=log_odds,
            price=log_odds,
        )

    def choice() -> dict[str, Any]:
        price = dice.one((0.8, dice.across(0.8, to_one=True)))
        return dice.words(price=lambda: price, satisfaction=log_odds)

    def satisfaction() -> dict[str, Any]:
        return dice.words(
            market=share,
            start=share,
            half_life=lambda: dice.one(HALF_LIVES),
            incidents_per_year=lambda: dice.one(FREQUENCIES),
            harm=share,
            recovery=share,
            voiced=share,
            failures_per_purchase=lambda: dice.one(SMALL_CHANCES) if buys and felt else None,
        )

    def buying() -> dict[str, Any]:
        return dice.words(
            satisfaction=lambda: log_odds() if felt else None,
            price=lambda: dice.one((0.03, 0.2, -0.05, 0)),
            reference=lambda: dice.one(HALF_LIVES),
            frequency=lambda: dice.one((2, 0.5, dice.across(1.5, to_one=True), 0)),
            for_people=lambda: dice.one((3, 1, dice.across(2.5, to_one=True), 0)),
        )

    return dice.words(
        churn=churn,
        choice=choice,
        buying=lambda: buying() if buys else None,
        contact=lambda: dice.words(fatigue=log_odds, forgets=lambda: dice.one(HALF_LIVES)),
        satisfaction=satisfaction,
        after_default=lambda: dice.one(AFTER_DEFAULT),
    )


def segments(dice: Dice, stages: Sequence[str], *, buys: bool, felt: bool) -> dict[str, Any]:
    """What stands under ``segments``: none, or one to three kinds of people."""
    shares = dice.one(((), ("35%", "65%"), ("100%",), ("10%", "0%", "90%"), ("50%", "50%")))
    return {
        f"kind_{place}": {
            "share": share,
            **dice.words(behaviour=lambda: behaviour(dice, stages, buys=buys, felt=felt)),
        }
        for place, share in enumerate(shares)
    }


def openings(dice: Dice, stages: Sequence[str], products: Sequence[str]) -> dict[str, Any]:
    """What stands under ``opening_book`` and ``opening_market``."""

    def book() -> dict[str, Any]:
        share = dice.one(("30%", "70%", "100%", "0%"))
        return {"share": share, "holds": dice.some(products, at_least=1)}

    def market() -> dict[str, Any]:
        held = dice.some(products, at_least=1)
        return {product: dice.by_stage(stages, lambda: dice.one(SHARES)) for product in held}

    return dice.words(opening_book=book, opening_market=market)
