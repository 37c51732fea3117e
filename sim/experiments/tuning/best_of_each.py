"""The best of each strategy compared: all with their tuned settings, beside today's.

Replications are under seeds that neither the search nor its check has met, the same for both.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.compare import check_comparable
from sim.experiments.estimate import Estimate, mean_estimate, undefined
from sim.experiments.leading import ranked, seeds_of
from sim.experiments.runs.laboratory import Floats, Laboratory
from sim.experiments.runs.point import point_of
from sim.experiments.tuning.tune import Tuning, tune
from sim.scenario import Scenario


@dataclass(frozen=True)
class Standing:
    """What every strategy is worth, and who leads whom by how much. Major units per person."""

    worth: dict[str, Estimate]  # by strategy
    leader: str
    rival: str  # the next best
    lead: Estimate  # paired: the same people and luck under both

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "leader": self.leader,
            "rival": self.rival,
            "lead": self.lead.to_dict(),
            "worth": {name: each.to_dict() for name, each in self.worth.items()},
        }


@dataclass(frozen=True)
class BestOfEach:
    """A comparison of strategies as they are, and of the best of each."""

    tuning: Tuning
    untuned: Standing
    tuned: Standing
    replications: int

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "replications": self.replications,
            "untuned": self.untuned.to_dict(),
            "tuned": self.tuned.to_dict(),
            "tuning": self.tuning.to_dict(),
        }


def best_of_each(
    scenario: Scenario,
    *,
    trials: int = 40,
    seeds: int = 3,
    fresh: int = 10,
    replications: int = 20,
    laboratory: Laboratory | None = None,
) -> BestOfEach:
    """Tune every strategy with the same budget, and compare the best of each.

    Raises:
        NotComparableError: there are no two strategies.
        LeverError: a strategy has nothing to tune, or today's settings cannot be run.
        SearchError: Optuna is missing.
    """
    check_comparable(tuple(scenario.strategies))
    laboratory = laboratory or Laboratory()
    found = tune(scenario, trials=trials, seeds=seeds, fresh=fresh, laboratory=laboratory)
    under = seeds_of(scenario, seeds + fresh + replications)[seeds + fresh :]
    points = [
        point_of(scenario),
        point_of(scenario, found.overrides, varied={"tuned": "all", **found.numbers}),
    ]
    measured = laboratory.measure(points, under)
    names = points[0].strategies
    untuned, tuned = (
        standing({name: measured.worth(name)[place] for name in names}) for place in (0, 1)
    )
    return BestOfEach(found, untuned, tuned, replications)


def standing(worth: dict[str, Floats]) -> Standing:
    """Who leads, by the worth under each seed; nan where a run failed.

    >>> found = standing({"a": np.array([1.0, 2.0]), "b": np.array([3.0, 5.0])})
    >>> found.leader, found.rival, found.lead.value
    ('b', 'a', 2.5)
    """
    each = {name: _mean(values) for name, values in worth.items()}
    ranks = {name: -np.inf if one.value is None else one.value for name, one in each.items()}
    leader, rival = ranked(ranks, None, None)
    return Standing(each, leader, rival, _mean(worth[leader] - worth[rival]))


def _mean(values: Floats) -> Estimate:
    known = values[np.isfinite(values)]
    return mean_estimate(known) if len(known) else undefined()
