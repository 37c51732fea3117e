"""What a run comes to: a few figures of every strategy, and how surely people tell them apart.

A run is a pure function of a point and a seed: the same people live under each strategy, with the
same luck, and nothing else is looked at.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.by_seed import eras_with_seed, with_seed
from sim.experiments.cash import payback_years, trough
from sim.experiments.flows import discount_factors
from sim.experiments.runs.point import Point
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.closing import Ended
from sim.world.cohort import born
from sim.world.eras import Era, eras_of
from sim.world.ledger import Line
from sim.world.run import run_eras

RATES = tuple(percent / 100 for percent in range(21))
"""Yearly discount rates at which every run is valued, besides its scenario's own."""

Floats = NDArray[np.float64]

InMonths = tuple[Tables, dict[str, tuple[Era, ...]]]
"""A point's tables, and the eras of its strategies."""

_last: dict[Point, InMonths] = {}
"""Of the point that was measured last."""


@dataclass(frozen=True)
class Lived:
    """What became of one strategy in one run. Major units per person in the market."""

    worth: float  # mean net present value, at the scenario's discount rate
    trough: float  # the lowest cumulative cash, never above 0
    payback_years: float | None  # None: cash does not come back within the run
    ruined: int  # the month in which cash and credit ran out for good; -1: none
    by_rate: tuple[float, ...]  # the worth at each of RATES; behaviour is held as it was run


@dataclass(frozen=True)
class Measured:
    """What a run comes to."""

    people: int
    lived: Mapping[str, Lived]  # by strategy
    noise: Mapping[str, float]  # "a|b": standard error over people of the paired mean difference
    seconds: float  # of one thread where the run had one

    def worth(self, strategy: str) -> float:
        """Mean net present value per person, major units."""
        return self.lived[strategy].worth

    def lead(self, leader: str, rival: str) -> float:
        """By how much a person is worth more under the one than under the other."""
        return self.worth(leader) - self.worth(rival)

    def noise_of(self, leader: str, rival: str) -> float:
        """The standard error of that over the people of this run."""
        return self.noise[_pair(leader, rival)]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def measured_from(content: Mapping[str, Any]) -> Measured:
    """The opposite of `Measured.to_dict`."""
    lived = {
        name: Lived(**{**each, "by_rate": tuple(each["by_rate"])})
        for name, each in content["lived"].items()
    }
    return Measured(content["people"], lived, dict(content["noise"]), content["seconds"])


def measure(
    point: Point, seed: int, *, engine: str = "columns", threads: int | None = None
) -> Measured:
    """Let the people of a point live under each of its strategies, and measure.

    Raises:
        ValueError: the point has no sound scenario.
    """
    if point.scenario is None:
        raise ValueError(point.fault)
    begun = time.perf_counter()
    tables, strategies = _in_months(point)
    people, unit = born(with_seed(tables, seed)), 10**point.scenario.minor_digits
    lived: dict[str, Lived] = {}
    worth: dict[str, Floats] = {}
    for name, eras in strategies.items():
        ended = run_eras(eras_with_seed(eras, seed), people, engine=engine, threads=threads)
        worth[name] = ended.people.npv / unit
        lived[name] = _lived(ended, unit)
    return Measured(
        people=len(next(iter(worth.values()))),
        lived=lived,
        noise={_pair(*two): _noise(*(worth[one] for one in two)) for two in _pairs(worth)},
        seconds=round(time.perf_counter() - begun, 4),
    )


def _in_months(point: Point) -> InMonths:
    """What is the same under every seed; kept, since one point is run under many on end."""
    if point not in _last:
        _last.clear()  # before the next is made: eras may take much memory
        _last[point] = _made(point)
    return _last[point]


def _made(point: Point) -> InMonths:
    assert point.scenario is not None
    tables = tabulate(point.scenario)
    places = {name: tables.strategy_names.index(name) for name in point.strategies}
    return tables, {name: eras_of(tables, place) for name, place in places.items()}


def _lived(ended: Ended, unit: int) -> Lived:
    people, financing = len(ended.people.npv), np.array(ended.firm.financing, dtype=np.int64)
    lines = ended.lines.sum(axis=0)
    net = lines.sum(axis=1)
    cumulative = np.cumsum(net - lines[:, Line.CAPITAL_CHARGE] + financing)
    rates = [float(net @ factors) for factors in _discounting(len(net))]
    return Lived(
        worth=float(np.mean(ended.people.npv)) / unit,
        trough=trough(cumulative)[0] / people / unit,
        payback_years=payback_years(cumulative),
        ruined=ended.firm.ruined,
        by_rate=tuple(rate / people / unit for rate in rates),
    )


@lru_cache(maxsize=1)
def _discounting(months: int) -> tuple[Floats, ...]:
    """What one unit of each month is worth in month 0, at each of `RATES`."""
    return tuple(discount_factors(rate, months) for rate in RATES)


def _noise(first: Floats, second: Floats) -> float:
    if len(first) < 2:
        return 0.0
    return float(np.std(first - second, ddof=1) / np.sqrt(len(first)))


def _pairs(names: Mapping[str, Floats]) -> list[tuple[str, str]]:
    return list(combinations(sorted(names), 2))


def _pair(one: str, other: str) -> str:
    return "|".join(sorted((one, other)))
