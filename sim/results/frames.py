"""All tables of a run together: one frame a concept, all strategies under each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from sim.results.ages import ages_frame
from sim.results.conservation import check_books
from sim.results.events import events_frame
from sim.results.facts import Facts
from sim.results.groups import (
    group_ages_frame,
    group_ledger_frame,
    group_months_frame,
    group_tenure_frame,
    groups_frame,
)
from sim.results.ledger import ledger_frame
from sim.results.months import months_frame
from sim.results.people import PeopleTable
from sim.results.signals import signals_frame
from sim.results.tenure import tenure_frame
from sim.world.outcome import Outcome

REQUIRED = ("people", "ledger", "months", "ages", "tenure", "groups")
OPTIONAL = ("group_ledger", "group_months", "group_tenure", "group_ages", "signals", "events")
TABLES = REQUIRED + OPTIONAL
"""The names of the tables; each is an attribute of `Frames` and a file of the run folder."""


@dataclass(frozen=True)
class Frames:
    """The tables of a run. The module of the same name documents each one's columns."""

    people: pd.DataFrame
    ledger: pd.DataFrame
    months: pd.DataFrame
    ages: pd.DataFrame
    tenure: pd.DataFrame
    groups: pd.DataFrame
    group_ledger: pd.DataFrame | None = None  # folders written before there was one have none
    group_months: pd.DataFrame | None = None  # likewise
    group_tenure: pd.DataFrame | None = None  # likewise
    group_ages: pd.DataFrame | None = None  # likewise
    signals: pd.DataFrame | None = None  # likewise, and where no firm looks back at its months
    events: pd.DataFrame | None = None

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """The tables that there are, with their names."""
        for name in TABLES:
            frame = getattr(self, name)
            if frame is not None:
                yield name, frame


def frames_of(outcomes: Iterable[Outcome], facts: Facts) -> Frames:
    """The tables of the outcomes of the facts' strategies, after their books were checked.

    Outcomes are taken one at a time and none is kept, so that of large runs one is in memory.

    Raises:
        ConservationError: money appeared or vanished between two ways of counting it.
    """
    people = PeopleTable(facts)

    def tables(outcome: Outcome) -> dict[str, pd.DataFrame]:
        check_books(outcome, facts)
        people.add(outcome)
        return _small_tables(outcome, facts)

    parts = [*map(tables, outcomes)]  # a loop would hold on to an outcome while the next one lives
    return Frames(people=people.frame(), **_stacked(parts))


def _stacked(parts: list[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The strategies' tables under each other; a table that none of them has is left out."""
    having = {name: [part[name] for part in parts if name in part] for name in TABLES}
    return {name: pd.concat(frames, ignore_index=True) for name, frames in having.items() if frames}


def _small_tables(outcome: Outcome, facts: Facts) -> dict[str, pd.DataFrame]:
    """All but the people; signals and events only where they were told."""
    tables = {
        "ledger": ledger_frame(outcome, facts),
        "months": months_frame(outcome),
        "ages": ages_frame(outcome),
        "tenure": tenure_frame(outcome),
        "groups": groups_frame(outcome),
        "group_ledger": group_ledger_frame(outcome),
        "group_months": group_months_frame(outcome),
        "group_tenure": group_tenure_frame(outcome),
        "group_ages": group_ages_frame(outcome),
    }
    if outcome.signals:
        tables["signals"] = signals_frame(outcome)
    return tables if outcome.events is None else tables | {"events": events_frame(outcome)}
