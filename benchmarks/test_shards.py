"""What shards cost: living in four of them instead of one, and a round of messages on Ray.

The seconds of a month by processors and shards, and a thousand million people on paper, are in
`docs/scaling.md`, which `python -m benchmarks scaling` measures anew.
"""

import importlib.util
from operator import methodcaller
from statistics import median
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.figures import in_rounds, tell
from benchmarks.pairs import Work, speed
from benchmarks.shards import tables_of
from sim.rules.compiled import fingerprint, sources
from sim.world.population.carrier import Carrier, Here
from sim.world.population.shard import Deal
from sim.world.population.shards import census_of
from sim.world.where import carrier_on, run_in_shards

PEOPLE, SHARDS, ROUNDS = 20_000, 4, 3
MESSAGES = 100


def living(shards: int) -> Work:
    """Person-months of people in shards of this process, lives drawn before."""
    tables = tables_of(PEOPLE)
    carrier = Carrier(Here(Deal(tables, shards)), shards)
    census = census_of(carrier, fingerprint(sources()))

    def live() -> int:
        run_in_shards(tables, carrier, census, 0)
        return int(census.living.sum())

    return live


def test_four_shards_live_nearly_as_fast_as_one(benchmark: BenchmarkFixture) -> None:
    works = [living(1), living(SHARDS)]
    works[0]()
    found = in_rounds(benchmark, lambda: [speed(work) for work in works], ROUNDS)
    times = median(one / four for one, four in found)
    what = f"{PEOPLE:,} people in {SHARDS} shards, one after the other"
    tell(benchmark, what, f"{times:.2f} times as long as in one")
    assert times < 3


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
def test_a_round_of_messages(benchmark: BenchmarkFixture) -> None:
    with carrier_on("ray", tables_of(SHARDS), SHARDS) as carrier:
        order = methodcaller("census")
        carrier.tell(order)
        in_rounds(benchmark, lambda: carrier.begin(order), MESSAGES)
    timed: Any = benchmark
    seconds: float = timed.stats.stats.median
    tell(benchmark, f"a round of {SHARDS} shards on Ray", f"{seconds * 1e3:.2f} ms")
    assert seconds < 1
