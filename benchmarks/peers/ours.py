"""The common workload in this project's own engine: the scenario as it stands in the file."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.peers.workload import FILE
from sim.scenario import load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy


def prepared(people: int, seed: int) -> Tables:
    """The scenario's numbers for so many people: what a `Workload` is to the peers."""
    return tabulate(load(FILE, people=people, seed=seed))


def simulate(tables: Tables, engine: str) -> Outcome:
    """Let the people of ``tables`` be born and live, on one thread."""
    options: dict[str, Any] = {} if engine == "agents" else {"threads": 1}
    return run_strategy(tables, born(tables), 0, engine=engine, **options)


def run(people: int, seed: int, engine: str) -> tuple[Outcome, float]:
    """What became of people, and the seconds of this process that it took."""
    tables = prepared(people, seed)
    start = time.process_time()
    outcome = simulate(tables, engine)
    return outcome, time.process_time() - start


def person_months(outcome: Outcome) -> int:
    """Months lived, by all together."""
    return int(outcome.months.living.sum())
