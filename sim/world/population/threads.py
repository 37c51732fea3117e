"""Doing one task for each number up to some, on so many threads."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

Done = TypeVar("Done")


class Each(Protocol):
    """Does a task for each number from 0 to before some; results come in that order."""

    def __call__(self, task: Callable[[int], Done], times: int, /) -> Iterable[Done]: ...


@contextmanager
def on_threads(threads: int) -> Iterator[Each]:
    """A way to do tasks, on so many threads."""
    if threads == 1:
        yield lambda task, times: map(task, range(times))
        return
    pool = ThreadPoolExecutor(threads)
    try:
        yield lambda task, times: pool.map(task, range(times))
    finally:
        pool.shutdown(cancel_futures=True)
