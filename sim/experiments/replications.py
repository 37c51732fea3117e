"""The comparison over many runs: each has other people and other luck, the same for all strategies.

People of one run meet through the firm, which may run out of cash or staff for all of them. So the
runs are independent and the people are not, and the interval of a verdict comes from the runs.
Beside it stands the one that the people of a single run would give, and whether it would do.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.experiments.compare import check_comparable
from sim.experiments.leading import seeds_of
from sim.experiments.over_runs import Lead, Replicated, Sample
from sim.experiments.runs.catalogue import Failed, Result
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.measured import Measured
from sim.experiments.runs.point import point_of
from sim.experiments.sequential import FIRST, Until, enough, sizes, until_of
from sim.scenario import Scenario

RUNS = 20
"""So many runs where nothing is said."""

MOST = 100
"""So many at most where it is said until when, and not how many."""


class NoRunError(Exception):
    """Every run failed; the message has the reason of the first."""


@dataclass(frozen=True)
class Replications:
    """What many runs of a scenario come to."""

    scenario: Scenario
    until: Until
    most: int  # so many runs were allowed
    looks: tuple[int, ...]  # the sizes at which they were judged; the last is all that were made
    enough: bool  # whether it was reached what was asked for
    seeds: tuple[int, ...]  # of the runs that came to an end
    strategies: tuple[Replicated, ...]  # in the order of the scenario
    leads: tuple[Lead, ...]  # the best over every other, the strongest rival first

    @property
    def first(self) -> Lead:
        """The best strategy over its strongest rival."""
        return self.leads[0]

    @property
    def runs(self) -> int:
        """How many were made; some may have failed."""
        return self.looks[-1]

    @property
    def done(self) -> int:
        """How many came to an end."""
        return len(self.seeds)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None where a figure is not defined."""
        names = ("until", "most", "runs", "done", "enough")
        return {
            "currency": self.scenario.currency,
            **{name: getattr(self, name) for name in names},
            "looks": list(self.looks),
            "seeds": list(self.seeds),
            "strategies": [asdict(each) for each in self.strategies],
            "leads": [lead.to_dict() for lead in self.leads],
        }


def replications(
    scenario: Scenario, laboratory: Laboratory, runs: int, until: Until = None
) -> Replications:
    """Run a scenario under its seed and those that follow, and compare strategies over the runs.

    Without ``until`` so many runs are made. With it no more than so many: they are judged at fixed
    sizes (`sim.experiments.sequential`), and it is stopped where the lead of the best strategy over
    every other is known as surely as was asked for. Where runs are made, and how many at once,
    changes nothing.

    Raises:
        NotComparableError: there are no two strategies.
        NoRunError: every run failed.
        ValueError: so many runs cannot be made, or judged, or it is no share.
    """
    check_comparable(tuple(scenario.strategies))
    check_size(runs, until)
    point = point_of(scenario)
    seeds = seeds_of(scenario, runs)
    looks = (runs,) if until is None else sizes(runs)
    results: list[Result] = []
    for place, size in enumerate(looks):
        further = seeds[len(results) : size]
        measured = laboratory.measure([point], further)
        results += [measured.at(point, seed) for seed in further]
        found = _found(scenario, seeds, results, until, runs, looks[: place + 1])
        if found.enough:
            break
    return found


def check_size(runs: int, until: Until) -> None:
    """Refuse what cannot be judged, before anybody has lived.

    Raises:
        ValueError: with what was expected.
    """
    if runs < 1:
        raise ValueError(f"{runs} runs: expected 1 or more, and 2 or more for an interval.")
    if until_of(until) is not None and runs < FIRST:
        raise ValueError(
            f"{runs} runs at most: expected {FIRST} or more, since a rule that may stop is "
            f"first asked after {FIRST}."
        )


def _found(
    scenario: Scenario,
    seeds: tuple[int, ...],
    results: list[Result],
    until: Until,
    most: int,
    looks: tuple[int, ...],
) -> Replications:
    done = tuple(result for result in results if isinstance(result, Measured))
    if not done:
        reason = next(result.reason for result in results if isinstance(result, Failed))
        raise NoRunError(f"Each of {len(results)} runs failed: {reason}.")
    ended = [isinstance(result, Measured) for result in results]
    sample = Sample(done, tuple(sum(ended[:size]) for size in looks), until)
    names = tuple(scenario.strategies)
    worth = np.array([[run.worth(name) for run in done] for name in names])
    best, *others = (names[k] for k in np.argsort(-worth.mean(axis=1), kind="stable"))
    times_best = np.bincount(np.argmax(worth, axis=0), minlength=len(worth))
    leads = tuple(sample.lead(best, other) for other in others)
    return Replications(
        scenario=scenario,
        until=until,
        most=most,
        looks=looks,
        enough=until is None or all(enough(lead.over_runs, until) for lead in leads),
        seeds=tuple(seed for seed, each in zip(seeds, ended, strict=False) if each),
        strategies=tuple(
            sample.strategy(name, int(times)) for name, times in zip(names, times_best, strict=True)
        ),
        leads=leads,
    )
