"""A Ray cluster: one that is there already is joined, else one is started on this machine.

Needs the extra `cluster`. Joining is told apart from owning: what was started here ends with us.
"""

import logging
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

RAY = "ray"
"""Start a cluster on this machine, unless the environment names one."""

ADDRESS = "RAY_ADDRESS"
OBJECT_STORE = 128 * 2**20
"""Bytes of shared memory of a cluster that is started here: results are small."""

CLIENT = "ray://"
KNOCK_SECONDS = 10.0

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
    if ray.is_initialized():
        return Cluster(ray, joined=True)
    address = os.environ.get(ADDRESS) if where == RAY else where
    try:
        _knock(address)
        ray.init(**_arguments(address, processors))
    except (OSError, RuntimeError, ValueError, ImportError) as error:
        told = (str(error).splitlines() or [""])[0]
        raise ClusterError(
            f"The cluster {address or 'of this machine'} cannot be used ({told}). Is it running, "
            "and are Ray and this program the same versions there? Without RAY_ADDRESS, --on ray "
            "starts one here."
        ) from error
    return Cluster(ray, joined=False)


def _knock(address: str | None) -> None:
    """Ray itself would wait for minutes at a door where nobody is."""
    host, _, port = (address or "").removeprefix(CLIENT).rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS).close()


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
