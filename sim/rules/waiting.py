"""When something next happens whose chance depends on the stage of life alone.

Asking month by month whether it happens, each month with that month's chance, gives the month of
the first yes the same distribution as one draw inverted through the accumulated hazard. So the
month is drawn once, and nobody is asked in between.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import draw
from sim.rules.compiled import inner, rule
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


@inner
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
        if until == end:
            break
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


@rule
def block(hazards: Floats, end: int) -> int:
    """For how many months a chain (see `next_in_chain`) runs before it starts anew.

    About eight events long at the most frequent, and no longer than ``end`` months.
    """
    highest = 0.0
    for hazard in hazards:
        highest = max(highest, hazard)
    return int(min(8.0 / highest, end - 1.0)) + 1 if highest > 0.0 else end


@rule
def next_in_chain(
    seed: int,
    person: int,
    known: int,
    month: int,
    decision: int,
    k: int,
    entries: Ints,
    hazards: Floats,
    block: int,
    end: int,
) -> int:
    """The first event after ``month`` of a chain in which one event follows the other.

    ``known`` is an event of the chain up to ``month``, or the month before the chain begins. The
    luck of each event is that of the month after the one before. Waiting has no memory, so the
    chain may start anew at every ``block`` months without any change in distribution; an event long
    after ``known`` is thus found without going through all those between.
    """
    start, until = known + 1, end
    if block < end:
        began = month + 1 - int(np.uint32(month + 1) % np.uint32(block))
        start, until = max(start, began), began + block
    while start < end:
        start = possible_from(start, entries, hazards, end)
        while start >= until:
            until += block
        event = next_month(seed, person, start, decision, k, entries, hazards, min(until, end))
        if month < event < until:
            return event
        start = min(event + 1, until)
    return end


@inner
def possible_from(start: int, entries: Ints, hazards: Floats, end: int) -> int:
    """The first month from ``start`` on in a stage with a hazard; ``end`` if there is none."""
    now = stage_at(start, entries)
    if hazards[now] > 0.0:
        return start
    for stage in range(now + 1, len(entries)):
        if hazards[stage] > 0.0:
            return max(start, int(entries[stage]))
    return end
