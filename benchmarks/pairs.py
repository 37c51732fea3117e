"""Pairs of things timed in turn, so that both meet the same machine.

Decides what is timed: seconds of this process, in which other processes have no part. Each side of
a pair says how much work it did, in living person-months; its speed is work per second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
Work = Callable[[], int]
"""Does something, and returns how much of it: living person-months."""


@dataclass(frozen=True)
class Pair:
    """Two things whose speeds are compared: how many times as fast ``first`` is as ``second``.

    With ``cost`` the ratio is that of costs, seconds per living person-month, and less is better.
    """

    key: str
    says: str
    first: Work
    second: Work
    cost: bool = False
    clock: Clock = time.process_time

    def warm(self) -> None:
        """Do each once, so that nothing is compiled or first touched in a timed round."""
        self.first()
        self.second()

    def ratio(self, number: int) -> float:
        """One round; which comes first alternates with its ``number``."""
        if number % 2:
            second, first = speed(self.second, self.clock), speed(self.first, self.clock)
        else:
            first, second = speed(self.first, self.clock), speed(self.second, self.clock)
        return second / first if self.cost else first / second


def speed(work: Work, clock: Clock = time.process_time) -> float:
    """Work per second: of this process, unless another clock is given."""
    start = clock()
    done = work()
    return done / (clock() - start)
