"""What a living person-month costs: by people, products, stages, strategies and threads; memory.

By people and threads it is measured on whole lives of the shipped bank scenario; else on generated
markets that differ in one respect. A million people, and ten million with `TEN_MILLION=1` in the
environment, take minutes and are marked `evidence`.
"""

import os
import time
from collections.abc import Sequence
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.engines import FAST, People, hsbc, people_of
from benchmarks.figures import in_rounds, millions, nanoseconds, tell
from benchmarks.memory import bytes_a_person
from benchmarks.pairs import Work, speed
from benchmarks.variants import market
from sim.world.run import ENGINES

ROUNDS = 2
SIZES = {1_000: 10, 10_000: 3, 100_000: 1}
"""Numbers of people, and how many times over they live in a round."""
CROWD = 10_000
BYTES_A_PERSON = 250
TEN_MILLION = "TEN_MILLION"

pytestmark = pytest.mark.skipif(FAST not in ENGINES, reason=f"there is no engine {FAST!r}")


def in_turn(
    benchmark: BenchmarkFixture, works: Sequence[Work], rounds: int = ROUNDS
) -> list[float]:
    """The median speed of each, from rounds in which they take turns."""
    works[0]()
    found = in_rounds(benchmark, lambda: [speed(work) for work in works], rounds)
    return [median(speeds) for speeds in zip(*found, strict=True)]


def compare_markets(benchmark: BenchmarkFixture, what: str, counts: Sequence[int]) -> list[float]:
    """Costs of markets that differ in how many of ``what`` they have, the first being 1."""
    crowds = [people_of(market(people=CROWD, **{what: count})) for count in counts]
    speeds = in_turn(benchmark, [crowd.lives(FAST) for crowd in crowds])
    for count, found in zip(counts, speeds, strict=True):
        times = f"{speeds[0] / found:.2f} times the first"
        tell(benchmark, f"{what}: {count}", f"{nanoseconds(found)}, {times}")
    return [speeds[0] / found for found in speeds]


def test_a_person_costs_no_more_among_many_than_among_ten_thousand(
    benchmark: BenchmarkFixture,
) -> None:
    works = [hsbc(people).lives(FAST, times=times) for people, times in SIZES.items()]
    speeds = dict(zip(SIZES, in_turn(benchmark, works, rounds=1), strict=True))
    for people, found in speeds.items():
        tell(benchmark, f"{people:,} people", f"{nanoseconds(found)}, {millions(found)}")
    assert speeds[10_000] / speeds[100_000] < 1.5


def test_cost_rises_less_than_the_number_of_products(benchmark: BenchmarkFixture) -> None:
    costs = compare_markets(benchmark, "products", (2, 8, 32))
    assert costs[-1] < 16


def test_cost_hardly_depends_on_the_number_of_stages(benchmark: BenchmarkFixture) -> None:
    costs = compare_markets(benchmark, "stages", (1, 5, 20))
    assert costs[-1] < 2


def test_a_strategy_costs_the_same_among_many(benchmark: BenchmarkFixture) -> None:
    costs = compare_markets(benchmark, "strategies", (1, 2, 8))
    assert costs[-1] < 1.5


def wall(work: Work) -> float:
    """Work per second of a clock on the wall, in which threads count together."""
    start = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - start)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core")
def test_two_threads_are_faster_than_one(benchmark: BenchmarkFixture) -> None:
    crowd = hsbc(CROWD)
    works = [crowd.lives(FAST, threads=threads) for threads in (1, 2)]
    works[0]()
    found = in_rounds(benchmark, lambda: [wall(work) for work in works], 2 * ROUNDS)
    one, two = (median(speeds) for speeds in zip(*found, strict=True))
    tell(benchmark, "1 thread", millions(one))
    tell(benchmark, "2 threads", f"{millions(two)}, {two / one:.2f} times one thread")
    assert max(two / one for one, two in found) > 1


def test_a_person_takes_at_most_250_bytes(benchmark: BenchmarkFixture) -> None:
    # the least: threads that wait for a processor hold their people's memory longer
    found = min(in_rounds(benchmark, lambda: bytes_a_person(FAST, few=100_000, many=500_000), 3))
    tell(benchmark, "memory a person", f"{found:.0f} bytes", f"at most {BYTES_A_PERSON}")
    assert found <= BYTES_A_PERSON


def whole_lives(benchmark: BenchmarkFixture, people: int, threads: int) -> None:
    """Time whole lives under every strategy on the wall's clock, once."""
    hsbc(100).lives(FAST, threads=threads)()
    crowd: People = hsbc(people)
    (found,) = in_rounds(benchmark, lambda: wall(crowd.lives(FAST, threads=threads)), 1)
    strategies = len(crowd.tables.strategies)
    seconds = crowd.person_months * strategies / found
    what = f"{people:,} people, {strategies} strategies, whole lives, {threads} threads"
    tell(benchmark, what, f"{millions(found)}, {seconds:.0f} s")


@pytest.mark.evidence
@pytest.mark.parametrize("threads", [1, 2])
def test_whole_lives_of_a_million(benchmark: BenchmarkFixture, threads: int) -> None:
    whole_lives(benchmark, 1_000_000, threads)


@pytest.mark.evidence
@pytest.mark.skipif(TEN_MILLION not in os.environ, reason=f"set {TEN_MILLION}=1 to run it")
def test_whole_lives_of_ten_million(benchmark: BenchmarkFixture) -> None:
    whole_lives(benchmark, 10_000_000, threads=2)
