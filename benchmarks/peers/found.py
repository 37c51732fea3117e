"""The peers that are here, and how many people each simulates in a second or two."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec

from benchmarks.peers import in_c
from benchmarks.peers.lives import Lives
from benchmarks.peers.remote import Remote, python_of
from benchmarks.peers.workload import Workload

Run = Callable[[Workload, int, int], tuple[Lives, float]]
"""From the workload, a number of people and a seed to their lives and the seconds they took."""

WARM = 50
"""People of a first run, in which things are compiled, imported and first touched."""


@dataclass(frozen=True)
class Peer:
    """One way to simulate the workload."""

    name: str
    people: int
    run: Run


@dataclass(frozen=True)
class Found:
    """The peers that are here, and why others are not."""

    peers: list[Peer]
    missing: dict[str, str]
    _remotes: list[Remote] = field(default_factory=list)

    def warm(self, w: Workload) -> None:
        """Let everybody run once."""
        for peer in self.peers:
            peer.run(w, WARM, 0)

    def close(self) -> None:
        """Let the processes of other environments end."""
        for remote in self._remotes:
            remote.close()


def timed(simulate: Callable[..., Lives], **options: str) -> Run:
    """A peer of this process, timed by its processor seconds."""

    def run(w: Workload, people: int, seed: int) -> tuple[Lives, float]:
        start = time.process_time()
        lives = simulate(w, people, seed, **options)
        return lives, time.process_time() - start

    return run


IN_THIS_ENVIRONMENT = {
    "numpy": ("in_numpy", "numpy", 100_000),
    "SimPy": ("in_simpy", "simpy", 2_000),
    "Mesa": ("in_mesa", "mesa", 2_000),
    "Starsim": ("in_starsim", "starsim", 50_000),
}
"""Name: module, the package it needs, people."""

C_PEOPLE = 400_000
VIVARIUM_PEOPLE = 30_000
"""A month of vivarium costs a tenth of a second however few people it has: fewer would not do it
justice, and so a run takes longer than the others'."""


def found() -> Found:
    """Look for all peers."""
    here = Found([], {})
    if in_c.compiler():
        for chance, name in ((in_c.PHILOX, "C"), (in_c.XOSHIRO, "C, xoshiro256++")):
            here.peers.append(Peer(name, C_PEOPLE, timed(in_c.simulate, chance=chance)))
    else:
        here.missing["C"] = "there is no C compiler"
    for name, (module, package, people) in IN_THIS_ENVIRONMENT.items():
        if find_spec(package):
            simulate = importlib.import_module(f"benchmarks.peers.{module}").simulate
            here.peers.append(Peer(name, people, timed(simulate)))
        else:
            here.missing[name] = f"{package} is not installed: pip install -e '.[peers]'"
    python = python_of("vivarium")
    if python:
        remote = Remote(python, "in_vivarium")
        here._remotes.append(remote)
        here.peers.append(Peer("vivarium", VIVARIUM_PEOPLE, remote))
    else:
        here.missing["vivarium"] = "it has no environment: benchmarks/peers/vivarium.txt"
    return here
