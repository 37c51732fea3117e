"""How far an experiment has come: runs done, failed, and the time that is left.

On a terminal a bar, elsewhere a line now and then, both on the error stream; with JSON a line on
the output for each run.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sim.cli.progress import now_and_then
from sim.cli.saying import say_plainly

if TYPE_CHECKING:
    from sim.experiments.runs.laboratory import Progress, Tick


@contextmanager
def running(*, as_json: bool, quiet: bool) -> "Iterator[Progress | None]":
    """A function to be told of each run."""
    if as_json:
        yield _line_of_json
    elif quiet:
        yield None
    elif sys.stderr is not None and sys.stderr.isatty():
        yield from _bar()
    else:
        yield sparse()


def sparse(clock: Callable[[], float] = time.monotonic) -> "Progress":
    """Lines now and then, off a terminal."""
    say = now_and_then(clock)
    begun = clock()

    def tick(tick: "Tick") -> None:
        say(f"{_counts(tick)}{_left(tick, clock() - begun)}")

    return tick


def _counts(tick: "Tick") -> str:
    failed = f", {tick.failed:,} failed" if tick.failed else ""
    return f"{tick.done:,} of {tick.asked:,} runs done{failed}"


def _left(tick: "Tick", seconds: float) -> str:
    """How long the others will take at the pace so far; nothing as long as that is unknown."""
    made = tick.done - tick.kept
    if made < 2:
        return ""
    return f", some {seconds / made * (tick.asked - tick.done):,.0f} seconds left"


def _line_of_json(tick: "Tick") -> None:
    from sim.experiments.runs.measured import Measured

    job, result = tick.job, tick.result
    line = {
        "run": tick.done,
        "of": tick.asked,
        "failed": tick.failed,
        "key": job.point.key,
        "seed": job.seed,
        **{f"varied.{name}": value for name, value in job.point.varied.items()},
    }
    if isinstance(result, Measured):
        line |= {"state": "done", "worth": {name: result.worth(name) for name in result.lived}}
    else:
        line |= {"state": "failed", "reason": result.reason}
    say_plainly(json.dumps(line, ensure_ascii=False, allow_nan=False))


def _bar() -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} runs{task.fields[failed]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1, failed="")

        def tick(tick: "Tick") -> None:
            failed = f", {tick.failed:,} failed" if tick.failed else ""
            bar.update(task, completed=tick.done, total=tick.asked, failed=failed)

        yield tick
