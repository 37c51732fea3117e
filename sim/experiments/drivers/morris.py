"""Screening: which of many numbers matter, and which only together with others (Morris 1991).

Along a trajectory each number is moved once, by two thirds of its way, from wherever the others
are; what the lead changes by, per whole way, is an elementary effect. ``mu_star`` is the mean of
their sizes (Campolongo, Cariboni and Saltelli 2007), ``sigma`` their standard deviation: large
where the effect hangs on the other numbers, or is no straight line.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.drivers.errors import DriversError
from sim.experiments.drivers.numbers import Driver
from sim.experiments.drivers.surface import Surface, Told
from sim.experiments.estimate import CONFIDENCE, Estimate
from sim.experiments.runs.laboratory import Floats

LEVELS = 4
"""A number takes so many values along its way; steps are of two thirds of it (Morris 1991)."""
RESAMPLES = 1000
SEED = 1991
"""Of the trajectories and of the resampling, not of any run's luck."""


@dataclass(frozen=True)
class Effect:
    """What a number does to the lead over its whole way. Major units per person."""

    driver: Driver
    mu_star: Estimate  # mean size; its interval is over trajectories, by bootstrap
    mu: float  # mean with sign
    sigma: float


@dataclass(frozen=True)
class Screening:
    """The largest effect first."""

    leader: str
    rival: str
    currency: str
    minor_digits: int
    seeds: int
    trajectories: int  # those of which no run failed
    left_out: int  # the others
    lead: Estimate  # today
    effects: tuple[Effect, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, in major units per person."""
        names = ("leader", "rival", "currency", "seeds", "trajectories", "left_out")
        return {
            "method": "morris",
            **{name: getattr(self, name) for name in names},
            "lead": self.lead.to_dict(),
            "numbers": [
                {
                    "path": each.driver.path,
                    "basis": each.driver.basis,
                    "mu_star": each.mu_star.to_dict(),
                    "mu": each.mu,
                    "sigma": each.sigma,
                }
                for each in self.effects
            ],
        }


def screening(surface: Surface, trajectories: int, told: Told | None = None) -> Screening:
    """Go along so many trajectories. More of them begin with the same ones.

    Raises:
        DriversError: there are not two trajectories, SALib is missing, or nearly all runs failed.
    """
    check_trajectories(trajectories)
    numbers = len(surface.drivers)
    shares = trajectories_of(numbers, trajectories)
    surface.tell(told, f"{trajectories:,} trajectories", len(shares))
    leads = surface.leads(shares)
    whole = np.isfinite(leads.reshape(trajectories, numbers + 1)).all(axis=1)
    if whole.sum() < 2:
        raise DriversError("Runs failed on all trajectories but one; runs.parquet says why.")
    kept = np.repeat(whole, numbers + 1)
    found = effects_of(shares[kept], leads[kept])
    effects = [Effect(driver, *each) for driver, each in zip(surface.drivers, found, strict=True)]
    return Screening(
        leader=surface.leader,
        rival=surface.rival,
        currency=surface.scenario.currency,
        minor_digits=surface.scenario.minor_digits,
        seeds=len(surface.seeds),
        trajectories=int(whole.sum()),
        left_out=int((~whole).sum()),
        lead=surface.lead,
        effects=tuple(sorted(effects, key=lambda each: -(each.mu_star.value or 0.0))),
    )


def trajectories_of(numbers: int, trajectories: int) -> Floats:
    """``[point, number]`` the shares along all trajectories."""
    from SALib.sample import morris

    found = morris.sample(_problem(numbers), trajectories, num_levels=LEVELS, seed=SEED)
    return np.asarray(found, dtype=np.float64)


def effects_of(shares: Floats, values: Floats) -> list[tuple[Estimate, float, float]]:
    """``mu_star`` with its interval, ``mu`` and ``sigma`` of every number."""
    from SALib.analyze import morris

    numbers = shares.shape[1]
    found = morris.analyze(
        _problem(numbers),
        shares,
        values,
        num_levels=LEVELS,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        seed=SEED,
    )
    n = len(values) // (numbers + 1)
    columns = zip(
        *(found[name] for name in ("mu_star", "mu_star_conf", "mu", "sigma")), strict=True
    )
    return [
        (
            Estimate(float(star), max(float(star - half), 0.0), float(star + half), n),
            float(mu),
            float(sigma),
        )
        for star, half, mu, sigma in columns
    ]


def check_trajectories(trajectories: int) -> None:
    """Refuse to begin what cannot be ended.

    Raises:
        DriversError: there are too few trajectories, or SALib is not installed.
    """
    if trajectories < 2:
        raise DriversError(
            f"{trajectories} trajectories: expected 2 or more, and some 10 to tell much."
        )
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise DriversError(
            "Morris' method needs SALib: pip install 'lifecycle-offers[experiments]', or use "
            "--method tornado or sobol."
        ) from None


def _problem(numbers: int) -> dict[str, Any]:
    names = [str(place) for place in range(numbers)]
    return {"num_vars": numbers, "names": names, "bounds": [[0.0, 1.0]] * numbers}
