"""Whether two populations were simulated by the same model: means within three standard errors.

Each mean is compared on its own, at the standard error of a difference of independent samples. Of
49 such comparisons (7 means, 7 peers) of equal models, 0.13 fail on average (Bonferroni: at most
13 % of such families have one that does). Seeds are fixed, so a comparison that holds keeps
holding; after a framework changed its random numbers, look at a second seed before looking for a
fault.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.peers.lives import Lives
from sim.world.outcome import Exit, Outcome

STANDARD_ERRORS = 3.0
QUANTITIES = ("npv", "bought", "tenure", "incidents", "customer", "churned", "alive")
"""A person's: npv in pence, products bought, months as a customer, failures met; and whether still
a customer at the horizon, gone (churned at last, dead or alive since), alive at the horizon."""


@dataclass(frozen=True)
class Sample:
    """A mean over ``people``; ``variance`` between them, unless it is unknown."""

    mean: float
    variance: float | None
    people: int

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return math.sqrt((self.variance or 0.0) / self.people)


Samples = dict[str, Sample]


@dataclass(frozen=True)
class Difference:
    """One quantity, in two populations."""

    quantity: str
    ours: float
    theirs: float
    error: float  # standard error of the difference

    @property
    def errors(self) -> float:
        """How many standard errors apart."""
        return abs(self.ours - self.theirs) / self.error

    def __str__(self) -> str:
        return (
            f"{self.quantity}: {self.ours:.5g} here, {self.theirs:.5g} there, "
            f"{self.errors:.1f} standard errors apart"
        )


def samples_of_lives(lives: Lives) -> Samples:
    """The quantities of a peer's people."""
    columns = {
        "npv": lives.npv,
        "bought": lives.bought,
        "tenure": lives.tenure,
        "incidents": lives.incidents,
        "customer": lives.alive & (lives.held > 0),
        "churned": lives.held == 0,
        "alive": lives.alive,
    }
    return {name: _sample(column) for name, column in columns.items()}


def samples_of_outcome(outcome: Outcome) -> Samples:
    """The quantities of our engine's people.

    It counts incidents and the living of all together; whoever lives in the last month is alive at
    the horizon. Products held from the start count as opened there.
    """
    people, count = outcome.people, len(outcome.people.person)
    columns = {
        "npv": people.npv,
        "bought": people.products_opened - (people.joined == 0),
        "tenure": people.tenure_months,
        "customer": people.exit == Exit.HORIZON,
        "churned": people.exit == Exit.CHURN,
    }
    alive = float(outcome.months.living[-1]) / count
    return {name: _sample(column) for name, column in columns.items()} | {
        "incidents": Sample(float(outcome.months.incidents.sum()) / count, None, count),
        "alive": Sample(alive, alive * (1.0 - alive), count),
    }


def pooled(parts: list[Samples]) -> Samples:
    """Several populations of the same model as one."""
    together: Samples = {}
    for name in QUANTITIES:
        own = [part[name] for part in parts]
        people = sum(sample.people for sample in own)
        mean = sum(sample.mean * sample.people for sample in own) / people
        known = [sample.variance for sample in own if sample.variance is not None]
        together[name] = Sample(mean, float(np.mean(known)) if known else None, people)
    return together


def differences(ours: Samples, theirs: Samples) -> list[Difference]:
    """Every quantity of both; where one does not know its variance, the other's holds for both."""
    found = []
    for name in QUANTITIES:
        a, b = ours[name], theirs[name]
        of_a = b.variance if a.variance is None else a.variance
        of_b = a.variance if b.variance is None else b.variance
        if of_a is None or of_b is None:
            raise ValueError(f"neither side knows the variance of {name}")
        error = math.sqrt(of_a / a.people + of_b / b.people)
        found.append(Difference(name, a.mean, b.mean, error))
    return found


def disagreements(ours: Samples, theirs: Samples) -> list[Difference]:
    """The quantities that are too far apart."""
    return [d for d in differences(ours, theirs) if not d.errors <= STANDARD_ERRORS]


def _sample(column: Any) -> Sample:
    values = np.asarray(column, dtype=np.float64)
    return Sample(float(values.mean()), float(values.var(ddof=1)), len(values))
