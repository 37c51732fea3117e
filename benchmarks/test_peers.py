"""The engine against its peers on one common workload: are they the same model, and how fast?

All run in turn, round after round, one thread each. Speed is living person-months per second of
processor time; what is timed is told in `peers/README.md`. Where means differ, the comparison is
void and nothing is said about speed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.peers import ours
from benchmarks.peers.agreement import (
    QUANTITIES,
    STANDARD_ERRORS,
    Samples,
    disagreements,
    pooled,
    samples_of_lives,
    samples_of_outcome,
)
from benchmarks.peers.found import WARM, Found, found
from benchmarks.peers.workload import Workload, workload

pytestmark = pytest.mark.filterwarnings("ignore")  # what frameworks warn of is theirs

ENGINE = "columns"
PEOPLE = {"columns": 400_000, "agents": 500}
"""Ours, by engine."""

ROUNDS = 3
OURS = "this engine"
GOALS = {"Mesa": 100.0, "SimPy": 300.0, "Starsim": 10.0, "numpy": 3.0, "C": 0.5}
"""How many times as fast as each peer the engine is to be. C draws its luck as the engine does."""
FLOOR = 0.05
"""The share of a goal below which something is broken."""


@dataclass
class Measured:
    """What each simulation said and how fast it was, a value a round."""

    speeds: dict[str, list[float]] = field(default_factory=dict)
    samples: dict[str, list[Samples]] = field(default_factory=dict)

    def add(self, name: str, samples: Samples, person_months: int, seconds: float) -> None:
        """Note a round."""
        self.speeds.setdefault(name, []).append(person_months / seconds)
        self.samples.setdefault(name, []).append(samples)

    def ratio(self, name: str) -> float:
        """How many times as fast as a peer ours is: the median over the rounds."""
        pairs = zip(self.speeds[OURS], self.speeds[name], strict=True)
        return median(mine / theirs for mine, theirs in pairs)

    def table(self) -> str:
        """A line a simulation: speed, ours against it, means."""
        head = f"{'':16}{'million/s':>10}{'ours is':>9}  " + "".join(
            f"{name:>19}" for name in QUANTITIES
        )
        return "\n".join([head, *(self._line(name) for name in self.speeds)])

    def _line(self, name: str) -> str:
        means = pooled(self.samples[name])
        cells = [f"{means[q].mean:.5g}±{means[q].error:.2g}" for q in QUANTITIES]
        speed = median(self.speeds[name]) / 1e6
        times = f"{self.ratio(name):.3g}x"
        return f"{name:16}{speed:10.3f}{times:>9}  " + "".join(f"{cell:>19}" for cell in cells)


@pytest.fixture(scope="module")
def peers() -> Iterator[Found]:
    here = found()
    here.warm(workload())
    ours.run(WARM, 0, ENGINE)
    yield here
    here.close()


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Filled by the first test."""
    return Measured()


def run_the_peers(peers: Found, w: Workload, seed: int, measured: Measured) -> None:
    for peer in peers.peers:
        lives, seconds = peer.run(w, peer.people, seed)
        measured.add(peer.name, samples_of_lives(lives), lives.person_months, seconds)


def test_all_simulate_the_same_model(
    benchmark: BenchmarkFixture, peers: Found, measured: Measured
) -> None:
    w, people = workload(), PEOPLE[ENGINE]
    seeds = iter(range(1, ROUNDS + 1))

    def others() -> tuple[tuple[int], dict[str, int]]:
        seed = next(seeds)
        run_the_peers(peers, w, seed, measured)
        return (seed,), {}

    def own(seed: int) -> None:
        outcome, seconds = ours.run(people, seed, ENGINE)
        measured.add(OURS, samples_of_outcome(outcome), ours.person_months(outcome), seconds)

    rounds: Any = benchmark
    rounds.pedantic(own, setup=others, rounds=ROUNDS)
    print(f"\n{measured.table()}")
    for name, why in peers.missing.items():
        print(f"{name}: not measured, {why}")
    benchmark.extra_info["living person-months per second"] = {
        name: median(speeds) for name, speeds in measured.speeds.items()
    }
    mine = pooled(measured.samples[OURS])
    apart = {
        peer.name: disagreements(mine, pooled(measured.samples[peer.name])) for peer in peers.peers
    }
    said = [f"  {name}: {difference}" for name, found in apart.items() for difference in found]
    assert not said, (
        f"The comparison is void: means are more than {STANDARD_ERRORS:g} standard errors apart, "
        "so these are not the same model.\n" + "\n".join(said)
    )


@pytest.mark.parametrize("name", GOALS)
def test_the_engine_is_so_many_times_as_fast(name: str, peers: Found, measured: Measured) -> None:
    if name in peers.missing:
        pytest.skip(peers.missing[name])
    if OURS not in measured.speeds:
        pytest.skip("speeds are measured by the test before, which did not run")
    ratio = measured.ratio(name)
    print(f"{name}: {ratio:.3g} times as fast (goal: {GOALS[name]:g})")
    assert ratio >= FLOOR * GOALS[name]
