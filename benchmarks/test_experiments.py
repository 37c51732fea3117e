"""What experiments cost beside their runs, and what a second processor gains."""

import os
import time
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import sim
from benchmarks.figures import in_rounds, tell
from sim.experiments.runs.catalogue import Catalogue
from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.measured import measure
from sim.experiments.runs.point import Point, point_of
from sim.experiments.runs.pool import Pool
from sim.scenario import Scenario

OVERHEAD = 0.05
"""So much of the runs' own time may be spent beside them, for runs of a second or more."""
RUNS = 4
ROUNDS = 2


def bank(people: int) -> Scenario:
    return sim.load("hsbc", people=people)


def rates(scenario: Scenario, count: int) -> list[Point]:
    """So many points, each of which has to be read, and none of which costs less to live than
    another."""
    return [point_of(scenario, [f"discount_rate={5 + k / 100}%"]) for k in range(count)]


def seconds(work: object) -> float:
    start = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - start


def test_keeping_runs_costs_little_beside_making_them(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    """Reading each point, the catalogue, and the table are counted; runs are made here, in turn."""
    scenario = bank(3_000)
    measure(point_of(scenario), 1, threads=1)

    def beside() -> float:
        catalogue = Catalogue(tmp_path / f"{time.perf_counter_ns()}.sqlite")
        laboratory = Laboratory(catalogue, Here(threads=1))
        start = time.perf_counter()
        points = rates(scenario, RUNS)
        found = laboratory.measure(points, [1])
        rows = catalogue.rows()
        whole = time.perf_counter() - start
        assert not found.failures
        made = sum(row.result.seconds for row in rows if row.result is not None)
        return whole / made - 1

    found = in_rounds(benchmark, beside, ROUNDS)
    tell(benchmark, "beside the runs", f"{min(found):.2%}", f"at most {OVERHEAD:.0%}")
    assert min(found) <= OVERHEAD


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core")
def test_two_workers_are_faster_than_one(benchmark: BenchmarkFixture) -> None:
    """Workers are warm: starting one takes some seconds, which an experiment pays once."""
    scenario = bank(300)
    pools = [Pool(1), Pool(2)]
    try:
        for pool in pools:
            Laboratory(runner=pool).measure([point_of(scenario)], range(2))

        def both() -> list[float]:
            seeds = range(100, 108)
            return [
                seconds(lambda p=pool: Laboratory(runner=p).measure([point_of(scenario)], seeds))
                for pool in pools
            ]

        found = in_rounds(benchmark, both, ROUNDS)
    finally:
        for pool in pools:
            pool.close()
    one, two = (median(each) for each in zip(*found, strict=True))
    tell(benchmark, "8 runs on 2 workers", f"{one / two:.2f} times as fast as on 1")
    assert max(first / second for first, second in found) > 1


@pytest.mark.evidence
def test_a_thousand_runs_of_a_thousand_people(benchmark: BenchmarkFixture) -> None:
    scenario, workers = bank(1_000), os.cpu_count() or 1
    pool = Pool(workers)
    try:
        work = Laboratory(runner=pool).measure
        (found,) = in_rounds(
            benchmark, lambda: seconds(lambda: work([point_of(scenario)], range(1_000))), 1
        )
    finally:
        pool.close()
    what = f"1,000 runs of 1,000 people, both strategies, {workers} workers"
    tell(benchmark, what, f"{found:.0f} s", "180 s on 2 cores")
