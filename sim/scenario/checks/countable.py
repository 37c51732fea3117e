"""Amounts that can be counted: that none grows past what whole minor units can hold.

Decides only by sizes that the file shows: what stands in it, how it grows over the years, and
how many people there are. What chance makes of a distribution's tail is left to the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from sim.scenario.checks.given import Given
from sim.scenario.models.products import Purchase
from sim.scenario.models.scenario import Scenario
from sim.scenario.problem import Fault, Path
from sim.scenario.segments import behaviour_of
from sim.scenario.shape import numbers
from sim.scenario.units import FREQUENCY
from sim.scenario.values import Distribution, Each, TimesIncome

MOST = 1e14
"""Minor units of one amount: the largest that a file may write, in a currency of two digits."""
MOST_OF_ALL = 9e18
"""Minor units of one amount over all people: just below 2^63."""

_AMOUNTS = frozenset({"balance", "amount", "basket", "fee", "discount_from_basket"})
_PER_PERSON: Path = ("firm", "cash")


@dataclass(frozen=True, slots=True)
class _Size:
    """The size of one amount in minor units, in the last year, and what it grew by."""

    path: Path
    minor: float
    growth: str


def check_countable(given: Given) -> Iterator[Fault]:
    """The largest amount of each kind of growth, where it is too large to be counted."""
    scenario = given.scenario
    largest: dict[str, _Size] = {}
    for size in _sizes(given):
        if size.growth not in largest or size.minor > largest[size.growth].minor:
            largest[size.growth] = size
    people = scenario.people + ceil(scenario.life.enter.arrivals_per_year * scenario.years)
    for size in largest.values():
        yield from _check(size, scenario, people)


def _check(size: _Size, scenario: Scenario, people: int) -> Iterator[Fault]:
    needs: tuple[Path, ...] = (("currency",), ("growth",), ("years",), ("people",), ("life",))
    major = size.minor / 10**scenario.minor_digits
    if size.minor > MOST:
        grown = ""
        if _factor(scenario, size.growth) > 1:
            yearly = getattr(scenario.growth, size.growth)
            grown = f" after {scenario.years} years of {100 * yearly:g}% growth"
        message = f"comes to {major:.3g} {scenario.currency}{grown}, which is too large to count."
        yield Fault(size.path, message, hint="Write a smaller amount or growth.", needs=needs)
    elif size.minor * people > MOST_OF_ALL:
        each = f"{major:.3g} {scenario.currency}"
        message = f"comes to {each} a person, too large to count for {people:,} people."
        yield Fault(size.path, message, hint="Write a smaller amount or fewer people.", needs=needs)


def _sizes(given: Given) -> Iterator[_Size]:
    scenario = given.scenario
    scale = 10**scenario.minor_digits
    income = _largest_income(scenario)
    for path, leaf, whole in given.leaves:
        if leaf.unit is None or leaf.unit.form != "money":
            continue
        for below, value in numbers(leaf, whole):
            if value is None:  # not given, and no amount stands for it
                continue
            relative = isinstance(value, TimesIncome)
            growth = "income" if relative else _growth(path)
            major = value.times_income * income if relative else _size(value)
            factor = _factor(scenario, growth) * _times(scenario, path)
            yield _Size((*path, *below), major * scale * factor, growth)


def _growth(path: Path) -> str:
    """What an amount grows by, as a word under `growth`; empty where it does not grow."""
    if path[:2] == _PER_PERSON:
        return ""
    if path[0] == "life":
        return "income"
    return "amounts" if path[-1] in _AMOUNTS else "costs"


def _factor(scenario: Scenario, growth: str) -> float:
    yearly: float = getattr(scenario.growth, growth) if growth else 0.0
    return max(1.0, (1.0 + yearly) ** (scenario.years - 1))


def _times(scenario: Scenario, path: Path) -> float:
    """How often a year and for how many an amount is paid, where the file says so: a basket."""
    product = scenario.products.get(str(path[1])) if path[0] == "products" else None
    if path[-1] != "basket" or not isinstance(product, Purchase):
        return 1.0
    often = max((_size(value) for _, value in product.per_year.items()), default=1.0)
    names = tuple(scenario.segments) or (None,)
    buying = [behaviour_of(scenario, name).buying for name in names]
    return max(
        min(often * _size(one.frequency), FREQUENCY.high) * _size(one.for_people) for one in buying
    )


def _largest_income(scenario: Scenario) -> float:
    return max((value for _, value in scenario.life.income.items()), default=0.0)


def _size(value: float | Distribution | Each) -> float:
    if isinstance(value, Each):
        return _size(value.each)
    return abs(value.centre) if isinstance(value, Distribution) else abs(value)
