"""Who parts first: two runs of the same people compared, and the first who differs lived again.

Events are kept only for the few who are lived again, so that large runs can be compared.
"""

from dataclasses import dataclass, fields, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiments.divergence.cause import Life
from sim.experiments.divergence.parting import (
    Parting,
    Story,
    first_event,
    in_events,
    in_numbers,
    month_of,
    story_of,
)
from sim.experiments.divergence.unlike import people_unlike, unequal, values_differ
from sim.scenario.tables import Tables
from sim.world.cohort import Cohort, born
from sim.world.outcome import Event, Outcome

Ints = NDArray[np.int64]

MOST_AGAIN = 1000
"""So many of those who differ are lived again with events, lowest numbers first."""

MOST_ALONE = 50
"""So many of those who differ in money only are lived again alone."""


class Engine(Protocol):
    """Anything that lets people live under the strategy of an index: an engine, or a way to run it.

    Where the firm does not look back at its months, the outcome must not depend on who else is in
    the cohort, but for its sums.
    """

    def __call__(
        self, tables: Tables, cohort: Cohort, strategy: int, *, events: bool
    ) -> Outcome: ...


@dataclass(frozen=True)
class Side:
    """One of the two that are compared, and what it is called."""

    name: str
    live: Engine


@dataclass(frozen=True)
class Divergence:
    """Where two runs part."""

    sides: tuple[str, str]
    strategy: str
    start: str  # the first month, YYYY-MM
    differing: int  # how many people's records differ
    person: int | None  # None: only the runs as wholes differ
    alone: bool  # whether the person parts when living alone as well
    parting: Parting
    stories: tuple[Story, Story]


@dataclass(frozen=True)
class _Pair:
    """Two ways of letting the same people live under the same strategy."""

    left: Side
    right: Side
    tables: Tables
    strategy: int

    def live(self, cohort: Cohort, *, events: bool) -> tuple[Outcome, Outcome]:
        left, right = (
            side.live(self.tables, cohort, self.strategy, events=events)
            for side in (self.left, self.right)
        )
        return left, right

    def differ(self, cohort: Cohort) -> bool:
        return bool(unequal(*self.live(cohort, events=False)))


def divergence(
    left: Side, right: Side, tables: Tables, strategy: int, cohort: Cohort | None = None
) -> Divergence | None:
    """Where two ways of running a strategy part; None where they agree to the last bit.

    It is the lowest month among those who differ in what happened to them, then the lowest number;
    where only money differs, likewise.
    """
    people = born(tables) if cohort is None else cohort
    pair = _Pair(left, right, tables, strategy)
    outcomes = pair.live(people, events=False)
    if not unequal(*outcomes):
        return None
    differing = people_unlike(outcomes[0].people, outcomes[1].people)
    person = _first(pair, people, differing, together=bool(outcomes[0].signals))
    parting, stories, alone = _parting(pair, people, outcomes, person)
    return Divergence(
        sides=(left.name, right.name),
        strategy=tables.strategy_names[strategy],
        start=tables.start,
        differing=len(differing),
        person=person,
        alone=alone,
        parting=parting,
        stories=stories,
    )


def _first(pair: _Pair, people: Cohort, differing: Ints, *, together: bool) -> int | None:
    """The person who parts first; None where only all of them together differ.

    ``together`` is whether people meet through the firm, so that all have to be lived again.
    """
    if not len(differing):
        return _halved(pair, people)
    chosen = differing[:MOST_AGAIN]
    again = people if together else _some(people, chosen)
    months = _months_of_events(pair, again, chosen)
    months = months or _months_of_numbers(pair, people, chosen[:MOST_ALONE])
    return min(months, key=lambda person: (months[person], person), default=int(chosen[0]))


def _months_of_events(pair: _Pair, again: Cohort, numbers: Ints) -> dict[int, int]:
    """The month in which something else happens to each person of those numbers, if any does.

    ``again`` are the people who are lived again for it.
    """
    left, right = (_stories(o) for o in pair.live(again, events=True))
    found = {n: first_event(left.get(n, ()), right.get(n, ())) for n in numbers.tolist()}
    return {number: month_of(events) for number, events in found.items() if events}


def _months_of_numbers(pair: _Pair, people: Cohort, numbers: Ints) -> dict[int, int]:
    """The month in which the money, or a count, of each person is another, living alone."""
    months: dict[int, int] = {}
    for number in numbers.tolist():
        one = _some(people, np.array([number]))
        parting = in_numbers(*pair.live(one, events=False), Life(pair.tables, one, pair.strategy))
        if parting is not None:
            months[number] = pair.tables.months if parting.month is None else parting.month
    return months


def _stories(outcome: Outcome) -> dict[int, Story]:
    """What happened to each person."""
    found: dict[int, list[Event]] = {}
    for event in outcome.events or ():
        found.setdefault(event.person, []).append(event)
    return {person: tuple(events) for person, events in found.items()}


def _halved(pair: _Pair, people: Cohort) -> int | None:
    """Somebody whose sums differ, though no record does: halve the people until one is left."""
    if not values_differ(*pair.live(people, events=False)):
        return None
    numbers = np.sort(people.person)
    while len(numbers) > 1:
        halves = np.array_split(numbers, 2)
        found = next((half for half in halves if pair.differ(_some(people, half))), None)
        if found is None:
            return None
        numbers = found
    return int(numbers[0]) if len(numbers) else None


def _parting(
    pair: _Pair, people: Cohort, outcomes: tuple[Outcome, Outcome], person: int | None
) -> tuple[Parting, tuple[Story, Story], bool]:
    """Where the person parts: alone, else among all; else where the runs as wholes do."""
    if person is not None:
        one = _some(people, np.array([person]))
        life = Life(pair.tables, one, pair.strategy)
        for alone, cohort in ((True, one), (False, people)):
            left, right = pair.live(cohort, events=True)
            stories = story_of(left, person), story_of(right, person)
            parting = in_events(*stories, life)
            if parting is None and alone:
                parting = in_numbers(left, right, life)
            if parting is not None:
                return parting, stories, alone
    life = Life(pair.tables, people, pair.strategy)
    parting = in_numbers(*outcomes, life)
    assert parting is not None  # for they are unequal
    return parting, ((), ()), False


def _some(people: Cohort, numbers: Ints) -> Cohort:
    """The people of those numbers."""
    rows = np.isin(people.person, numbers)
    return replace(
        people, **{each.name: getattr(people, each.name)[rows] for each in fields(people)}
    )
