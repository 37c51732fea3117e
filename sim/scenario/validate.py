"""From a file's data to a sound scenario, or to every problem at once.

Decides how checks that look at the whole file still run when single values are wrong: what
is wrong is told, set aside, and the rest is read without it.
"""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError

from sim.scenario.checks import Given, check
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import Overridden
from sim.scenario.problem import Fault, Path, ScenarioError
from sim.scenario.translate import faults_of

_ROUNDS = 12
_STAND_INS: dict[str, Any] = {
    "scenario": 1,
    "title": "-",
    "currency": "GBP",
    "start": "2000-01",
    "years": 1,
    "people": 1,
    "seed": 0,
    "discount_rate": 0,
    "life": {"stages": {}},
    "products": {},
    "strategies": {},
}
"""What stands for a required word that is missing or wrong while the rest is checked."""


def validate(overridden: Overridden, tables: dict[str, str | Exception]) -> Scenario:
    """The scenario of a file's data. Raises ScenarioError with every problem found.

    ``tables`` holds the text of every data table named in the file, or why it has none.
    """
    data = overridden.data
    scenario, faults = _read(data)
    if scenario is not None:
        found = check(Given(scenario, data, tables))
        faults = faults + [fault for fault in found if not _rests_on(fault, faults)]
    if faults or scenario is None:
        problems = dict.fromkeys(overridden.problem(fault) for fault in faults)
        raise ScenarioError(sorted(problems, key=_order))
    return scenario


def _order(problem: Any) -> tuple[int, int]:
    return (problem.line or 0, problem.column or 0)


def _read(data: dict[str, Any]) -> tuple[Scenario | None, list[Fault]]:
    try:
        return Scenario.model_validate(data), []
    except ValidationError as error:
        faults = faults_of(error, data)
        return _read_without(error, data), faults


def _read_without(error: ValidationError, data: dict[str, Any]) -> Scenario | None:
    """What can be read once all that is wrong is taken out; None where too little is left."""
    rest = copy.deepcopy(data)
    for _ in range(_ROUNDS):
        for fault in faults_of(error, rest):
            _take_out(rest, fault.path, missing=fault.message == "is missing.")
        try:
            return Scenario.model_validate(rest)
        except ValidationError as again:
            error = again
    return None


def _take_out(data: dict[str, Any], path: Path, *, missing: bool) -> None:
    """Remove what stands at a path; for a missing word, the part that lacks it."""
    if missing and len(path) > 1:
        path = path[:-1]
    if len(path) <= 1 or path == ("life", "stages"):
        word = str(path[0]) if path else ""
        data.pop(word, None)
        if word in _STAND_INS:
            data[word] = copy.deepcopy(_STAND_INS[word])
        return
    parent: Any = data
    for depth, word in enumerate(path[:-1]):
        below = parent.get(str(word)) if isinstance(parent, dict) else None
        if not isinstance(below, dict):
            # A list, or a single value, is taken out whole.
            _remove(parent, path[depth])
            return
        parent = below
    _remove(parent, path[-1])


def _remove(parent: Any, word: str | int) -> None:
    if isinstance(parent, dict):
        parent.pop(str(word), None)


def _rests_on(fault: Fault, faults: list[Fault]) -> bool:
    """Whether a judgement looks at something that is itself wrong."""
    places = (fault.path, *fault.needs)
    return any(_overlap(place, other.path) for place in places for other in faults)


def _overlap(one: Path, other: Path) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
