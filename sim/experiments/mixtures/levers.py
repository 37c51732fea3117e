"""Where the lead of a strategy over another comes from, part by part.

The worth of a mixture is its mean net present value per person. Under every seed the difference
between the two strategies is divided among the parts by the Shapley value, and intervals are over
seeds: people of one run meet through the firm, so the runs are the sample.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from sim.experiments.estimate import Estimate, mean_estimate
from sim.experiments.leading import check_names, today
from sim.experiments.mixtures.game import Floats, first, interaction, last, shapley
from sim.experiments.mixtures.parts import MixtureError, check_groups, differing, grouped
from sim.experiments.mixtures.players import Game, Player, game_of
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.point import Point, point_of
from sim.scenario import Scenario

Told = Callable[[str], None]


@dataclass(frozen=True)
class Contribution:
    """What a player brings to the difference. Major units per person."""

    player: Player
    shapley: Estimate  # its share of the difference
    first: Estimate  # alone, in the rival
    last: Estimate  # what the leader would lose without it
    shown: int  # its share in whole minor units: they add up to the difference


@dataclass(frozen=True)
class Interaction:
    """What two players bring only together; below 0 where the one takes from the other."""

    one: Player
    other: Player
    index: Estimate


@dataclass(frozen=True)
class Mixed:
    """A mixture: the parts it has from the leader, and what a person is worth under it."""

    parts: tuple[str, ...]
    worth: Estimate


@dataclass(frozen=True)
class Levers:
    """The lead of a strategy over another, divided among the parts in which they differ.

    ``contributions`` are sorted from the largest gain to the largest loss.
    """

    leader: str
    rival: str
    currency: str
    minor_digits: int
    seeds: int  # those whose runs are all there
    left_out: tuple[int, ...]  # seeds of which a run failed
    worth: tuple[Estimate, Estimate]  # the leader's and the rival's
    difference: Estimate
    shown: tuple[int, int]  # the two worths in whole minor units
    alone: Estimate  # what the parts would bring if each brought what it brings alone
    contributions: tuple[Contribution, ...]
    interactions: tuple[Interaction, ...]
    mixtures: tuple[Mixed, ...]

    @property
    def merged(self) -> tuple[Player, ...]:
        """Players whose parts do not go apart."""
        return tuple(each.player for each in self.contributions if each.player.why)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, in major units per person."""
        names = ("leader", "rival", "currency", "seeds")
        return {
            **{name: getattr(self, name) for name in names},
            "left_out": list(self.left_out),
            "worth": {
                name: each.to_dict()
                for name, each in zip((self.leader, self.rival), self.worth, strict=True)
            },
            "difference": self.difference.to_dict(),
            "alone": self.alone.to_dict(),
            "contributions": [
                {
                    "parts": list(each.player.parts),
                    "merged_because": each.player.why,
                    "shapley": each.shapley.to_dict(),
                    "first": each.first.to_dict(),
                    "last": each.last.to_dict(),
                    "shown": each.shown / 10**self.minor_digits,
                }
                for each in self.contributions
            ],
            "interactions": [
                {"between": [each.one.name, each.other.name], "index": each.index.to_dict()}
                for each in self.interactions
            ],
            "mixtures": [
                {"parts": list(each.parts), "worth": each.worth.to_dict()} for each in self.mixtures
            ],
        }


def levers(
    scenario: Scenario,
    laboratory: Laboratory,
    seeds: int,
    *,
    leader: str | None = None,
    rival: str | None = None,
    groups: Sequence[Sequence[str]] = (),
    told: Told | None = None,
) -> Levers:
    """Run all mixtures of two strategies, and divide their difference among the parts.

    By default the leader is the best strategy and the rival the next best. Parts of a group move
    together. ``told`` hears how many runs it takes before they begin.

    Raises:
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        MixtureError: the strategies are the same, a group will not do, or no seed has all runs.
    """
    check_names(scenario, leader, rival)
    check_groups(scenario, groups, leader, rival)
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    parts = grouped(differing(scenario, now.leader, now.rival), groups)
    game = game_of(scenario, now.leader, now.rival, parts)
    if told is not None:
        told(_announced(game, now.leader, now.rival, seeds))
    points = [_point(game, mixture, now.leader, now.rival) for mixture in game.mixtures]
    measured = laboratory.measure(points, now.seeds)
    worth = np.vstack(
        [
            now.measured.worth(now.rival),
            measured.worth(now.rival),
            now.measured.worth(now.leader),
        ]
    )
    return found_of(scenario, game, worth, leader=now.leader, rival=now.rival, seeds=now.seeds)


