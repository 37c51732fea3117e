"""How far a number is moved: to both ends of what is believed, else of its source's range.

Of a number without either, to half and to double of what it is; an age, which would leave the order
of the stages, by a tenth. A distribution between people is moved as a whole: its middle is, its
shape stays. A number that is 0 has neither half nor double, and is moved only where a range is
given.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from sim.experiments.assumptions.listed import Assumption
from sim.experiments.believed import quantile
from sim.experiments.setting import overrides_of
from sim.scenario import Scenario, ScenarioError, again
from sim.scenario.overrides import writable
from sim.scenario.units import AGE, Unit
from sim.scenario.values import Distribution, Each, TimesIncome, plain

Basis = Literal["belief", "range", "half and double", "a tenth", "zero", "fixed"]

Way = tuple[tuple[Any, tuple[str, ...]], ...]
"""Values to try in turn, each with the overrides that set it."""

HALF, DOUBLE = 0.5, 2.0
DIGITS = 12
"""So many digits of an end are kept: what is half of a number is not told finer."""
TENTH = 0.1
SURE = (0.025, 0.975)
"""The ends of a belief that has none: 95 in 100 of it lie between."""
BACK = 4
"""Where a scenario is wrong at an end, so many times half the way back to today is tried."""


@dataclass(frozen=True)
class Ends:
    """Where a number is moved to, as texts of ``--set``: for each end, the values to try in turn.

    ``basis`` says what the ends are. Without ends the number is not moved.
    """

    basis: Basis
    low: Way = ()
    high: Way = ()


def ends_of(scenario: Scenario, each: Assumption) -> Ends:
    """Both ends of a number; none where it is 0 and has no range, or cannot be moved."""
    basis, low, high = _reach(each)
    ways = [() if end is None else _way_back(scenario, each, end) for end in (low, high)]
    if not any(ways):
        return Ends("zero" if _middle(each.value) == 0 else "fixed")
    return Ends(basis, ways[0], ways[1])


def _reach(each: Assumption) -> tuple[Basis, Any, Any]:
    if each.believed is not None:
        return "belief", *_ends_of_belief(each.believed)
    found = _range(each)
    if found is not None:
        return "range", *found
    if each.unit is AGE:
        return "a tenth", _scaled(each.value, 1 - TENTH), _scaled(each.value, 1 + TENTH)
    return "half and double", _scaled(each.value, HALF), _scaled(each.value, DOUBLE)


def _range(each: Assumption) -> tuple[float, float] | None:
    """The source's range, if it speaks of this very number: every number it is said of lies in it.

    One that is said of a mean, or of one of several words, tells nothing of the others.
    """
    if each.origin is None or each.origin.range is None:
        return None
    low, high = each.origin.range
    alone = all(isinstance(value, int | float) and low <= value <= high for value in each.shared)
    return (low, high) if alone and low < high else None


def _ends_of_belief(belief: Distribution) -> tuple[float, float]:
    """
    >>> _ends_of_belief(Distribution("uniform", 0.1, 0.4))
    (0.1, 0.4)
    """
    if belief.kind == "uniform":
        return belief.first, belief.second
    low, high = (quantile(belief, share) for share in SURE)
    return low, high


def _scaled(value: Any, factor: float) -> Any:
    """A value times a factor; of a distribution the middle, of a beta the odds of its mean.

    >>> _scaled(Distribution("lognormal", 8.0, 0.6), 0.5)
    Distribution(kind='lognormal', first=4.0, second=0.6)
    """
    if isinstance(value, TimesIncome):
        return replace(value, times_income=value.times_income * factor)
    if isinstance(value, Each):
        return Each(_scaled(value.each, factor))
    if not isinstance(value, Distribution):
        return None if value is None else value * factor
    if value.kind == "beta":
        weight, odds = value.first + value.second, value.first / value.second * factor
        mean = odds / (1 + odds)
        return replace(value, first=weight * mean, second=weight * (1 - mean))
    if value.kind == "uniform":
        return replace(value, first=value.first * factor, second=value.second * factor)
    if value.kind == "gamma":
        return replace(value, second=value.second * factor)
    return replace(value, first=value.first * factor)


def _middle(value: Any) -> float:
    if isinstance(value, TimesIncome):
        return value.times_income
    if isinstance(value, Each):
        return value.each.centre
    if isinstance(value, Distribution):
        return value.centre
    return value or 0.0


def _way_back(scenario: Scenario, each: Assumption, end: Any) -> Way:
    """The end and points on the way back from it, each with its overrides; none is today's."""
    if not isinstance(each.value, int | float):
        return ((end, _written(scenario, each, end)),) if end != each.value else ()
    today = each.value
    found: dict[float, tuple[str, ...]] = {}
    for halving in range(BACK + 1):
        x = today + (end - today) / 2**halving
        value = _within(each.unit, writable(each.unit, scenario.minor_digits, x))
        if value != today:
            found.setdefault(value, _written(scenario, each, value))
    return tuple(found.items())


