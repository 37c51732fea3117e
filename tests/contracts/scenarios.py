"""Scenarios out of nowhere: sound ones, small, with every word and every edge of the language.

`of_thirty` makes a claim of each of thirty of them, the same in every test and every process.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, load_text, tables_of
from tests.contracts.dice import CHANCES, GROWTH, Dice
from tests.contracts.drawn_changes import market_changes
from tests.contracts.drawn_people import TABLES, behaviour, lives, openings, segments
from tests.contracts.drawn_products import are_bought, products
from tests.contracts.drawn_strategies import strategies

CURRENCIES = {"GBP": 2, "JPY": 0, "KWD": 3}
"""With the digits of their minor units."""

YEARS, YEARS_TOGETHER = (10, 25, 4, 15, 2, 1), (4, 6, 3, 2, 5, 1)
"""How long people live apart from each other, or together, which takes more time to tell."""

MOST_PERSON_YEARS = 400
"""At the start; so that thirty scenarios take seconds."""


def written(random: Random) -> str:
    """A sound scenario in the scenario language.

    In every other one people and firm answer to each other month by month.
    """
    dice = Dice(random)
    currency = dice.one(list(CURRENCIES))
    dice.digits = CURRENCIES[currency]
    attentive = dice.one((False, True))
    years = dice.one(YEARS_TOGETHER if attentive else YEARS)
    life = lives(dice)
    stages = list(life["stages"])
    sold = products(dice, stages, felt=attentive)
    kind = {"buys": are_bought(sold), "felt": attentive}
    data: dict[str, Any] = {
        "scenario": 1,
        "title": "Out of nowhere",
        "currency": currency,
        "start": dice.one(("2025-01", "1999-12")),
        "years": years,
        "people": dice.whole(1, min(60, MOST_PERSON_YEARS // years)),
        "seed": dice.one((1865, 0, 2**64 - 1, 2**32 + 7)),
        "discount_rate": dice.one(("8%", "0%", "-3%", "100%")),
        **dice.words(growth=lambda: _growth(dice)),
        "life": life,
        "segments": segments(dice, stages, **kind),
        "behaviour": behaviour(dice, stages, **kind),
        "products": sold,
    }
    data |= openings(dice, stages, list(data["products"])) | dice.words(firm=lambda: _firm(dice))
    data["strategies"] = strategies(dice, stages, data, attentive=attentive)
    if attentive:
        data["changes"] = market_changes(dice, data)
    return _as_yaml({word: part for word, part in data.items() if part not in ({}, [])})


def _growth(dice: Dice) -> dict[str, Any]:
    return {word: dice.one(GROWTH) for word in dice.some(("income", "amounts", "costs"))}


def _firm(dice: Dice) -> dict[str, Any]:
    return {
        "capital": {"ratio": dice.one(CHANCES), "cost": dice.one(CHANCES)},
        "cash": {
            "opening_per_person": dice.one((dice.amount(250), 0, dice.amount(2))),
            "credit_line_per_person": dice.one((0, dice.amount(3))),
            "credit_rate": dice.one(("9%", "100%", "0%")),
        },
    }


def read(text: str) -> Scenario:
    """The scenario of a generated text."""
    return load_text(text, name="generated.yaml", read_table=tables_of(TABLES))


def of_thirty(claim: Callable[[str], None]) -> None:
    """Make a claim of each of thirty scenarios.

    The thirty follow from the text of this function, so they are the same for every claim. Each
    comes from one number: hypothesis would otherwise make most of them from parts of the others.
    """

    @settings(
        derandomize=True, max_examples=30, deadline=None, database=None, phases=[Phase.generate]
    )
    @given(number=st.integers(0, 2**32 - 1))
    def of_each(number: int) -> None:
        text = written(Random(number))
        try:
            claim(text)
        except Exception as error:
            error.add_note(f"This is of the scenario `written(Random({number}))`:\n{text}")
            raise

    of_each()


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _as_yaml(data: dict[str, Any]) -> str:
    text: str = yaml.dump(
        data, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, default_flow_style=None
    )
    return text
