"""Overrides: ``path=value`` in place of what the file says.

Decides what an override does to the file's data before it is checked. Whether path and value
are valid is judged afterwards, together with the file, and told under the override's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.scenario import shape
from sim.scenario.characters import forbidden
from sim.scenario.copies import copied
from sim.scenario.document import Document, read_value
from sim.scenario.problem import (
    Fault,
    Path,
    Problem,
    ScenarioError,
    did_you_mean,
    dotted,
    one_of,
)
from sim.scenario.units import Unit

_WHOLE_KEYS = ("uncertain", "sources")
"""Under these, the rest of a path is one key, though it has dots."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """A file's data with overrides applied, able to say where each path was written."""

    document: Document
    data: dict[str, Any]
    origins: dict[Path, str] = field(default_factory=dict)

    def problem(self, fault: Fault) -> Problem:
        """The fault with its place: a line of the file, or the override that set it."""
        origin = self._origin(fault.path)
        line, column = self.document.place(fault.path, at_key=fault.at_key)
        return Problem(
            origin or self.document.name,
            line if origin is None else None,
            column if origin is None else None,
            dotted(fault.path),
            fault.message,
            fault.expected,
            fault.hint,
        )

    def _origin(self, path: Path) -> str | None:
        places = (path[:length] for length in range(len(path), 0, -1))
        return next((self.origins[place] for place in places if place in self.origins), None)


def setting(unit: Unit, digits: int, path: str, value: float) -> str:
    """The override that sets a number, rounded to what its unit can express.

    >>> from sim.scenario.units import AMOUNT, MONTHS
    >>> setting(MONTHS, 2, "behaviour.contact.forgets", 5.7)
    'behaviour.contact.forgets=6 months'
    >>> setting(AMOUNT, 2, "products.card.fee", 12.3456)
    'products.card.fee=12.35'
    """
    number = writable(unit, digits, value)
    return f"{path}={number} months" if unit.form == "months" else f"{path}={number!r}"


def writable(unit: Unit, digits: int, value: float) -> float | int:
    """The nearest number that a unit can express: whole months, whole minor units.

    >>> from sim.scenario.units import AMOUNT
    >>> writable(AMOUNT, 0, 12.3456)
    12.0
    """
    if unit.form in ("months", "whole"):
        return round(value)
    return round(float(value), digits) if unit.form == "money" else float(value)


def apply(document: Document, overrides: Sequence[str]) -> Overridden:
    """The document's data with each ``path=value`` applied in turn, the last one winning.

    Raises ScenarioError for an override that is not ``path=value``, or leads through
    something that does not exist.
    """
    result = Overridden(document, copied(document.data))
    problems: list[Problem] = []
    for override in overrides:
        try:
            path, value = _parse(override)
            put(result, path, value, _label(override))
        except ScenarioError as error:
            problems.extend(error.problems)
    if problems:
        raise ScenarioError(problems)
    return result


def _label(override: str) -> str:
    return f"--set {_seen(override)}"


def _seen(override: str) -> str:
    """The override as it can be shown: what cannot be seen in it as a question mark."""
    return "".join("?" if forbidden(letter, lines=True) else letter for letter in override)


def _parse(override: str) -> tuple[Path, Any]:
    written_path, equals, value = override.partition("=")
    words = written_path.strip().split(".")
    if not equals or not all(words):
        raise _refuse(
            override,
            "",
            "not an override.",
            "path=value, such as people=1_000",
            "Join names by dots.",
        )
    code = forbidden(written_path)
    if code is not None:
        message = f"an invisible or forbidden character ({code})."
        raise _refuse(_seen(override), "", message, "", "Delete it.")
    path: Path = tuple(words)
    if words[0] in _WHOLE_KEYS and len(words) > 1:
        path = (words[0], ".".join(words[1:]))
    try:
        return path, read_value(value, _label(override))
    except ScenarioError as error:
        first = error.problems[0]
        raise _refuse(override, dotted(path), first.message, first.expected, first.hint) from error


def put(result: Overridden, path: Path, value: Any, label: str) -> None:
    """Set what stands at a path. Raises ScenarioError where the path leads through nothing."""
    here: Any = result.data
    for depth, word in enumerate(path[:-1]):
        parent = path[: depth + 1]
        if isinstance(here, list):
            raise _refuse(label, dotted(path[:depth]), "a list is set as a whole.", "[one, two]")
        if word not in here:
            _check_may_begin(result.data, parent, here, label)
            here[word] = {}
            result.origins[parent] = label
        elif not isinstance(here[word], dict | list):
            here[word] = _spread(result.data, parent, here[word], label)
        here = here[word]
    if isinstance(here, list):
        raise _refuse(label, dotted(path[:-1]), "a list is set as a whole.", "[one, two]")
    here[path[-1]] = value
    for place in [place for place in result.origins if place[: len(path)] == path]:
        del result.origins[place]
    result.origins[path] = label


def _check_may_begin(data: dict[str, Any], path: Path, here: dict[str, Any], label: str) -> None:
    """A path may add words of the language on its way, but no stage, product or strategy."""
    parent = shape.at(path[:-1], data)
    if parent is not None and parent.entries is not None and path[0] not in _WHOLE_KEYS:
        known = one_of(here) if here else ""
        hint = did_you_mean(str(path[-1]), here)
        raise _refuse(label, dotted(path), "does not exist.", known, hint)


def _spread(data: dict[str, Any], path: Path, value: Any, label: str) -> dict[str, Any]:
    """One value for all stages becomes `else`, so that a single stage can be set."""
    found = shape.at(path, data)
    if found is None or found.leaf is None or not found.leaf.staged:
        raise _refuse(label, dotted(path), f"has the one value `{value}`, and no words below it.")
    return {"else": value}


def _refuse(
    override: str, path: str, message: str, expected: str = "", hint: str = ""
) -> ScenarioError:
    label = override if override.startswith("--set ") else _label(override)
    return ScenarioError([Problem(label, None, None, path, message, expected, hint)])
