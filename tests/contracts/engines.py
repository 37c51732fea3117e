"""Ways of letting the same people live, which must all come to the same, and how to compare them.

A way is one of the two engines; columns may have any number of threads, of people in a chunk and
of months in a stretch.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from sim.experiments.divergence import Side, divergence, told, unequal
from sim.scenario.tables import Tables
from sim.world import run as world
from sim.world.cohort import Cohort, born
from sim.world.eras import eras_of
from sim.world.firm import Firm
from sim.world.outcome import MonthRecord, Outcome, PeopleRecord
from sim.world.population import chunk_books, crowd
from sim.world.ways import Ways
from tests.worlds import differing, fields_of

AGENTS, COLUMNS = "agents", "columns"


@dataclass(frozen=True)
class Way:
    """An engine, and what of it changes no number.

    ``monthly``: as if the firm looked at everybody after every month, though it makes nothing of
    it. ``told``: with events.
    """

    engine: str = COLUMNS
    threads: int | None = None
    chunk: int | None = None
    stretch: int | None = None
    monthly: bool = False
    told: bool = True
    room: int | None = None  # for so many events, and only if more is needed

    def live(
        self, tables: Tables, cohort: Cohort, strategy: int, *, events: bool = True
    ) -> Outcome:
        """What becomes of a strategy."""
        sizes = {"chunk": self.chunk, "stretch": self.stretch}
        with pytest.MonkeyPatch.context() as patch:
            if any(sizes.values()):
                patch.setattr(world, "Columns", partial(world.Columns, **sizes))
            if self.threads:
                patch.setattr(crowd, "WORTH_A_THREAD", 1)
            if self.room:
                patch.setattr(crowd, "MOST_ROOM", 0)
                patch.setattr(chunk_books, "ROOM_FOR_EVENTS", self.room)
                patch.setattr(chunk_books, "MOST_ROOM", 0)
            if self.monthly:
                patch.setattr(Ways, "attentive", lambda ways, market: True)
            lived = world.run_strategy(
                tables,
                cohort,
                strategy,
                engine=self.engine,
                threads=self.threads,
                events=events and self.told,
            )
        return dataclasses.replace(lived, signals={}) if self.monthly else lived


WAYS = {
    "on one thread": Way(threads=1),
    "on two threads": Way(threads=2),
    "on three threads, person by person": Way(threads=3, chunk=1),
    "in chunks of seven": Way(chunk=7),
    "in chunks of sixty-four": Way(chunk=64),
    "all in one chunk": Way(chunk=10**6),
    "month by month": Way(stretch=1),
    "in stretches of five months": Way(stretch=5),
    "in chunks of seven, five months at a time, on two threads": Way(threads=2, chunk=7, stretch=5),
}
"""Every one of them gives what columns give by themselves."""

MONTHLY_WAYS = {
    "on one thread": Way(threads=1, told=False),
    "on two threads": Way(threads=2, told=False),
    "on three threads": Way(threads=3, told=False),
    "with room for hardly any events": Way(room=2),
    "on three threads, with events": Way(threads=3),
}
"""Likewise, where the firm is `attentive`: everybody lives month by month then."""


def attentive(tables: Tables, strategy: int) -> bool:
    """Whether a strategy's firm looks at its customers, so that none lives as if there were no
    others."""
    return Firm(eras_of(tables, strategy), (), np.empty(0, dtype=np.int64)).attentive


Lived = Callable[[Tables, int], Outcome]


def everybody(way: Way) -> Lived:
    """All people of the tables, in one run."""
    return lambda tables, strategy: way.live(tables, born(tables), strategy)


def shuffled(way: Way) -> Lived:
    """All people, in an order by chance."""

    def live(tables: Tables, strategy: int) -> Outcome:
        people = born(tables)
        return way.live(
            tables, taken(people, np.random.default_rng(5).permutation(len(people))), strategy
        )

    return live


def cut_in_two(way: Way) -> Lived:
    """Two parts of the people, each in a run of its own, put together afterwards.

    Only where the firm is not `attentive`: else each part would meet another firm.
    """

    def live(tables: Tables, strategy: int) -> Outcome:
        people = born(tables)
        middle = len(people) // 3
        parts = (slice(None, middle), slice(middle, None))
        one, other = (way.live(tables, taken(people, part), strategy) for part in parts)
        return joined(one, other, tables.opening_cash)

    return live


def taken(people: Cohort, rows: slice | np.ndarray) -> Cohort:
    """Some of the people, in that order."""
    return Cohort(**{field.name: getattr(people, field.name)[rows] for field in fields_of(people)})


def joined(one: Outcome, other: Outcome, opening_cash: int) -> Outcome:
    """Two parts of one population put together: people side by side, whatever is counted summed.

    Each part's firm began with all of the opening cash.
    """
    people = PeopleRecord(
        *(
            np.concatenate([getattr(one.people, field.name), getattr(other.people, field.name)])
            for field in fields_of(one.people)
        )
    )
    months = MonthRecord(
        *(
            getattr(one.months, field.name) + getattr(other.months, field.name)
            for field in fields_of(one.months)
        )
    )
    sums = {
        field.name: _sum(getattr(one, field.name), getattr(other, field.name))
        for field in fields_of(one)
        if isinstance(getattr(one, field.name), np.ndarray)
    }
    counts = {name: cells + other.group_counts[name] for name, cells in one.group_counts.items()}
    return dataclasses.replace(
        one,
        people=people,
        months=dataclasses.replace(months, cash=months.cash - opening_cash),
        events=(*(one.events or ()), *(other.events or ())),
        group_counts=counts,
        **sums,
    )


def _sum(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Two tables added up; one may be larger, by ages that only its people reached."""
    size = np.maximum(one.shape, other.shape)
    wider = [np.zeros(size, table.dtype) for table in (one, other)]
    for table, smaller in zip(wider, (one, other), strict=True):
        table[tuple(map(slice, smaller.shape))] = smaller
    return wider[0] + wider[1]


def assert_same(
    tables: Tables, strategy: int, expected: Outcome, found: Outcome, way: Way | None = None
) -> None:
    """Fail where a bit differs; say where in whose life, as far as a run of ``way`` shows it.

    People are lived again a few at a time to find the place, which says nothing where the firm is
    `attentive`.
    """
    names = sorted({*unequal(expected, found), *differing(expected, found)})
    if not names:
        return
    parted = None
    if way is not None and not attentive(tables, strategy):
        left, right = Side(AGENTS, Way(AGENTS).live), Side(str(way), way.live)
        parted = divergence(left, right, tables, strategy)
    where = told(parted) if parted else "No run of everybody shows where."
    pytest.fail(f"{expected.strategy}: unequal are {', '.join(names)}.\n{where}")
