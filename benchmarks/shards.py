"""What shards cost: constants of a month, and runs on one and two processors in 1, 2 and 4 shards.

Seconds of living are of the shard's own process, the least of a few runs; those of messages are by
the clock on the wall, the median of many rounds. A run on so many processors is a process of its
own, which may use no others, nor may the Ray that it starts.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from operator import methodcaller
from pathlib import Path
from statistics import median
from typing import Any

from sim.rules.compiled import fingerprint, sources
from sim.scenario import load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.books import empty_ledger
from sim.world.cohort import born
from sim.world.outcome import GROUPS, empty_record
from sim.world.population.carrier import Carrier, Here
from sim.world.population.shard import Deal, Order
from sim.world.population.shards import AT_ONCE, census_of
from sim.world.run import run_strategy
from sim.world.where import carrier_on, run_in_shards

ROOT = Path(__file__).parents[1]
SCENARIO = "hsbc"
"""Its firms look back every month."""
YEARS = 3
HARDLY_ANY, PEOPLE = 100, 60_000
"""People of one shard: what a month costs whoever lives there, and what a person adds."""
FEW = 20_000
"""People of whom rows are sent and state is weighed."""
CORES, SHARDS = (1, 2), (1, 2, 4)
ROUNDS, RUNS = 200, 5


@dataclass(frozen=True)
class Constants:
    """What was measured; seconds, and bytes of what is pickled."""

    person_month: float  # seconds of a shard's processor
    shard_month: float  # the same, whoever lives there
    message: float  # seconds of the driver for one more shard asked and heard
    round_trip: float  # seconds for one shard asked and heard
    order_bytes: int  # of a month, to each shard
    answer_bytes: int
    ledger_bytes: int  # at the end, of each shard
    books_bytes: int  # at the end, of each group of people in a shard
    row_bytes: float  # at the end, of each person
    row_seconds: float  # of the driver, for a person's row
    state_bytes: float  # of a person, in the memory of a shard


@dataclass(frozen=True)
class Measured:
    """One strategy on so many processors: the least of a few runs, each figure by itself."""

    cores: int
    shards: int  # 0: in one process, without Ray
    month: float  # seconds on the wall
    busiest: float  # seconds of a month of the shard that was busiest, on its processor
    all: float  # the same of all shards together


def tables_of(people: int) -> Tables:
    """The measured scenario with so many people."""
    return tabulate(load(SCENARIO, people=people, years=YEARS))


class Weighed(Carrier):
    """Remembers what the last order of a kind, and one answer to it, weighed."""

    def __init__(self, *how: Any) -> None:
        self.bytes: dict[str, tuple[int, int]] = {}
        super().__init__(*how)

    def tell(self, order: Order, places: Any = None) -> list[Any]:
        """Tell, and weigh."""
        answers = super().tell(order, places)
        name = repr(order).split("'")[1]
        self.bytes[name] = len(pickle.dumps(order)), len(pickle.dumps(answers[0]))
        return answers


def constants() -> Constants:
    """Measure; with Ray on this machine."""
    least, most = (_sharded(tables_of(people), 0, 1).busiest for people in (HARDLY_ANY, PEOPLE))
    person = (most - least) / (PEOPLE - HARDLY_ANY)
    weighed = _weighed()
    order, answer = weighed["advance"]
    tables = tables_of(FEW)
    ledger = len(pickle.dumps(empty_ledger(tables)))
    message, round_trip = _messages(tables)
    return Constants(
        person_month=person,
        shard_month=least - person * HARDLY_ANY,
        message=message,
        round_trip=round_trip,
        order_bytes=order,
        answer_bytes=answer,
        ledger_bytes=ledger,
        books_bytes=(weighed["close"][1] - ledger) // GROUPS,
        row_bytes=len(pickle.dumps(empty_record(AT_ONCE))) / AT_ONCE,
        row_seconds=_rows(tables),
        state_bytes=_state(tables),
    )


def _weighed() -> dict[str, tuple[int, int]]:
    """Bytes of an order of each kind, and of its answer; they do not hang on how many people."""
    carrier = Weighed(Here(Deal(tables_of(HARDLY_ANY), 1)), 1)
    run_in_shards(tables_of(HARDLY_ANY), carrier, census_of(carrier, fingerprint(sources())), 0)
    return carrier.bytes


def _messages(tables: Tables) -> tuple[float, float]:
    """Seconds of a round with one shard, and for each further one; nothing is done in it."""
    few, many = 1, 4
    rounds = {}
    for shards in (few, many):
        with carrier_on("ray", tables, shards) as carrier:
            carrier.tell(methodcaller("census"))
            rounds[shards] = median(timed(lambda: carrier.begin(_idle)) for _ in range(ROUNDS))
    return max(rounds[many] - rounds[few], 0.0) / (many - few), rounds[few]


def _idle(shard: object) -> dict[str, int]:
    del shard
    return {"customers": 1, "incidents": 1, "satisfaction": 1}


def _rows(tables: Tables) -> float:
    """Seconds of the driver for a row of the table of people."""
    with carrier_on("ray", tables, 1) as carrier:
        census = census_of(carrier, fingerprint(sources()))
        run_in_shards(tables, carrier, census, 0)
        order = methodcaller("people", 0, tables.people)
        return median(timed(lambda: carrier.tell(order)) for _ in range(5)) / tables.people


def _state(tables: Tables) -> float:
    """Bytes of a person in a shard: what is drawn, what changes, and the record."""
    from sim.world.eras import eras_of
    from sim.world.population.chunk import Chunk
    from sim.world.population.compiled.worlds import world_of

    cohort, era = born(tables), eras_of(tables, 0)[0]
    chunk = Chunk(world_of(era.market, era.ways), cohort)
    arrays = [chunk.me, chunk.held, chunk.needs, chunk.endings, chunk.hazards, chunk.entries]
    drawn = [getattr(cohort, each.name) for each in fields(cohort)]
    kept = [getattr(empty_record(len(cohort)), each.name) for each in fields(empty_record(1))]
    return float(sum(array.nbytes for array in [*arrays, *drawn, *drawn, *kept])) / len(cohort)


def timed(task: Callable[[], object]) -> float:
    """Seconds on the wall."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


