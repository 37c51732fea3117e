"""How far simulated patterns are from measured ones: in standard errors, and as a sum of squares.

The scale of a pattern in the fit is the error of what was measured together with that of the
simulation at today's numbers. It is held fast, so that no point is preferred for being noisy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.experiments.calibration.estimates import Measured, Totals
from sim.experiments.calibration.targets import Pattern, Targets
from sim.experiments.calibration.worlds import Point, Worlds

FAR_OFF = 10.0
"""Errors that a pattern counts for where nobody was there to be counted."""


@dataclass(frozen=True)
class Match:
    """One pattern: what was measured, what is simulated, and how far they are apart."""

    name: str
    pattern: Pattern
    simulated: Measured

    @property
    def z(self) -> float:
        """Simulated less measured, in standard errors of the difference; nan if undefined."""
        error = np.hypot(self.pattern.standard_error, self.simulated.error)
        return float((self.simulated.value - self.pattern.value) / error)


def matches(targets: Targets, figures: Mapping[str, Measured]) -> tuple[Match, ...]:
    """All patterns, in the order of the file."""
    return tuple(Match(name, each, figures[name]) for name, each in targets.patterns.items())


@dataclass(frozen=True)
class Misfit:
    """The distances of all fitted patterns at a point, over some seeds.

    ``people`` live in each run, or as many as the scenario says.
    """

    worlds: Worlds
    seeds: tuple[int, ...]
    scales: dict[str, float]
    people: int | None = None

    def residuals(self, at: Point) -> Point:
        """By fitted pattern: simulated less measured, in units of its scale."""
        return self._residuals(self.worlds.at(at, self.seeds, self.people))

    def by_seed(self, at: Point) -> list[Point]:
        """The same of each seed alone."""
        found = self.worlds.at(at, self.seeds, self.people)
        return [
            self._residuals({name: [each[place]] for name, each in found.items()})
            for place in range(len(self.seeds))
        ]

    def total(self, at: Point) -> float:
        """The sum of squares."""
        return float((self.residuals(at) ** 2).sum())

    def _residuals(self, found: Mapping[str, list[Totals]]) -> Point:
        figures = self.worlds.figures(found)
        patterns = self.worlds.targets.patterns
        off = [
            (figures[name].value - patterns[name].value) / scale
            for name, scale in self.scales.items()
        ]
        distances: Point = np.nan_to_num(np.array(off), nan=FAR_OFF)
        return distances


def misfit_of(worlds: Worlds, seeds: tuple[int, ...]) -> Misfit:
    """The misfit over some seeds, with the scales found at today's numbers."""
    figures = worlds.figures(worlds.at(worlds.today, seeds))
    scales = {
        name: float(np.hypot(each.standard_error, np.nan_to_num(figures[name].error)))
        for name, each in worlds.targets.patterns.items()
        if each.use == "fit"
    }
    return Misfit(worlds, seeds, scales)
