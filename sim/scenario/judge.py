"""From a file's data to a scenario and to everything that is wrong with it.

Decides how checks that look at the whole file still run when single values are wrong: what
is wrong is told, set aside, and the rest is read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sim.scenario.checks import Given, check
from sim.scenario.copies import copied
from sim.scenario.models.scenario import Scenario
from sim.scenario.problem import Fault, Path
from sim.scenario.translate import MISSING, faults_of

Offered = frozenset[tuple[str, str]]

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


def judged(
    data: dict[str, Any],
    tables: Mapping[str, str | Exception],
    offered: Offered | None = None,
) -> tuple[Scenario | None, list[Fault]]:
    """The scenario, without the parts that are wrong, and every fault that was found.

    ``tables`` are those of `Given`. ``offered`` is given for data that were changed: what was
    offered before, by strategy. The scenario is None where too little is left to read.
    """
    scenario, faults, taken_out = _read(data)
    if scenario is None:
        return None, faults
    changed = offered is not None
    found = check(Given(scenario, data, tables, offered or frozenset()), changed=changed)
    return scenario, faults + [fault for fault in found if not _rests_on(fault, taken_out)]


def _read(data: dict[str, Any]) -> tuple[Scenario | None, list[Fault], set[Path]]:
    """The scenario, what is wrong, and which places had to be taken out to read it.

    The scenario is None where too little is left to read.
    """
    faults: list[Fault] = []
    taken_out: set[Path] = set()
    rest = data
    for _ in range(_ROUNDS):
        try:
            return Scenario.model_validate(rest), faults, taken_out
        except ValidationError as error:
            found = faults_of(error, rest)
        faults = faults or found
        rest = copied(rest)
        for fault in found:
            taken_out.add(_take_out(rest, fault.path, missing=fault.message == MISSING))
    return None, faults, taken_out


def _take_out(data: dict[str, Any], path: Path, *, missing: bool) -> Path:
    """Remove what stands at a path; for a missing word, the part that lacks it.

    A list or a single value on the way is removed whole. Returns the path removed.
    """
    if missing and len(path) > 1:
        path = path[:-1]
    if len(path) > 1 and path != ("life", "stages"):
        return _remove(data, path)
    first = str(path[0]) if path else ""
    data.pop(first, None)
    if first in _STAND_INS:
        data[first] = copied(_STAND_INS[first])
    return (first,)


def _remove(data: dict[str, Any], path: Path) -> Path:
    parent = data
    for depth, word in enumerate(path[:-1]):
        below = parent.get(str(word))
        if not isinstance(below, dict):
            parent.pop(str(word), None)
            return path[: depth + 1]
        parent = below
    parent.pop(str(path[-1]), None)
    return path


def _rests_on(fault: Fault, taken_out: set[Path]) -> bool:
    """Whether a judgement looks at something that is itself wrong."""
    places = (fault.path, *fault.needs)
    return any(_overlap(place, other) for place in places for other in taken_out)


def _overlap(one: Path, other: Path) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
