"""Dated changes: that each has a date of the run, and sets what a change may set.

Decides what may change in the course of a run. Whether the new value is possible is decided by
making the change (``consequences.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sim.scenario.checks.given import Given
from sim.scenario.checks.refusals import refused_of_market, refused_of_strategy
from sim.scenario.problem import Fault, Path
from sim.scenario.timeline import dated, month_of
from sim.scenario.values import PARAMETERS, Change


def check_changes(given: Given) -> Iterator[Fault]:
    """Changes before the start, of what does not change, and of the same thing twice."""
    taken: dict[tuple[str | None, date], list[str]] = {}
    for strategy, place, change in dated(given.scenario):
        if month_of(given.scenario, change) < 0:
            yield _before_the_start(place, given)
        for path, value in change.settings.items():
            here: Path = (*place, "set", path)
            before = taken.setdefault((strategy, change.start), [])
            yield from _check_setting(here, path, value, strategy)
            yield from _check_twice(here, path, before, change)
            before.append(path)


def _before_the_start(place: Path, given: Given) -> Fault:
    start = f"{given.scenario.start:%Y-%m}"
    hint = "What holds from the start is written in its own place."
    message = f"lies before the start, {start}."
    return Fault((*place, "from"), message, f"a month from {start} on", hint, needs=(("start",),))


def _check_setting(here: Path, path: str, value: Any, strategy: str | None) -> Iterator[Fault]:
    words = path.split(".")
    refused = refused_of_market(words) if strategy is None else refused_of_strategy(words)
    if refused is not None:
        yield refused.below(*here)
    elif _is_drawn(value):
        message = "a change brings no distribution."
        yield Fault(here, message, "one number, one word, a list or a map by stage")


def _is_drawn(value: Any) -> bool:
    """Whether a value is, or holds, a distribution across people."""
    if not isinstance(value, dict):
        return False
    return any(word in PARAMETERS or _is_drawn(inner) for word, inner in value.items())


def _check_twice(here: Path, path: str, before: list[str], change: Change) -> Iterator[Fault]:
    other = next((one for one in before if _overlap(one, path)), None)
    if other is not None:
        message = f"is set twice from {change.start:%Y-%m} on, here and by `{other}`."
        yield Fault(here, message, hint="Keep one of the two.", at_key=True)


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
