"""Claims about runs on a cluster: the same numbers, also when workers and a node are lost."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim.experiments.runs.catalogue import Job, Result
from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.on_ray import OnRay
from sim.world import cluster as clusters
from tests.experiments.runs.work import deadly_at_two, deadly_once, known, points, slow

ray = pytest.importorskip("ray", reason="needs the extra `cluster`")

SEEDS = (1, 2)
SMALL = {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False}


@pytest.fixture(scope="module")
def two_nodes() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args=SMALL)
    cluster.second = cluster.add_node(
        **{k: v for k, v in SMALL.items() if k != "include_dashboard"}
    )
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture
def at(two_nodes: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv(clusters.ADDRESS, two_nodes.address)
    yield two_nodes
    ray.shutdown()


def test_an_address_in_the_environment_is_joined_and_comes_to_the_same(at: Any) -> None:
    runner = OnRay("ray", None, work=slow)
    assert runner.places == 4, "two nodes of one processor each"
    found = Laboratory(runner=runner).measure(points(1, 2, 3, 4), SEEDS)
    runner.close()
    alone = Laboratory(runner=Here(work=known)).measure(points(1, 2, 3, 4), SEEDS)
    assert np.array_equal(found.worth("firm"), alone.worth("firm"))


def test_a_run_that_kills_its_worker_fails_alone(at: Any) -> None:
    runner = OnRay("ray", None, work=deadly_at_two)
    found = Laboratory(runner=runner).measure(points(1, 2, 3), (1,))
    runner.close()
    ((point, _, reason),) = found.failures
    assert point.varied == {"fee": 2}
    assert "lost" in reason


def test_a_worker_killed_once_costs_nothing(
    two_nodes: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(clusters.ADDRESS, two_nodes.address)
    mark = tmp_path / "mark"
    ray.init(
        address=two_nodes.address,
        log_to_driver=False,
        runtime_env={"env_vars": {"DEADLY_ONCE": str(mark)}},
    )
    runner = OnRay("ray", None, work=deadly_once)
    found = Laboratory(runner=runner).measure(points(1, 2, 3), SEEDS)
    runner.close()
    ray.shutdown()
    assert mark.exists()
    assert found.failures == ()


def test_a_node_that_is_lost_on_the_way_costs_nothing(at: Any) -> None:
    class Losing(OnRay):
        ended_runs = 0

        def ended(self) -> list[tuple[Job, Result]]:
            found = super().ended()
            self.ended_runs += len(found)
            if self.ended_runs > 5 and at.second is not None:
                at.remove_node(at.second, allow_graceful=False)
                at.second = None
            return found

    runner = Losing("ray", None, work=slow)
    found = Laboratory(runner=runner).measure(points(*range(1, 16)), SEEDS)
    runner.close()
    assert at.second is None
    assert found.failures == ()
    alone = Laboratory(runner=Here(work=known)).measure(points(*range(1, 16)), SEEDS)
    assert np.array_equal(found.worth("firm"), alone.worth("firm"))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1"])
def test_a_cluster_that_is_not_there_is_told_of_plainly(address: str) -> None:
    with pytest.raises(clusters.ClusterError, match=r"127.0.0.1:1 cannot be used .*refused"):
        OnRay(address, None)
