"""All people as columns, advanced by compiled code: the fast engine.

The people of each group are dealt into chunks. One call advances a chunk, beside other chunks on
other threads: each has books to itself, and whole numbers add up to the same in any order.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from math import ceil

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.world.books import Books
from sim.world.cohort import Cohort
from sim.world.firm import Firm
from sim.world.outcome import GROUPS, PeopleRecord, empty_record
from sim.world.population.chunk import Chunk
from sim.world.population.chunk_books import ChunkBooks
from sim.world.population.compiled.records import Packed
from sim.world.population.compiled.worlds import world_of
from sim.world.population.crowd import Crowd
from sim.world.population.threads import Each, on_threads

Ints = NDArray[np.int64]
Lived = Callable[[int], None]
Advanced = tuple[Chunk, ChunkBooks]

SMALLEST, LARGEST = 64, 2048
"""How many people a chunk has: enough to be worth a call, few enough to be stopped soon."""


class Columns:
    """A population as columns.

    ``threads`` advance chunks of up to ``chunk`` people, ``stretch`` months at a time (by default,
    all months at once); the results are the same for any of these numbers. ``lived`` is told now
    and then how many more person-months were lived.
    """

    def __init__(
        self,
        cohort: Cohort,
        lived: Lived,
        *,
        threads: int = 1,
        chunk: int | None = None,
        stretch: int | None = None,
    ) -> None:
        self.cohort, self.lived = cohort, lived
        self.threads, self.stretch = threads, stretch
        size = chunk or max(min(len(cohort) // (4 * threads), LARGEST), SMALLEST)
        self.parts = [*_parts(cohort.person, size)]
        self.under_way: dict[int, Chunk] = {}
        self.record = empty_record(len(cohort))

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register the process that lets everybody live."""
        if firm.attentive:
            crowd = Crowd(self.cohort, firm, self.lived, self.threads)
            firm.people = crowd
            env.process(crowd.live(env, self.record))
        else:
            env.process(self._live(env, firm))

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        return self.record.in_order()

    def _live(self, env: simpy.Environment, firm: Firm) -> Generator[simpy.Event, None, None]:
        months = firm.market.tables.months
        world, stretch = world_of(firm.market, firm.ways), self.stretch or months
        with on_threads(self.threads) as each:
            for start in range(0, months, stretch):
                takings = self._advance(world, firm, start, min(start + stretch, months), each)
                for cash in takings.tolist():
                    firm.receive(cash)
                    yield env.timeout(1)

    def _advance(
        self,
        world: Packed,
        firm: Firm,
        start: int,
        end: int,
        each: Each,
    ) -> Ints:
        """Let everybody live from month ``start`` to ``end``; give back each month's cash."""
        shelf: list[ChunkBooks] = []  # books that nobody writes into
        takings = np.zeros(end - start, dtype=np.int64)

        def advanced(place: int) -> Advanced:
            _, rows = self.parts[place]
            chunk = self.under_way.get(place) or Chunk(world, self.cohort.part(rows))
            books = _books_from(shelf, firm.books[0])
            chunk.advance(world, books, end)
            return chunk, books

        for place, (chunk, books) in enumerate(each(advanced, len(self.parts))):
            group, rows = self.parts[place]
            takings += books.hand_over(firm, group, start, end)
            shelf.append(books)
            if end < firm.market.tables.months:
                self.under_way[place] = chunk
            else:
                self.under_way.pop(place, None)
                chunk.record(world, self.record, rows)
            self.lived(chunk.lived(start, end))
        return takings


def _parts(person: Ints, size: int) -> Iterator[tuple[int, Ints]]:
    """Rows of up to ``size`` people, all of one group, and that group's number."""
    for group in range(GROUPS):
        rows = np.flatnonzero(person % GROUPS == group)
        for part in np.array_split(rows, ceil(len(rows) / size) or 1):
            if part.size:
                yield group, part


def _books_from(shelf: list[ChunkBooks], like: Books) -> ChunkBooks:
    """Books that nobody writes into. Taking is one step, so that no two threads take the same."""
    with suppress(IndexError):
        return shelf.pop()
    return ChunkBooks(like)
