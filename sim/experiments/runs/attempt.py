"""One attempt at a run: what it comes to, or why it failed. The others go on."""

from collections.abc import Callable

from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.measured import measure

Attempt = Callable[[Job, str, int | None], Result]
"""Makes a run on an engine with so many threads, and never fails."""

SAID = {
    MemoryError: "it does not fit in memory",
    OverflowError: "amounts are too large to be counted",
}


def attempt(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """Make a run; whatever goes wrong within it becomes its reason."""
    if job.point.scenario is None:
        return Failed(job.point.fault)
    try:
        return measure(job.point, job.seed, engine=engine, threads=threads)
    except Exception as error:
        said = next((told for kind, told in SAID.items() if isinstance(error, kind)), None)
        return Failed(said or f"{type(error).__name__}: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no further message"])[0]
