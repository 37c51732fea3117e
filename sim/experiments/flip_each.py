"""Every number in turn: at which value of it alone the lead of a strategy changes hands.

A number of which something is believed is moved over that belief, others over the range that is
asked for, or from 0 to twice what they are. What changes are compared by is their share of that
range: half of what is believed of one number is as much as half of what is believed of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sim.experiments.assumptions import Assumption, assumptions_of, ends_of
from sim.experiments.assumptions.ends import sound_range
from sim.experiments.crossing import Evaluation
from sim.experiments.estimate import Estimate, undefined
from sim.experiments.flip import TurningPoint, check, sound_lever, today_of, turning_along
from sim.experiments.lever import Lever, LeverError, lever_of
from sim.experiments.ranged import Ranged, ranged
from sim.experiments.runs.laboratory import Laboratory
from sim.scenario import Scenario, ScenarioError
from sim.scenario.shape import numbers_of

STEPS = 100
"""Turning points of many numbers are looked for to this part of each range."""

ALWAYS = ("discount_rate", "firm.cash.opening_per_person")
"""Numbers that are moved though nothing may be believed of them."""


class Answer(StrEnum):
    """What became of a search."""

    FLIPS = "flips"  # the lead changes hands within the range
    NONE = "none within range"
    NO_EFFECT = "no effect"  # the lead is the same to the bit at both ends and today
    NOT_SEARCHED = "not searched"


@dataclass(frozen=True)
class Moved:
    """One number, and what its search came to; ``reason`` says why there was none."""

    path: str
    lever: Lever | None
    believed: bool  # the range is what is believed of it
    point: TurningPoint | None
    reason: str = ""

    @property
    def answer(self) -> Answer:
        """What became of the search."""
        if self.point is None:
            return Answer.NOT_SEARCHED
        if not self.point.depends:
            return Answer.NO_EFFECT
        return Answer.NONE if self.point.value.value is None else Answer.FLIPS

    @property
    def value(self) -> Estimate:
        """The turning point nearest to today's value."""
        return self.point.value if self.point is not None else undefined()

    @property
    def change(self) -> float | None:
        """From today's value to the turning point, in the number's own unit."""
        if self.point is None or self.value.value is None:
            return None
        return self.value.value - self.point.today

    @property
    def share(self) -> float | None:
        """How large that change is: its share of the range."""
        if self.change is None or self.lever is None:
            return None
        return abs(self.change) / (self.lever.high - self.lever.low)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        lever = self.lever
        return {
            "path": self.path,
            "answer": str(self.answer),
            "reason": self.reason,
            "believed": self.believed,
            "today": None if lever is None else lever.today,
            "searched": None if lever is None else [lever.low, lever.high],
            "value": self.value.to_dict(),
            "change": self.change,
            "share": self.share,
            "evaluations": []
            if self.point is None
            else [{"x": e.x, **e.difference.to_dict()} for e in self.point.evaluations],
        }


