"""Runs in this process, one after the other."""

from sim.experiments.runs.attempt import Attempt, attempt
from sim.experiments.runs.catalogue import Job, Result


class Here:
    """Makes a run when it is asked what has ended."""

    places = 1

    def __init__(
        self, engine: str = "columns", threads: int | None = None, work: Attempt = attempt
    ) -> None:
        self._engine, self._threads, self._work = engine, threads, work
        self._begun: list[Job] = []

    def begin(self, job: Job) -> None:
        """Note what is to be run next."""
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        """Run the next."""
        job = self._begun.pop(0)
        return [(job, self._work(job, self._engine, self._threads))]

    def close(self) -> None:
        """Nothing is under way between two calls."""
        self._begun.clear()