def found_of(
    scenario: Scenario,
    game: Game,
    worth: Floats,
    *,
    leader: str,
    rival: str,
    seeds: Sequence[int],
) -> Levers:
    """The division of ``worth[mixture, seed]``; seeds with a failed run are left out.

    Raises:
        MixtureError: no seed is left.
    """
    whole = np.asarray(np.isfinite(worth).all(axis=0), dtype=np.bool_)
    if not whole.any():
        raise MixtureError(
            "Under every seed some run failed, so nothing can be divided; runs.parquet says why."
        )
    known = worth[:, whole]
    contributions = _contributions(game, known, 10**scenario.minor_digits)
    begins = round(float(np.mean(known[0])) * 10**scenario.minor_digits)
    return Levers(
        leader=leader,
        rival=rival,
        currency=scenario.currency,
        minor_digits=scenario.minor_digits,
        seeds=int(whole.sum()),
        left_out=tuple(seed for seed, good in zip(seeds, whole, strict=True) if not good),
        worth=(mean_estimate(known[-1]), mean_estimate(known[0])),
        difference=mean_estimate(known[-1] - known[0]),
        shown=(begins + sum(each.shown for each in contributions), begins),
        alone=mean_estimate(first(known).sum(axis=0)),
        contributions=contributions,
        interactions=_interactions(contributions, game, known),
        mixtures=tuple(
            Mixed(game.parts_of(mixture), mean_estimate(each)) for mixture, each in enumerate(known)
        ),
    )


def _contributions(game: Game, worth: Floats, unit: int) -> tuple[Contribution, ...]:
    """The largest gain first."""
    shares, firsts, lasts = shapley(worth), first(worth), last(worth)
    means = np.mean(shares, axis=1)
    order = [int(k) for k in np.argsort(-means, kind="stable")]
    shown = steps(float(np.mean(worth[0])) * unit, [float(means[k]) * unit for k in order])
    return tuple(
        Contribution(
            game.players[k],
            mean_estimate(shares[k]),
            mean_estimate(firsts[k]),
            mean_estimate(lasts[k]),
            whole_units,
        )
        for k, whole_units in zip(order, shown, strict=True)
    )


def _interactions(
    contributions: Sequence[Contribution], game: Game, worth: Floats
) -> tuple[Interaction, ...]:
    """The strongest first."""
    players = [each.player for each in contributions]
    places = [game.players.index(player) for player in players]
    found = [
        Interaction(players[i], players[j], mean_estimate(interaction(worth, places[i], places[j])))
        for i, j in combinations(range(len(players)), 2)
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.index.value or 0.0)))


def steps(start: float, changes: Sequence[float]) -> list[int]:
    """Whole steps from the rounded start to the rounded end, so that they add up exactly.

    Every step is the difference of two rounded levels; a step of nothing stays nothing.

    >>> steps(0.4, [0.4, 0.0, 0.4])
    [1, 0, 0]
    """
    levels = [start, *(start + sum(changes[: k + 1]) for k in range(len(changes)))]
    return [round(after) - round(before) for before, after in pairwise(levels)]


def _point(game: Game, mixture: int, leader: str, rival: str) -> Point:
    varied = {"parts_of": leader, "parts": ", ".join(game.parts_of(mixture))}
    return point_of(game.mixtures[mixture], varied=varied, strategies=(rival,))


def _announced(game: Game, leader: str, rival: str, seeds: int) -> str:
    players, mixtures = len(game.players), len(game.mixtures)
    parts = ", ".join(player.name for player in game.players)
    return (
        f"{leader} and {rival} differ in {players} {'part' if players == 1 else 'parts'} ({parts}):"
        f" {mixtures:,} mixtures, {mixtures * seeds:,} runs under {seeds:,} "
        f"{'seed' if seeds == 1 else 'seeds'}."
    )
