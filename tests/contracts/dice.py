"""Dice for generated scenarios: values as they would be written, usual ones and edges.

What is at an edge (never, always, nothing, negative) comes up often, since engines part at edges.
The plainest value is always the first, so that the smallest failing scenario is a plain one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

CHANCES = ("20%", "50%", "35%", "10%", 0.08, "70%", "90%", "3%", "0%", "100%")
SMALL_CHANCES = ("4%", "10%", "1%", "8%", "25%", "15%", "0%", "60%")
SHARES = ("60%", "45%", "85%", "30%", "70%", "5%", "0%", "100%")
RATES = ("2%", "0.25%", "4.6%", "12%", "0%", "-1.5%")
MARGINS = ("25%", "7.3%", "60%", "0%", "100%", "-10%", "-100%")
GROWTH = ("2%", "2.5%", "0%", "15%", "-10%")
LOG_ODDS = (0.3, -0.3, 2.5, -3, 0.05, 0, 1.2)
FREQUENCIES = (6, 1, 2.5, 12, 0.2, 24, 0, 300)
SPREADS = (0.3, 0.05, 0, 1.5)
HALF_LIVES = ("6 months", "18 months", "1 month", "5 years", "150 years")


class Dice:
    """Choices that all come from one source of chance, in ``digits`` of a currency."""

    def __init__(self, random: Random, digits: int = 2) -> None:
        self._random = random
        self.digits = digits

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self._random.random() * len(options))]

    def mostly(self) -> bool:
        """Yes, three times in four."""
        return self._random.random() < 0.75

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def some(self, options: Sequence[T], at_least: int = 0) -> list[T]:
        """Some of the options, in any order."""
        left, found = list(options), list[T]()
        for _ in range(self.whole(at_least, len(options))):
            found.append(left.pop(int(self._random.random() * len(left))))
        return found

    def words(self, **values: Callable[[], Any]) -> dict[str, Any]:
        """A map of some words; each is left out one time in four."""
        found = {word: value() for word, value in values.items() if self.mostly()}
        return {word: value for word, value in found.items() if value is not None and value != {}}

    def by_stage(self, stages: Sequence[str], value: Callable[[], Any]) -> Any:
        """One value, or a map from some stages to values, perhaps with ``else``."""
        if self.mostly():
            return value()
        named = self.some(stages, at_least=1)
        return {stage: value() for stage in (named if self.mostly() else [*named, "else"])}

    def amount(self, usual: int) -> float:
        """An amount of about that size, exact to the currency's minor unit."""
        odd = round(1.5 * usual + 10**-self.digits, self.digits) if self.digits else usual + 1
        return self.one((usual, odd, 3 * usual, 10 * usual, 0))

    def chance_across(self) -> dict[str, list[Any]]:
        """A distribution of chances across people."""
        return self.one(
            (
                {"beta": [2, 6]},
                {"uniform": ["0%", "40%"]},
                {"beta": [0.4, 0.9]},
                {"uniform": [0, 1]},
            )
        )

    def across(self, usual: float, *, to_one: bool = False) -> dict[str, list[float]]:
        """A distribution about that number; ``to_one``: where a beta is possible."""
        kinds: list[dict[str, list[float]]] = [
            {"normal": [usual, usual / 2]},
            {"lognormal": [usual, 0.4]},
            {"gamma": [0.6, usual]},
            {"uniform": [0, 2 * usual]},
            {"gamma": [9, usual]},
            {"normal": [usual, 0]},
        ]
        return self.one([*kinds, {"beta": [2, 3]}] if to_one else kinds)

    def total(self, stages: Sequence[str], usual: int) -> Any:
        """A balance or an amount lent: plain, across people, in proportion to income, by stage."""

        def one() -> Any:
            relative = {"times_income": self.one((0.2, 3.66, 0))}
            spread = relative | {"spread": self.one(SPREADS)}
            return self.one((self.amount(usual), self.across(usual), spread, relative))

        return self.by_stage(stages, one)

    def age(self, centre: float) -> Any:
        """An age, or a distribution of ages with that centre."""
        if centre < 4:
            return self.one((centre, {"uniform": [0, 2 * centre]}, {"normal": [centre, 1]}))
        shape = 16
        mean = round(centre / (1 - 1 / (9 * shape)) ** 3, 6)
        return self.one(
            (
                centre,
                {"normal": [centre, 3]},
                {"uniform": [centre - 2, centre + 2]},
                {"lognormal": [centre, 0.1]},
                {"gamma": [shape, mean]},
            )
        )
