"""All people as columns, month by month: where people and firm look at each other every month.

Each group of people is one chunk with books of its own, kept open from the first month to the last.
"""

from collections.abc import Callable, Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.world.books import COUNTS
from sim.world.cohort import Cohort
from sim.world.firm import Firm
from sim.world.outcome import GROUPS, PeopleRecord
from sim.world.population.chunk import Chunk
from sim.world.population.chunk_books import CHANGES, ChunkBooks
from sim.world.population.compiled.records import Packed
from sim.world.population.compiled.worlds import (
    forget_changes,
    make_known,
    tell_changes,
    world_of,
)
from sim.world.population.threads import on_threads

Ints = NDArray[np.int64]


class Crowd:
    """People in groups, advanced a month at a time on what the firm makes known for it."""

    def __init__(self, cohort: Cohort, firm: Firm, lived: Callable[[int], None]) -> None:
        self.firm, self.lived = firm, lived
        self.era, self.world = firm.era, world_of(firm.market, firm.ways)
        groups = [np.flatnonzero(cohort.person % GROUPS == group) for group in range(GROUPS)]
        self.rows = {group: rows for group, rows in enumerate(groups) if rows.size}
        self.chunks = [Chunk(self.world, cohort.part(rows)) for rows in self.rows.values()]
        self.books = [ChunkBooks(firm.books[group]) for group in self.rows]

    def live(
        self, env: simpy.Environment, threads: int, record: PeopleRecord
    ) -> Generator[simpy.Event, None, None]:
        """The process: let everybody live from the first month to the last."""
        with on_threads(threads) as each:
            for month in range(self.firm.market.tables.months):
                world = self._world()

                def advanced(place: int, month: int = month, world: Packed = world) -> int:
                    self.chunks[place].advance(world, self.books[place], month + 1)
                    return self.books[place].cash_of(month)

                for cash in each(advanced, len(self.chunks)):
                    self.firm.receive(cash)
                for group, books in zip(self.rows, self.books, strict=True):
                    books.hand_over_events(self.firm.books[group])
                self.lived(int(self.firm.living[month]))
                yield env.timeout(1)
        self._hand_over(record)

    def _world(self) -> Packed:
        """The world as the firm has made it known for this month."""
        forget_changes(self.world)
        if self.firm.era is not self.era:
            before, self.era = self.era, self.firm.era
            old, self.world = self.world, world_of(self.firm.market, self.firm.ways)
            self.world.arrays["segment"]["quality_before"] = old.arrays["segment"]["quality"]
            tell_changes(self.world, before.ways, self.firm.ways)
        make_known(self.world, self.firm.ways, self.firm.signals)
        return self.world

    def _hand_over(self, record: PeopleRecord) -> None:
        months = self.firm.market.tables.months
        parts = zip(self.rows.items(), self.chunks, self.books, strict=True)
        for (group, rows), chunk, books in parts:
            books.hand_over(self.firm.books[group], 0, months)
            chunk.record(self.world, record, rows)

    def counted(self, name: str, month: int) -> int:
        """A count of a month that was lived."""
        cells = [books.packed.arrays["counts"][COUNTS.index(name)] for books in self.books]
        if name in CHANGES:
            return sum(int(each[: month + 1].sum()) for each in cells)
        return sum(int(each[month]) for each in cells)

    def spends(self, month: int) -> Ints:
        """What each customer who lives in a month had spent before it, since the last review."""
        return np.concatenate([chunk.me["spent"][chunk.me["holds"] > 0] for chunk in self.chunks])
