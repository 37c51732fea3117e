"""Dated changes of generated scenarios: of the market, and of a strategy's ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contracts.dice import CHANCES, FREQUENCIES, MARGINS, SHARES, Dice

Values = dict[str, Callable[[], Any]]
"""What may be set, by path."""

OVER = ("0 months", "1 month", "7 months", "2 years")
MOST, TOGETHER = 3, 4


def market_changes(dice: Dice, scenario: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands under ``changes`` at the top of the file; loans grow dearer only."""
    values: Values = {"behaviour.satisfaction.market": lambda: dice.one(SHARES)}
    for name, product in scenario["products"].items():
        path = f"products.{name}"
        values[f"{path}.fee"] = lambda: dice.one((dice.amount(12), -5))
        values[f"{path}.costs.open"] = lambda: dice.amount(20)
        values[f"{path}.costs.yearly"] = lambda: dice.amount(45)
        if product["kind"] == "loan":
            values[f"{path}.market_rate"] = lambda: dice.one(("31%", "60%"))
            values[f"{path}.ftp"] = lambda: dice.one(("3%", "0%"))
        elif product["kind"] == "account":
            values[f"{path}.market_rate"] = lambda: dice.one(("1.5%", "0%", "-2%"))
            values[f"{path}.ftp"] = lambda: dice.one(("3%", "0%"))
        else:
            values[f"{path}.margin"] = lambda: dice.one(MARGINS)
    return changes(dice, scenario, values)


def strategy_changes(
    dice: Dice, scenario: dict[str, Any], strategy: dict[str, Any], *, buys: bool
) -> list[dict[str, Any]]:
    """What stands under ``changes`` of a strategy; some practices begin with them."""
    values: Values = {
        "contact.per_year": lambda: dice.one(FREQUENCIES),
        "contact.choose": lambda: dice.one(("best_value", "random", "best_need")),
        "personal.relevance": lambda: dice.one(SHARES),
        "personal.responds": lambda: dice.one((1.5, -1)),
        "improvement.per_year": lambda: dice.one(("5%", "0%", "50%")),
        "improvement.cost_per_customer": lambda: dice.amount(2),
        "word_of_mouth.per_satisfied_customer": lambda: dice.one(FREQUENCIES),
        "word_of_mouth.per_dissatisfied_customer": lambda: dice.one(FREQUENCIES),
    }
    for stage in strategy.get("acquire", {}):
        path = f"acquire.{stage}"
        values[f"{path}.reach"] = lambda: dice.one(CHANCES)
        values[f"{path}.takes"] = lambda: dice.one(CHANCES)
        values[f"{path}.cost"] = lambda: dice.amount(9)
    for name in strategy.get("better_by", {}):
        if scenario["products"][name]["kind"] != "loan":
            values[f"better_by.{name}"] = lambda: dice.one(("1%", "0%", "-5%"))
    if "service" in strategy:
        values |= _of_service(dice)
    if "budget_per_incident" in strategy.get("service", {}):
        values["service.budget_per_incident"] = lambda: dice.amount(8)
    if buys:
        values |= _of_purchases(dice)
    return changes(dice, scenario, values)


def _of_service(dice: Dice) -> Values:
    return {
        "service.quality": lambda: dice.one(SHARES),
        "service.puts_right": lambda: dice.one(SHARES),
        "service.incidents_per_year": lambda: dice.one(FREQUENCIES),
        "feedback.surveys_per_year": lambda: dice.one(FREQUENCIES),
        "feedback.acts_on": lambda: dice.one(SHARES),
    }


def _of_purchases(dice: Dice) -> Values:
    return {
        "loyalty.discount": lambda: dice.one(SHARES),
        "loyalty.join": lambda: dice.one(("all", {"top": "40%"}, {"purchases_per_year": 4})),
        "loyalty.ease": lambda: dice.one((0.1, 0, 3)),
    }


def changes(dice: Dice, scenario: dict[str, Any], values: Values) -> list[dict[str, Any]]:
    """Up to three changes of some of the values, each at a date of the run; none of one twice."""
    found, left = [], dict(values)
    for _ in range(dice.whole(0, MOST)):
        paths = dice.some(list(left), at_least=1)[:TOGETHER] if left else []
        if paths:
            settings = {path: left.pop(path)() for path in paths}
            when = {"from": _month(dice, scenario), "over": dice.one(OVER)}
            found.append(when | {"set": settings})
    return found


def _month(dice: Dice, scenario: dict[str, Any]) -> str:
    """A month of the run, its first year more often than others."""
    year, month = (int(part) for part in scenario["start"].split("-"))
    last = 12 * scenario["years"] - 1
    later = month - 1 + min(dice.one((0, 1, dice.whole(0, 11), dice.whole(0, last))), last)
    return f"{year + later // 12}-{later % 12 + 1:02}"
