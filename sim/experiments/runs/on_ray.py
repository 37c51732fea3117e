"""Runs on a Ray cluster, one started here or one that is there already; needs the extra `cluster`.

Ray tries a run again whose worker or node was lost. Runs are pure functions, so a run that was
made twice comes to the same.
"""

from typing import Any

from sim.experiments.runs.attempt import Attempt, attempt
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.world.cluster import connected

RETRIES = 3
"""So often a run is tried again whose worker was lost."""

QUEUED = 2
"""Runs handed to the cluster for each processor, so that none is idle."""


class OnRay:
    """So many runs at once as the cluster has processors, and as many in waiting."""

    def __init__(
        self, where: str, workers: int | None, engine: str = "columns", work: Attempt = attempt
    ) -> None:
        self._engine = engine
        self._cluster = connected(where, workers)
        self._ray = self._cluster.ray
        self._work = self._ray.remote(num_cpus=1, max_retries=RETRIES)(work)
        self._under_way: dict[Any, Job] = {}
        self.places = QUEUED * self._cluster.processors

    def begin(self, job: Job) -> None:
        """Hand a run to the cluster."""
        self._under_way[self._work.remote(job, self._engine, 1)] = job

    def ended(self) -> list[tuple[Job, Result]]:
        """What has ended."""
        ready, _ = self._ray.wait([*self._under_way], num_returns=1)
        return [(self._under_way.pop(ref), self._result(ref)) for ref in ready]

    def _result(self, ref: Any) -> Result:
        try:
            found: Result = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            return Failed(f"its worker was lost {RETRIES + 1} times ({type(error).__name__})")
        return found

    def close(self) -> None:
        """Stop what is under way, and leave the cluster; one that was started here ends."""
        for ref in self._under_way:
            self._ray.cancel(ref, force=True)
        self._cluster.leave()
