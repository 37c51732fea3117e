"""The numbers of a strategy that are tuned, each with its range.

By default they are what a firm decides: whom it reaches and what it pays them, prices, contacts,
budgets, staff, surveys, rewards. What things cost and how people answer is not for the firm to
choose, and is tuned only where it is named. A range that is not given is from half to double.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from sim.experiments.assumptions import Assumption, assumptions_of, ends_of
from sim.experiments.assumptions.ends import sound_range
from sim.experiments.calibration.written import stands_in
from sim.experiments.lever import LeverError, lever_of
from sim.experiments.ranged import BETWEEN, Ranged, ranged
from sim.experiments.trial import chosen
from sim.scenario import Scenario, again
from sim.scenario.overrides import setting, writable
from sim.scenario.units import Unit

DECIDED = (
    "acquire.*.reach",
    "acquire.*.incentive",
    "better_by.*",
    "contact.per_year",
    "service.budget_per_incident",
    "staff.per_1000_customers",
    "staff.training_per_year",
    "feedback.surveys_per_year",
    "feedback.acts_on",
    "loyalty.discount",
    "loyalty.discount_from_basket",
    "loyalty.free_item_per_week",
    "promotion.lasts",
    "promotion.every",
    "promotion.discount",
    "promotion.free_item",
)
"""What is tuned where nothing is named, below a strategy."""

WHOLE = ("months", "whole")


@dataclass(frozen=True)
class Setting:
    """A number of a strategy and the range it is tuned over, in human units (12% is 0.12)."""

    path: str
    unit: Unit
    minor_digits: int
    today: float
    low: float
    high: float

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers can be written: months."""
        return self.unit.form in WHOLE

    def written(self, value: float) -> float:
        """The nearest value that a scenario can say."""
        return writable(self.unit, self.minor_digits, value)

    def override(self, value: float) -> str:
        """What sets it."""
        return setting(self.unit, self.minor_digits, self.path, value)


def settings_of(
    scenario: Scenario, strategies: Sequence[str] | None = None, vary: Sequence[str] = ()
) -> dict[str, tuple[Setting, ...]]:
    """What is tuned, by strategy. ``vary`` are paths or parts of one, or ``PATH=LOW..HIGH``.

    Without strategies they are those of the paths, and without both all.

    Raises:
        UnknownStrategyError: the scenario has no such strategy.
        LeverError: a path is no setting of these strategies, a range will not do, or there is
            nothing to tune.
        ScenarioError: at an end of a range that was asked for the scenario is wrong.
    """
    names = chosen(scenario, strategies)
    wanted = [ranged(each) for each in vary]
    owners = {each.path: _owner(scenario, each.path, names) for each in wanted}
    if wanted and strategies is None:
        names = tuple(name for name in names if name in owners.values())
    found = {}
    for name in names:
        mine = [each for each in wanted if owners[each.path] == name]
        found[name] = _named(scenario, mine) if wanted else _decided(scenario, name)
        if not found[name]:
            raise LeverError(_nothing(name, named=bool(wanted)))
    return found


def _owner(scenario: Scenario, path: str, names: Sequence[str]) -> str:
    words = path.split(".")
    if words[0] != "strategies" or len(words) < 2:
        raise LeverError(
            f"{path} is no setting of a strategy. What is tuned is a strategy's own number, such "
            f"as strategies.{names[0]}.contact.per_year; others are moved by `sim flip`."
        )
    (owner,) = chosen(scenario, [words[1]])
    if owner not in names:
        raise LeverError(f"{path} belongs to {owner}. Tune it as well: --strategy {owner}.")
    return owner


def _named(scenario: Scenario, wanted: Sequence[Ranged]) -> tuple[Setting, ...]:
    found: dict[str, Setting] = {}
    for each in wanted:
        for one in _asked(scenario, each):
            if one.path in found:
                raise LeverError(f"{one.path} is named twice. Keep one of the two.")
            found[one.path] = one
    return tuple(found.values())


def _asked(scenario: Scenario, asked: Ranged) -> tuple[Setting, ...]:
    """One number over the range given, or all numbers at or below a path over their own."""
    if asked.low is None:
        listed = assumptions_of(scenario, [asked.path])
        found = [_by_half_and_double(scenario, each) for each in listed]
        known = tuple(each for each in found if each is not None)
        if not known:
            raise LeverError(
                f"{asked.path} has no half and no double to be tuned between, or stands nowhere in "
                f"the file. Give a range: --vary {asked.path}=LOW{BETWEEN}HIGH."
            )
        return known
    lever = lever_of(scenario, asked.path, asked.low, asked.high)
    if not stands_in(scenario, asked.path):
        raise LeverError(
            f"{asked.path} stands nowhere in {scenario.source.name}, so a tuned value could not be "
            "written there. Write today's value into the file first."
        )
    found_setting = Setting(
        asked.path, lever.unit, lever.minor_digits, lever.today, lever.low, lever.high
    )
    for end in (lever.low, lever.high):
        again(scenario, [found_setting.override(end)])
    return (found_setting,)


def _decided(scenario: Scenario, name: str) -> tuple[Setting, ...]:
    """What a strategy decides, as far as the file gives it a number that is not 0."""
    below = f"strategies.{name}."
    patterns = [f"{below}{words}" for words in DECIDED]
    listed = [
        each
        for each in assumptions_of(scenario)
        if any(fnmatchcase(each.path, pattern) for pattern in patterns)
    ]
    found = [_by_half_and_double(scenario, each) for each in listed]
    return tuple(each for each in found if each is not None)


def _by_half_and_double(scenario: Scenario, each: Assumption) -> Setting | None:
    """A number from half to double of what it is, as far as the scenario is sound; or none."""
    bare = replace(each, believed=None, origin=None)
    if not isinstance(each.value, int | float) or not stands_in(scenario, each.path):
        return None
    today = float(each.value)
    low, high = sound_range(scenario, ends_of(scenario, bare), today)
    if low == high:
        return None
    return Setting(each.path, each.unit, scenario.minor_digits, today, low, high)


def _nothing(name: str, *, named: bool) -> str:
    if named:
        return f"Nothing of {name} is named. Name a number of it with --vary, or leave it out."
    return (
        f"{name} has no number that is tuned by default. Name some: --vary "
        f"strategies.{name}.…, or --vary strategies.{name} for all below it."
    )
