"""Runs of a shipped scenario with few people, and what buyers did in them.

Knows who bought how much and how often; nothing about what ought to have come out.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.scenario import load
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy

SCENARIOS = Path(__file__).parents[2] / "scenarios"

Ints = NDArray[np.int64]


@lru_cache(maxsize=32)
def lived(
    name: str, strategy: str, people: int, years: int, overrides: tuple[str, ...] = ()
) -> Outcome:
    """One strategy of a shipped scenario, with these people for so long."""
    scenario = load(SCENARIOS / f"{name}.yaml", people=people, years=years, overrides=overrides)
    tables = tabulate(scenario)
    return run_strategy(tables, born(tables), tables.strategy_names.index(strategy))


def at_work(outcomes: Sequence[Outcome]) -> list[tuple[Ints, Ints]]:
    """Purchases and revenue of each person in the spans between runs of growing length.

    A longer run begins with the months of a shorter one, since chance is a function of the month:
    what lies between is their difference.
    """
    purchases = [one.people.purchases.astype(np.int64) for one in outcomes]
    revenue = [one.people.revenue for one in outcomes]
    nothing = np.zeros_like(purchases[0])
    return [
        (after_p - before_p, after_r - before_r)
        for before_p, after_p, before_r, after_r in zip(
            [nothing, *purchases], purchases, [nothing, *revenue], revenue, strict=False
        )
    ]


def share_of_the_best(revenue: Ints, share: float) -> float:
    """The share of revenue that the best ``share`` of buyers bring.

    >>> share_of_the_best(np.array([60, 20, 10, 10, 0]), 0.25)
    0.6
    """
    buyers = np.sort(revenue[revenue > 0])[::-1]
    best = int(np.ceil(share * len(buyers)))
    return float(buyers[:best].sum() / buyers.sum())


def yearly_leaving(outcome: Outcome) -> float:
    """The share of customers who leave within a year, at the monthly rate of the whole run."""
    months = outcome.months
    return 1.0 - (1.0 - float(months.churned.sum() / months.customers.sum())) ** 12
