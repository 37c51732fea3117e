"""The products of generated scenarios: every kind, and what each may become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.contracts.dice import (
    CHANCES,
    FREQUENCIES,
    MARGINS,
    RATES,
    SHARES,
    SMALL_CHANCES,
    Dice,
)

Products = dict[str, dict[str, Any]]

NAMED = {
    "current": "account",
    "card": "loan",
    "coffee": "purchase",
    "épargne": "account",
    "mortgage": "loan",
    "茶": "purchase",
    "youth": "account",
    "car_loan": "loan",
    "travel": "purchase",
}
MOST = 7
TERMS = ("24 months", "12 months", "7 months", "1 month", "5 years", "25 years", "100 years")


def products(dice: Dice, stages: Sequence[str], *, felt: bool) -> Products:
    """What stands under ``products``, in any order of kinds.

    ``felt``: whether what is bought answers to how the firm serves.
    """
    names = dice.some(list(NAMED), at_least=1)[:MOST]
    found = {name: _product(dice, NAMED[name], stages) for name in names}
    for name in names if felt else ():
        if NAMED[name] == "purchase" and dice.mostly():
            found[name]["share_of_wallet"] = dice.one(("45%", "10%", "100%", "90%"))
    for name in names:
        becomes = _becomes(dice, name, found, stages[1:])
        found[name] |= {"becomes": becomes} if becomes else {}
    return found


def are_bought(products: Products) -> bool:
    """Whether any of the products is a purchase."""
    return any(product["kind"] == "purchase" for product in products.values())


def _becomes(dice: Dice, name: str, found: Products, later: Sequence[str]) -> dict[str, str]:
    """Into which of its kind a product turns; only into those below it, so that none comes back."""
    kind, names = found[name]["kind"], list(found)
    below = names[names.index(name) + 1 :]
    heirs = [other for other in below if found[other]["kind"] == kind != "loan"]
    return {stage: dice.one(heirs) for stage in dice.some(later)} if heirs else {}


def _product(dice: Dice, kind: str, stages: Sequence[str]) -> dict[str, Any]:
    own = {"account": _account, "loan": _loan, "purchase": _purchase}[kind]
    shared = dice.words(
        fee=lambda: dice.one((dice.amount(12), -5)),
        costs=lambda: dice.words(open=lambda: dice.amount(20), yearly=lambda: dice.amount(45)),
        response=lambda: dice.one(CHANCES),
        ends=lambda: {"per_year": dice.by_stage(stages, lambda: dice.one(SMALL_CHANCES))},
    )
    need = dice.by_stage(stages, lambda: dice.one(CHANCES))
    wins = dice.words(customer=lambda: dice.one(CHANCES), stranger=lambda: dice.one(CHANCES))
    return {"kind": kind, "need": need, "wins": wins, **own(dice, stages), **shared}


def _account(dice: Dice, stages: Sequence[str]) -> dict[str, Any]:
    return dice.words(
        balance=lambda: dice.total(stages, 3_000),
        market_rate=lambda: dice.one((*RATES, "-100%", "100%")),
        ftp=lambda: dice.one(RATES),
    )


def _purchase(dice: Dice, stages: Sequence[str]) -> dict[str, Any]:
    def how_often() -> Any:
        return dice.one((dice.one(FREQUENCIES), dice.across(9, to_one=True)))

    return {
        "per_year": dice.by_stage(stages, how_often),
        "basket": dice.one((dice.amount(8), {"each": dice.across(8.5)}, dice.across(8.5))),
        "margin": dice.one(MARGINS),
    }


def _loan(dice: Dice, stages: Sequence[str]) -> dict[str, Any]:
    term, rate = dice.one(TERMS), dice.one((4, 0.5, 30, 0))
    loan: dict[str, Any] = {
        "amount": dice.total(stages, 8_000),
        "term": term,
        "market_rate": f"{rate}%",
        **dice.words(
            ftp=lambda: dice.one(RATES),
            default=lambda: dice.by_stage(stages, lambda: dice.one(SMALL_CHANCES)),
            loss_given_default=lambda: dice.one(SHARES),
            risk_weight=lambda: dice.one(("35%", "100%", "1250%", "0%")),
        ),
    }
    locked = dice.one((1, 2, 10))
    if 12 * locked <= months_of(term) and dice.mostly():
        then = dice.one(("2.6%", "0%", f"{-rate / 2}%", f"{-rate}%"))
        loan["fixed"] = {"years": locked, "then": then}
    return loan


def months_of(term: str) -> int:
    """The months of a term as it is written."""
    number, unit = term.split()
    return int(number) * (12 if unit.startswith("year") else 1)
