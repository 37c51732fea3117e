"""A chunk of people in columns: what one call of compiled code works on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world.cohort import Cohort
from sim.world.outcome import PeopleRecord
from sim.world.population.chunk_books import ChunkBooks, Sums
from sim.world.population.compiled.person import Holding, Me
from sim.world.population.compiled.records import Packed, addresses, table

Ints = NDArray[np.int64]

EVERYBODY = slice(None)


class Chunk:
    """People of a cohort, from their first month to the one they were advanced to."""

    def __init__(self, world: Packed, cohort: Cohort) -> None:
        self.cohort = cohort
        people, stages = cohort.entries.shape
        self.hazards = np.empty((people, stages))
        products = int(world.row["products"][0])
        self.held = table(Holding, people, products)
        self.here = np.zeros((people, products), dtype=np.bool_)
        self.needs = np.full((people, products), world.row["months"][0])
        self.endings = self.needs.copy()
        self.me = table(Me, people)
        me = self.me
        me["stages"] = stages
        me["held"], me["here"] = addresses(self.held), addresses(self.here)
        me["hazards"] = addresses(self.hazards)
        me["needs"], me["endings"] = addresses(self.needs), addresses(self.endings)
        self.entries = cohort.entries.astype(np.int64)
        me["entries"], me["traits"] = addresses(self.entries), addresses(cohort.traits)
        me["number"], me["segment"] = cohort.person, cohort.segment
        me["enters"] = me["month"] = cohort.enters
        me["months_old"], me["dies"] = cohort.months_old, cohort.dies
        me["income_rank"] = cohort.income_rank
        me["joined"] = me["left"] = me["entry_stage"] = -1
        me["hears_at"] = np.inf

    def advance(
        self, world: Packed, books: ChunkBooks, until: int, rows: slice = EVERYBODY
    ) -> Sums:
        """Let people live in a world up to the month ``until``, writing into ``books``.

        Gives back what the last month came to, as `ChunkBooks.advance` does.
        """
        state: list[NDArray[Any]] = []
        if books.keep_events:
            every = (self.me, self.held, self.here, self.needs, self.endings)
            state = [each[rows] for each in every]
        before = [each.copy() for each in state]
        sums = books.advance(world, self.me[rows], until)
        if before and books.overflowed:
            for each, was in zip(state, before, strict=True):
                each[:] = was
            books.make_room()
            sums = books.advance(world, self.me[rows], until)
        return sums

    def lived(self, start: int, end: int) -> int:
        """How many person-months were lived in the months from ``start`` to before ``end``."""
        until = np.minimum(self.cohort.dies, end)
        months = until.astype(np.int64) - np.maximum(self.cohort.enters, start)
        return int(months.clip(min=0).sum())

    def record(self, world: Packed, into: PeopleRecord, rows: Ints) -> None:
        """Write what became of these people."""
        me, discount = self.me, world.arrays["discounts"]
        for name in ("joined", "left", "entry_stage", "exit", "products_opened", "life", "cash"):
            getattr(into, name)[rows] = me[name]
        into.purchases[rows], into.revenue[rows] = me["purchases"], me["revenue"]
        into.person[rows], into.segment[rows] = me["number"], me["segment"]
        into.tenure_months[rows] = me["tenure"]
        into.capital_charge[rows] = me["capital_charge"]
        into.acquisition_cost[rows] = me["acquisition_cost"]
        npv = me["npv_other"] + me["npv_acquisition"]
        # A flow at month t, seen from the month of joining j, is worth v**t / v**j.
        won = me["joined"] >= 0
        at_joining = np.where(won, discount[np.where(won, me["joined"], 0)], np.nan)
        into.npv[rows] = npv
        into.clv_before_acquisition[rows] = me["npv_other"] / at_joining
        into.clv[rows] = npv / at_joining
