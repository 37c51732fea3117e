"""A market in which every word of the language plays a part, small enough to run many times."""

from __future__ import annotations

from functools import cache

from sim.scenario import Scenario, load_text, tables_of
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.outcome import Outcome
from tests.scenario.examples import TABLES, TEXT
from tests.worlds import run

PEOPLE = 80
SMALL = (f"people={PEOPLE}", "years=20", "life.enter.arrivals_per_year=2", "opening_book.share=20%")

ADULTS = "age,sex,qx\n" + "".join(f"{age},{sex},0.02\n" for sex in "MF" for age in range(100))
"""Deaths that leave people time for a life, unlike the table of the example."""


def market(*changes: tuple[str, str], overrides: tuple[str, ...] = ()) -> Scenario:
    """The example with pieces of its text replaced."""
    text = TEXT
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    tables = dict.fromkeys(TABLES, ADULTS)
    return load_text(
        text, name="x.yaml", read_table=tables_of(tables), overrides=(*SMALL, *overrides)
    )


@cache
def outcomes(
    *changes: tuple[str, str], overrides: tuple[str, ...] = (), events: bool = False
) -> dict[str, Outcome]:
    """What became of every strategy in the market with changes."""
    tables = tabulate(market(*changes, overrides=overrides))
    return run(tables, born(tables), events=events)
