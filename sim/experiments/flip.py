"""At which value of one number of a scenario a strategy loses its lead, or gains it.

The lead is the mean net present value per person under one strategy less that under another, with
the same people and the same luck, and all live anew at each value that is tried. Its interval is
over seeds (`by_seed` says why), and that of the turning point follows by inversion (`crossing`).
Seeds whose run failed at a value are left out there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.crossing import Curve, Evaluation, crossing
from sim.experiments.estimate import Estimate, undefined
from sim.experiments.leading import Today, check_names, today
from sim.experiments.lever import Lever, LeverError, lever_of
from sim.experiments.runs.laboratory import Laboratory, Measurements
from sim.experiments.runs.point import Point, point_of
from sim.experiments.setting import overrides_of
from sim.experiments.side_by_side import UnknownError, side_by_side
from sim.scenario import Scenario, again


@dataclass(frozen=True)
class TurningPoint:
    """Where the lead of a strategy over another changes hands, on either side of today's value.

    Of several crossings on one side it is the nearest. Undefined: none was found on that side.
    """

    lever: Lever
    leader: str
    rival: str
    below: Estimate  # the nearest crossing below today's value
    above: Estimate
    seeds: int
    evaluations: tuple[Evaluation, ...]  # all that was tried, by value

    @property
    def path(self) -> str:
        """The number that was moved."""
        return self.lever.path

    @property
    def today(self) -> float:
        """Its value in the scenario."""
        return self.lever.today

    @property
    def searched(self) -> tuple[float, float]:
        """The range within which it was moved."""
        return self.lever.low, self.lever.high

    @property
    def value(self) -> Estimate:
        """The crossing nearest to today's value; undefined where none lies within the range."""
        found = [each for each in (self.below, self.above) if each.value is not None]
        nearest = min(found, key=lambda each: abs((each.value or 0.0) - self.today), default=None)
        return undefined(self.seeds) if nearest is None else nearest

    @property
    def now(self) -> Evaluation:
        """The lead at today's value."""
        return next(each for each in self.evaluations if each.x == self.today)

    @property
    def depends(self) -> bool:
        """Whether the lead differs at all, under any seed, between the values that were tried."""
        return depends([each.each for each in self.evaluations])

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None where a figure is not defined."""
        names = ("path", "today", "leader", "rival", "searched", "seeds", "depends")
        estimates = ("value", "below", "above")
        return {
            **{name: getattr(self, name) for name in names},
            **{name: getattr(self, name).to_dict() for name in estimates},
            "evaluations": [{"x": e.x, **e.difference.to_dict()} for e in self.evaluations],
        }


def turning_point(
    scenario: Scenario,
    path: str,
    *,
    leader: str | None = None,
    rival: str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    seeds: int = 5,
    laboratory: Laboratory | None = None,
) -> TurningPoint:
    """Move one number of a scenario until the lead of a strategy over another is gone.

    By default the leader is the best strategy at today's value and the rival the next best; the
    range is from 0 (or the least that is allowed) to twice today's value. Ends are in human units,
    or texts as in a file. The seeds are the scenario's and those that follow; one alone gives no
    interval.

    Raises:
        LeverError: there is no such number, the range will not do, or all runs at a value failed.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        ScenarioError: at an end of the range the scenario is wrong.
        ValueError: there is no seed.
    """
    check(scenario, leader, rival, seeds)
    lever = sound_lever(scenario, path, low, high)
    laboratory = laboratory or Laboratory()
    now = today_of(scenario, laboratory, seeds, leader, rival)
    (found,) = turning_along(scenario, [lever], now, laboratory)
    if isinstance(found, LeverError):
        raise found
    return found


def sound_lever(
    scenario: Scenario, path: str, low: float | str | None = None, high: float | str | None = None
) -> Lever:
    """The number at a path and its range, at both ends of which the scenario is sound.

    Raises:
        LeverError: there is no such number, or the range will not do.
        ScenarioError: at an end the scenario is wrong.
    """
    lever = lever_of(scenario, path, low, high)
    for end in (lever.low, lever.high):
        again(scenario, overrides_of(scenario, {path: lever.unit}, {path: end}))
    return lever


def today_of(
    scenario: Scenario, laboratory: Laboratory, seeds: int, leader: str | None, rival: str | None
) -> Today:
    """The scenario as it stands, and whose lead over whom is looked at.

    Raises:
        LeverError: all its runs failed.
    """
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    _check_some(now.measured, "as the scenario stands")
    return now


def turning_along(
    scenario: Scenario, levers: Sequence[Lever], now: Today, laboratory: Laboratory
) -> list[TurningPoint | LeverError]:
    """The turning point of each number, or why its search came to an end.

    What all of them have to measure next is asked for at once.
    """
    lines = [_Line(scenario, lever, now) for lever in levers]

    def measure(wanted: Sequence[tuple[int, float]]) -> None:
        points = {at: lines[at[0]].point(at[1]) for at in wanted}
        measured = laboratory.measure(points.values(), now.seeds)
        for (number, x), point in points.items():
            lines[number].learn(x, Measurements((point,), now.seeds, measured.results))

    searches = {number: line.search for number, line in enumerate(lines)}
    return [*side_by_side(searches, measure).values()]


class _Line:
    """The lead of one strategy over another along a number, as far as it is known."""

    def __init__(self, scenario: Scenario, lever: Lever, now: Today) -> None:
        self.lever = lever
        self._scenario, self._now = scenario, now
        self._known: dict[float, tuple[float, ...] | LeverError] = {}
        self._curve = Curve(self._lead, lever.writable)
        self.learn(lever.today, now.measured)

    def point(self, x: float) -> Point:
        """The scenario with the number at a value."""
        lever, pair = self.lever, (self._now.leader, self._now.rival)
        moved = overrides_of(self._scenario, {lever.path: lever.unit}, {lever.path: x})
        return point_of(self._scenario, moved, varied={lever.path: x}, strategies=pair)

    def learn(self, x: float, measured: Measurements) -> None:
        """Note what was measured at a value."""
        try:
            _check_some(measured, f"where {self.lever.path} is {x:.6g}")
        except LeverError as error:
            self._known[x] = error
        else:
            lead = measured.leads(self._now.leader, self._now.rival)[0]
            self._known[x] = tuple(lead.tolist())

    def search(self) -> TurningPoint | LeverError:
        """Look for the crossings on both sides of today's value."""
        ends = (self.lever.low, self.lever.high)
        unknown = [x for x in ends if x not in self._known]
        if unknown:
            raise UnknownError(*unknown)
        try:
            below, above = _crossings(self._curve, self.lever)
        except LeverError as error:
            return error
        names = self._now.leader, self._now.rival
        seeds = len(self._now.seeds)
        return TurningPoint(self.lever, *names, below, above, seeds, self._curve.evaluations)

    def _lead(self, x: float) -> tuple[float, ...]:
        if x not in self._known:
            raise UnknownError(x)
        known = self._known[x]
        if isinstance(known, LeverError):
            raise known
        return known