@dataclass(frozen=True)
class TurningPoints:
    """Every number, those first of which the smallest change flips the lead."""

    leader: str
    rival: str
    now: Estimate  # today's lead
    currency: str
    minor_digits: int
    seeds: int
    moved: tuple[Moved, ...]

    def of(self, answer: Answer) -> tuple[Moved, ...]:
        """The numbers with an answer."""
        return tuple(each for each in self.moved if each.answer is answer)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None where a figure is not defined."""
        return {
            "leader": self.leader,
            "rival": self.rival,
            "seeds": self.seeds,
            "now": self.now.to_dict(),
            "numbers": [each.to_dict() for each in self.moved],
        }


def turning_points(
    scenario: Scenario,
    by: Sequence[str] = (),
    *,
    leader: str | None = None,
    rival: str | None = None,
    seeds: int = 5,
    laboratory: Laboratory | None = None,
) -> TurningPoints:
    """Move numbers of a scenario, one at a time, until the lead of a strategy over another is gone.

    ``by`` are numbers, each as ``PATH`` or ``PATH=LOW..HIGH``; by default all of which something is
    believed (`uncertain`), the discount rate and the opening cash.

    Raises:
        LeverError: a path leads to no number, a range will not do, or nothing can be measured.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        ScenarioError: at an end of a range that was asked for the scenario is wrong.
    """
    check(scenario, leader, rival, seeds)
    asked = asked_for(scenario, by)
    laboratory = laboratory or Laboratory()
    now = today_of(scenario, laboratory, seeds, leader, rival)
    levers = [each.lever for each in asked if each.lever is not None]
    points = iter(turning_along(scenario, levers, now, laboratory))
    moved = [each if each.lever is None else _found(each, next(points)) for each in asked]
    lead = Evaluation.of(0.0, now.measured.leads(now.leader, now.rival)[0]).difference
    currency = scenario.currency, scenario.minor_digits
    return TurningPoints(now.leader, now.rival, lead, *currency, seeds, _by_size(moved))


def asked_for(scenario: Scenario, by: Sequence[str] = ()) -> list[Moved]:
    """The numbers that are to be moved, each with its range; nobody has lived yet.

    Raises:
        LeverError: a path of ``by`` leads to no number, is named twice, or its range will not do.
        ScenarioError: at an end of such a range the scenario is wrong.
    """
    if by:
        return [_ranged(scenario, each) for each in _once([ranged(each) for each in by])]
    known = numbers_of(scenario)
    further = [path for path in ALWAYS if path not in scenario.uncertain and known.get(path)]
    paths = [*scenario.uncertain, *further]
    found = [each for path in paths for each in _believed(scenario, path)]
    if not found:
        raise LeverError(
            "Nothing is believed of any number of this scenario, so none can be moved in turn. "
            "Name one: --by PATH, or write its range under `uncertain`."
        )
    return found


def _once(asked: Sequence[Ranged]) -> Sequence[Ranged]:
    paths = [each.path for each in asked]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise LeverError(f"{twice} is named twice. Keep one of the two.")
    return asked


def _ranged(scenario: Scenario, asked: Ranged) -> Moved:
    """A number that was asked for by name: over the range given, else what is believed of it."""
    if asked.low is None and asked.path in scenario.uncertain:
        return next(_believed(scenario, asked.path))
    lever = sound_lever(scenario, asked.path, asked.low, asked.high)
    return Moved(asked.path, replace(lever, steps=STEPS), False, None)


def _believed(scenario: Scenario, path: str) -> Iterator[Moved]:
    """A number over what is believed of it, or from 0 to twice what it is; both ends sound."""
    believed = path in scenario.uncertain
    try:
        ends = _ends(scenario, path) if believed else (None, None)
        lever = lever_of(scenario, path, *ends) if believed else sound_lever(scenario, path)
        yield Moved(path, replace(lever, steps=STEPS), believed, None)
    except (LeverError, ScenarioError) as error:
        if believed:
            yield Moved(path, None, believed, None, " ".join(str(error).split()))


def _ends(scenario: Scenario, path: str) -> tuple[float, float]:
    """The ends of a belief at which the scenario is sound, and today's value between them."""
    assumption = _assumption(scenario, path)
    return sound_range(scenario, ends_of(scenario, assumption), float(assumption.value))


def _assumption(scenario: Scenario, path: str) -> Assumption:
    return next(each for each in assumptions_of(scenario, [path]) if each.path == path)


def _found(asked: Moved, point: TurningPoint | LeverError) -> Moved:
    if isinstance(point, LeverError):
        return replace(asked, reason=str(point))
    return replace(asked, point=point)


def _by_size(moved: Sequence[Moved]) -> tuple[Moved, ...]:
    """The smallest change first, then those that never flip the lead, in the order asked for."""
    order = list(Answer)

    def size(each: Moved) -> tuple[int, float]:
        return order.index(each.answer), each.share or 0.0

    return tuple(sorted(moved, key=size))
