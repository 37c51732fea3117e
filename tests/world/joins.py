"""Joins a cluster twice, for people in shards and for runs, and compares with what is made here.

``python -m tests.world.joins ADDRESS`` says on one line, as JSON, what came of it.
"""

import json
import os
import sys

import numpy as np

from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory, Measurements
from sim.experiments.runs.runner import runner_of
from sim.rules.compiled import fingerprint, sources
from sim.scenario import load
from sim.scenario.tabulate import tabulate
from sim.world.population.shards import census_of
from sim.world.where import carrier_on, run_in_shards
from tests.experiments.runs.work import points
from tests.worlds import differing, run

SHARDS = 2


def in_shards(address: str) -> dict[str, object]:
    """Where the shards lived, and what differs from the same people who live here."""
    tables = tabulate(load("hsbc", people=40, years=2))
    with carrier_on(address, tables, SHARDS) as carrier:
        processes = carrier.tell(lambda shard: os.getpid())
        found = run_in_shards(tables, carrier, census_of(carrier, fingerprint(sources())), 0)
    expected = next(iter(run(tables).values()))
    return {"processes": processes, "own": os.getpid(), "differing": differing(expected, found)}


def in_runs(address: str) -> bool:
    """Whether some runs come to the same as here."""
    here = _measured(Laboratory(runner=Here()))
    with runner_of(address) as runner:
        there = _measured(Laboratory(runner=runner))
    assert not there.failures
    return np.array_equal(here.worth("firm"), there.worth("firm"))


def _measured(laboratory: Laboratory) -> Measurements:
    return laboratory.measure(points(1, 2), (1, 2))


if __name__ == "__main__":
    (place,) = sys.argv[1:]
    print(json.dumps({**in_shards(place), "same_runs": in_runs(place)}))
