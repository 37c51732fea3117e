"""How a pattern is measured in a run: totals of each person, out of what happened to them.

Knows what is counted above and below each fraction. A month's ages and stages are those of the
month; a contact sold if the product it spoke of was opened by it, as the engine counts responses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

import numpy as np

from sim.experiments.calibration.estimates import Measured, Totals, fraction, yearly
from sim.experiments.calibration.holdings import Bools, Holdings, Ints, holdings_of
from sim.experiments.calibration.targets import Pattern
from sim.scenario.tables import Tables
from sim.world.cohort import Cohort, born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy

FAR = 100_000
"""More months than any run has: so far apart are two people on one line of contacts."""


@dataclass(frozen=True)
class Contacts:
    """One entry a contact: whose (a row of the cohort), when, of what, and whether it sold."""

    row: Ints
    month: Ints
    product: Ints
    sold: Bools

    def before(self, within: int) -> Ints:
        """How many contacts the same person had in so many months before."""
        order = np.lexsort((self.month, self.row))
        ahead = self.row[order] * FAR + self.month[order]
        found = np.empty(len(order), dtype=np.int64)
        found[order] = np.arange(len(order)) - np.searchsorted(ahead, ahead - within, side="left")
        return found


@dataclass(frozen=True)
class Lived:
    """One strategy's run with its events."""

    tables: Tables
    cohort: Cohort
    outcome: Outcome

    @cached_property
    def holdings(self) -> Holdings:
        """Who held what, where and when."""
        return holdings_of(self.tables, self.cohort, self.outcome)

    @cached_property
    def contacts(self) -> Contacts:
        """Every contact of the run."""
        rows = {person: row for row, person in enumerate(self.cohort.person.tolist())}
        names = {name: place for place, name in enumerate(self.tables.product_names)}
        found: list[tuple[int, int, int, bool]] = []
        for person, events in groupby(self.outcome.events or (), lambda event: event.person):
            told = [*events, None]
            for event, after in pairwise(told):
                if event is None or event.event != "contacted":
                    continue
                sold = after is not None and after.event == "opened"
                sold &= after is not None and (after.month, after.product) == (
                    event.month,
                    event.product,
                )
                found.append((rows[person], event.month, names[event.product or ""], sold))
        table = np.array(found, dtype=np.int64).reshape(-1, 4)
        return Contacts(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(np.bool_))


def lived(tables: Tables, strategy: str, *, threads: int | None = None) -> Lived:
    """Let the people of the tables live under a strategy, and keep what happened to them."""
    cohort = born(tables)
    index = tables.strategy_names.index(strategy)
    return Lived(tables, cohort, run_strategy(tables, cohort, index, threads=threads, events=True))


def totals(pattern: Pattern, run: Lived) -> Totals:
    """What each person adds above and below the fraction, or the fractions, of a pattern."""
    return _MEASURES[pattern.of](pattern, run)


def measured(pattern: Pattern, totals: Totals) -> Measured:
    """The figure of a pattern from the totals of people, of one run or several."""
    found = fraction(totals)
    return yearly(found) if pattern.of == "leaving" else found


def _where(pattern: Pattern, run: Lived) -> Bools:
    """The months of people that a pattern looks at, ``[person, month]``."""
    holdings, months = run.holdings, np.arange(run.tables.months)
    shown: Bools = holdings.alive
    if pattern.ages is not None:
        shown = holdings.aged(int(pattern.ages[0]), int(pattern.ages[1]))
    if pattern.years is not None:
        first, last = (12 * int(end) for end in pattern.years)
        shown = shown & ((months >= first) & (months < last))
    if pattern.segments:
        kinds = [run.tables.segment_names.index(name) for name in pattern.segments]
        shown = shown & np.isin(run.cohort.segment, kinds)[:, None]
    if pattern.stages:
        shown = shown & _in_stages(pattern.stages, run)
    if pattern.customers_of:
        shown = shown & holdings.held_here(*pattern.customers_of)
    return shown


def _in_stages(names: tuple[str, ...], run: Lived) -> Bools:
    """Whether a person is in one of these stages, ``[person, month]``."""
    months = np.arange(run.tables.months)
    stage = (run.cohort.entries[:, :, None] <= months).sum(axis=1) - 1
    return np.isin(stage, [run.tables.stage_names.index(name) for name in names])


def _totals(above: Bools | Ints, below: Bools) -> Totals:
    return np.column_stack([above.sum(axis=1), below.sum(axis=1)]).astype(np.float64)


def _leaving(pattern: Pattern, run: Lived) -> Totals:
    """Months in which a customer left, of months lived as a customer."""
    customers = run.holdings.customer & _where(pattern, run)
    return _totals(run.holdings.left & customers, customers)


def _holding(pattern: Pattern, run: Lived) -> Totals:
    holdings, base = run.holdings, _where(pattern, run)
    anywhere, here = holdings.held(*pattern.products), holdings.held_here(*pattern.products)
    if pattern.base == "customers":
        base = base & holdings.customer
    elif pattern.base == "holders":
        base = base & anywhere
    return _totals(base & (here if pattern.where == "here" else anywhere), base)


def _customers(pattern: Pattern, run: Lived) -> Totals:
    people = _where(pattern, run)
    return _totals(run.holdings.customer & people, people)


def _products(pattern: Pattern, run: Lived) -> Totals:
    customers = run.holdings.customer & _where(pattern, run)
    return _totals(run.holdings.here.sum(axis=0) * customers, customers)


def _response(pattern: Pattern, run: Lived) -> Totals:
    """Contacts that sold, of contacts; for a ratio, also of those it is compared with."""
    contacts = run.contacts
    shown = _where(pattern, run)[contacts.row, contacts.month]
    if pattern.products:
        places = [run.tables.product_names.index(name) for name in pattern.products]
        shown &= np.isin(contacts.product, places)
    before = contacts.before(pattern.within)
    sorts = [pattern.contacts_before or (0, np.inf)]
    sorts += [pattern.compared_with] if pattern.compared_with is not None else []
    columns = []
    for least, most in sorts:
        one = shown & (before >= least) & (before <= most)
        columns += [_per_person(one & contacts.sold, run), _per_person(one, run)]
    return np.column_stack(columns).astype(np.float64)


def _per_person(counted: Bools, run: Lived) -> Ints:
    found: Ints = np.bincount(run.contacts.row[counted], minlength=len(run.cohort))
    return found


_MEASURES: dict[str, Callable[[Pattern, Lived], Totals]] = {
    "leaving": _leaving,
    "holding": _holding,
    "customers": _customers,
    "products": _products,
    "response": _response,
}
