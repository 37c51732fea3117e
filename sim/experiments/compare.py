"""The comparison of two or more strategies that the same people lived under.

Decides what is compared with what: the strategy with the highest value per person is the best, and
it is paired with every other. Intervals of several pairs are each 95 % by themselves; no allowance
is made for having picked the best of many.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.breakdown import EntryStage, SegmentDifference, by_entry, by_segment
from sim.experiments.breakeven import Flip, flips
from sim.experiments.bridge import Bridge, bridge_of
from sim.experiments.counts import counts_of
from sim.experiments.flows import Flows, flows_of
from sim.experiments.paired import PairedDifference, paired_difference
from sim.experiments.pairing import Pairing, pairing_of
from sim.experiments.performance import Performance, performance_of
from sim.results.facts import Facts
from sim.results.run import Run


class NotComparableError(Exception):
    """The run cannot be compared: it holds one strategy only."""


@dataclass(frozen=True)
class Pair:
    """The best strategy against one other."""

    first: str
    second: str
    difference: PairedDifference
    flips: tuple[Flip, ...]  # nearest to the scenario's discount rate first
    bridge: Bridge
    segments: tuple[SegmentDifference, ...]
    pairing: Pairing


@dataclass(frozen=True)
class Findings:
    """Everything that is said about a run of several strategies."""

    facts: Facts
    strategies: tuple[Performance, ...]  # in the order of the scenario
    pairs: tuple[Pair, ...]  # the best against every other, the strongest rival first
    entry: tuple[EntryStage, ...]

    @property
    def best(self) -> Performance:
        """The strategy with the highest value per person; of equals, the first in the scenario."""
        return next(each for each in self.strategies if each.strategy == self.pairs[0].first)


def compare(run: Run) -> Findings:
    """Compare the strategies of a run.

    Raises:
        NotComparableError: there are fewer than two.
    """
    facts = run.facts
    check_comparable(facts.strategies)
    flows = {name: flows_of(run, name) for name in facts.strategies}
    strategies = tuple(performance(run, flows[name]) for name in facts.strategies)
    best, *others = sorted(strategies, key=lambda each: -(each.value.value or 0.0))
    return Findings(
        facts=facts,
        strategies=strategies,
        pairs=tuple(pair(flows[best.strategy], flows[other.strategy], facts) for other in others),
        entry=tuple(
            stage
            for name in facts.strategies
            for stage in by_entry(name, flows[name].people, facts.stages)
        ),
    )


def check_comparable(strategies: tuple[str, ...]) -> None:
    """Refuse to compare what cannot be, before anybody has lived.

    Raises:
        NotComparableError: there are fewer than two strategies.
    """
    if len(strategies) < 2:
        raise NotComparableError(
            "Comparing needs two strategies, and here is only "
            f"{' '.join(strategies) or 'none'}: name a second one under `strategies`, "
            "or run this one alone with `sim run`"
        )


def performance(run: Run, flows: Flows) -> Performance:
    """One strategy's figures out of a run."""
    months = run.frames.months
    mine = months[months["strategy"] == flows.name]
    return performance_of(flows, mine, counts_of(run, flows), run.facts)


def pair(first: Flows, second: Flows, facts: Facts) -> Pair:
    """Two strategies, person by person."""
    worth = [flows.people["npv"].to_numpy(dtype=np.float64) for flows in (first, second)]
    lives = [flows.people["life"].to_numpy(dtype=np.int64) for flows in (first, second)]
    return Pair(
        first=first.name,
        second=second.name,
        difference=paired_difference(worth[0], worth[1]),
        flips=flips(first, second, facts.discount_rate),
        bridge=bridge_of(first, second, facts),
        segments=by_segment(first.people, second.people, facts.segments),
        pairing=pairing_of(worth[0], worth[1], lives[0], lives[1]),
    )
