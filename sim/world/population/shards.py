"""All people as shards: one huge population, a part of it in each of many places.

Every month the firm makes a handful of numbers known to all shards, and each shard answers with a
handful of whole numbers, which are added up. Where the firm never looks at people, shards live all
their months by one order. Books and people come back once, at the end.
"""

from collections.abc import Callable, Generator
from dataclasses import fields
from operator import methodcaller

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.rules.loyalty import NOBODY, so_many
from sim.world.books import view
from sim.world.firm import Firm
from sim.world.outcome import PeopleRecord, empty_record
from sim.world.population.carrier import Carrier
from sim.world.population.largest import nth_largest
from sim.world.population.shard import Census

Ints = NDArray[np.int64]

AT_ONCE = 65_536
"""So many people's records come back in one message, so that no message is large."""


class UnlikeProgramsError(Exception):
    """Shards live by another program than this one; the message says what to do."""


class Shards:
    """A population in shards, under the strategy of an index; as `Agents` and `Columns`.

    ``people`` are all there are. ``lived`` is told now and then how many more person-months were
    lived.
    """

    def __init__(
        self,
        carrier: Carrier,
        strategy: int,
        people: int,
        lived: Callable[[int], None],
    ) -> None:
        self.carrier, self.strategy, self.size, self.lived = carrier, strategy, people, lived
        self.watched: dict[str, int] = {}

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register the process that lets everybody live."""
        self.carrier.begin(methodcaller("begin", self.strategy, firm.books[0].ages - 1))
        firm.people = self
        env.process(self._live(env, firm))

    def counted(self, name: str, month: int) -> int:
        """A count of the last month that was lived."""
        del month
        return self.watched[name]

    def spend_to_join(self, share: float, month: int) -> int:
        """From which spend since the last review a customer of a month is of the top ``share``."""

        def at_least(spends: Ints) -> Ints:
            return _sum(self.carrier.tell(methodcaller("at_least", spends, month)))

        customers = int(at_least(np.zeros(1, dtype=np.int64))[0])
        top = so_many(share, customers)
        return max(nth_largest(top, at_least), 1) if top else NOBODY

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        record, shards = empty_record(self.size), len(self.carrier)
        for place in range(shards):
            rows = range(place, self.size, shards)
            for start in range(0, len(rows), AT_ONCE):
                told = rows[start : start + AT_ONCE]
                order = methodcaller("people", start, start + len(told))
                (part,) = self.carrier.tell(order, [place])
                for each in fields(record):
                    into = getattr(record, each.name)
                    into[told.start : told.stop : told.step] = getattr(part, each.name)
        return record

    def _live(self, env: simpy.Environment, firm: Firm) -> Generator[simpy.Event, None, None]:
        months = firm.market.tables.months
        stretch = 1 if firm.attentive else months
        for start in range(0, months, stretch):
            for cash in self._advance(firm, start, start + stretch):
                firm.receive(cash)
                yield env.timeout(1)
        for ledger, groups in self.carrier.tell(methodcaller("close")):
            view(firm.ledger)[:] += view(ledger)
            for group, books in groups.items():
                firm.books[group].add(books)

    def _advance(self, firm: Firm, start: int, end: int) -> list[int]:
        """Let everybody live from month ``start`` to ``end``; give back each month's cash."""
        era = next(place for place, era in enumerate(firm.eras) if era is firm.era)
        lived = self.carrier.tell(methodcaller("advance", end, era, firm.signals))
        names = lived[0].watched
        self.watched = {name: sum(each.watched[name] for each in lived) for name in names}
        self.lived(int(firm.living[start:end].sum()))
        return [sum(cash) for cash in zip(*(each.cash for each in lived), strict=True)]


def census_of(carrier: Carrier, program: str) -> Census:
    """What there is to know of all people before anybody lives.

    ``program`` is the fingerprint of this one.

    Raises:
        UnlikeProgramsError: a shard lives by another.
    """
    told: list[Census] = carrier.tell(methodcaller("census"))
    if any(each.program != program for each in told):
        raise UnlikeProgramsError(
            "The machines of the cluster do not all run this program: files of sim, Numba or "
            "Python differ, and so might the numbers. Install the same versions on all of them."
        )
    return Census(_sum([each.living for each in told]), max(each.oldest for each in told), program)


def _sum(parts: list[Ints]) -> Ints:
    total: Ints = np.sum(parts, axis=0)
    return total
