"""All people one by one: a SimPy process each. The readable engine."""

from collections.abc import Callable, Generator

import numpy as np
import simpy

from sim.world.cohort import Cohort, living_by_month
from sim.world.firm import END_OF_MONTH, Firm
from sim.world.market import Market
from sim.world.outcome import PeopleRecord, empty_record
from sim.world.population.calendar import Calendar
from sim.world.population.nature import Nature
from sim.world.population.person import Person
from sim.world.population.record import Record

AS_TOLD = (
    "entry_stage",
    "joined",
    "left",
    "exit",
    "products_opened",
    "cash",
    "capital_charge",
    "acquisition_cost",
    "life",
)


class Agents:
    """A population of `Person` processes; ``lived`` is told every month how many lived it."""

    def __init__(self, market: Market, cohort: Cohort, lived: Callable[[int], None]) -> None:
        self.market = market
        self.cohort = cohort
        self.lived = lived
        self.records: list[Record] = []

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register everybody's life with the environment."""
        calendar = Calendar(env, self.market.tables.months)
        for row in range(len(self.cohort)):
            person = Person(Nature(row, self.cohort, self.market), firm)
            self.records.append(person.record)
            env.process(person.life(env, calendar))
        env.process(self._tell(env))

    def _tell(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        living = living_by_month(self.cohort, self.market.tables.months)
        yield env.timeout(END_OF_MONTH)
        for people in living.tolist():
            self.lived(people)
            yield env.timeout(1)

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        record, discount = empty_record(len(self.records)), self.market.discount
        for row, lived in enumerate(self.records):
            record.person[row] = lived.nature.number
            record.segment[row] = lived.nature.segment
            record.tenure_months[row] = lived.tenure
            for name in AS_TOLD:
                getattr(record, name)[row] = getattr(lived, name)
            # A flow at month t, seen from the month of joining j, is worth v**t / v**j.
            at_joining = discount[lived.joined] if lived.joined >= 0 else np.nan
            record.npv[row] = lived.npv_other + lived.npv_acquisition
            record.clv_before_acquisition[row] = lived.npv_other / at_joining
            record.clv[row] = record.npv[row] / at_joining
        return record.in_order()
