"""Runs in processes of this machine.

A worker that dies breaks a whole pool of the standard library. The pool is then made anew, and
the runs that were under way are tried again one at a time, so that a run that kills its worker is
found and takes no other with it.
"""

import signal
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context

from sim.experiments.runs.attempt import attempt
from sim.experiments.runs.catalogue import Failed, Job, Result

DEATHS = 2
"""After so many workers that died with it alone, a run is given up."""


class Pool:
    """So many runs at once, each in a process and on a thread of its own."""

    def __init__(self, workers: int, engine: str = "columns") -> None:
        self.places = workers
        self._engine = engine
        self._pool = self._new()
        self._under_way: dict[Future[Result], Job] = {}
        self._suspects: deque[Job] = deque()
        self._deaths: Counter[tuple[str, int]] = Counter()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.places, mp_context=get_context("spawn"), initializer=_deaf_to_interrupts
        )

    def begin(self, job: Job) -> None:
        """Hand a run to a worker; while suspects are tried, it waits its turn."""
        if self._suspects:
            self._suspects.append(job)
        else:
            self._submit(job)

    def _submit(self, job: Job) -> None:
        try:
            future = self._pool.submit(attempt, job, self._engine, 1)
        except BrokenProcessPool:
            self._mend()
            future = self._pool.submit(attempt, job, self._engine, 1)
        self._under_way[future] = job

    def ended(self) -> list[tuple[Job, Result]]:
        """What has ended; runs whose worker died are tried again before they are given up."""
        found: list[tuple[Job, Result]] = []
        while not found:
            if not self._under_way:
                self._submit(self._suspects.popleft())
            alone = len(self._under_way) == 1
            for future in wait(self._under_way, return_when=FIRST_COMPLETED)[0]:
                job = self._under_way.pop(future)
                try:
                    found.append((job, future.result()))
                except BrokenProcessPool:
                    found.extend(self._died(job, alone=alone))
        return found

    def _died(self, job: Job, *, alone: bool) -> list[tuple[Job, Result]]:
        self._mend()
        self._deaths[job.id] += alone
        if self._deaths[job.id] < DEATHS:
            self._suspects.append(job)
            return []
        return [(job, Failed(f"its process was killed {DEATHS} times: too little memory?"))]

    def _mend(self) -> None:
        """A new pool; what was under way in the broken one is suspect."""
        with suppress(Exception):
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._suspects.extend(self._under_way.values())
        self._under_way.clear()
        self._pool = self._new()

    def close(self) -> None:
        """End the workers; what is under way is lost."""
        processes = [*(self._pool._processes or {}).values()]
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            with suppress(Exception):
                process.terminate()


def _deaf_to_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; it is for the first alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