# Runs on so many processors -----------------------------------------------------------------------


def measured_on(cores: int) -> list[Measured]:
    """Runs on so many processors, in a process of their own."""
    command = [sys.executable, "-m", "benchmarks.shards", str(cores)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Measured(**found) for found in json.loads(done.stdout.splitlines()[-1])]


def measure(cores: int) -> list[Measured]:
    """Runs in this process, which keeps to so many processors from now on."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    tables, months = tables_of(PEOPLE), YEARS * 12
    cohort = born(tables)

    def whole() -> list[float]:
        start = time.process_time()
        run_strategy(tables, cohort, 0, threads=cores)
        return [time.process_time() - start]

    whole()
    return [_least(cores, 0, months, whole), *(_sharded(tables, cores, n) for n in SHARDS)]


def _sharded(tables: Tables, cores: int, shards: int) -> Measured:
    with carrier_on("ray", tables, shards) as carrier:
        census = census_of(carrier, fingerprint(sources()))
        clock: Order = lambda shard: __import__("time").process_time()  # noqa: E731

        def lived() -> list[float]:
            before = carrier.tell(clock)
            run_in_shards(tables, carrier, census, 0)
            return [end - start for start, end in zip(before, carrier.tell(clock), strict=True)]

        lived()
        return _least(cores, shards, tables.months, lived)


def _least(cores: int, shards: int, months: int, run: Callable[[], list[float]]) -> Measured:
    """Of a few runs that give the seconds of each shard's processor."""
    busy: list[list[float]] = []
    walls = [timed(lambda: busy.append(run())) for _ in range(RUNS)]
    busiest, everybody = min(map(max, busy)), min(map(sum, busy))
    return Measured(cores, shards, min(walls) / months, busiest / months, everybody / months)


if __name__ == "__main__":
    print(json.dumps([asdict(found) for found in measure(int(sys.argv[1]))]))
