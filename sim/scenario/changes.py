"""The phases of a strategy: the scenario as it stands after each dated change.

Decides which scenario a change leads to. What a world makes of the way there is decided elsewhere,
and that every phase is sound was decided when the scenario was read (``consequences.py``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario import document
from sim.scenario.copies import copied
from sim.scenario.models.scenario import Scenario, Source
from sim.scenario.overrides import Overridden, apply
from sim.scenario.timeline import Step, timeline, without_changes


@dataclass(frozen=True, slots=True)
class Phase:
    """From ``month`` on the scenario becomes ``scenario``: at once, or evenly within ``over``
    months. It has all changes up to this one, applied fully, and no ``changes`` of its own."""

    month: int
    over: int
    scenario: Scenario


def phases(scenario: Scenario, strategy: str) -> tuple[Phase, ...]:
    """The phases of a strategy, in order; the first is the scenario itself, from month 0.

    Changes of the market and of the strategy begin a phase: those of one month and of equal length
    begin one together, what comes at once before what takes time. Changes of other strategies up to
    then are made as well. What begins after the end of the run is left out. Raises KeyError for a
    strategy that the scenario does not have.
    """
    if strategy not in scenario.strategies:
        raise KeyError(strategy)
    found, steps = [Phase(0, 0, scenario)], timeline(scenario)
    if not steps:
        return tuple(found)
    now, made = without_changes(_written(scenario.source)), _no_changes(scenario)
    for step in steps:
        for setting in step.settings:
            setting.make(now)
            made.append(setting.override)
        if step.month < scenario.months and _concerns(step, strategy):
            found.append(Phase(step.month, step.over, _stands(now, scenario.source, made)))
    return tuple(found)


def _written(source: Source) -> Overridden:
    return apply(document.read(source.text, source.name), source.overrides)


def _concerns(step: Step, strategy: str) -> bool:
    return any(setting.strategy in (None, strategy) for setting in step.settings)


def _stands(now: Overridden, source: Source, made: Sequence[str]) -> Scenario:
    """The scenario as it stands now, saying by which overrides it can be read again."""
    further = dataclasses.replace(source, overrides=(*source.overrides, *made))
    return Scenario.model_validate(copied(now.data)).read_from(further)


def _no_changes(scenario: Scenario) -> list[str]:
    """Overrides that take all changes out."""
    changing = [f"strategies.{name}" for name, one in scenario.strategies.items() if one.changes]
    return [f"{path}.changes=[]" for path in changing] + ["changes=[]"] * bool(scenario.changes)
