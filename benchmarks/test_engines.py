"""The columns engine against the agents engine, on the shipped bank scenario.

Speed is living person-months per second of one thread, under all strategies. The agents live as
few people, the columns as many, in turn.
"""

from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.engines import FAST, SLOW, hsbc
from benchmarks.figures import in_rounds, millions, tell
from benchmarks.pairs import speed
from sim.world.run import ENGINES

TIMES = 300
"""How many times as fast as agents columns are meant to be."""
AT_LEAST = 90
"""Below this something is broken."""
AGENTS, COLUMNS = 100, 20_000
ROUNDS = 3

pytestmark = pytest.mark.skipif(FAST not in ENGINES, reason=f"there is no engine {FAST!r}")


def test_columns_live_many_times_as_fast_as_agents(benchmark: BenchmarkFixture) -> None:
    few, many = hsbc(AGENTS).lives(SLOW), hsbc(COLUMNS).lives(FAST)
    few(), many()
    slow: list[float] = []
    fast = in_rounds(benchmark, lambda: speed(many), ROUNDS, lambda: slow.append(speed(few)))
    ratio = median(f / s for f, s in zip(fast, slow, strict=True))
    tell(benchmark, f"agents, {AGENTS:,} people", millions(median(slow)))
    tell(benchmark, f"columns, {COLUMNS:,} people", millions(median(fast)))
    tell(benchmark, "columns / agents", f"{ratio:.0f}", f"at least {TIMES}")
    assert ratio >= AT_LEAST
