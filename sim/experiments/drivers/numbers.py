"""The numbers that are moved, and how far: to the ends that `ends_of` gives each.

Decides which numbers are asked about where none are named, and what a number is at a share of the
way from its low end to its high end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.experiments.assumptions import Assumption, assumptions_of, ends_of
from sim.experiments.assumptions.ends import Way, belief_at, between, first_sound, overrides_at
from sim.experiments.drivers.errors import DriversError
from sim.scenario import Scenario


@dataclass(frozen=True)
class End:
    """A value a number is moved to, and the overrides that move it."""

    value: Any
    overrides: tuple[str, ...]


@dataclass(frozen=True)
class Driver:
    """A number, and both its ends; an end is missing where no sound scenario has one."""

    assumption: Assumption
    basis: str  # what the ends are: belief, range, half and double, a tenth
    low: End | None
    high: End | None
    whole: bool = True  # both ends are where they should be, and not part of the way back

    @property
    def path(self) -> str:
        """Where the number stands."""
        return self.assumption.path

    def at(self, scenario: Scenario, share: float) -> End:
        """The number at a share of its way: a quantile of what is believed, else evenly.

        Raises:
            ValueError: it has not both ends.
        """
        if self.low is None or self.high is None:
            raise ValueError(f"{self.path} has not both ends")
        believed = self.assumption.believed
        if believed is not None and self.whole:
            value: Any = belief_at(believed, share)
        else:
            value = between(self.low.value, self.high.value, share)
        return End(value, overrides_at(scenario, self.assumption, value))


def drivers_of(
    scenario: Scenario, only: Sequence[str] = (), *, every: bool = False
) -> tuple[Driver, ...]:
    """The numbers to move: those named, else all, else those that stand under ``uncertain``.

    Raises:
        LeverError: a path of ``only`` leads to no number.
        DriversError: there is no number to move.
    """
    found = [_driver(scenario, each) for each in listed_of(scenario, only, every=every)]
    moving = tuple(each for each in found if each.low or each.high)
    if not moving:
        raise DriversError(
            "None of these numbers can be moved: they are 0 and have no range, or the scenario is "
            "sound at their values alone. Give them a range under `uncertain`."
        )
    return moving


def listed_of(
    scenario: Scenario, only: Sequence[str] = (), *, every: bool = False
) -> tuple[Assumption, ...]:
    """The numbers that are asked about, before it is known how far they go.

    Raises:
        LeverError: a path of ``only`` leads to no number.
        DriversError: nothing stands under ``uncertain``, and nothing is named.
    """
    listed = assumptions_of(scenario, only)
    if only or every:
        return listed
    believed = tuple(each for each in listed if each.believed is not None)
    if not believed:
        raise DriversError(
            "Nothing stands under `uncertain`. Name the numbers with --only PATH, or take all "
            "with --all."
        )
    return believed


def _driver(scenario: Scenario, each: Assumption) -> Driver:
    ends = ends_of(scenario, each)
    ways = (ends.low, ends.high)
    low, high = (_sound_end(scenario, way) for way in ways)
    whole = all(end == End(*way[0]) for end, way in zip((low, high), ways, strict=True) if way)
    return Driver(each, ends.basis, low, high, whole)


def _sound_end(scenario: Scenario, way: Way) -> End | None:
    sound = first_sound(scenario, way)
    return sound and End(sound.value, sound.overrides)
