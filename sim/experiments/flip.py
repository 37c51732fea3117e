"""At which value of one number of a scenario a strategy loses its lead, or gains it.

The lead is the mean net present value per person under one strategy less that under another, with
the same people and the same luck, and all live anew at each value that is tried. Its interval is
over seeds (`by_seed` says why), and that of the turning point follows by inversion (`crossing`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.by_seed import worth_by_seed
from sim.experiments.crossing import Curve, Evaluation, crossing
from sim.experiments.estimate import Estimate, undefined
from sim.experiments.leading import check_names, ranked
from sim.experiments.lever import Lever, lever_of
from sim.scenario import Scenario, again, with_numbers

Progress = Callable[[int, float, int], None]
"""Told of each seed: how many values were tried before, the one tried now, the seed's place."""


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
        return len({each.each for each in self.evaluations}) > 1

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
    people: int | None = None,
    engine: str = "columns",
    threads: int | None = None,
    progress: Progress | None = None,
) -> TurningPoint:
    """Move one number of a scenario until the lead of a strategy over another is gone.

    By default the leader is the best strategy at today's value and the rival the next best; the
    range is from 0 (or the least that is allowed) to twice today's value. Ends are in human units,
    or texts as in a file. The seeds are the scenario's and those that follow; one alone gives no
    interval.

    Raises:
        LeverError: there is no such number, or the range will not do.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        ScenarioError: at some value the scenario is wrong.
        ValueError: there is no seed.
    """
    _check(scenario, leader, rival, seeds)
    asked = scenario if people is None else again(scenario, [f"people={people}"])
    lever = lever_of(asked, path, low, high)
    for end in (lever.low, lever.high):
        with_numbers(asked, {path: end})  # is it sound? Ask before anybody lives
    worlds = _Worlds(asked, lever, seeds, engine, threads, progress)
    names = (leader, rival) if leader and rival else tuple(asked.strategies)
    today = worlds.worth(names, lever.today)
    means = {name: float(np.mean(each)) for name, each in today.items()}
    first, second = ranked(means, leader, rival)

    def lead(x: float) -> tuple[float, ...]:
        worth = today if x == lever.today else worlds.worth((first, second), x)
        return tuple(np.subtract(worth[first], worth[second]).tolist())

    curve = Curve(lead, lever.writable)
    below, above = _crossings(curve, lever)
    return TurningPoint(lever, first, second, below, above, seeds, curve.evaluations)


@dataclass
class _Worlds:
    """The scenario at other values of the number that is moved."""

    scenario: Scenario
    lever: Lever
    seeds: int
    engine: str
    threads: int | None
    progress: Progress | None
    tried: int = 0

    def worth(self, strategies: Sequence[str], x: float) -> dict[str, tuple[float, ...]]:
        """What a person is worth under each strategy, by seed, at a value."""
        moved = with_numbers(self.scenario, {self.lever.path: x})
        found = worth_by_seed(
            moved,
            strategies,
            self.seeds,
            engine=self.engine,
            threads=self.threads,
            begun=lambda place: self._tell(x, place),
        )
        self.tried += 1
        return found

    def _tell(self, x: float, place: int) -> None:
        if self.progress is not None:
            self.progress(self.tried, x, place)


def _check(scenario: Scenario, leader: str | None, rival: str | None, seeds: int) -> None:
    check_names(scenario, leader, rival)
    if seeds < 1:
        raise ValueError(f"{seeds} seeds: expected 1 or more, and 2 or more for an interval.")


def _crossings(curve: Curve, lever: Lever) -> tuple[Estimate, Estimate]:
    """The nearest crossings below and above; none is looked for where nothing changes the lead."""
    tried = [curve.at(x) for x in (lever.low, lever.today, lever.high)]
    if len({each.each for each in tried}) == 1:
        nowhere = undefined(tried[0].difference.n)
        return nowhere, nowhere
    span = lever.span
    return crossing(curve, span, span.low), crossing(curve, span, span.high)
