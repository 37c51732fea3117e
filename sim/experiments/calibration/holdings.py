"""What every person held in every month, here and elsewhere, rebuilt from a run's events.

Knows what was held and where; nothing about money, and nothing about what ought to be held. A
month's holdings are those its flows are for: a product opened in a month counts from that month on,
and one that ends in a month counts to the end of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import Decision, draw
from sim.rules.life import stage_at
from sim.scenario.tables import NO_PRODUCT, Tables
from sim.world.cohort import Cohort
from sim.world.outcome import Event, Outcome

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

RELEASED = frozenset({"matured", "defaulted", "closed"})


@dataclass(frozen=True)
class Holdings:
    """Who held what, when and where. ``here`` and ``elsewhere`` are ``[product, person, month]``.

    The others are ``[person, month]``: ``alive`` whether the person lived that month, ``left``
    whether the firm was left at the end of it, ``age`` in whole years, also after death.
    """

    products: tuple[str, ...]
    here: Bools
    elsewhere: Bools
    alive: Bools
    left: Bools
    age: Ints

    @property
    def customer(self) -> Bools:
        """Who was a customer, ``[person, month]``."""
        return np.asarray(self.here.any(axis=0))

    def held(self, *products: str) -> Bools:
        """Who held any of these products anywhere, ``[person, month]``."""
        return self.held_here(*products) | self._any(self.elsewhere, products)

    def held_here(self, *products: str) -> Bools:
        """Who held any of these products at the firm, ``[person, month]``."""
        return self._any(self.here, products)

    def aged(self, low: int, high: int) -> Bools:
        """Who was alive and ``low`` to ``high`` years old, both included, ``[person, month]``."""
        aged: Bools = self.alive & (self.age >= low) & (self.age <= high)
        return aged

    def _any(self, where: Bools, products: tuple[str, ...]) -> Bools:
        rows = [self.products.index(product) for product in products]
        return np.asarray(where[rows].any(axis=0))


def holdings_of(tables: Tables, cohort: Cohort, outcome: Outcome) -> Holdings:
    """Rebuild all holdings of a run that kept its events, from an empty opening book."""
    if outcome.events is None:
        raise ValueError("the run kept no events")
    shape = (len(tables.product_names), len(cohort), tables.months)
    here, elsewhere = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    left = np.zeros(shape[1:], dtype=np.bool_)
    told = {person: list(events) for person, events in groupby(outcome.events, _person)}
    for row, person in enumerate(cohort.person.tolist()):
        life = _Life(tables, cohort.entries[row], here[:, row], elsewhere[:, row])
        life.begin(int(cohort.enters[row]), list(_market_at_opening(tables, cohort, row)))
        for event in told.get(person, []):
            life.go_on_to(event.month)
            life.happen(event)
            left[row, event.month] |= event.event == "left"
        life.end(int(cohort.dies[row]))
    months = np.arange(tables.months)
    return Holdings(
        products=tables.product_names,
        here=here,
        elsewhere=elsewhere,
        alive=(months >= cohort.enters[:, None]) & (months < cohort.dies[:, None]),
        left=left,
        age=(cohort.months_old[:, None] + months - cohort.enters[:, None]) // 12,
    )


def _person(event: Event) -> int:
    return event.person


def _market_at_opening(tables: Tables, cohort: Cohort, row: int) -> Iterator[int]:
    """The products held elsewhere at month 0, of which no event tells."""
    person, enters = int(cohort.person[row]), int(cohort.enters[row])
    if enters > 0 or person >= tables.initial_people:
        return
    stage = stage_at(enters, cohort.entries[row])
    for product, key in enumerate(tables.products.key.tolist()):
        u = draw(tables.seed, person, enters, int(Decision.OPENING_MARKET), key)
        if u < tables.market_share[product, stage]:
            yield product


@dataclass
class _Life:
    """One person's holdings while they are being told; rows of ``[product, month]``."""

    tables: Tables
    entries: Ints
    here: Bools
    elsewhere: Bools
    month: int = 0
    since_here: dict[int, int] = field(default_factory=dict)  # product: first month
    since_elsewhere: dict[int, int] = field(default_factory=dict)

    def begin(self, month: int, elsewhere: list[int]) -> None:
        self.month = month
        self.since_elsewhere = dict.fromkeys(elsewhere, month)

    def go_on_to(self, month: int) -> None:
        """Pass the months in between, and let products held elsewhere become others on the way."""
        for stage, entry in enumerate(self.entries.tolist()):
            if self.month < entry <= month:
                self._become_elsewhere(stage, entry)
        self.month = month

    def happen(self, event: Event) -> None:
        if event.event == "left":
            for product in list(self.since_here):
                self._stop(product, event.month + 1)
                self.since_elsewhere[product] = event.month + 1
        if event.product is None:
            return
        product = self.tables.product_names.index(event.product)
        succeeded = bool((self.tables.products.becomes[product] != NO_PRODUCT).any())
        if event.event == "opened":
            self._stop(product, event.month)
            self.since_here[product] = event.month
        elif event.event == "became":
            for before in self._predecessors(product):
                self._stop(before, event.month)
            self.since_here[product] = event.month
        elif event.event == "met_elsewhere":
            self.since_elsewhere[product] = event.month
        elif event.event in RELEASED or event.event == "left_rival":
            self._stop(product, event.month + (not succeeded or event.event == "left_rival"))

    def end(self, month: int) -> None:
        self.go_on_to(month)
        for product in [*self.since_here, *self.since_elsewhere]:
            self._stop(product, month)

    def _become_elsewhere(self, stage: int, month: int) -> None:
        for product, successor in enumerate(self.tables.products.becomes[:, stage].tolist()):
            if successor == NO_PRODUCT or product not in self.since_elsewhere:
                continue
            self._stop(product, month)
            if successor not in self.since_here:
                self.since_elsewhere.setdefault(successor, month)

    def _predecessors(self, successor: int) -> list[int]:
        becomes = (self.tables.products.becomes == successor).any(axis=1)
        return [product for product in self.since_here if becomes[product]]

    def _stop(self, product: int, month: int) -> None:
        """Hold a product no longer, from ``month`` on; write down since when it was held."""
        if product in self.since_here:
            self.here[product, self.since_here.pop(product) : month] = True
        if product in self.since_elsewhere:
            self.elsewhere[product, self.since_elsewhere.pop(product) : month] = True
