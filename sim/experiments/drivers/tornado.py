"""One number at a time to both its ends: what becomes of the lead.

At each end the same people live anew under the same seeds, so the effect is a paired difference:
the lead there less the lead today. Its interval is over seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.assumptions.noticing import noticing
from sim.experiments.drivers.numbers import Driver, End, drivers_of
from sim.experiments.drivers.surface import Told
from sim.experiments.estimate import Estimate, mean_estimate
from sim.experiments.leading import Today, check_names, today
from sim.experiments.runs.laboratory import Floats, Laboratory, Measurements
from sim.experiments.runs.point import Point, point_of
from sim.scenario import Scenario
from sim.scenario.values import plain


@dataclass(frozen=True)
class Moved:
    """A number at one of its ends. Major units per person."""

    value: Any  # in human units
    effect: Estimate  # the lead here less the lead today; its n are the seeds that have both
    lead: Estimate


@dataclass(frozen=True)
class Bar:
    """A number, and what becomes of the lead at both its ends."""

    driver: Driver
    low: Moved | None
    high: Moved | None

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The ends there are."""
        return tuple(each for each in (self.low, self.high) if each is not None)

    @property
    def width(self) -> float:
        """From the lowest lead to the highest, today's among them."""
        effects = [0.0, *(each.effect.value or 0.0 for each in self.moved)]
        return max(effects) - min(effects)

    @property
    def idle(self) -> bool:
        """Whether nobody's worth differs, under any seed."""
        return all(each.effect.value == 0 and not each.effect.half_width for each in self.moved)


@dataclass(frozen=True)
class Tornado:
    """The widest bar first."""

    leader: str
    rival: str
    currency: str
    minor_digits: int
    seeds: int
    lead: Estimate  # today
    bars: tuple[Bar, ...]
    failed: int  # runs

    def to_dict(self) -> dict[str, Any]:
        """Plain data, in major units per person."""
        names = ("leader", "rival", "currency", "seeds", "failed")
        return {
            "method": "tornado",
            **{name: getattr(self, name) for name in names},
            "lead": self.lead.to_dict(),
            "numbers": [
                {
                    "path": bar.driver.path,
                    "basis": bar.driver.basis,
                    "today": plain(bar.driver.assumption.value),
                    "low": _plain(bar.low),
                    "high": _plain(bar.high),
                }
                for bar in self.bars
            ],
        }


def tornado(
    scenario: Scenario,
    laboratory: Laboratory,
    seeds: int,
    *,
    only: Sequence[str] = (),
    every: bool = False,
    leader: str | None = None,
    rival: str | None = None,
    told: Told | None = None,
) -> Tornado:
    """Move each number to both its ends.

    ``told`` hears how many runs it takes before they begin.

    Raises:
        NotComparableError: there are no two strategies.
        UnknownStrategyError: a name is none of the scenario's strategies.
        LeverError: a path leads to no number.
        DriversError: there is no number to move.
    """
    check_names(scenario, leader, rival)
    drivers = drivers_of(scenario, only, every=every)
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    points = {
        (driver.path, end.overrides): _point(scenario, driver, end, now)
        for driver in drivers
        for end in (driver.low, driver.high)
        if end is not None
    }
    asked = [point for point in points.values() if point is not None]
    if told is not None:
        told(
            f"{len(drivers):,} numbers, each to both ends: {len(asked):,} points, "
            f"{len(asked) * seeds:,} runs under {seeds:,} {'seed' if seeds == 1 else 'seeds'}."
        )
    measured = laboratory.measure(asked, now.seeds)
    worths = _Worths(now, measured)

    def moved(driver: Driver, end: End | None) -> Moved | None:
        if end is None:
            return None
        return worths.moved(end, points[driver.path, end.overrides])

    bars = [Bar(each, moved(each, each.low), moved(each, each.high)) for each in drivers]
    return Tornado(
        leader=now.leader,
        rival=now.rival,
        currency=scenario.currency,
        minor_digits=scenario.minor_digits,
        seeds=seeds,
        lead=_mean(worths.today),
        bars=tuple(sorted(bars, key=lambda bar: -bar.width)),
        failed=len(now.measured.failures) + len(measured.failures),
    )


def _point(scenario: Scenario, driver: Driver, end: End, now: Today) -> Point | None:
    """The point to run, under those of the two strategies that can notice; None: neither can."""
    noticed = noticing(scenario, driver.path)
    strategies = tuple(name for name in (now.leader, now.rival) if name in noticed)
    if not strategies:
        return None
    varied = {"number": driver.path, "value": str(plain(end.value))}
    return point_of(scenario, end.overrides, varied=varied, strategies=strategies)


@dataclass(frozen=True)
class _Worths:
    """What people are worth at each point; under a strategy that cannot notice, as today."""

    now: Today
    measured: Measurements

    @property
    def today(self) -> Floats:
        """``[seed]`` the lead."""
        found: Floats = self.now.measured.leads(self.now.leader, self.now.rival)[0]
        return found

    def moved(self, end: End, point: Point | None) -> Moved:
        """What became of the lead at an end."""
        leads = self._worth(point, self.now.leader) - self._worth(point, self.now.rival)
        return Moved(end.value, _mean(leads - self.today), _mean(leads))

    def _worth(self, point: Point | None, name: str) -> Floats:
        if point is None or name not in point.strategies:
            found: Floats = self.now.measured.worth(name)[0]
            return found
        one = Measurements((point,), self.now.seeds, self.measured.results)
        return np.asarray(one.worth(name)[0], dtype=np.float64)


def _mean(values: Floats) -> Estimate:
    """Over the seeds whose runs are there."""
    return mean_estimate(values[np.isfinite(values)])


def _plain(moved: Moved | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    effect, lead = moved.effect.to_dict(), moved.lead.to_dict()
    return {"value": plain(moved.value), "effect": effect, "lead": lead}
