"""Claims about the generated scenarios: that they are sound, the same each time, and not dead."""

from __future__ import annotations

from collections import Counter
from random import Random

from sim.scenario.tables import Choose
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit, Outcome
from sim.world.run import run_strategy
from tests.contracts.scenarios import of_thirty, read, written

SILENT = {Line.STAFF, Line.LOYALTY, Line.PROGRAMMES, Line.FINANCING}
"""Lines of the ledger that nothing is posted to."""


def thirty() -> list[str]:
    """The texts of the thirty."""
    texts: list[str] = []
    of_thirty(texts.append)
    return texts


def test_they_are_thirty_different_ones_and_the_same_each_time() -> None:
    texts = thirty()
    assert len(set(texts)) == len(texts) == 30
    assert texts == thirty()


def test_a_hundred_more_of_their_kind_are_sound() -> None:
    for number in range(100):
        read(written(Random(number)))


def test_everything_that_can_happen_happens_in_some_of_them() -> None:
    found = Counter[object]()
    for text in thirty():
        tables = tabulate(read(text))
        people = born(tables)
        for place, strategy in enumerate(tables.strategies):
            outcome = run_strategy(tables, people, place, engine="agents", events=True)
            found.update(what_happened(outcome))
            spoken_of = {each.product for each in outcome.events or () if each.event == "contacted"}
            if len(spoken_of) > 1:
                found[strategy.choose.name] += 1
    names = {each.name.lower() for each in Happening} | {each.name for each in Choose}
    expected = names | (set(Line) - SILENT) | {f"exit {each}" for each in Exit}
    assert set(found) >= expected, expected - set(found)


def what_happened(outcome: Outcome) -> set[object]:
    """The happenings, the lines that were posted to, and the ways of leaving of one run."""
    happened: set[object] = {event.event for event in outcome.events or ()}
    lines = {line for line in Line if outcome.ledger[:, :, line].any()}
    return happened | lines | {f"exit {how}" for how in set(outcome.people.exit.tolist())}
