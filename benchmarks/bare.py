"""The least that SimPy can do: one process a person that only waits, a month at a time."""

from collections.abc import Generator, Iterable

import simpy


def wait(env: simpy.Environment, months: int) -> Generator[simpy.Event, None, None]:
    """A life without events."""
    for _ in range(months):
        yield env.timeout(1)


def bare_loop(lives: Iterable[int]) -> None:
    """Let people wait through their lives, given in months."""
    env = simpy.Environment()
    for months in lives:
        env.process(wait(env, months))
    env.run()
