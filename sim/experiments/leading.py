"""Who leads whom: the two strategies whose difference an experiment looks at."""

from dataclasses import dataclass

import numpy as np

from sim.experiments.compare import NotComparableError, check_comparable
from sim.experiments.runs.laboratory import Floats, Laboratory, Measurements
from sim.experiments.runs.point import Point, point_of
from sim.experiments.trial import chosen
from sim.scenario import Scenario


@dataclass(frozen=True)
class Today:
    """A scenario as it stands, under some seeds, and whose lead over whom is looked at."""

    point: Point
    leader: str
    rival: str
    seeds: tuple[int, ...]
    measured: Measurements


def today(
    scenario: Scenario,
    laboratory: Laboratory,
    seeds: int,
    *,
    leader: str | None = None,
    rival: str | None = None,
) -> Today:
    """Run a scenario as it stands under its seed and those that follow.

    Of names that are not given, the leader is the best strategy and the rival the next best; of
    equals, the first in the scenario.

    Raises:
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    check_names(scenario, leader, rival)
    under = seeds_of(scenario, seeds)
    point = point_of(scenario)
    measured = laboratory.measure([point], under)
    worth = {name: _mean(measured.worth(name)) for name in point.strategies}
    return Today(point, *ranked(worth, leader, rival), under, measured)


def _mean(worth: Floats) -> float:
    """Over the runs that did not fail; where all did, nobody is worth less."""
    known = worth[np.isfinite(worth)]
    return float(np.mean(known)) if len(known) else -np.inf


def seeds_of(scenario: Scenario, seeds: int) -> tuple[int, ...]:
    """The scenario's seed and those that follow; after the last comes the first."""
    return tuple((scenario.seed + place) % 2**64 for place in range(seeds))


def check_names(scenario: Scenario, leader: str | None, rival: str | None) -> None:
    """Refuse to compare what cannot be, before anybody has lived.

    Raises:
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    check_comparable(tuple(scenario.strategies))
    chosen(scenario, [name for name in (leader, rival) if name is not None])
    if leader is not None and leader == rival:
        raise NotComparableError(f"{leader} has no lead over itself: name two strategies.")


def ranked(worth: dict[str, float], leader: str | None, rival: str | None) -> tuple[str, str]:
    """Who leads whom: as given, and else the best and the next best.

    >>> ranked({"a": 1.0, "b": 3.0, "c": 2.0}, None, None)
    ('b', 'c')
    """
    by_worth = sorted(worth, key=lambda name: -worth[name])
    first = leader or next(name for name in by_worth if name != rival)
    return first, rival or next(name for name in by_worth if name != first)
