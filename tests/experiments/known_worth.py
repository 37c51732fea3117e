"""A runner that lets nobody live: what every run comes to is a known function of its scenario."""

from collections.abc import Callable, Mapping

from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.measured import RATES, Lived, Measured
from sim.scenario import Scenario

Worth = Callable[[Scenario, int], Mapping[str, float] | None]
"""What each strategy is worth in a scenario under a seed; None: the run fails."""
ByRate = Callable[[str, float, float], float]
"""From a strategy, its worth and another discount rate to the worth at that."""


class Known:
    """Gives results at once, and counts them. Stops like Ctrl-C after so many, if told."""

    places = 4

    def __init__(self, worth: Worth, stop_after: int | None = None, by_rate: ByRate | None = None):
        self._worth, self._stop_after = worth, stop_after
        self._by_rate = by_rate or (lambda name, worth, rate: worth)
        self._begun: list[Job] = []
        self.made: list[Job] = []

    def begin(self, job: Job) -> None:
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        if self._stop_after is not None and len(self.made) >= self._stop_after:
            raise KeyboardInterrupt
        begun, self._begun = self._begun, []
        self.made += begun
        return [(job, self._result(job)) for job in begun]

    def close(self) -> None:
        self._begun.clear()

    def _result(self, job: Job) -> Result:
        if job.point.scenario is None:
            return Failed(job.point.fault)
        found = self._worth(job.point.scenario, job.seed)
        if found is None:
            return Failed("it does not fit in memory")
        lived = {
            name: Lived(
                worth=float(worth),
                trough=0.0,
                payback_years=None,
                ruined=-1,
                by_rate=tuple(float(self._by_rate(name, worth, rate)) for rate in RATES),
            )
            for name, worth in found.items()
        }
        return Measured(people=10, lived=lived, noise={}, seconds=0.0)


def knowing(worth: Worth, by_rate: ByRate | None = None) -> tuple[Laboratory, Known]:
    """A laboratory with such a runner, and the runner."""
    runner = Known(worth, by_rate=by_rate)
    return Laboratory(runner=runner), runner
