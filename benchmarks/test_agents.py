"""The agents engine at the shipped scenario's size: speed against a bare SimPy loop, and memory.

The ratio is measured in one run, the two in turn.
"""

import time
import tracemalloc
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.bare import bare_loop
from sim.scenario import load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.run import run_strategy

ROUNDS = 2
BYTES_A_PERSON = 3_000


@pytest.fixture(scope="module")
def world() -> tuple[Tables, Cohort]:
    tables = tabulate(load("hsbc"))
    cohort = born(tables)
    warm = born(tables, cohort.person[:10])
    for strategy in range(len(tables.strategies)):
        run_strategy(tables, warm, strategy)
    return tables, cohort


def seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def test_agents_reach_a_third_of_the_speed_of_a_bare_loop(
    benchmark: BenchmarkFixture, world: tuple[Tables, Cohort]
) -> None:
    tables, cohort = world
    strategies = range(len(tables.strategies))
    lives = (cohort.dies - cohort.enters).tolist()

    bare: list[float] = []
    agents: list[float] = []

    def wait_only() -> None:
        bare.append(seconds(lambda: bare_loop(lives)) * len(strategies))

    def all_strategies() -> None:
        for strategy in strategies:
            run_strategy(tables, cohort, strategy)

    benchmark.pedantic(
        lambda: agents.append(seconds(all_strategies)), setup=wait_only, rounds=ROUNDS
    )
    ratio = sum(bare) / sum(agents)
    benchmark.extra_info["living person-months per round"] = sum(lives) * len(strategies)
    benchmark.extra_info["speed against a bare loop"] = ratio
    print(f"\nagents / bare SimPy loop, speed: {ratio:.2f}; seconds {bare} {agents}")
    assert ratio >= 1 / 3


def test_a_person_takes_less_than_three_kilobytes(world: tuple[Tables, Cohort]) -> None:
    """The most that is held at the end of any month, less what a smaller population holds."""
    tables, cohort = world

    def most_held(people: Cohort) -> int:
        held: list[int] = []
        tracemalloc.start()
        run_strategy(
            tables,
            people,
            0,
            progress=lambda month, living: held.append(tracemalloc.get_traced_memory()[0]),
        )
        tracemalloc.stop()
        return max(held)

    few, many = born(tables, cohort.person[:60]), born(tables, cohort.person[:240])
    most_held(few)  # what is made once in a process is made here
    per_person = (most_held(many) - most_held(few)) / 180
    print(f"\nbytes a person: {per_person:.0f}")
    assert per_person < BYTES_A_PERSON
