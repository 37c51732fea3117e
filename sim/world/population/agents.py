"""All people one by one: a SimPy process each. The readable engine."""

from collections.abc import Iterable

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.world.cohort import Cohort
from sim.world.firm import Firm
from sim.world.market import Market
from sim.world.outcome import PeopleRecord
from sim.world.population.calendar import Calendar
from sim.world.population.nature import Nature
from sim.world.population.person import Person
from sim.world.population.record import Record


class Agents:
    """A population of `Person` processes."""

    def __init__(self, market: Market, cohort: Cohort) -> None:
        self.market = market
        self.cohort = cohort
        self.records: list[Record] = []

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register everybody's life with the environment."""
        calendar = Calendar(env, self.market.tables.months)
        for row in range(len(self.cohort)):
            person = Person(Nature(row, self.cohort, self.market), firm)
            self.records.append(person.record)
            env.process(person.life(env, calendar))

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        records = sorted(self.records, key=lambda record: record.nature.number)
        discount = self.market.discount
        # A flow at month t, seen from the month of joining j, is worth v**t / v**j.
        at_joining = [discount[r.joined] if r.joined >= 0 else np.nan for r in records]
        before = [r.npv_other / v for r, v in zip(records, at_joining, strict=True)]
        after = [
            (r.npv_other + r.npv_acquisition) / v for r, v in zip(records, at_joining, strict=True)
        ]
        return PeopleRecord(
            person=_ints(r.nature.number for r in records),
            segment=_ints(r.nature.segment for r in records),
            entry_stage=_ints(r.entry_stage for r in records),
            joined=_ints(r.joined for r in records),
            left=_ints(r.left for r in records),
            exit=_ints(r.exit for r in records),
            tenure_months=_ints(r.tenure for r in records),
            products_opened=_ints(r.products_opened for r in records),
            cash=_ints(r.cash for r in records),
            capital_charge=_ints(r.capital_charge for r in records),
            acquisition_cost=_ints(r.acquisition_cost for r in records),
            npv=np.array([r.npv_other + r.npv_acquisition for r in records]),
            clv_before_acquisition=np.array(before),
            clv=np.array(after),
            life=_ints(r.life for r in records),
        )


def _ints(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)
