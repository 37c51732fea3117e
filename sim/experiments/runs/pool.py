"""Runs in processes of this machine.

A worker that dies breaks a whole pool of the standard library. The pool is then made anew, and
the runs that were under way are tried again one at a time, so that a run that kills its worker is
found and takes no other with it.
"""

import os
import signal
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from threading import Thread

from sim.experiments.runs.attempt import Attempt, attempt
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.rules.compiled import is_kept

QUEUED = 2
"""Runs handed to the pool for each worker, so that none is idle."""

DEATHS = 2
"""After so many workers that died with it alone, a run is given up."""


class Pool:
    """So many runs at once, each in a process and on one thread, and as many in waiting."""

    def __init__(self, workers: int, engine: str = "columns", work: Attempt = attempt) -> None:
        self._workers, self._ready = workers, False
        self._engine, self._work = engine, work
        self._pool = self._new()
        self._under_way: dict[Future[Result], Job] = {}
        self._suspects: dict[tuple[str, int], Job] = {}  # each is tried alone
        self._waiting: deque[Job] = deque()  # until there are no suspects any more
        self._deaths: Counter[tuple[str, int]] = Counter()

    @property
    def places(self) -> int:
        """How many runs may be begun and not yet ended.

        One until the rules are compiled: else every worker would compile them for itself.
        """
        self._ready = self._ready or is_kept()
        return QUEUED * self._workers if self._ready else 1

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=_begin_worker
        )

    def begin(self, job: Job) -> None:
        """Hand a run to a worker; while suspects are tried, it waits its turn."""
        if self._suspects or self._waiting:
            self._waiting.append(job)
        else:
            self._submit(job)

    def _submit(self, job: Job) -> None:
        try:
            future = self._pool.submit(self._work, job, self._engine, 1)
        except BrokenProcessPool:  # a worker died since it was last looked at
            self._suspects[job.id] = job
            self._mend()
        else:
            self._under_way[future] = job

    def ended(self) -> list[tuple[Job, Result]]:
        """What has ended; runs whose worker died are tried again before they are given up."""
        found: list[tuple[Job, Result]] = []
        while not found:
            if not self._under_way:
                self._go_on()
                continue
            alone = len(self._under_way) == 1
            dead: list[Job] = []
            for future in wait(self._under_way, return_when=FIRST_COMPLETED)[0]:
                job = self._under_way.pop(future)
                try:
                    found.append((job, future.result()))
                except BrokenProcessPool:
                    dead.append(job)
                else:
                    self._suspects.pop(job.id, None)
            if dead:
                found += self._after(dead, alone=alone)
        return found

    def _go_on(self) -> None:
        """Try the next suspect; where there is none, all that waited for it."""
        if self._suspects:
            self._submit(next(iter(self._suspects.values())))
            return
        waited, self._waiting = self._waiting, deque()
        for job in waited:
            self.begin(job)

    def _after(self, dead: list[Job], *, alone: bool) -> list[tuple[Job, Result]]:
        """Mend the pool; a run that was alone with a dead worker too often is given up."""
        self._suspects |= {job.id: job for job in dead}
        self._mend()
        if not alone:
            return []
        (job,) = dead
        self._deaths[job.id] += 1
        if self._deaths[job.id] < DEATHS:
            return []
        del self._suspects[job.id]
        why = f"its process was killed {DEATHS} times while nothing else ran: too little memory?"
        return [(job, Failed(why))]

    def _mend(self) -> None:
        """A new pool; what was under way in the broken one is suspect."""
        self._suspects |= {job.id: job for job in self._under_way.values()}
        self._under_way.clear()
        self._end()
        self._pool = self._new()

    def _end(self) -> None:
        processes = [*(self._pool._processes or {}).values()]
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            with suppress(OSError, ValueError):
                process.terminate()

    def close(self) -> None:
        """End the workers; what is under way is lost."""
        self._end()


def _begin_worker() -> None:
    """Ctrl-C reaches every process of a terminal; it is for the first alone. A worker whose parent
    is killed would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
