"""Whether the program has become slower: ratios measured in one run, against the budget.

Decides the order of rounds and when to stop: all pairs take turns; a pair leaves when its verdict
is known, or undecided when its time is up. Only a ratio whose whole interval lies beyond its limit
is called broken.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.budget import Budget
from benchmarks.pairs import Clock, Pair
from benchmarks.sequential import ERROR, LOOKS, Estimate, Verdict, estimate

SECONDS = 50.0
"""A pair is given no further rounds that would take longer than this in all."""


@dataclass(frozen=True)
class Line:
    """What was found of one pair."""

    pair: Pair
    reference: float
    limit: float
    estimate: Estimate

    @property
    def verdict(self) -> Verdict:
        """Whether the limit is kept."""
        if self.pair.cost:
            return _upside_down(self.estimate).verdict(-self.limit)
        return self.estimate.verdict(self.limit)

    @property
    def slower(self) -> float:
        """How many times as long as by the reference."""
        change = self.estimate.middle / self.reference
        return change if self.pair.cost else 1 / change


def _upside_down(found: Estimate) -> Estimate:
    return Estimate(-found.high, -found.middle, -found.low, found.rounds)


def check(
    pairs: Sequence[Pair],
    budget: Budget,
    *,
    seconds: float = SECONDS,
    clock: Clock = time.monotonic,
) -> list[Line]:
    """Measure ``pairs`` in turn until each is decided, or has had its time."""
    for pair in pairs:
        pair.warm()
    ratios: dict[str, list[float]] = {pair.key: [] for pair in pairs}
    spent = dict.fromkeys(ratios, 0.0)
    lines: dict[str, Line] = {}
    going_on = list(pairs)
    for taken, look in pairwise((0, *LOOKS)):
        going_on = [p for p in going_on if taken == 0 or spent[p.key] * look / taken <= seconds]
        for number in range(taken, look):
            for pair in going_on:
                begun = clock()
                ratios[pair.key].append(pair.ratio(number))
                spent[pair.key] += clock() - begun
        lines |= {pair.key: _line(pair, ratios[pair.key], budget) for pair in going_on}
        going_on = [p for p in going_on if lines[p.key].verdict is Verdict.UNDECIDED]
    return [lines[pair.key] for pair in pairs]


def _line(pair: Pair, ratios: Sequence[float], budget: Budget) -> Line:
    limit = budget.limit(pair.key, cost=pair.cost)
    return Line(pair, budget.reference(pair.key), limit, estimate(ratios))


def broken(lines: Sequence[Line]) -> bool:
    """Whether any budget is."""
    return any(line.verdict is Verdict.BROKEN for line in lines)


HEADINGS = ("ratio", "measured", f"{1 - 2 * ERROR:.0%} interval", "limit", "reference", "rounds")


def rows(lines: Sequence[Line], unmeasured: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The table: headings, one row a pair, and one for what could not be measured."""
    table: list[tuple[str, ...]] = [(*HEADINGS, "verdict")]
    for line in lines:
        found = line.estimate
        table.append(
            (
                line.pair.says,
                f"{found.middle:.3g}",
                f"{found.low:.3g} to {found.high:.3g}",
                f"{'at most' if line.pair.cost else 'at least'} {line.limit:.3g}",
                f"{line.reference:.3g}",
                str(found.rounds),
                _verdict(line),
            )
        )
    table += [(says, *[""] * (len(HEADINGS) - 1), why) for says, why in unmeasured.items()]
    return table


def _verdict(line: Line) -> str:
    if line.verdict is not Verdict.BROKEN:
        return str(line.verdict.value)
    return f"{line.verdict.value}: takes {line.slower:.2f} times as long as the reference"


def plain(table: Sequence[Sequence[str]]) -> str:
    """The table in columns, for a terminal.

    >>> print(plain([("what", "ratio"), ("one", "2.5")]))
    what  ratio
    one   2.5
    """
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)) for row in table
    )
    return "\n".join(line.rstrip() for line in lines)
