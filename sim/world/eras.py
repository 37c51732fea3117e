"""Eras: the spans of a run in which a strategy and its market stay as they are.

A change that takes time moves every number evenly from month to month, words at once: each month of
it is an era.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np

from sim.scenario.tables import Phase, Tables
from sim.world.market import Market, market_of
from sim.world.ways import Ways, ways_of

T = TypeVar("T")


@dataclass(frozen=True)
class Era:
    """What holds from a month on."""

    month: int
    market: Market
    ways: Ways


def eras_of(tables: Tables, strategy: int) -> tuple[Era, ...]:
    """The eras of one strategy's run, in order; the first begins in month 0."""
    return tuple(
        _era(month, _as_of(month, tables, tables.phases[strategy]), strategy)
        for month in _beginnings(tables.phases[strategy], tables.months)
    )


def _era(month: int, tables: Tables, strategy: int) -> Era:
    given = tables.strategies[strategy]
    return Era(month, market_of(tables, given.practices), ways_of(tables, given))


def _beginnings(phases: tuple[Phase, ...], months: int) -> list[int]:
    """The months in which anything is set anew."""
    changes = (
        month for phase in phases for month in range(phase.month, phase.month + max(phase.over, 1))
    )
    return sorted({0, *(month for month in changes if month < months)})


def _as_of(month: int, tables: Tables, phases: tuple[Phase, ...]) -> Tables:
    """The tables that hold in a month."""
    state = before = tables
    for phase in phases:
        if month >= phase.month:
            share = min((month - phase.month + 1) / max(phase.over, 1), 1.0)
            state = _moved(state, before, phase.tables, share)
        before = phase.tables
    return state


def _moved(state: T, before: T, after: T, share: float) -> T:
    """``state`` with that share of the way from ``before`` to ``after`` added, number by number."""
    if share == 1.0 and state is before:
        return after
    if dataclasses.is_dataclass(state) and not isinstance(state, type):
        return _parts_moved(state, before, after, share)
    if isinstance(state, tuple) and isinstance(after, tuple) and len(state) == len(after):
        each = map(_moved, state, _as_tuple(before), after, (share,) * len(state))
        return cast("T", tuple(each))
    if _is_real(state) and _is_real(before) and _is_real(after):
        return cast("T", state + (after - before) * share)  # type: ignore[operator]
    return after


def _parts_moved(state: T, before: T, after: T, share: float) -> T:
    if type(before) is not type(after) or type(state) is not type(after):
        return after  # a practice begins, or ends
    moved = {
        each.name: _moved(
            getattr(state, each.name), getattr(before, each.name), getattr(after, each.name), share
        )
        for each in dataclasses.fields(cast("Any", state))
    }
    return type(state)(**moved)


def _as_tuple(value: object) -> tuple[Any, ...]:
    assert isinstance(value, tuple)
    return value


def _is_real(value: object) -> bool:
    """Whether it is a number, or an array of numbers, that can lie between two others."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype == np.float64)
    return isinstance(value, float)
