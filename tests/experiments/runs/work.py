"""Runs for tests that let nobody live: what a point comes to is known beforehand."""

import os
import signal
import time
from pathlib import Path

from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.measured import RATES, Lived, Measured
from sim.experiments.runs.point import Point, point_of
from tests.worlds import scenario

WORLD = scenario({"people": 2})


def points(*fees: int) -> list[Point]:
    """Points that differ in a fee."""
    return [point_of(WORLD, [f"products.account.fee={fee}"], varied={"fee": fee}) for fee in fees]


def known(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """The fee and a hundredth of the seed."""
    worth = job.point.varied["fee"] + job.seed / 100
    lived = Lived(worth, 0.0, None, -1, tuple(worth for _ in RATES))
    return Measured(2, {"firm": lived}, {}, 0.0)


def slow(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """The same after a while."""
    time.sleep(0.02)
    return known(job)


def wrong_at_two(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """A fee of 2 fails."""
    return Failed("a fee of two") if job.point.varied["fee"] == 2 else known(job)


def deadly_at_two(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """A fee of 2 kills the process."""
    if job.point.varied["fee"] == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return slow(job)


def deadly_once(job: Job, engine: str = "columns", threads: int | None = 1) -> Result:
    """A fee of 2 kills the process where it is run for the first time; the file remembers."""
    mark = Path(os.environ["DEADLY_ONCE"])
    if job.point.varied["fee"] == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return slow(job)
