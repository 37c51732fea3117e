"""All tables of a run together: one frame a concept, all strategies under each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.results.ages import ages_frame
from sim.results.conservation import check_books
from sim.results.events import events_frame
from sim.results.facts import Facts
from sim.results.groups import groups_frame
from sim.results.ledger import ledger_frame
from sim.results.months import months_frame
from sim.results.people import people_frame
from sim.results.tenure import tenure_frame
from sim.world.outcome import Outcome

REQUIRED = ("people", "ledger", "months", "ages", "tenure", "groups")
OPTIONAL = ("events",)
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
    events: pd.DataFrame | None = None

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """The tables that there are, with their names."""
        for name in TABLES:
            frame = getattr(self, name)
            if frame is not None:
                yield name, frame


def frames_of(outcomes: Sequence[Outcome], facts: Facts) -> Frames:
    """The tables of one or more strategies' outcomes, after their books were checked.

    Raises:
        ConservationError: money appeared or vanished between two ways of counting it.
    """
    for outcome in outcomes:
        check_books(outcome, facts)
    told = all(outcome.events is not None for outcome in outcomes)
    return Frames(
        people=_stack(outcomes, lambda outcome: people_frame(outcome, facts)),
        ledger=_stack(outcomes, lambda outcome: ledger_frame(outcome, facts)),
        months=_stack(outcomes, months_frame),
        ages=_stack(outcomes, ages_frame),
        tenure=_stack(outcomes, tenure_frame),
        groups=_stack(outcomes, groups_frame),
        events=_stack(outcomes, events_frame) if told else None,
    )


def _stack(outcomes: Sequence[Outcome], frame: Callable[[Outcome], pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([frame(outcome) for outcome in outcomes], ignore_index=True)