def depends(leads: Sequence[Sequence[float]]) -> bool:
    """Whether leads by value and seed differ, under any seed, between values; nan is not known.

    >>> depends([(1.0, 2.0), (1.0, float("nan"))]), depends([(1.0, 2.0), (1.0, 3.0)])
    (False, True)
    """
    by_seed = [[lead for lead in leads if not np.isnan(lead)] for leads in zip(*leads, strict=True)]
    return any(len(set(known)) > 1 for known in by_seed)


def check(scenario: Scenario, leader: str | None, rival: str | None, seeds: int) -> None:
    """Refuse what cannot be searched, before anybody has lived."""
    check_names(scenario, leader, rival)
    if seeds < 1:
        raise ValueError(f"{seeds} seeds: expected 1 or more, and 2 or more for an interval.")


def _check_some(measured: Measurements, where: str) -> None:
    failures = measured.failures
    if len(failures) == len(measured.points) * len(measured.seeds):
        raise LeverError(f"Every run failed {where}: {failures[0][2]}. Another range may do.")


def _crossings(curve: Curve, lever: Lever) -> tuple[Estimate, Estimate]:
    """The nearest crossings below and above; none is looked for where nothing changes the lead."""
    tried = [curve.at(x) for x in (lever.low, lever.today, lever.high)]
    if not depends([each.each for each in tried]):
        nowhere = undefined(tried[0].difference.n)
        return nowhere, nowhere
    span = lever.span
    return crossing(curve, span, span.low), crossing(curve, span, span.high)
