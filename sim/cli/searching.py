"""How far a search has come: nobody knows how many values it will take, so it counts them.

Progress goes to the error stream, so that the output stays clean.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.cli.progress import now_and_then

Tick = Callable[[int, float, int], None]
"""Told of each seed: how many values were tried before, the one tried now, the seed's place."""


@contextmanager
def searching(path: str, seeds: int, *, quiet: bool) -> Iterator[Tick | None]:
    """A function to be told how far a search along a number has come."""
    if quiet:
        yield None
    elif sys.stderr is not None and sys.stderr.isatty():
        yield from _on_a_line(path, seeds)
    else:
        yield sparse(path, seeds)


def sparse(path: str, seeds: int, clock: Callable[[], float] = time.monotonic) -> Tick:
    """Lines now and then, off a terminal."""
    say = now_and_then(clock)
    return lambda tried, x, place: say(_said(path, seeds, tried, x, place))


def _on_a_line(path: str, seeds: int) -> Iterator[Tick]:
    from rich.console import Console
    from rich.status import Status

    with Status("preparing", console=Console(stderr=True)) as line:
        yield lambda tried, x, place: line.update(_said(path, seeds, tried, x, place))


def _said(path: str, seeds: int, tried: int, x: float, place: int) -> str:
    return f"{path}: value {tried + 1}, {x:,.6g}, seed {place + 1} of {seeds}"
