"""How far a run has come: a bar on a terminal, a line now and then elsewhere.

Progress goes to the error stream, so that the output stays clean.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reports.words import spoken
from sim.cli.saying import complain

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Tick = Callable[[str, int, int], None]
"""Told of a strategy, the person-months lived under it, and how many there will be."""

SPARSE_SECONDS = 15.0
LONGEST_NAME = 22


@contextmanager
def progress(strategies: int, *, quiet: bool) -> Iterator[Tick | None]:
    """A function to be told how far a run of so many strategies has come."""
    if quiet:
        yield None
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task("preparing", total=strategies, done=0, person_months=0)
            yield _filling(bar, task)
    else:
        yield sparse()


def now_and_then(clock: Callable[[], float] = time.monotonic) -> Callable[[str], None]:
    """Says a line on the error stream, at most one every fifteen seconds: for logs."""
    last = clock()

    def say(line: str) -> None:
        nonlocal last
        now = clock()
        if now - last >= SPARSE_SECONDS:
            last = now
            complain(line)

    return say


def sparse(clock: Callable[[], float] = time.monotonic) -> Tick:
    """Lines now and then, off a terminal."""
    say = now_and_then(clock)
    return lambda strategy, done, total: say(
        f"{spoken(strategy)}: {done:,} of {total:,} person-months lived"
    )


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=14),
        TextColumn("{task.fields[done]:,}/{task.fields[person_months]:,} person-months"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        refresh_per_second=5,
        transient=True,
    )


def _filling(bar: "Progress", task: "TaskID") -> Tick:
    met: list[str] = []

    def tick(strategy: str, done: int, total: int) -> None:
        if not met or met[-1] != strategy:
            met.append(strategy)
        bar.update(
            task,
            description=spoken(strategy)[:LONGEST_NAME],
            completed=len(met) - 1 + done / max(total, 1),
            done=done,
            person_months=total,
        )

    return tick
