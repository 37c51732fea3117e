"""Values that differ between people, collected while a scenario is turned into tables.

A value written as a distribution becomes a trait; equal distributions at one path share it. The
rank at which a person draws it belongs to the path, so a person keeps one rank across stages and
segments.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.scenario.tables import NO_TRAIT, PersonValue, Trait
from sim.scenario.units import Unit
from sim.scenario.values import Distribution

FIRST_IS_AMOUNT = ("normal", "lognormal", "uniform")
SECOND_IS_AMOUNT = ("normal", "gamma", "uniform")


@dataclass
class Traits:
    """The traits met so far, in the order in which they were met."""

    found: list[Trait] = field(default_factory=list)

    def value(
        self,
        rows: Sequence[Iterable[object]],
        path: str | Sequence[str],
        unit: Unit,
        scale: float = 1.0,
    ) -> PersonValue:
        """A table of values from rows of numbers and distributions, in units of ``1 / scale``.

        ``path`` is one path for all rows or one a row; draws outside what ``unit`` allows are cut
        to it. What is neither number nor distribution counts as 0.
        """
        paths = [path] * len(rows) if isinstance(path, str) else path
        cells = [
            [self._cell(value, where, unit, scale) for value in row]
            for row, where in zip(rows, paths, strict=True)
        ]
        shape = (len(rows), len(cells[0]) if cells else 0)
        numbers = [cell[0] for row in cells for cell in row]
        traits = [cell[1] for row in cells for cell in row]
        return PersonValue(
            np.array(numbers, dtype=np.float64).reshape(shape),
            np.array(traits, dtype=np.int64).reshape(shape),
        )

    def _cell(self, value: object, path: str, unit: Unit, scale: float) -> tuple[float, int]:
        if isinstance(value, Distribution):
            trait = trait_of(value, path, unit, scale)
            if trait not in self.found:
                self.found.append(trait)
            return 0.0, self.found.index(trait)
        return (minor(value, scale) if isinstance(value, int | float) else 0.0), NO_TRAIT


def trait_of(distribution: Distribution, path: str, unit: Unit, scale: float) -> Trait:
    """A distribution as a trait, its amounts and limits multiplied by ``scale``."""
    kind = distribution.kind
    first = distribution.first * (scale if kind in FIRST_IS_AMOUNT else 1.0)
    second = distribution.second * (scale if kind in SECOND_IS_AMOUNT else 1.0)
    key = zlib.crc32(path.encode())
    return Trait(key, kind, first, second, unit.low * scale, unit.high * scale)


def minor(amount: float, scale: float) -> float:
    """An amount in minor units: exact, since a scenario's amounts are; other numbers as they are.

    >>> minor(0.07, 100.0), minor(0.07, 1.0)
    (7.0, 0.07)
    """
    return float(amount) if scale == 1.0 else float(round(amount * scale))
