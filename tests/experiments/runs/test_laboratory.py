"""Claims about the laboratory: each run is made once, whoever makes it and however often asked."""

import multiprocessing
import os
import signal
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.runs.catalogue import Catalogue, Job, Result, State
from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory, Tick
from sim.experiments.runs.pool import Pool
from tests.experiments.runs.work import (
    deadly_at_two,
    deadly_once,
    known,
    points,
    slow,
    wrong_at_two,
)

SEEDS = (1, 2, 3)


class Counting(Here):
    """Counts the runs that are made."""

    def __init__(self) -> None:
        super().__init__(work=self._counted)
        self.made: Counter[tuple[str, int]] = Counter()

    def _counted(self, job: Job, engine: str, threads: int | None) -> Result:
        self.made[job.id] += 1
        return known(job)


def test_figures_stand_by_point_and_seed() -> None:
    found = Laboratory(runner=Here(work=known)).measure(points(7, 5), SEEDS)
    assert found.worth("firm").tolist() == [[7.01, 7.02, 7.03], [5.01, 5.02, 5.03]]
    assert found.failures == ()


def test_no_run_is_made_twice() -> None:
    runner, catalogue = Counting(), Catalogue()
    laboratory = Laboratory(catalogue, runner)
    laboratory.measure(points(1, 2, 1), SEEDS)
    laboratory.measure(points(2, 3), SEEDS)
    Laboratory(catalogue, runner).measure(points(1, 2, 3), (*SEEDS, 4))
    assert set(runner.made.values()) == {1}
    assert len(runner.made) == 12


def test_a_failure_costs_its_own_run_alone() -> None:
    found = Laboratory(runner=Here(work=wrong_at_two)).measure(points(1, 2, 3), (1,))
    assert np.isnan(found.worth("firm")[1, 0])
    assert found.worth("firm")[[0, 2], 0].tolist() == [1.01, 3.01]
    ((point, seed, reason),) = found.failures
    assert (point.varied, seed, reason) == ({"fee": 2}, 1, "a fee of two")


def test_who_watches_is_told_of_every_run() -> None:
    told: list[Tick] = []
    laboratory = Laboratory(runner=Here(work=wrong_at_two), progress=told.append)
    laboratory.measure(points(1, 2), (1,))
    laboratory.measure(points(1, 3), (1,))
    assert [(t.done, t.failed, t.asked, t.kept) for t in told] == [
        (1, 0, 2, 0),
        (2, 1, 2, 0),
        (3, 1, 3, 1),
        (4, 1, 3, 1),
    ]


def test_what_is_interrupted_is_given_back() -> None:
    class Stopped(Here):
        def ended(self) -> list[tuple[Job, Result]]:
            raise KeyboardInterrupt

    catalogue = Catalogue()
    with pytest.raises(KeyboardInterrupt):
        Laboratory(catalogue, Stopped()).measure(points(1, 2), SEEDS)
    assert {row.state for row in catalogue.rows()} == {State.PENDING}


def test_a_pool_comes_to_the_same() -> None:
    pool = Pool(2, work=slow)
    try:
        found = Laboratory(runner=pool).measure(points(1, 2, 3), SEEDS)
    finally:
        pool.close()
    alone = Laboratory(runner=Here(work=known)).measure(points(1, 2, 3), SEEDS)
    assert np.array_equal(found.worth("firm"), alone.worth("firm"))


def test_a_run_that_kills_its_worker_takes_no_other_with_it() -> None:
    pool = Pool(2, work=deadly_at_two)
    try:
        found = Laboratory(runner=pool).measure(points(1, 2, 3, 4, 5), (1, 2))
    finally:
        pool.close()
    assert {(point.varied["fee"], seed) for point, seed, _ in found.failures} == {(2, 1), (2, 2)}
    assert "killed" in found.failures[0][2]
    assert np.isfinite(found.worth("firm")).sum() == 8


def test_a_run_whose_worker_was_killed_from_outside_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEADLY_ONCE", str(tmp_path / "mark"))
    pool = Pool(2, work=deadly_once)
    try:
        found = Laboratory(runner=pool).measure(points(1, 2, 3, 4), (1,))
    finally:
        pool.close()
    assert (tmp_path / "mark").exists()
    assert found.failures == ()


def test_after_a_death_runs_are_made_side_by_side_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEADLY_ONCE", str(tmp_path / "mark"))
    monkeypatch.setattr("sim.experiments.runs.pool.is_kept", lambda: True)
    pool = Pool(2, work=deadly_once)
    beside: list[int] = []
    try:
        laboratory = Laboratory(
            runner=pool, progress=lambda tick: beside.append(len(pool._under_way))
        )
        found = laboratory.measure(points(2, 1, 3), range(6))
    finally:
        pool.close()
    assert found.failures == ()
    assert pool.places == 4
    assert max(beside[-6:]) > 1


def work_on(file: Path, fees: range) -> None:
    """Another program at work on a catalogue."""
    Laboratory(Catalogue(file), Here(work=slow)).measure(points(*fees), SEEDS)


def test_two_programs_share_the_runs_of_one_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    Catalogue(file).close()
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=work_on, args=(file, range(1, 15))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(120)
    assert [each.exitcode for each in both] == [0, 0]
    rows = Catalogue(file).rows()
    assert len(rows) == 14 * len(SEEDS)
    assert {row.state for row in rows} == {State.DONE}


def test_a_program_killed_at_any_moment_leaves_nothing_half_done(tmp_path: Path) -> None:
    file, fees = tmp_path / "c.sqlite", range(1, 40)
    Catalogue(file).close()
    process = multiprocessing.get_context("spawn").Process(target=work_on, args=(file, fees))
    process.start()
    while sum(row.state is State.DONE for row in Catalogue(file).rows()) < 5:
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    catalogue = Catalogue(file)
    before = sum(row.state is State.DONE for row in catalogue.rows())
    runner = Counting()
    found = Laboratory(catalogue, runner).measure(points(*fees), SEEDS)
    assert not found.failures
    assert 5 <= before < 39 * len(SEEDS)
    assert sum(runner.made.values()) == 39 * len(SEEDS) - before
