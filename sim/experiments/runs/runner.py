"""Where runs are made: in this process, in processes of this machine, or on a Ray cluster.

All give the same numbers. A runner is told to begin runs, and asked for those that have ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sim.experiments.runs.catalogue import Job, Result


class Runner(Protocol):
    """Something that makes runs."""

    @property
    def places(self) -> int:
        """So many runs may be under way at once."""

    def begin(self, job: Job) -> None:
        """Begin a run."""

    def ended(self) -> list[tuple[Job, Result]]:
        """Wait until at least one run has ended, and give all that have."""

    def close(self) -> None:
        """Stop all that is under way, and let go of it."""


@contextmanager
def runner_of(
    on: str = "here", *, workers: int = 1, engine: str = "columns", threads: int | None = None
) -> Iterator[Runner]:
    """The runner for a word: ``here``, ``pool``, ``ray``, or a cluster's address ``ray://…``.

    ``workers`` are the processes of ``pool``, or of a ``ray`` started here.

    Raises:
        ClusterError: there is no such cluster; the message says what to do.
    """
    runner: Runner
    if on == "here":
        from sim.experiments.runs.here import Here

        runner = Here(engine, threads)
    elif on == "pool":
        from sim.experiments.runs.pool import Pool

        runner = Pool(workers, engine)
    else:
        from sim.experiments.runs.on_ray import OnRay

        runner = OnRay(on, workers, engine)
    try:
        yield runner
    finally:
        runner.close()
