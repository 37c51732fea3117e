"""Where experiments get their measurements: from the catalogue, or from a run that is made now.

An experiment only says which points it wants under which seeds. What was measured before is not
measured again, so an experiment that is stopped is finished by asking the same once more, and one
that is widened adds runs and repeats none.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.runs.catalogue import Catalogue, Failed, Job, Result
from sim.experiments.runs.here import Here
from sim.experiments.runs.measured import Measured
from sim.experiments.runs.point import Point
from sim.experiments.runs.runner import Runner

Floats = NDArray[np.float64]

WAIT_SECONDS = 0.2
"""How often it is looked whether another program has ended the runs that are left."""


@dataclass(frozen=True)
class Tick:
    """How far an experiment has come, told after each run."""

    done: int  # of those asked for so far, runs that were made before included
    failed: int
    asked: int
    kept: int  # of the done, so many were in the catalogue
    job: Job
    result: Result


Progress = Callable[[Tick], None]


@dataclass(frozen=True)
class Measurements:
    """What some points came to under some seeds. Failed runs are nan."""

    points: tuple[Point, ...]
    seeds: tuple[int, ...]
    results: Mapping[tuple[str, int], Result]

    def at(self, point: Point, seed: int) -> Result:
        """One of them."""
        return self.results[point.key, seed]

    def figures(self, figure: Callable[[Measured], float]) -> Floats:
        """``[point, seed]`` a figure of every run."""
        found = [
            [figure(result) if isinstance(result, Measured) else np.nan for result in row]
            for row in ([self.at(point, seed) for seed in self.seeds] for point in self.points)
        ]
        return np.array(found, dtype=np.float64).reshape(len(self.points), len(self.seeds))

    def worth(self, strategy: str) -> Floats:
        """``[point, seed]`` mean net present value per person, major units."""
        return self.figures(lambda run: run.worth(strategy))

    def leads(self, leader: str, rival: str) -> Floats:
        """``[point, seed]`` by how much a person is worth more under the one than the other."""
        return self.figures(lambda run: run.lead(leader, rival))

    @property
    def failures(self) -> tuple[tuple[Point, int, str], ...]:
        """The runs that failed: point, seed, reason."""
        return tuple(
            (point, seed, result.reason)
            for point in self.points
            for seed in self.seeds
            if isinstance(result := self.at(point, seed), Failed)
        )


class Laboratory:
    """Makes the runs that experiments ask for, and keeps them."""

    def __init__(
        self,
        catalogue: Catalogue | None = None,
        runner: Runner | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.catalogue = catalogue or Catalogue()
        self._runner = runner or Here()
        self._progress = progress
        self._asked: set[tuple[str, int]] = set()
        self._done = self._failed = self._kept = 0

    def measure(self, points: Iterable[Point], seeds: Iterable[int]) -> Measurements:
        """Every point under every seed, the points' order kept."""
        wanted, under = tuple(points), tuple(seeds)
        return Measurements(wanted, under, self.run([Job(p, s) for p in wanted for s in under]))

    def run(self, jobs: Sequence[Job]) -> dict[tuple[str, int], Result]:
        """Some runs, by point and seed."""
        distinct = list({job.id: job for job in jobs}.values())
        self.catalogue.ask(distinct)
        self._asked.update(job.id for job in distinct)
        found: dict[tuple[str, int], Result] = {}
        waiting, elsewhere = deque(distinct), deque[Job]()
        under_way: dict[tuple[str, int], Job] = {}
        try:
            while waiting or under_way or elsewhere:
                while waiting and len(under_way) < self._runner.places:
                    job = waiting.popleft()
                    known = self.catalogue.get(job)
                    if known is not None:
                        self._note(job, known, found, kept=True)
                    elif self.catalogue.take(job):
                        self._runner.begin(job)
                        under_way[job.id] = job
                    else:
                        elsewhere.append(job)
                if under_way:
                    for job, result in self._runner.ended():
                        del under_way[job.id]
                        self.catalogue.put(job, result)
                        self._note(job, result, found, kept=False)
                    self.catalogue.renew(under_way.values())
                elif elsewhere:
                    time.sleep(WAIT_SECONDS)
                    waiting, elsewhere = elsewhere, waiting
        except BaseException:
            self.catalogue.give_back(under_way.values())
            raise
        return found

    def _note(
        self,
        job: Job,
        result: Result,
        found: dict[tuple[str, int], Result],
        *,
        kept: bool,
    ) -> None:
        found[job.id] = result
        self._done += 1
        self._kept += kept
        self._failed += isinstance(result, Failed)
        if self._progress is not None:
            counts = (self._done, self._failed, len(self._asked), self._kept)
            self._progress(Tick(*counts, job, result))
