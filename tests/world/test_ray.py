"""Shards on Ray: a cluster of two nodes on this machine, whose workers and one node are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.rules.compiled import fingerprint, sources
from sim.scenario import load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cluster import ADDRESS, OBJECT_STORE, ClusterError
from sim.world.cluster import cluster as joined
from sim.world.outcome import Outcome
from sim.world.population.carrier import Carrier
from sim.world.population.on_ray import TO_BE_PLACED, OnRay
from sim.world.population.shards import census_of
from sim.world.where import carrier_on, run_in_shards
from tests.worlds import differing, run

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
ROOT = Path(__file__).parents[2]
SHARDS = 4
NOTICED_WITHIN = 60.0
"""Seconds in which a cluster notices that a node is there, or gone."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each, which talk to each other within this machine."""
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": OBJECT_STORE}
    made = Cluster(initialize_head=True, head_node_args=node | {"include_dashboard": False})
    made.add_node(**node)
    made.connect()
    wait_until(lambda: len(alive()) == 2)
    for place in alive():
        wait_until(partial(can_be_used, place))
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture(scope="module")
def tables() -> Tables:
    return tabulate(load("hsbc", people=60, years=3))


@pytest.fixture(scope="module")
def expected(tables: Tables) -> Outcome:
    return next(iter(run(tables).values()))


def lived_with(tables: Tables, then: Callable[[Carrier], None]) -> tuple[Outcome, Carrier]:
    """What becomes of the first strategy, if something happens after its tenth month."""
    with carrier_on("ray", tables, SHARDS) as carrier:
        months = 0

        def progress(done: int, of: int) -> None:
            nonlocal months
            months += 1
            if months == 10:
                then(carrier)

        census = census_of(carrier, fingerprint(sources()))
        return run_in_shards(tables, carrier, census, 0, progress=progress), carrier


def pids(carrier: Carrier) -> list[int]:
    found: list[int] = carrier.tell(lambda shard: os.getpid())
    return found


def nodes(carrier: Carrier) -> list[str]:
    found: list[str] = carrier.tell(
        lambda shard: __import__("ray").get_runtime_context().get_node_id()
    )
    return found


def alive() -> list[str]:
    return [node["NodeID"] for node in ray.nodes() if node["Alive"]]


def can_be_used(node: str) -> bool:
    """Whether a node that was added can be given an actor, whichever other node is asked for one:
    that keeps the actor as long as it does not know the one that is meant."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy as At

    class Nobody:
        def where(self) -> str:
            return str(ray.get_runtime_context().get_node_id())

    def ask() -> str:
        there = ray.remote(num_cpus=0, memory=TO_BE_PLACED)(Nobody).options(
            scheduling_strategy=At(node, soft=True)
        )
        return str(ray.get(there.remote().where.remote()))

    asking = ray.remote(num_cpus=0)(ask)
    asked = [asking.options(scheduling_strategy=At(other, soft=False)) for other in alive()]
    return set(ray.get([each.remote() for each in asked])) == {node}


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + NOTICED_WITHIN
    while not true():
        assert time.monotonic() < end, "the cluster has not noticed"
        time.sleep(0.2)


def test_shards_on_two_nodes_come_to_the_same(
    cluster: Any, tables: Tables, expected: Outcome
) -> None:
    seen: list[tuple[int, str]] = []
    meant: list[str] = []

    def look(carrier: Carrier) -> None:
        seen.extend(zip(pids(carrier), nodes(carrier), strict=True))
        assert isinstance(carrier.places, OnRay)
        meant.extend(carrier.places.living[shard][0] for shard in range(SHARDS))

    found, carrier = lived_with(tables, look)
    assert differing(expected, found) == []
    processes, places = zip(*seen, strict=True)
    assert len({*processes, os.getpid()}) == SHARDS + 1
    assert places == tuple(meant)
    assert len(set(places)) == 2
    assert carrier.recovered == 0


def test_workers_that_are_killed_are_brought_back(
    cluster: Any, tables: Tables, expected: Outcome
) -> None:
    def kill(carrier: Carrier) -> None:
        for pid in pids(carrier)[:2]:
            os.kill(pid, signal.SIGKILL)

    found, carrier = lived_with(tables, kill)
    assert carrier.recovered >= 2
    assert differing(expected, found) == []


def test_a_node_that_is_killed_takes_nothing_with_it(
    cluster: Any, tables: Tables, expected: Outcome
) -> None:
    doomed = cluster.add_node(num_cpus=2, object_store_memory=OBJECT_STORE)
    wait_until(lambda: doomed.node_id in alive())
    wait_until(lambda: can_be_used(doomed.node_id))

    def kill(carrier: Carrier) -> None:
        assert doomed.node_id in nodes(carrier)
        cluster.remove_node(doomed, allow_graceful=False)
        wait_until(lambda: doomed.node_id not in alive())

    found, carrier = lived_with(tables, kill)
    assert carrier.recovered >= 1
    assert differing(expected, found) == []


@pytest.mark.parametrize("on", ["ray", "ray://127.0.0.1:1"])
def test_an_address_at_which_nobody_listens_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    monkeypatch.setenv(ADDRESS, "127.0.0.1:1")
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:1 .*refused"), joined(on):
        pass


def test_the_command_starts_a_ray_of_its_own_and_says_the_same(tmp_path: Path) -> None:
    def said(*options: str, out: str) -> Any:
        command = ["compare", "hsbc", "--people=40", "--years=2", "--json", "--format=none"]
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from sim.cli import main; main()",
                *command,
                "--out",
                str(tmp_path / out),
                *options,
            ],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return {**json.loads(done.stdout), "folder": None}

    assert said("--shards", "2", out="in_shards") == said(out="whole")
