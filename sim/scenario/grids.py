"""Plain tables of numbers, by row and stage."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.scenario.traits import minor
from sim.scenario.values import ByStage

Floats = NDArray[np.float64]


def grid(values: Iterable[ByStage[Any]], stages: Sequence[str], scale: float = 1.0) -> Floats:
    """Plain numbers by row and stage, in units of ``1 / scale``."""
    rows = [[minor(value.at(stage), scale) for stage in stages] for value in values]
    return np.array(rows, dtype=np.float64).reshape(-1, len(stages))
