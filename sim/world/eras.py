"""Eras: the spans of a run in which a strategy and its market stay as they are.

A change that takes time moves every number evenly from month to month, words at once: each month of
it is an era.
"""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

from sim.scenario.practices import ImprovementTables
from sim.scenario.tables import Phase, StrategyTables, Tables
from sim.scenario.units import MONTHS_AT_MOST as LONGEST
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
    phases = tables.phases[strategy]
    states = {m: _as_of(m, tables, phases) for m in _beginnings(phases, tables.months)}
    given = {month: state.strategies[strategy] for month, state in states.items()}
    return tuple(_era(month, states[month], _with_past(month, given)) for month in states)


def _era(month: int, tables: Tables, strategy: StrategyTables) -> Era:
    return Era(month, market_of(tables, strategy.practices), ways_of(tables, strategy))


def _with_past(month: int, given: dict[int, StrategyTables]) -> StrategyTables:
    """A strategy as of a month, with the improvement of the years before it as it was then."""
    strategy = given[month]
    past = tuple(_rate(12 * year, given) for year in range(month // 12))
    improvement = strategy.practices.improvement or ImprovementTables(0.0, LONGEST, 0.0)
    if all(rate == improvement.per_year for rate in past):
        return strategy
    practices = replace(strategy.practices, improvement=replace(improvement, past=past))
    return replace(strategy, practices=practices)


def _rate(month: int, given: dict[int, StrategyTables]) -> float:
    """The improvement a year in force in a month."""
    improvement = given[max(m for m in given if m <= month)].practices.improvement
    return improvement.per_year if improvement else 0.0


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
