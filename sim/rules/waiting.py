"""When something next happens whose chance depends on the stage of life alone.

Asking month by month whether it happens, each month with that month's chance, gives the month of
the first yes the same distribution as one draw inverted through the accumulated hazard. So the
month is drawn once, and nobody is asked in between.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import draw
from sim.rules.compiled import rule
from sim.rules.life import stage_at
from sim.rules.numbers import log

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@rule
def hazard(yearly_chance: float) -> float:
    """The hazard per month of a chance per year: ``-ln(1 - c) / 12``; infinite at 1.

    A month's chance is then ``1 - exp(-hazard) = 1 - (1 - c)**(1/12)``.

    >>> hazard(0.0), hazard(1.0)
    (0.0, inf)
    """
    return abs(log(1.0 - yearly_chance)) / 12.0


@rule
def first_month(u: float, start: int, entries: Ints, hazards: Floats, end: int) -> int:
    """The first month from ``start`` on in which it happens; ``end`` if not before ``end``.

    ``u`` is the draw (0 to 1), ``entries`` the month in which each stage begins (ascending),
    ``hazards`` the hazard per month in each stage.
    """
    left = -log(u)
    month = start
    last = len(entries) - 1
    for stage in range(stage_at(start, entries), last + 1):
        until = end if stage == last else min(entries[stage + 1], end)
        span = until - month
        if span <= 0:
            continue
        if hazards[stage] * span >= left:
            months = math.ceil(left / hazards[stage])
            return int(month + min(max(months, 1), span) - 1)
        left -= hazards[stage] * span
        month = until
    return end


@rule
def next_month(
    seed: int,
    person: int,
    start: int,
    decision: int,
    k: int,
    entries: Ints,
    hazards: Floats,
    end: int,
) -> int:
    """`first_month`, with the luck of this person, of the month ``start`` and of this decision."""
    return first_month(draw(seed, person, start, decision, k), start, entries, hazards, end)
