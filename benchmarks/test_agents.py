"""The agents engine on 2,000 people: speed against a bare SimPy loop, and memory.

The ratio is measured in one run, the two in turn; it is that of the least times, which are the
least disturbed.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.bare import bare_loop
from benchmarks.figures import in_rounds, millions, tell
from benchmarks.plain import without_practices
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.run import run_strategy

ENGINE = "agents"
PEOPLE = 2_000
ROUNDS = 3
BYTES_A_PERSON = 3_000
FEW, MANY = 600, 1_200
"""So many that the second half lives among people of all kinds, as in the shipped scenario."""


@pytest.fixture(scope="module")
def world() -> tuple[Tables, Cohort]:
    tables = tabulate(without_practices((f"people={PEOPLE}",)))
    cohort = born(tables)
    warm = born(tables, cohort.person[:10])
    for strategy in range(len(tables.strategies)):
        run_strategy(tables, warm, strategy, engine=ENGINE)
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

    def wait_only() -> None:
        bare.append(seconds(lambda: bare_loop(lives)) * len(strategies))

    def all_strategies() -> None:
        for strategy in strategies:
            run_strategy(tables, cohort, strategy, engine=ENGINE)

    agents = in_rounds(benchmark, lambda: seconds(all_strategies), ROUNDS, wait_only)
    ratio = min(bare) / min(agents)
    lived = sum(lives) * len(strategies)
    tell(benchmark, "agents engine", millions(lived / min(agents)))
    tell(benchmark, "bare SimPy loop", millions(lived / min(bare)))
    tell(benchmark, "agents / bare SimPy loop, speed", f"{ratio:.2f}", "at least 0.33")
    assert ratio >= 1 / 3


def test_a_person_takes_less_than_three_kilobytes(world: tuple[Tables, Cohort]) -> None:
    """The most that is held at the end of any month, less what half as many people hold."""
    tables, cohort = world

    def most_held(people: Cohort) -> int:
        held: list[int] = []
        gc.collect()  # also what Python keeps to use again, and would use unseen
        tracemalloc.start()
        run_strategy(
            tables,
            people,
            0,
            engine=ENGINE,
            progress=lambda month, living: held.append(tracemalloc.get_traced_memory()[0]),
        )
        tracemalloc.stop()
        return max(held)

    few, many = born(tables, cohort.person[:FEW]), born(tables, cohort.person[:MANY])
    most_held(born(tables, cohort.person[:10]))  # what is made once in a process is made here
    per_person = (most_held(many) - most_held(few)) / (MANY - FEW)
    print(f"\nbytes a person, agents: {per_person:.0f}")
    assert per_person < BYTES_A_PERSON
