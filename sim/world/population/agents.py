"""All people one by one: a SimPy process each. The readable engine."""

from collections.abc import Callable, Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.rules.loyalty import spend_to_join
from sim.world.cohort import Cohort
from sim.world.firm import END_OF_MONTH, Firm
from sim.world.outcome import PeopleRecord, empty_record
from sim.world.population.calendar import Calendar
from sim.world.population.nature import Nature
from sim.world.population.notebook import Notebook, move
from sim.world.population.person import Person

Ints = NDArray[np.int64]

AS_TOLD = (
    "entry_stage",
    "joined",
    "left",
    "exit",
    "products_opened",
    "purchases",
    "revenue",
    "cash",
    "capital_charge",
    "acquisition_cost",
    "life",
)


class Agents:
    """A population of `Person` processes; ``lived`` is told every month how many lived it."""

    def __init__(self, cohort: Cohort, lived: Callable[[int], None]) -> None:
        self.cohort = cohort
        self.lived = lived
        self.persons: list[Person] = []
        self.ledger: list[int] = []  # by product and line, of the month that is lived
        self.notes: list[Notebook] = []  # of each group, by number

    def live(self, env: simpy.Environment, firm: Firm) -> None:
        """Register everybody's life with the environment."""
        calendar = Calendar(env, firm.market.tables.months)
        self.ledger = [0] * (len(firm.ledger) // firm.market.tables.months)
        entries = self.cohort.entries.astype(np.int64)
        self.notes = [Notebook(books, self.ledger) for books in firm.books]
        for row, number in enumerate(self.cohort.person.tolist()):
            nature = Nature(row, self.cohort, entries, firm.market)
            person = Person(nature, firm, self.notes[number % len(self.notes)])
            self.persons.append(person)
            env.process(person.life(env, calendar))
        firm.people = self
        env.process(self._tell(env, firm))

    def counted(self, name: str, month: int) -> int:
        """A count of a month that was lived."""
        return sum(notes.counted(name, month) for notes in self.notes)

    def spend_to_join(self, share: float, month: int) -> int:
        """From which spend since the last review a customer of a month is of the top ``share``."""
        return spend_to_join(self.spends(month), share)

    def spends(self, month: int) -> Ints:
        """What each customer who lives in a month had spent before it, since the last review."""
        customers = (each for each in self.persons if each.here and each.nature.dies > month)
        return np.array([person.spent for person in customers], dtype=np.int64)

    def _tell(self, env: simpy.Environment, firm: Firm) -> Generator[simpy.Event, None, None]:
        yield env.timeout(END_OF_MONTH)
        for month, people in enumerate(firm.living.tolist()):
            move(self.ledger, firm.ledger, month)
            for notes in self.notes:
                notes.file(month)
            self.lived(people)
            yield env.timeout(1)

    def people(self) -> PeopleRecord:
        """What the lives came to, in the order of the people's numbers."""
        record = empty_record(len(self.persons))
        for row, person in enumerate(self.persons):
            lived, discount = person.record, person.market.discount
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
