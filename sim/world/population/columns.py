"""All people as columns, advanced by compiled code: the fast engine.

The people of each group are dealt into chunks. One call advances a chunk, beside other chunks on
other threads: each has books to itself, and whole numbers add up to the same in any order.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import ceil

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.world.books import Books
from sim.world.cohort import Cohort
from sim.world.firm import Firm
from sim.world.market import Market
from sim.world.outcome import GROUPS, PeopleRecord, empty_record
from sim.world.population.chunk import Chunk
from sim.world.population.chunk_books import ChunkBooks
from sim.world.population.compiled.records import Packed
from sim.world.population.compiled.worlds import world_of

Ints = NDArray[np.int64]
Lived = Callable[[int], None]
Advanced = tuple[Chunk, ChunkBooks]
Task = Callable[[int], Advanced]
Each = Callable[[Task, int], Iterable[Advanced]]

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
        market: Market,
        cohort: Cohort,
        lived: Lived,
        *,
        threads: int = 1,
        chunk: int | None = None,
        stretch: int | None = None,
    ) -> None:
        self.market, self.cohort, self.lived = market, cohort, lived
        self.threads = threads
        self.stretch = stretch or market.tables.months
        size = chunk or max(min(len(cohort) // (4 * threads), LARGEST), SMALLEST)
        self.parts = [*_parts(cohort.person, size)]
        self.under_way: dict[int, Chunk] = {}
        self.record = empty_record(len(cohort))

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register the process that lets everybody live."""
        env.process(self._live(env, firm))

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        return self.record.in_order()

    def _live(self, env: simpy.Environment, firm: Firm) -> Generator[simpy.Event, None, None]:
        months = self.market.tables.months
        world = world_of(self.market, firm.ways)
        with _each(self.threads) as each:
            for start in range(0, months, self.stretch):
                takings = self._advance(world, firm, start, min(start + self.stretch, months), each)
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
            chunk.advance(books, end)
            return chunk, books

        for place, (chunk, books) in enumerate(each(advanced, len(self.parts))):
            group, rows = self.parts[place]
            takings += books.hand_over(firm.books[group], start, end)
            shelf.append(books)
            if end < self.market.tables.months:
                self.under_way[place] = chunk
            else:
                self.under_way.pop(place, None)
                chunk.record(self.record, rows)
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


@contextmanager
def _each(threads: int) -> Iterator[Each]:
    """A way to do a task for each number up to some, on so many threads; results come in order."""
    if threads == 1:
        yield lambda task, times: map(task, range(times))
        return
    pool = ThreadPoolExecutor(threads)
    try:
        yield lambda task, times: pool.map(task, range(times))
    finally:
        pool.shutdown(cancel_futures=True)
