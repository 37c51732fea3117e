"""Large markets in no time: everybody of a small one, many times over."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np

from sim.results.facts import Facts
from sim.results.frames import frames_of
from sim.results.run import Run
from sim.world.outcome import GROUPS, Outcome
from tests.results.factory import facts, outcome, random_lives, run_of

MEMBERS = 15 * GROUPS
"""People of the small market; copies of a person belong to the same group."""

NARROW = {
    **dict.fromkeys(("segment", "entry_stage", "exit"), np.int8),
    **dict.fromkeys(("joined", "left", "tenure_months", "products_opened", "purchases"), np.int16),
}


@cache
def members() -> tuple[Outcome, ...]:
    """The small market under both strategies."""
    about = facts(MEMBERS)
    return tuple(
        outcome(name, random_lives(seed, MEMBERS), about)
        for seed, name in enumerate(about.strategies)
    )


def about_crowd(times: int) -> Facts:
    """The facts of so many small markets."""
    one = facts(MEMBERS)
    return replace(one, people=MEMBERS * times, opening_cash=one.opening_cash * times)


def crowds(times: int, types: dict[str, type] | None = None) -> Iterator[Outcome]:
    """So many small markets as one, under both strategies; its people's numbers in some types."""
    for one in members():
        people: dict[str, Any] = {
            each.name: np.tile(getattr(one.people, each.name), times) for each in fields(one.people)
        }
        people["person"] = np.arange(MEMBERS * times, dtype=np.int64)
        people |= {name: people[name].astype(kind) for name, kind in (types or {}).items()}
        months = {each.name: getattr(one.months, each.name) * times for each in fields(one.months)}
        sums = {
            each.name: getattr(one, each.name) * times
            for each in fields(one)
            if isinstance(getattr(one, each.name), np.ndarray)
        }
        sums["group_counts"] = {name: cells * times for name, cells in one.group_counts.items()}
        record, counts = replace(one.people, **people), replace(one.months, **months)
        yield replace(one, people=record, months=counts, **sums)


def crowd_run(times: int, types: dict[str, type] | None = None) -> Run:
    """A run of so many small markets."""
    about = about_crowd(times)
    origin = run_of(facts(0), [], []).origin
    return Run(origin, about, frames_of(crowds(times, types), about), "columns")
