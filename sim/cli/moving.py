"""How many worlds of a survey have been lived, and how long the others will take.

Progress goes to the error stream, so that the output stays clean.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.cli.progress import now_and_then

Tick = Callable[[int, int], None]
"""Told of the worlds lived so far, and how many there will be."""


@contextmanager
def moving(*, quiet: bool) -> Iterator[Tick | None]:
    """A function to be told how many of the worlds have been lived."""
    if quiet:
        yield None
    elif sys.stderr is not None and sys.stderr.isatty():
        yield from _bar()
    else:
        yield sparse()


def sparse(clock: Callable[[], float] = time.monotonic) -> Tick:
    """Lines now and then, off a terminal."""
    say = now_and_then(clock)
    first: list[tuple[int, float]] = []  # the first world takes longest: programs are made ready

    def tick(done: int, total: int) -> None:
        now = clock()
        if not first:
            first.append((done, now))
        say(f"{done:,} of {total:,} worlds lived{_left(done, total, now, *first[0])}")

    return tick


def _left(done: int, total: int, now: float, done_first: int, begun: float) -> str:
    """How long the others will take at the pace so far; nothing as long as that is unknown."""
    if done <= done_first:
        return ""
    seconds = (now - begun) / (done - done_first) * (total - done)
    return f", some {seconds:,.0f} seconds left"


def _bar() -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} worlds"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda done, total: bar.update(task, completed=done, total=total)
