"""How far a run has come: a bar on a terminal, a line now and then elsewhere.

Progress goes to the error stream, so that the output stays clean.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from reports.words import spoken
from sim.cli.saying import complain

Tick = Callable[[str, int, int], None]

SPARSE_SECONDS = 15.0
LONGEST_NAME = 22


@contextmanager
def progress(strategies: int, months: int, *, quiet: bool) -> Iterator[Tick | None]:
    """A function to be told of each simulated month: strategy, month, people living."""
    if quiet:
        yield None
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task(
                "preparing", total=strategies * months, month=0, months=months, living=0
            )
            yield _filling(bar, task, months)
    else:
        yield sparse(months)


def sparse(months: int, clock: Callable[[], float] = time.monotonic) -> Tick:
    """Lines at most every fifteen seconds, for logs."""
    last = clock()

    def tick(strategy: str, month: int, living: int) -> None:
        nonlocal last
        if clock() - last >= SPARSE_SECONDS:
            last = clock()
            complain(f"{spoken(strategy)}: month {month + 1:,} of {months:,}, {living:,} living")

    return tick


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=14),
        TextColumn("month {task.fields[month]:,}/{task.fields[months]:,}"),
        TextColumn("{task.fields[living]:,} living"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        refresh_per_second=5,
        transient=True,
    )


def _filling(bar: Progress, task: TaskID, months: int) -> Tick:
    done: list[str] = []

    def tick(strategy: str, month: int, living: int) -> None:
        if not done or done[-1] != strategy:
            done.append(strategy)
        bar.update(
            task,
            description=spoken(strategy)[:LONGEST_NAME],
            completed=(len(done) - 1) * months + month + 1,
            month=month + 1,
            living=living,
        )

    return tick
