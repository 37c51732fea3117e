"""Shards as actors on Ray: on the processors of this machine, or on many machines.

Ray carries messages, finds places and notices who is gone; nothing of the model is here. An actor
that dies is not restarted by Ray, which would start it without what it knew: it is made anew and
told everything again (`sim.world.population.carrier`).
"""

import os
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sim.world.population.carrier import Answer, Place
from sim.world.population.shard import Deal, LostError, Order, Shard

RAY, REMOTE = "ray", "ray://"
ADDRESS = "RAY_ADDRESS"
"""The environment variable in which Ray looks for a cluster."""
PATIENCE = 5.0
"""Seconds in which a machine answers at all."""
STORE = 100 * 2**20
"""Bytes of the object store of a Ray that is started here: messages are small, people stay where
they live. Small enough for containers, which have little shared memory."""


class ClusterError(Exception):
    """There is no such place for shards; the message says what to do."""


@contextmanager
def cluster(on: str) -> Iterator[Any]:
    """Ray, joined at an address, or started on this machine and stopped afterwards.

    A Ray that this process has joined already is used as it is.

    Raises:
        ClusterError: Ray is not installed, or there is no cluster at that address.
    """
    ray = _ray()
    if ray.is_initialized():
        yield ray
        return
    try:
        _knock(_address(on))
        ray.init(**_how(on), logging_level="ERROR", log_to_driver=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise ClusterError(
            f"No Ray cluster answers at {_address(on) or 'this machine'} ({_first_line(error)}). "
            "Start one with `ray start --head`, or let one be started here: --on ray, "
            f"with {ADDRESS} not set."
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError:
        raise ClusterError(
            "Shards live on Ray: pip install 'lifecycle-offers[cluster]', "
            "or let everybody live in this process: leave out --shards and --on."
        ) from None
    return ray


def _knock(address: str | None) -> None:
    """Raise ``OSError`` at once where nobody listens: Ray would try for many minutes."""
    host, _, port = (address or "").removeprefix(REMOTE).rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()


def _address(on: str) -> str | None:
    return on if on.startswith(REMOTE) else os.environ.get(ADDRESS)


def _how(on: str) -> dict[str, Any]:
    """Arguments of ``ray.init``."""
    address = _address(on)
    if address:
        return {"address": address}
    from sim.world.run import processors

    return {
        "address": "local",
        "num_cpus": processors(),
        "object_store_memory": STORE,
        "include_dashboard": False,
    }


def cores(ray: Any) -> int:
    """How many processors the cluster has."""
    return max(int(ray.cluster_resources().get("CPU", 1)), 1)


class OnRay:
    """An actor for each shard, spread over the nodes by their processors."""

    def __init__(self, ray: Any, deal: Deal) -> None:
        self.ray, self.deal = ray, ray.put(deal)
        self.actor = ray.remote(num_cpus=0, max_restarts=0, max_task_retries=0)(Shard)
        self.living: dict[int, tuple[str, Any]] = {}  # by shard: its node and its actor

    def new(self, place: int) -> Place:
        """An actor on the node that has the fewest for its processors."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        if place in self.living:
            self._kill(place)
        node = self._emptiest()
        strategy = NodeAffinitySchedulingStrategy(node, soft=True)
        actor = self.actor.options(scheduling_strategy=strategy).remote(self.deal, place)
        self.living[place] = node, actor
        return _Actor(self.ray, actor)

    def close(self) -> None:
        """Let go of all actors."""
        for place in tuple(self.living):
            self._kill(place)

    def _kill(self, place: int) -> None:
        """End an actor, also one that lives but cannot be reached."""
        _, actor = self.living.pop(place)
        self.ray.kill(actor)

    def _emptiest(self) -> str:
        taken = Counter(node for node, _ in self.living.values())
        nodes: dict[str, float] = {
            node["NodeID"]: node["Resources"].get("CPU", 0.0)
            for node in self.ray.nodes()
            if node["Alive"]
        }
        working = {node: cpus for node, cpus in nodes.items() if cpus} or dict.fromkeys(nodes, 1.0)
        return min(working, key=lambda node: (taken[node] + 1) / working[node])


class _Actor:
    def __init__(self, ray: Any, actor: Any) -> None:
        self.ray, self.actor = ray, actor

    def send(self, first: int, orders: Sequence[Order]) -> Answer:
        sent = self.actor.obey.remote(first, list(orders))

        def answer() -> Any:
            try:
                return self.ray.get(sent)
            except self.ray.exceptions.RayTaskError as error:
                raise error.cause from error
            except self.ray.exceptions.RayError as error:
                raise LostError(_first_line(error)) from error

        return answer


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
