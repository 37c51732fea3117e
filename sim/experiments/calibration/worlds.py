"""The scenario at other values of the numbers that are fitted, and the patterns found there.

A point has a coordinate from 0 to 1 for each fitted number: the place within its range, by its
scale. The same seeds give the same people and luck at every point (common random numbers), so what
differs between two points is what the numbers do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.by_seed import with_seed
from sim.experiments.calibration.estimates import Measured, Totals
from sim.experiments.calibration.measure import lived, measured, totals
from sim.experiments.calibration.targets import Fitted, Targets
from sim.scenario import Scenario, with_numbers
from sim.scenario.overrides import writable
from sim.scenario.shape import numbers_of
from sim.scenario.tabulate import tabulate

Point = NDArray[np.float64]
Tick = Callable[[str, int], None]
"""Told of each run: what it is for, and how many runs there were before."""

DIGITS = 3
"""Significant digits of a number that is written down: no data tell more."""


@dataclass
class Worlds:
    """Runs of one scenario for one file of targets; counts them."""

    scenario: Scenario
    targets: Targets
    threads: int | None = None
    tick: Tick | None = None
    doing: str = "measuring"
    runs: int = 0
    _known: dict[tuple[Any, ...], dict[str, list[Totals]]] = field(default_factory=dict)

    @property
    def today(self) -> Point:
        """Where the scenario's own numbers are."""
        known = numbers_of(self.scenario)
        fits = self.targets.fit.items()
        return np.array([place_of(fitted, float(known[path][1])) for path, fitted in fits])

    def numbers(self, at: Point) -> dict[str, float]:
        """The fitted numbers at a point, as they can be written: by path, `also` left out."""
        known, digits = numbers_of(self.scenario), self.scenario.minor_digits
        found = {}
        for (path, fitted), place in zip(self.targets.fit.items(), at, strict=True):
            unit, today = known[path]
            value = float(f"{value_at(fitted, float(place)):.{DIGITS}g}")
            is_today = abs(place_of(fitted, float(today)) - place) < 1e-12
            found[path] = float(today if is_today else writable(unit, digits, value))
        return found

    def at(
        self, point: Point, seeds: Sequence[int], people: int | None = None
    ) -> dict[str, list[Totals]]:
        """What each pattern comes to at a point: totals of people, one array a seed.

        ``people`` live in each run, or as many as the scenario says.
        """
        numbers = self.numbers(point)
        key = (tuple(numbers.values()), tuple(seeds), people)
        if key not in self._known:
            self._known[key] = self._lived(numbers, seeds, people)
        return self._known[key]

    def _lived(
        self, numbers: Mapping[str, float], seeds: Sequence[int], people: int | None
    ) -> dict[str, list[Totals]]:
        size = {} if people is None else {"people": float(people)}
        tables = tabulate(with_numbers(self.scenario, everywhere(self.targets, numbers) | size))
        found: dict[str, list[Totals]] = {name: [] for name in self.targets.patterns}
        for seed in seeds:
            if self.tick is not None:
                self.tick(self.doing, self.runs)
            run = lived(with_seed(tables, seed), self.targets.strategy, threads=self.threads)
            for name, pattern in self.targets.patterns.items():
                found[name].append(totals(pattern, run))
            self.runs += 1
        return found

    def figures(self, found: Mapping[str, list[Totals]]) -> dict[str, Measured]:
        """The patterns' figures, over all seeds together."""
        patterns = self.targets.patterns
        return {
            name: measured(patterns[name], np.concatenate(each)) for name, each in found.items()
        }


def everywhere(targets: Targets, numbers: Mapping[str, float]) -> dict[str, float]:
    """The same numbers at their own paths and at all that go with them."""
    return {
        path: value
        for first, value in numbers.items()
        for path in (first, *targets.fit[first].also)
    }


def value_at(fitted: Fitted, place: float) -> float:
    """The number at a place of its range, 0 being its low end and 1 its high one.

    >>> value_at(Fitted(range=[1, 100], scale="log"), 0.5)
    10.0
    """
    low, high = fitted.range or (0.0, 0.0)
    if fitted.scale == "log":
        return float(low * (high / low) ** place)
    return low + place * (high - low)


def place_of(fitted: Fitted, value: float) -> float:
    """Where a number is within its range.

    >>> place_of(Fitted(range=[0, 8]), 2.0)
    0.25
    """
    low, high = fitted.range or (0.0, 1.0)
    if fitted.scale == "log":
        return float(np.log(value / low) / np.log(high / low))
    return (value - low) / (high - low)
