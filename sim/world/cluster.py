"""A Ray cluster: one that is there already is joined, else one is started on this machine.

Needs the extra `cluster`. Joining is told apart from owning: what was started here ends with us.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sim.world.admission import CLIENT, refusal
from sim.world.one_program import other_program

RAY = "ray"
"""Start a cluster on this machine, unless the environment names one."""

ADDRESS = "RAY_ADDRESS"
OBJECT_STORE = 128 * 2**20
"""Bytes of shared memory of a cluster that is started here: results are small."""

TRIES = 3
"""So often we connect, where the other side breaks off."""

HERE = " Without RAY_ADDRESS, --on ray starts one here."

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_DEDUP_LOGS": "0",
}


class ClusterError(Exception):
    """There is no cluster to work on; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """A cluster that this process is connected to."""

    ray: Any  # the module
    joined: bool  # whether the connection was there before

    @property
    def processors(self) -> int:
        """How many it has, at least one."""
        return max(int(self.ray.cluster_resources().get("CPU", 1)), 1)

    def leave(self) -> None:
        """Disconnect; a cluster that was started here ends."""
        if not self.joined:
            self.ray.shutdown()


def is_elsewhere(where: str | None) -> bool:
    """Whether a place is a cluster that is there already, on other machines as a rule.

    >>> is_elsewhere("ray://there:10001"), is_elsewhere("pool"), is_elsewhere(None)
    (True, False, False)
    """
    return where is not None and (
        where.startswith(CLIENT) or (where == RAY and bool(os.environ.get(ADDRESS)))
    )


@contextmanager
def cluster(where: str = RAY, processors: int | None = None) -> Iterator[Cluster]:
    """A cluster for a while; as for `connected`."""
    found = connected(where, processors)
    try:
        yield found
    finally:
        found.leave()


def connected(where: str = RAY, processors: int | None = None) -> Cluster:
    """Join the cluster at an address ``ray://host:port`` (or ``RAY_ADDRESS``), or start one here
    with so many processors.

    Raises:
        ClusterError: Ray is not installed, or the cluster cannot be reached.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError:
        raise ClusterError(
            "A cluster needs Ray: pip install 'lifecycle-offers[cluster]', or let everybody live "
            "in processes of this machine: leave out --on ray and --shards."
        ) from None
    joined = ray.is_initialized()
    address = os.environ.get(ADDRESS) if where == RAY else where
    try:
        why = other_program(ray) if joined else _refused(ray, address, processors)
    except Exception as error:  # Ray, gRPC and the network between fail in many ways
        why = f"({_said(error)}). Is it running, and are Ray and Python the same versions there?"
    cluster = Cluster(ray, joined)
    if why:
        cluster.leave()
        name, otherwise = address or "of this machine", HERE if where == RAY and address else ""
        raise ClusterError(f"The cluster {name} cannot be used {why}{otherwise}")
    return cluster


def _refused(ray: Any, address: str | None, processors: int | None) -> str:
    """Connect; why that cannot be, empty where it can."""
    why = refusal(address) if address else ""
    if why:
        return why
    _begun(ray, _arguments(address, processors))
    return other_program(ray) if address else ""


def _begun(ray: Any, arguments: Mapping[str, Any]) -> None:
    """Connect. A server for clients starts a process for each, which now and then is lost."""
    for tries in range(TRIES):
        try:
            ray.init(**arguments)
        except ConnectionAbortedError:
            if tries + 1 == TRIES:
                raise
        else:
            return


def _said(error: Exception) -> str:
    """What went wrong, on one line; of a trace from another machine, its last line."""
    lines = str(error).split("\n")
    told = lines[-1:] if "Traceback (most" in str(error) else lines
    return " ".join(" ".join(told).split()) or type(error).__name__


def _arguments(address: str | None, processors: int | None) -> Mapping[str, Any]:
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    if address:
        return {"address": address, **quiet}
    return {
        "address": "local",
        "num_cpus": processors,
        "num_gpus": 0,
        "include_dashboard": False,
        "object_store_memory": OBJECT_STORE,
        **quiet,
    }
