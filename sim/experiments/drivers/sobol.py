"""Which share of the spread of a lead is whose, when all numbers are uncertain at once.

A number's *first* index is the share of the variance that it makes alone, its *total* index the
share that it makes alone and together with others (Sobol' 1993; Homma and Saltelli 1996). Numbers
are drawn from what is believed of each, independently.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import qmc

from sim.experiments.drivers.errors import DriversError
from sim.experiments.drivers.numbers import Driver
from sim.experiments.drivers.surface import Surface, Told
from sim.experiments.estimate import CONFIDENCE, Estimate
from sim.experiments.runs.laboratory import Floats

RESAMPLES = 1000
SEED = 1993
"""Of the points and of the resampling, not of any run's luck."""
LEAST = 8


@dataclass(frozen=True)
class Share:
    """A number's shares of the variance of the lead."""

    driver: Driver
    first: Estimate
    total: Estimate


@dataclass(frozen=True)
class Indices:
    """The largest total index first."""

    leader: str
    rival: str
    currency: str
    minor_digits: int
    seeds: int
    samples: int  # base samples of which no run failed
    left_out: int  # the others
    lead: Estimate  # today
    mean: float  # of the lead over all draws
    spread: float  # its standard deviation
    shares: tuple[Share, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        names = ("leader", "rival", "currency", "seeds", "samples", "left_out", "mean", "spread")
        return {
            "method": "sobol",
            **{name: getattr(self, name) for name in names},
            "lead": self.lead.to_dict(),
            "numbers": [
                {
                    "path": each.driver.path,
                    "basis": each.driver.basis,
                    "first": each.first.to_dict(),
                    "total": each.total.to_dict(),
                }
                for each in self.shares
            ],
        }


def indices(surface: Surface, samples: int, told: Told | None = None) -> Indices:
    """Divide the variance of the lead, by so many base samples, a power of 2.

    Raises:
        DriversError: the samples are no power of 2, or nearly all runs failed.
    """
    check_samples(samples)
    numbers = len(surface.drivers)
    shares = design(numbers, samples)
    surface.tell(told, f"{samples:,} base samples", len(shares))
    values = surface.leads(shares)
    table = values.reshape(samples, numbers + 2)
    whole = np.isfinite(table).all(axis=1)
    if whole.sum() < LEAST:
        raise DriversError("Runs failed in nearly all samples; runs.parquet says why.")
    kept = table[whole]
    found = [
        Share(driver, first, total)
        for driver, first, total in zip(surface.drivers, *shares_of(kept), strict=True)
    ]
    return Indices(
        leader=surface.leader,
        rival=surface.rival,
        currency=surface.scenario.currency,
        minor_digits=surface.scenario.minor_digits,
        seeds=len(surface.seeds),
        samples=len(kept),
        left_out=int((~whole).sum()),
        lead=surface.lead,
        mean=float(np.mean(kept[:, :2])),
        spread=float(np.std(kept[:, :2])),
        shares=tuple(sorted(found, key=lambda each: -(each.total.value or 0.0))),
    )


def design(numbers: int, samples: int) -> Floats:
    """``[point, number]`` the shares: for each base sample its points A, B, and A with each number
    in turn from B (Saltelli et al. 2010). A larger design begins with the smaller one.

    The base samples are a scrambled Sobol' sequence.
    """
    base = qmc.Sobol(2 * numbers, scramble=True, seed=SEED).random(samples)
    first, second = base[:, :numbers], base[:, numbers:]
    swapped = np.repeat(first[:, None, :], numbers, axis=1)
    for place in range(numbers):
        swapped[:, place, place] = second[:, place]
    points = np.concatenate([first[:, None, :], second[:, None, :], swapped], axis=1)
    return np.asarray(points.reshape(-1, numbers), dtype=np.float64)


def shares_of(table: Floats) -> tuple[list[Estimate], list[Estimate]]:
    """First and total indices of ``table[sample, point]``, with bootstrap intervals."""
    samples = len(table)
    generator = np.random.default_rng(SEED)
    drawn = [_shares(table[generator.integers(samples, size=samples)]) for _ in range(RESAMPLES)]
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(np.array(drawn), [tail, 100 - tail], axis=0)
    found = _shares(table)
    first, total = (
        [
            Estimate(float(value), float(least), float(most), samples)
            for value, least, most in zip(found[kind], low[kind], high[kind], strict=True)
        ]
        for kind in (0, 1)
    )
    return first, total


def _shares(table: Floats) -> Floats:
    """``[first or total, number]``: first after Saltelli et al. (2010), total after Jansen (1999).

    Where the lead does not vary at all, every share is 0.
    """
    centred = table - np.mean(table[:, :2])
    a, b, swapped = centred[:, :1], centred[:, 1:2], centred[:, 2:]
    variance = float(np.var(centred[:, :2]))
    if variance == 0:
        return np.zeros((2, swapped.shape[1]))
    first = np.mean(b * (swapped - a), axis=0) / variance
    total = np.mean((a - swapped) ** 2, axis=0) / (2 * variance)
    return np.array([first, total])


def check_samples(samples: int) -> None:
    """Refuse a number of base samples for which the sequence is not balanced.

    Raises:
        DriversError: it is no power of 2.
    """
    if samples >= LEAST and samples & (samples - 1) == 0:
        return
    above = max(LEAST, 2 ** max(samples, 1).bit_length())
    raise DriversError(
        f"{samples:,} base samples: expected a power of 2, {LEAST} or more, for which Sobol' "
        f"points lie evenly. Try {above:,}; an experiment is widened by as many as it has."
    )
