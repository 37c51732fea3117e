"""A shard: some of the people, who live wherever the shard lies, and do what they are told.

A shard lets its people live in an engine of its own, beside a copy of the firm that decides
nothing: what the true firm makes known comes with every order. What people bring goes back as
totals, all of them whole numbers, so that it does not matter who was in which shard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.rules.compiled import fingerprint, sources
from sim.scenario.tables import Tables
from sim.world.books import Books, Cells, empty_books
from sim.world.cohort import born, living_by_month, oldest
from sim.world.eras import eras_of
from sim.world.firm import END_OF_MONTH, Firm
from sim.world.outcome import PeopleRecord
from sim.world.run import population_of
from sim.world.signals import Signals

Ints = NDArray[np.int64]

WATCHED = ("customers", "incidents", "satisfaction")
"""What a firm looks at in a month."""


class LostError(Exception):
    """A shard is gone, or no longer where it was left."""


@dataclass(frozen=True)
class Deal:
    """How people are dealt to shards: in turn, so that each shard has people of all ages."""

    tables: Tables
    shards: int
    engine: str = "columns"
    threads: int = 1
    events: bool = False

    def numbers(self, place: int) -> Ints:
        """The numbers of the people of one shard."""
        return self.tables.numbers_of(
            np.arange(place, self.tables.people, self.shards, dtype=np.int64)
        )


@dataclass(frozen=True)
class Census:
    """What there is to know of a shard's people before anybody lives."""

    living: Ints  # by month
    oldest: int
    program: str  # a fingerprint of the program that lets them live


@dataclass(frozen=True)
class Lived:
    """What some months came to in one shard."""

    cash: tuple[int, ...]  # by month, minor units
    watched: dict[str, int]  # of the last month, by the names of `WATCHED`; empty: nobody looks


class _Spending(Protocol):
    """People who tell what each of them spent, one by one: too much to be sent anywhere."""

    def spends(self, month: int) -> Ints:
        """What each customer who lives in a month had spent before it, since the last review."""


class Shard:
    """The people of one place among the shards."""

    def __init__(self, deal: Deal, place: int) -> None:
        self.deal = deal
        self.cohort = born(deal.tables, deal.numbers(place))
        self.done = 0
        self.firm: Firm | None = None
        self.record: PeopleRecord | None = None

    def obey(self, first: int, orders: "Sequence[Order]") -> Any:
        """Carry out orders in turn; the answer is that to the last of them.

        ``first`` is the number of the first among all orders since the strategy began. From 0 on
        everything begins anew, so that a shard that was lost lives the same months again.

        Raises:
            LostError: not all orders before them were carried out here.
        """
        if first not in (0, self.done):
            raise LostError(f"A shard that has done {self.done} orders was told order {first}.")
        self.done, answer = first, None
        for order in orders:
            answer = order(self)
            self.done += 1
        return answer

    def census(self) -> Census:
        """How many live in each month, and how old the oldest can become."""
        months = self.deal.tables.months
        return Census(
            living=living_by_month(self.cohort, months),
            oldest=oldest(self.cohort, months),
            program=fingerprint(sources()),
        )

    def begin(self, strategy: int, ages: int) -> None:
        """Stand at the first month of a strategy, with books for ages up to ``ages``."""
        deal = self.deal
        books = empty_books(deal.tables, ages, deal.events)
        living = living_by_month(self.cohort, deal.tables.months)
        self.firm = Firm(eras_of(deal.tables, strategy), books, living)
        self.population = population_of(deal.engine, self.cohort, lambda _: None, deal.threads)
        self.env = simpy.Environment()
        self.month, self.record = 0, None
        self.population.live(self.env, self.firm)

    def advance(self, until: int, era: int, signals: Signals) -> Lived:
        """Let everybody live up to the month ``until``, with a firm as it is made known."""
        firm, cash = self._firm(), []
        firm.era, firm.signals = firm.eras[era], signals
        for month in range(self.month, until):
            self.env.run(until=month + END_OF_MONTH)
            cash.append(firm.takings)
            firm.takings = 0
        self.month = until
        people = firm.people if firm.attentive else None
        watched = {name: people.counted(name, until - 1) for name in WATCHED} if people else {}
        return Lived(tuple(cash), watched)

    def at_least(self, spends: Ints, month: int) -> Ints:
        """How many customers of a month spent at least each of some sums since the last review."""
        spent = np.sort(cast("_Spending", self._firm().people).spends(month))
        return len(spent) - np.searchsorted(spent, spends)

    def close(self) -> tuple[Cells, dict[int, Books]]:
        """The ledger, and the books of the groups that have people here, after the last month."""
        firm = self._firm()
        self.env.run()
        self.record = self.population.people()
        firm.people = self.firm = None
        del self.population, self.env
        groups = np.unique(self.cohort.person % len(firm.books)).tolist()
        return firm.ledger, {group: firm.books[group] for group in groups}

    def people(self, start: int, end: int) -> PeopleRecord:
        """What became of some of the people, once the books are closed."""
        if self.record is None:
            raise LostError("A shard was asked for its people before its books were closed.")
        record = self.record
        return PeopleRecord(*(getattr(record, each.name)[start:end] for each in fields(record)))

    def _firm(self) -> Firm:
        if self.firm is None:
            raise LostError("A shard was told of a month before a strategy began.")
        return self.firm


Order: TypeAlias = Callable[[Shard], Any]
"""What a shard is told to do: an `operator.methodcaller`, which can be sent anywhere."""
