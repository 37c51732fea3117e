"""How the behaviour of a segment comes about.

A value given under a segment's ``behaviour`` replaces the whole value at that path of the
scenario's ``behaviour``: ``churn.per_year`` by stage is replaced as one, not stage by stage.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sim.scenario.models.base import Part
from sim.scenario.models.behaviour import Behaviour
from sim.scenario.models.scenario import Scenario

P = TypeVar("P", bound=Part)


def behaviour_of(scenario: Scenario, segment: str | None = None) -> Behaviour:
    """The full behaviour of a segment; of everybody where ``segment`` is None.

    Raises KeyError for a segment that the scenario does not have.
    """
    if segment is None:
        return scenario.behaviour
    return _replaced(scenario.behaviour, scenario.segments[segment].behaviour)


def _replaced(base: P, given: P) -> P:
    values = {name: getattr(base, name) for name in base.model_fields_set}
    for name in given.model_fields_set:
        value = getattr(given, name)
        values[name] = _replaced(getattr(base, name), value) if isinstance(value, Part) else value
    return _built(type(base), values)


def _built(part: type[P], values: dict[str, Any]) -> P:
    """A part of values already read; what is not among them takes its default."""
    return part.model_construct(set(values), **values)
