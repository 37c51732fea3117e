"""Calibration: numbers of a scenario found so that simulated patterns match measured ones.

The fit is over several seeds, since the least misfit under one is partly that seed's luck. What was
found is measured again on seeds that the fit never saw, beside today's numbers on the same seeds:
only that comparison counts (the winner of a search looks better than it is). A number that the
patterns do not tell keeps today's value: it has a reason, if only a judgement, and noise is none.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.experiments.calibration.identify import Identification, identification
from sim.experiments.calibration.misfit import Match, Misfit, matches, misfit_of
from sim.experiments.calibration.search import best_of_trials, downhill
from sim.experiments.calibration.targets import Targets
from sim.experiments.calibration.worlds import Point, Tick, Worlds
from sim.scenario import Scenario


@dataclass(frozen=True)
class Calibration:
    """What a calibration found. Misfits are sums of squared distances of the fitted patterns."""

    targets: Targets
    today: dict[str, float]
    found: dict[str, float]
    seeds: tuple[int, ...]  # of the fit
    fresh: tuple[int, ...]  # of the check
    people: int
    years: int
    runs: int
    misfit_today: float  # on the seeds of the fit
    misfit_found: float
    fresh_today: float  # on fresh seeds
    fresh_found: float
    matches_today: tuple[Match, ...]  # on fresh seeds, in the order of the file
    matches_found: tuple[Match, ...]
    told: Identification

    @property
    def better(self) -> bool:
        """Whether what was found is nearer on fresh seeds as well."""
        return self.fresh_found < self.fresh_today


def calibrate(
    scenario: Scenario,
    targets: Targets,
    *,
    seeds: int = 2,
    fresh: int = 2,
    trials: int = 0,
    steps: int = 4,
    slope_people: int | None = None,
    threads: int | None = None,
    tick: Tick | None = None,
) -> Calibration:
    """Fit a scenario's numbers to targets.

    ``seeds`` (the scenario's and those that follow) are for the fit, as many ``fresh`` ones after
    them for the check. ``trials`` points are tried widely, then ``steps`` steps are made downhill.
    ``slope_people`` live in the runs that only tell slopes: luck that two points share is gone from
    the slope between them, not from the level of either.

    Raises:
        SearchError: a wide search is asked for, and its library is not there.
        ScenarioError: at some point the scenario is wrong.
        ValueError: there are no seeds.
    """
    if seeds < 1 or fresh < 1:
        raise ValueError("expected one seed or more, for the fit and for the check")
    worlds = Worlds(scenario, targets, threads, tick)
    fitting = tuple(range(scenario.seed, scenario.seed + seeds))
    misfit = misfit_of(worlds, fitting)
    few = replace(misfit, people=slope_people)
    worlds.doing = "searching"
    start = best_of_trials(misfit, trials, scenario.seed)
    worlds.doing = "fitting"
    at = downhill(misfit, start, steps, few)
    worlds.doing = "telling what is told"
    told = identification(few, at)
    at = _where_told(worlds, at, told)
    worlds.doing = "measuring again"
    again = Misfit(worlds, tuple(range(fitting[-1] + 1, fitting[-1] + 1 + fresh)), misfit.scales)
    today = worlds.today
    return Calibration(
        targets=targets,
        today=worlds.numbers(today),
        found=worlds.numbers(at),
        seeds=fitting,
        fresh=again.seeds,
        people=scenario.people,
        years=scenario.years,
        misfit_today=misfit.total(today),
        misfit_found=misfit.total(at),
        fresh_today=again.total(today),
        fresh_found=again.total(at),
        matches_today=matches(targets, worlds.figures(worlds.at(today, again.seeds))),
        matches_found=matches(targets, worlds.figures(worlds.at(at, again.seeds))),
        told=told,
        runs=worlds.runs,
    )


def _where_told(worlds: Worlds, at: Point, told: Identification) -> Point:
    """The same point, but with today's value for each number that the patterns do not tell."""
    keeps = [not each.moves_for_a_reason for each in told.numbers]
    return np.where(keeps, worlds.today, at) if keeps else at


def patterns(
    scenario: Scenario,
    targets: Targets,
    *,
    seeds: int = 1,
    threads: int | None = None,
    tick: Tick | None = None,
) -> pd.DataFrame:
    """Simulated against measured for every pattern, at the scenario's own numbers.

    One row a pattern: ``name, use, real, real_low, real_high, simulated, simulated_low,
    simulated_high, z, source, confidence``. Intervals are of 95 %.
    """
    return frame(looked_at(scenario, targets, seeds=seeds, threads=threads, tick=tick))


def looked_at(
    scenario: Scenario,
    targets: Targets,
    *,
    seeds: int = 1,
    threads: int | None = None,
    tick: Tick | None = None,
) -> tuple[Match, ...]:
    """Every pattern as measured and as simulated, at the scenario's own numbers."""
    worlds = Worlds(scenario, targets, threads, tick)
    found = worlds.at(worlds.today, range(scenario.seed, scenario.seed + seeds))
    return matches(targets, worlds.figures(found))


def frame(found: tuple[Match, ...]) -> pd.DataFrame:
    """Matches as a table."""
    return pd.DataFrame(
        [
            {
                "name": each.name,
                "use": each.pattern.use,
                "real": each.pattern.value,
                "real_low": each.pattern.ends[0],
                "real_high": each.pattern.ends[1],
                "simulated": each.simulated.value,
                "simulated_low": each.simulated.interval[0],
                "simulated_high": each.simulated.interval[1],
                "z": each.z,
                "source": each.pattern.source,
                "confidence": each.pattern.confidence,
            }
            for each in found
        ]
    )
