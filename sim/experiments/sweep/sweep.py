"""A sweep: numbers of a scenario are moved, and at every point all strategies are lived anew.

Every point has the same seeds, so that points differ by their numbers and not by their luck. The
lead is that of one strategy over another, per person; its interval is Student's t over the seeds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.experiments.estimate import Estimate, mean_estimate
from sim.experiments.leading import check_names, today
from sim.experiments.lever import LeverError
from sim.experiments.runs.laboratory import Floats, Laboratory, Measurements
from sim.experiments.runs.point import Point, point_of
from sim.experiments.setting import overrides_of
from sim.experiments.sweep.crossings import crossings
from sim.experiments.sweep.design import Design, filled, grid
from sim.experiments.sweep.varied import Varied, all_varied
from sim.scenario import Scenario
from sim.scenario.problem import did_you_mean, one_of

POINTS = {Design.GRID: 7, Design.LHS: 32, Design.SOBOL: 32}
"""How many values a range of a grid has, and how many points another design."""

MOST_CELLS = 10_000


@dataclass(frozen=True)
class Cell:
    """One point of a sweep. Without a run that was done, nothing is known of it."""

    at: tuple[float, ...]  # the value of every number that is varied
    lead: Estimate  # of the leader over the rival, per person, over seeds
    worth: Mapping[str, Estimate]  # of every strategy, per person, over seeds
    best: str | None  # the strategy that is worth most on average
    surely: bool  # whether the interval of its lead over each other leaves zero out
    failed: int  # runs
    reason: str = ""  # of the first that failed

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "at": list(self.at),
            "lead": self.lead.to_dict(),
            "worth": {name: each.to_dict() for name, each in self.worth.items()},
            "best": self.best,
            "surely": self.surely,
            "failed": self.failed,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Sweep:
    """What a sweep found. ``crossings`` are those of the lead over one number's values."""

    scenario: Scenario = field(repr=False)
    design: Design
    varied: tuple[Varied, ...]
    leader: str
    rival: str
    seeds: int
    today: Cell
    cells: tuple[Cell, ...]
    crossings: tuple[Estimate, ...]

    @property
    def strategies(self) -> tuple[str, ...]:
        """All that were run."""
        return tuple(self.scenario.strategies)

    @property
    def today_within(self) -> bool:
        """Whether today's values lie within the ranges."""
        return all(each.lever.low <= each.lever.today <= each.lever.high for each in self.varied)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None where a figure is not defined."""
        return {
            "design": str(self.design),
            "varied": [
                {
                    "path": each.path,
                    "today": each.lever.today,
                    "low": each.lever.low,
                    "high": each.lever.high,
                    "values": list(each.values),
                }
                for each in self.varied
            ],
            "leader": self.leader,
            "rival": self.rival,
            "seeds": self.seeds,
            "today": self.today.to_dict(),
            "crossings": [each.to_dict() for each in self.crossings],
            "cells": [cell.to_dict() for cell in self.cells],
        }


def sweep(
    scenario: Scenario,
    vary: Sequence[str],
    *,
    design: str = "grid",
    points: int | None = None,
    seeds: int = 5,
    leader: str | None = None,
    rival: str | None = None,
    laboratory: Laboratory | None = None,
) -> Sweep:
    """Move numbers of a scenario, each as ``PATH=VALUES`` (see `varied`), and compare everywhere.

    ``points`` are the values of each range of a grid, and all points of another design.

    Raises:
        LeverError: a path leads to no number, or values, design or points will not do.
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        ValueError: there is no seed.
    """
    check_names(scenario, leader, rival)
    if seeds < 1:
        raise ValueError(f"{seeds} seeds: expected 1 or more, and 2 or more for an interval.")
    chosen, places = planned(scenario, vary, design, points)
    varied = places.varied
    laboratory = laboratory or Laboratory()
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    wanted = [_point(scenario, varied, at) for at in places.points]
    measured = laboratory.measure(wanted, now.seeds)
    pair = (now.leader, now.rival)
    cells = _cells(places.points, measured, pair)
    standing = tuple(each.lever.today for each in varied)
    turns = _turns(places.points, measured.leads(*pair)) if len(varied) == 1 else ()
    (here,) = _cells([standing], now.measured, pair)
    return Sweep(scenario, chosen, varied, *pair, seeds, here, cells, turns)


@dataclass(frozen=True)
class Places:
    """The points of a design, as values of the numbers that are varied."""

    varied: tuple[Varied, ...]
    points: list[tuple[float, ...]]


def planned(
    scenario: Scenario, vary: Sequence[str], design: str, points: int | None
) -> tuple[Design, Places]:
    """The design, and where its points lie; nobody lives yet.

    Raises:
        LeverError: a path leads to no number, or values, design or points will not do.
    """
    if design not in tuple(Design):
        hint = did_you_mean(design, tuple(Design))
        raise LeverError(f"`{design}` is no design: expected {one_of(Design)}. {hint}".strip())
    chosen = Design(design)
    number = POINTS[chosen] if points is None else points
    if number < 2:
        raise LeverError(f"-n {number}: expected 2 points or more.")
    varied = all_varied(scenario, vary, chosen, number)
    cells = number if chosen is not Design.GRID else int(np.prod([len(v.values) for v in varied]))
    if cells > MOST_CELLS:
        raise LeverError(
            f"These are {cells:,} points, and each is run under every seed: expected "
            f"{MOST_CELLS:,} or fewer. Take fewer values (LOW..HIGH/N), or --design sobol -n 256."
        )
    if chosen is Design.GRID:
        return chosen, Places(varied, grid([each.values for each in varied]))
    shares = filled(chosen, number, len(varied), scenario.seed)
    at = [tuple(v.at(float(u)) for v, u in zip(varied, row, strict=True)) for row in shares]
    return chosen, Places(varied, at)


def _point(scenario: Scenario, varied: Sequence[Varied], at: tuple[float, ...]) -> Point:
    values = {each.path: value for each, value in zip(varied, at, strict=True)}
    units = {each.path: each.lever.unit for each in varied}
    return point_of(scenario, overrides_of(scenario, units, values), varied=values)


def _cells(
    places: Sequence[tuple[float, ...]], measured: Measurements, pair: tuple[str, str]
) -> tuple[Cell, ...]:
    leads = measured.leads(*pair)
    worth = {name: measured.worth(name) for name in measured.points[0].strategies}
    reasons: dict[str, str] = {}
    for point, _, reason in measured.failures:
        reasons.setdefault(point.key, reason)
    return tuple(
        _cell(
            at,
            leads[k],
            {name: each[k] for name, each in worth.items()},
            reasons.get(measured.points[k].key, ""),
        )
        for k, at in enumerate(places)
    )


def _cell(at: tuple[float, ...], leads: Floats, worth: Mapping[str, Floats], reason: str) -> Cell:
    done = np.isfinite(leads)
    each = {name: values[done] for name, values in worth.items()}
    best = max(each, key=lambda name: float(np.mean(each[name]))) if done.any() else None
    surely = best is not None and all(
        mean_estimate(each[best] - each[other]).excludes_zero for other in each if other != best
    )
    return Cell(
        at,
        mean_estimate(leads[done]),
        {name: mean_estimate(values) for name, values in each.items()},
        best,
        surely,
        int((~done).sum()),
        reason,
    )


def _turns(places: Sequence[tuple[float, ...]], leads: Floats) -> tuple[Estimate, ...]:
    x = np.array([at[0] for at in places])
    order = np.argsort(x, kind="stable")
    return crossings(x[order], leads[order])
