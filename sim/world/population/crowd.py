"""All people as columns, month by month: where people and firm look at each other every month.

Each group of people has books of its own, and each thread a ledger, kept open from the first month
to the last. Events are handed over every month; so are the books, where they have no room for all
that a month may bring.
"""

from collections.abc import Callable, Generator
from itertools import pairwise
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.rules.loyalty import spend_to_join
from sim.world.books import view
from sim.world.cohort import Cohort
from sim.world.firm import Firm
from sim.world.outcome import GROUPS, PeopleRecord
from sim.world.population.chunk import Chunk
from sim.world.population.chunk_books import MOST_ROOM, ChunkBooks, Sums, group_of
from sim.world.population.compiled.advance import advance
from sim.world.population.compiled.dice import dice
from sim.world.population.compiled.records import Packed
from sim.world.population.compiled.worlds import (
    UNKNOWN,
    forget_changes,
    make_known,
    tell_changes,
    world_of,
)
from sim.world.population.threads import Each, on_threads

Ints = NDArray[np.int64]

SUMS = ("cash", "customers", "incidents", "satisfaction")
"""What a month came to, in the order in which `advance` tells it."""
WORTH_A_THREAD = 2_500
"""People whose month takes longer than handing it to another thread."""
EVENTS_OF_A_PRODUCT = 8
"""More of them nobody can have of one product in a month, nor of no product."""


class Crowd:
    """People in groups, advanced a month at a time on what the firm makes known for it."""

    def __init__(
        self, cohort: Cohort, firm: Firm, lived: Callable[[int], None], threads: int
    ) -> None:
        self.firm, self.lived = firm, lived
        self.era, self.world = firm.era, world_of(firm.market, firm.ways, attentive=True)
        self.known = UNKNOWN
        group = cohort.person % GROUPS
        self.order = np.argsort(group, kind="stable")  # those of a group lie together
        self.people = Chunk(self.world, cohort.part(self.order))
        self.rows = _rows(group)
        self.room = self._room(firm)
        self.handed = firm.books[0].keep_events and self.room > MOST_ROOM
        self.books: dict[int, ChunkBooks] = {}
        worth = 1 if self.handed else len(self.order) // WORTH_A_THREAD + 1
        self.threads = min(threads, len(self.rows), worth)
        ledger = view(firm.ledger)  # of the first thread; the others' are added at the end
        self.ledgers = [ledger, *(np.zeros_like(ledger) for _ in range(self.threads - 1))]
        self.parts = [*map(self._part, self.ledgers, np.array_split([*self.rows], self.threads))]
        self.totals = dict.fromkeys(SUMS, 0)

    def live(
        self, env: simpy.Environment, record: PeopleRecord
    ) -> Generator[simpy.Event, None, None]:
        """The process: let everybody live from the first month to the last."""
        firm = self.firm
        months = range(firm.market.tables.months)
        advanced = self._one_by_one if self.handed else self._side_by_side
        if firm.books[0].keep_events and not self.handed:
            advanced = self._and_told
        with on_threads(self.threads) as each:
            for month in months:
                self._count(advanced(month, each))
                firm.receive(self.totals["cash"])
                self.lived(int(firm.living[month]))
                yield env.timeout(1)
        for group, books in self.books.items():
            books.hand_over(firm, group, 0, len(months))
        for ledger in self.ledgers[1:]:
            self.ledgers[0] += ledger
        self.people.record(self.world, record, self.order)

    def _part(self, ledger: Ints, groups: Ints) -> tuple[NDArray[Any], Packed]:
        """Some groups for a thread, which write into a ledger of its own, and its dice."""
        into, like = None if self.handed else ledger, self.firm.books
        books = {g: ChunkBooks(like[g], self.room, into=into) for g in groups.tolist()}
        self.books |= books
        people = [group_of(self.people.me[self.rows[g]], books[g]) for g in books]
        return np.concatenate(people), dice()

    def _side_by_side(self, month: int, each: Each) -> list[Sums]:
        """Let everybody live a month, as many groups at a time as there are threads."""
        world = self._world()

        def advanced(place: int) -> Sums:
            groups, block = self.parts[place]
            return advance(world.row, groups, block.row, month + 1)

        return list(each(advanced, len(self.parts)))

    def _room(self, firm: Firm) -> int:
        """Room for all events that a month can bring to the largest group."""
        each = EVENTS_OF_A_PRODUCT * (len(firm.market.tables.product_names) + 1)
        return each * max((rows.stop - rows.start for rows in self.rows.values()), default=0)

    def _and_told(self, month: int, each: Each) -> list[Sums]:
        """Let everybody live a month, and hand over what happened in it."""
        sums = self._side_by_side(month, each)
        for group, books in self.books.items():
            books.hand_over_events(self.firm.books[group])
        return sums

    def _one_by_one(self, month: int, each: Each) -> list[Sums]:
        """Let everybody live a month, and hand over what was written of it."""
        del each
        world, lived = self._world(), []
        self.totals["customers"] = 0  # changes are told since what was handed over last
        for group, books in self.books.items():
            lived.append(self.people.advance(world, books, month + 1, self.rows[group]))
            books.hand_over(self.firm, group, month, month + 1)
        return lived

    def _world(self) -> Packed:
        """The world as the firm has made it known for this month."""
        firm = self.firm
        forget_changes(self.world)
        if firm.era is not self.era:
            before, self.era = self.era, firm.era
            old, self.known = self.world, UNKNOWN
            self.world = world_of(firm.market, firm.ways, attentive=True)
            self.world.arrays["segment"]["quality_before"] = old.arrays["segment"]["quality"]
            tell_changes(self.world, before.ways, firm.ways)
        make_known(self.world, firm.ways, firm.signals, self.known)
        self.known = firm.signals
        return self.world

    def _count(self, sums: list[Sums]) -> None:
        """Remember what the month came to; customers are told as changes."""
        customers = self.totals["customers"]
        self.totals = dict(zip(SUMS, map(sum, zip(*sums, strict=True)), strict=True))
        self.totals["customers"] += customers

    def counted(self, name: str, month: int) -> int:
        """A count of the last month that was lived."""
        del month
        return self.totals[name]

    def spend_to_join(self, share: float, month: int) -> int:
        """From which spend since the last review a customer of a month is of the top ``share``."""
        return spend_to_join(self.spends(month), share)

    def spends(self, month: int) -> Ints:
        """What each customer who lives in a month had spent before it, since the last review."""
        del month
        me = self.people.me
        spent: Ints = me["spent"][me["holds"] > 0]
        return spent


def _rows(group: Ints) -> dict[int, slice]:
    """Where each group's people lie among all, sorted by group; none for a group of nobody."""
    ends = np.cumsum(np.bincount(group, minlength=GROUPS)).tolist()
    rows = {place: slice(*ends) for place, ends in enumerate(pairwise([0, *ends]))}
    return {place: part for place, part in rows.items() if part.start < part.stop}
