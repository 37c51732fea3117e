"""The calendar: one event a month for all who live month by month."""

from collections.abc import Generator

import simpy


class Calendar:
    """Rings in every month, for all who live month by month; they are told its number."""

    def __init__(self, env: simpy.Environment, months: int) -> None:
        self.next_month = env.event()
        env.process(self._ring(env, months))

    def _ring(self, env: simpy.Environment, months: int) -> Generator[simpy.Event, None, None]:
        for month in range(1, months + 1):
            # Turn the page before the month begins: who joins in it waits for the one after.
            yield env.timeout(0.5)
            begins, self.next_month = self.next_month, env.event()
            yield env.timeout(0.5)
            begins.succeed(month)
