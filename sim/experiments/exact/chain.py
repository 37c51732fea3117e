"""All states that people of one segment can come to, and the branches of their months."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product as every

import numpy as np
from numpy.typing import NDArray

from sim.experiments.exact.story import (
    ELSEWHERE,
    HERE,
    NOT_HELD,
    Counted,
    Place,
    State,
    Story,
    counted,
    is_customer,
)
from sim.experiments.exact.terms import Terms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_STATES = 60_000
"""A chain with more states is refused: a recursion over it would take too long."""


class TooManyStatesError(ValueError):
    """A chain that is too large to go through."""


@dataclass
class StageBranches:
    """The months in one stage: branch by branch, where from, where to, the chance, what counts."""

    states: dict[State, int] = field(default_factory=dict)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    chance: list[float] = field(default_factory=list)
    counts: dict[Counted, dict[int, int]] = field(default_factory=dict)  # branch -> how often


@dataclass(frozen=True)
class Turn:
    """What every state becomes as one stage follows another: its place there, and who lapses."""

    place: Ints
    lapses: Floats


@dataclass(frozen=True)
class Chain:
    """One segment's chain over some products."""

    terms: Terms
    products: tuple[int, ...]
    stages: tuple[StageBranches, ...]
    turns: dict[tuple[int, int], Turn]
    first: tuple[tuple[tuple[float, int, tuple[Counted, ...]], ...], ...]
    """By stage: chance, state and what was counted, of those who are there when the run begins."""
    stranger: int = 0
    """The place of who holds nothing, in every stage: how later people begin."""


def chain_of(
    terms: Terms, products: tuple[int, ...], passes: set[tuple[int, int]], history: bool
) -> Chain:
    """Find all states that can be come to.

    ``passes`` are the pairs of stages of which one may follow the other directly.

    Raises TooManyStatesError.
    """
    stages = len(terms.tables.stage_names)
    stories = [Story(terms, products, stage, history) for stage in range(stages)]
    found = [StageBranches() for _ in range(stages)]
    openings = [list(_openings(terms, products, stage, history)) for stage in range(stages)]
    nobody = State((NOT_HELD,) * len(products))
    waiting: list[tuple[int, State]] = []

    def place(stage: int, state: State) -> int:
        states = found[stage].states
        if state not in states:
            states[state] = len(states)
            waiting.append((stage, state))
            if len(states) > MOST_STATES:
                raise TooManyStatesError
        return states[state]

    for stage in range(stages):
        place(stage, nobody)
        for _, state, _ in openings[stage]:
            place(stage, state)
    later = [[b for a, b in sorted(passes) if a == stage] for stage in range(stages)]
    turned: dict[tuple[int, int], dict[int, tuple[int, bool]]] = {each: {} for each in passes}
    while waiting:
        stage, state = waiting.pop()
        here, start = found[stage], found[stage].states[state]
        for (after, what), chance in stories[stage].month(state).items():
            branch = len(here.start)
            here.start.append(start)
            here.end.append(place(stage, after))
            here.chance.append(chance)
            for each in what:
                row = here.counts.setdefault(each, {})
                row[branch] = row.get(branch, 0) + 1
        for next_stage in later[stage]:
            becomes, lapses = stories[next_stage].turned(state, stage)
            turned[stage, next_stage][start] = place(next_stage, becomes), lapses
    return Chain(
        terms=terms,
        products=products,
        stages=tuple(found),
        turns={each: _turn(rows) for each, rows in turned.items()},
        first=tuple(
            tuple((chance, found[s].states[state], what) for chance, state, what in openings[s])
            for s in range(stages)
        ),
    )


def _turn(rows: dict[int, tuple[int, bool]]) -> Turn:
    order = sorted(rows)
    return Turn(
        np.array([rows[at][0] for at in order], dtype=np.int64),
        np.array([rows[at][1] for at in order], dtype=np.float64),
    )


def _openings(
    terms: Terms, products: tuple[int, ...], stage: int, history: bool
) -> Iterator[tuple[float, State, tuple[Counted, ...]]]:
    """Who is a customer when the run begins, and who holds what elsewhere."""
    tables = terms.tables
    share, term = tables.book_share, tables.products.term
    book = [p for p in tables.book_holds.tolist() if terms.lends(p, stage)]
    if share:
        held = tuple(_here(int(term[p]), stage) if p in book else NOT_HELD for p in products)
        state = State(held, was_won=history and bool(book))
        joined = counted("joined") + (counted("won") if history else ())
        yield share, state, joined if is_customer(state) else ()
    each = [_elsewhere(terms, p, stage) for p in products]
    for places in every(*each):
        chance = float(np.prod([chance for chance, _ in places]))
        if chance * (1.0 - share) > 0.0:
            yield chance * (1.0 - share), State(tuple(place for _, place in places)), ()


def _here(term: int, stage: int) -> Place:
    return Place(HERE, term, stage if term else 0)


def _elsewhere(terms: Terms, product: int, stage: int) -> list[tuple[float, Place]]:
    """A loan elsewhere is somewhere in its term, with equal chance anywhere."""
    share = float(terms.tables.market_share[product, stage])
    if not share or not terms.lends(product, stage):
        return [(1.0, NOT_HELD)]
    term = int(terms.tables.products.term[product])
    left = range(1, term + 1) if term else (0,)
    return [
        (1.0 - share, NOT_HELD),
        *((share / len(left), Place(ELSEWHERE, months)) for months in left),
    ]
