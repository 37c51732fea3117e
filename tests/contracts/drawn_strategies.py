"""The strategies of generated scenarios: what is offered to whom, how, and at what price.

An offer that nobody can come to hold is refused by the language; such offers are left out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.contracts.dice import CHANCES, FREQUENCIES, SHARES, Dice
from tests.contracts.drawn_changes import strategy_changes
from tests.contracts.drawn_practices import practices
from tests.contracts.drawn_products import Products, are_bought

NAMES = ("one_for_all", "focused", "third")
CHOICES = ("best_need", "best_value", "best_margin", "random")
Offers = dict[str, Sequence[str]]
"""The stages in which each product is offered."""


def strategies(
    dice: Dice, stages: Sequence[str], scenario: dict[str, Any], *, attentive: bool
) -> dict[str, Any]:
    """What stands under ``strategies``: two or three, that choose differently what to speak of.

    ``attentive``: whether they look at their customers month by month, and change with time.
    """
    held = scenario.get("opening_book", {}).get("holds", [])
    names, first = NAMES[: dice.whole(2, len(NAMES))], dice.whole(0, len(CHOICES) - 1)
    found = {name: _strategy(dice, stages, scenario["products"], held) for name in names}
    for place, strategy in enumerate(found.values(), start=first):
        if "contact" in strategy:
            strategy["contact"]["choose"] = CHOICES[place % len(CHOICES)]
    buys = are_bought(scenario["products"])
    for strategy in found.values():
        strategy |= practices(dice, strategy, buys=buys, attentive=attentive)
        if attentive:
            changes = strategy_changes(dice, scenario, strategy, buys=buys)
            strategy |= {"changes": changes} if changes else {}
    return found


def _strategy(
    dice: Dice, stages: Sequence[str], products: Products, held: Sequence[str]
) -> dict[str, Any]:
    everything = dict.fromkeys(products, stages)
    offers = _offers(dice, stages, products)
    acquire = _acquire(dice, stages, offers)
    written: Any = "all"
    if offers != everything:
        offers = _held_by_somebody(offers, acquire, products, held)
        written = _as_written(offers, stages)
    better = {name: _better(dice, stages, products[name]) for name in dice.some(list(offers))}
    parts = {
        "offers": written,
        "acquire": acquire,
        "better_by": better,
        **dice.words(contact=lambda: _contact(dice), service=lambda: _service(dice)),
    }
    return {word: part for word, part in parts.items() if part != {}}


def _offers(dice: Dice, stages: Sequence[str], products: Products) -> Offers:
    """Everything; or some products, everywhere; or some, each in some stages."""
    how = dice.one(("all", "some", "by stage"))
    chosen = list(products) if how == "all" else dice.some(list(products))
    limited = how == "by stage"
    return {name: dice.some(stages, at_least=1) if limited else stages for name in chosen}


def _acquire(dice: Dice, stages: Sequence[str], offers: Offers) -> dict[str, Any]:
    found = {}
    for stage in stages:
        opens = [name for name, where in offers.items() if stage in where]
        if opens and dice.mostly():
            how = dice.words(
                reach=lambda: dice.one(CHANCES),
                cost=lambda: dice.amount(8),
                takes=lambda: dice.one(CHANCES),
                incentive=lambda: dice.amount(25),
            )
            found[stage] = how | {"opens": dice.one(opens)}
    return found


def _held_by_somebody(
    offers: Offers, acquire: dict[str, Any], products: Products, held: Sequence[str]
) -> Offers:
    """The offers that somebody can come to hold."""
    opened = {(how["opens"], stage) for stage, how in acquire.items()}
    return {
        name: where
        for name, where in offers.items()
        if name in held
        or any((name, stage) in opened or _comes(name, stage, products) for stage in where)
    }


def _comes(name: str, stage: str, products: Products) -> bool:
    """Whether people come to hold a product in a stage without any acquisition."""
    need = products[name]["need"]
    needed = need.get(stage, need.get("else", "0%")) if isinstance(need, dict) else need
    heir = any(other.get("becomes", {}).get(stage) == name for other in products.values())
    return heir or needed != "0%"


def _as_written(offers: Offers, stages: Sequence[str]) -> Any:
    """A list where everything on it is offered everywhere, else a map."""
    if all(where is stages for where in offers.values()):
        return list(offers)
    return {name: "all" if where is stages else list(where) for name, where in offers.items()}


def _better(dice: Dice, stages: Sequence[str], product: dict[str, Any]) -> Any:
    """Points better than the market; a loan's rate stays at 0 % or above."""
    rate = float(product["market_rate"].rstrip("%")) if product["kind"] == "loan" else 100.0
    points = [f"{more:g}%" for more in (0.4, rate / 20, rate) if more <= rate]
    return dice.by_stage(stages, lambda: dice.one([*points, "-0.7%", "0%", "-20%"]))


def _contact(dice: Dice) -> dict[str, Any]:
    return {"per_year": dice.one((*FREQUENCIES, 24, 60)), "cost": dice.amount(1)}


def _service(dice: Dice) -> dict[str, Any]:
    return dice.words(
        quality=lambda: dice.one(SHARES),
        incidents_per_year=lambda: dice.one(FREQUENCIES),
        puts_right=lambda: dice.one(SHARES),
        cost_per_incident=lambda: dice.amount(12),
        cost_per_customer=lambda: dice.amount(6),
        budget_per_incident=lambda: dice.amount(10),
    )
