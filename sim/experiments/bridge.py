"""Why one strategy is worth more than another: the difference by line of the ledger.

The lines add up to the difference exactly, also after rounding to the minor unit, so the bridge can
be checked with a pencil. There is no order of effects in it: every flow has one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from sim.experiments.estimate import Estimate
from sim.experiments.flows import Floats, Flows, discount_factors
from sim.experiments.jackknife import jackknife
from sim.experiments.without import others, without_each
from sim.results.facts import Facts
from sim.world.ledger import LINES


@dataclass(frozen=True)
class BridgeLine:
    """One ledger line, discounted to the start, per person in the market, in major units."""

    line: str
    first: float
    second: float
    difference: float
    shown: int  # the difference in whole minor units
    interval: Estimate  # of the difference; no ends where the folder has no lines by group


@dataclass(frozen=True)
class Bridge:
    """The lines on which the strategies differ or agree, and what they add to."""

    lines: tuple[BridgeLine, ...]
    total: float  # major units per person
    shown: int  # whole minor units: exactly the sum of the lines' ``shown``


def bridge_of(first: Flows, second: Flows, facts: Facts) -> Bridge:
    """The bridge from the second strategy's worth to the first's, over all lines with any flow."""
    factors = discount_factors(facts.discount_rate, facts.months)
    people = int(first.sizes.sum())
    used = [line for line in LINES if line in first.lines or line in second.lines]

    def per_person(flows: Flows, line: str) -> float:
        return float(flows.lines[line] @ factors) / people if line in flows.lines else 0.0

    sides = [(per_person(first, line), per_person(second, line)) for line in used]
    differences = [one - other for one, other in sides]
    shown = whole_units(differences)
    unit = facts.minor_per_major

    def bridge_line(line: str, one: float, other: float, whole: int) -> BridgeLine:
        without = _without(first, line, factors) - _without(second, line, factors)
        interval = jackknife((one - other) / unit, (without / unit).tolist())
        return BridgeLine(line, one / unit, other / unit, (one - other) / unit, whole, interval)

    return Bridge(
        lines=tuple(
            bridge_line(line, one, other, whole)
            for line, (one, other), whole in zip(used, sides, shown, strict=True)
        ),
        total=sum(differences) / unit,
        shown=sum(shown),
    )


def _without(flows: Flows, line: str, factors: Floats) -> Floats:
    """``[group]`` a line per person, discounted, without each group; nothing if not known."""
    if flows.group_lines is None:
        return np.empty(0)
    if line not in flows.group_lines:
        return np.zeros(np.count_nonzero(flows.sizes))
    discounted = flows.group_lines[line] @ factors
    rest: Floats = (without_each(discounted[:, None], flows.sizes) / others(flows.sizes))[:, 0]
    return rest


def whole_units(values: Sequence[float]) -> list[int]:
    """Round values so that they add to their rounded sum (largest remainder, Hamilton 1792).

    No value moves by a whole unit or more, and a whole value stays what it is.

    >>> whole_units([0.4, 0.4, 0.4])
    [1, 0, 0]
    >>> whole_units([-1.5, 1.5, 2.0])
    [-1, 1, 2]
    """
    whole = [floor(value) for value in values]
    missing = round(sum(values)) - sum(whole)
    by_remainder = sorted(range(len(values)), key=lambda k: whole[k] - values[k])
    for k in by_remainder[:missing]:
        whole[k] += 1
    return whole
