"""Runs that compute a known function in place of letting people live."""

from collections.abc import Callable, Mapping

from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.measured import RATES, Lived, Measured

Worth = Callable[[Job], Mapping[str, float]]


class Computed:
    """A runner: ``worth`` says what each strategy of a job's point comes to; ValueError fails."""

    places = 1

    def __init__(self, worth: Worth) -> None:
        self._worth = worth
        self._begun: list[Job] = []
        self.made: list[tuple[str, int]] = []

    def begin(self, job: Job) -> None:
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        job = self._begun.pop()
        self.made.append(job.id)
        return [(job, self._result(job))]

    def close(self) -> None:
        self._begun.clear()

    def _result(self, job: Job) -> Result:
        if job.point.scenario is None:
            return Failed(job.point.fault)
        try:
            worth = self._worth(job)
        except ValueError as error:
            return Failed(str(error))
        return measured({name: worth[name] for name in job.point.strategies})


def measured(worth: Mapping[str, float]) -> Measured:
    """What a run comes to in which nothing but the worth is known."""
    lived = {
        name: Lived(each, 0.0, None, -1, tuple(each for _ in RATES)) for name, each in worth.items()
    }
    return Measured(people=1, lived=lived, noise={}, seconds=0.0)
