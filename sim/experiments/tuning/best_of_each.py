"""The best of each strategy compared: all with their tuned settings, beside today's.

Both are replicated under seeds that neither the search nor its check has met, the same for both.
"""

from dataclasses import dataclass
from typing import Any

from sim.experiments.compare import check_comparable
from sim.experiments.leading import seeds_of
from sim.experiments.replications import Replications, replications
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.tuning.tune import Tuning, tune
from sim.scenario import Scenario, again


@dataclass(frozen=True)
class BestOfEach:
    """A comparison of strategies as they are, and of the best of each."""

    tuning: Tuning
    untuned: Replications
    tuned: Replications

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
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
    runs: int = 20,
    laboratory: Laboratory | None = None,
) -> BestOfEach:
    """Tune every strategy with the same budget, and compare the best of each over so many runs.

    Raises:
        NotComparableError: there are no two strategies.
        LeverError: a strategy has nothing to tune, or today's settings cannot be run.
        SearchError: Optuna is missing.
        NoRunError: every run failed.
    """
    check_comparable(tuple(scenario.strategies))
    laboratory = laboratory or Laboratory()
    found = tune(scenario, trials=trials, seeds=seeds, fresh=fresh, laboratory=laboratory)
    unmet = f"seed={seeds_of(scenario, seeds + fresh + 1)[-1]}"
    untuned = replications(again(scenario, [unmet]), laboratory, runs)
    tuned = replications(again(scenario, [*found.overrides, unmet]), laboratory, runs)
    return BestOfEach(found, untuned, tuned)
