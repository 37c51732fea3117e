"""Claims about the generated scenarios: that they are sound, the same each time, and not dead."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np

from sim.scenario.practices import Stop
from sim.scenario.tables import Choose, Tables
from sim.scenario.tabulate import tabulate
from sim.world.books import COUNTS
from sim.world.cohort import born
from sim.world.eras import eras_of
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit, Outcome
from sim.world.run import run_strategy
from tests.contracts.engines import attentive
from tests.contracts.scenarios import of_thirty, read, written

OF_FIRMS = {
    "looks at nobody",
    "begins again",
    "is ruined",
    "changes",
    *(f"moves {name}" for name in ("puts_right", "quality", "trained", "considers", "heard")),
}


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
            found.update(what_happened(outcome) | of_the_firm(tables, place, outcome))
            spoken_of = {each.product for each in outcome.events or () if each.event == "contacted"}
            if len(spoken_of) > 1:
                found[strategy.choose.name] += 1
    names = {each.name.lower() for each in Happening} | {each.name for each in Choose}
    exits = {f"exit {each}" for each in Exit}
    stops = {f"stops {each.name}" for each in Stop}
    expected = names | set(Line) | exits | stops | {f"counts {name}" for name in COUNTS} | OF_FIRMS
    assert set(found) >= expected, expected - set(found)


def what_happened(outcome: Outcome) -> set[object]:
    """The happenings, the lines that were posted to, and the ways of leaving of one run."""
    happened: set[object] = {event.event for event in outcome.events or ()}
    happened |= {line for line in Line if outcome.ledger[:, :, line].any()}
    happened |= {f"counts {name}" for name in COUNTS if getattr(outcome.months, name).any()}
    return happened | {f"exit {how}" for how in set(outcome.people.exit.tolist())}


def of_the_firm(tables: Tables, strategy: int, outcome: Outcome) -> set[object]:
    """What became of the firm: what it stopped for want of money, and what else is rare."""
    if not attentive(tables, strategy):
        return {"looks at nobody"}
    stopped = outcome.signals["stopped"]
    funding = tables.strategies[strategy].practices.funding
    found: set[object] = {f"stops {each.name}" for each in funding[: int(stopped.max())]}
    found |= {"begins again"} if (np.diff(stopped) < 0).any() else set()
    found |= {"is ruined"} if outcome.ruined >= 0 else set()
    found |= {"changes"} if len(eras_of(tables, strategy)) > 1 else set()
    return found | {f"moves {name}" for name, told in outcome.signals.items() if np.ptp(told) > 0}