class Sound(NamedTuple):
    """A value at which a scenario is sound, the overrides that set it, and the scenario there."""

    value: Any
    overrides: tuple[str, ...]
    scenario: Scenario


def first_sound(scenario: Scenario, way: Way) -> Sound | None:
    """The first value on a way at which the scenario is sound; None: there is none."""
    for value, overrides in way:
        try:
            return Sound(value, overrides, again(scenario, overrides))
        except ScenarioError:
            continue
    return None


def sound_range(scenario: Scenario, ends: Ends, today: float) -> tuple[float, float]:
    """Both ends of one number as far as the scenario is sound there, today's value between them."""
    found = [first_sound(scenario, way) for way in (ends.low, ends.high)]
    values = [today, *(float(f"{one.value:.{DIGITS}g}") for one in found if one is not None)]
    return min(values), max(values)


def _within(unit: Unit, value: float) -> float:
    """The nearest value that the unit allows."""
    low = unit.low + 1e-6 if unit.above_low else unit.low
    return min(max(value, low), unit.high)


def _written(scenario: Scenario, each: Assumption, value: Any) -> tuple[str, ...]:
    """The overrides that set a value."""
    if not isinstance(value, int | float):
        return (f"{each.path}={json.dumps(plain(value))}",)
    return overrides_of(scenario, {each.path: each.unit}, {each.path: value})


def overrides_at(scenario: Scenario, each: Assumption, value: Any) -> tuple[str, ...]:
    """The overrides that set a number to a value, or to the nearest that can be written."""
    if isinstance(value, int | float):
        value = _within(each.unit, writable(each.unit, scenario.minor_digits, value))
    return _written(scenario, each, value)


def between(low: Any, high: Any, share: float) -> Any:
    """A value at a share of the way between two of one kind; of distributions, number by number.

    >>> between(2.0, 4.0, 0.25)
    2.5
    >>> between(Distribution("normal", 1.0, 0.5), Distribution("normal", 3.0, 0.5), 0.5)
    Distribution(kind='normal', first=2.0, second=0.5)
    """
    if isinstance(low, Distribution):
        first = between(low.first, high.first, share)
        return replace(low, first=first, second=between(low.second, high.second, share))
    if isinstance(low, TimesIncome):
        times = between(low.times_income, high.times_income, share)
        return replace(low, times_income=times)
    if isinstance(low, Each):
        return Each(between(low.each, high.each, share))
    return low + share * (high - low)


def belief_at(belief: Distribution, share: float) -> float:
    """A quantile of what is believed, between its ends; of one without ends, of its middle 95 %.

    >>> belief_at(Distribution("uniform", 2.0, 4.0), 0.25)
    2.5
    >>> belief_at(Distribution("normal", 0.0, 1.0), 0.5)
    0.0
    """
    if belief.kind == "uniform":
        return float(between(belief.first, belief.second, share))
    return quantile(belief, between(*SURE, share))
