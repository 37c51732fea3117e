"""The lead as a function of many numbers at once, each at a share of its way.

Its value is the mean lead over the seeds. All points share the seeds, so luck is the same at each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.drivers.errors import DriversError
from sim.experiments.drivers.numbers import Driver, drivers_of
from sim.experiments.estimate import Estimate, mean_estimate
from sim.experiments.leading import check_names, today
from sim.experiments.runs.laboratory import Floats, Laboratory
from sim.experiments.runs.point import Point, point_of
from sim.scenario import Scenario
from sim.scenario.values import plain

Told = Callable[[str], None]


@dataclass(frozen=True)
class Surface:
    """Whose lead over whom, by which numbers."""

    scenario: Scenario
    laboratory: Laboratory
    leader: str
    rival: str
    seeds: tuple[int, ...]
    lead: Estimate  # today
    drivers: tuple[Driver, ...]

    def leads(self, shares: Floats) -> Floats:
        """``[point]`` the mean lead at ``shares[point, number]``; nan where a run failed."""
        points = [self._point(row) for row in shares]
        measured = self.laboratory.measure(points, self.seeds)
        return np.asarray(np.mean(measured.leads(self.leader, self.rival), axis=1))

    def tell(self, told: Told | None, size: str, points: int) -> None:
        """Say how many runs it takes, before they begin."""
        if told is not None:
            numbers, seeds = len(self.drivers), len(self.seeds)
            told(
                f"{numbers:,} numbers, {size}: {points:,} points, {points * seeds:,} runs under "
                f"{seeds:,} {'seed' if seeds == 1 else 'seeds'}."
            )

    def _point(self, shares: Sequence[float]) -> Point:
        overrides: list[str] = []
        varied: dict[str, Any] = {}
        for driver, share in zip(self.drivers, shares, strict=True):
            end = driver.at(self.scenario, float(share))
            overrides += end.overrides
            value = end.value
            varied[driver.path] = value if isinstance(value, int | float) else str(plain(value))
        strategies = (self.leader, self.rival)
        return point_of(self.scenario, overrides, varied=varied, strategies=strategies)


def surface_of(
    scenario: Scenario,
    laboratory: Laboratory,
    seeds: int,
    *,
    only: Sequence[str] = (),
    every: bool = False,
    leader: str | None = None,
    rival: str | None = None,
) -> Surface:
    """The surface of a scenario; numbers that have one end only are left out.

    Raises:
        NotComparableError, UnknownStrategyError: the strategies are no two that can be compared.
        LeverError: a path leads to no number.
        DriversError: there are not two numbers to move, or two that cannot move apart.
    """
    check_names(scenario, leader, rival)
    drivers = tuple(
        each for each in drivers_of(scenario, only, every=every) if each.low and each.high
    )
    if len(drivers) < 2:
        raise DriversError(
            "This method looks at what numbers do together, and there are not two to move. Name "
            "more with --only, take --all, or use --method tornado."
        )
    _check_shares(drivers)
    now = today(scenario, laboratory, seeds, leader=leader, rival=rival)
    lead = now.measured.leads(now.leader, now.rival)[0]
    return Surface(
        scenario,
        laboratory,
        now.leader,
        now.rival,
        now.seeds,
        mean_estimate(lead[np.isfinite(lead)]),
        drivers,
    )


def _check_shares(drivers: Sequence[Driver]) -> None:
    """Shares of segments add up to 1: the others make room for one, but not for two at once.

    Raises:
        DriversError: there are two.
    """
    shares = [
        each.path
        for each in drivers
        if each.path.startswith("segments.") and each.path.endswith(".share")
    ]
    if len(shares) > 1:
        raise DriversError(
            f"{shares[0]} and {shares[1]} cannot be moved independently, since shares of segments "
            "add up to 100%. Name the numbers with --only, one share among them, or use --method "
            "tornado."
        )
