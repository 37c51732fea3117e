"""The numbers that a scenario's file or an override gives, and not those it leaves at a default."""

from __future__ import annotations

from typing import Any

from sim.scenario import document
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import apply
from sim.scenario.shape import numbers_of
from sim.scenario.translate import at
from sim.scenario.units import Unit


def numbers_written(scenario: Scenario) -> dict[str, tuple[Unit, Any]]:
    """Every number that is given, by path: its unit and value.

    The version of the language and beliefs about numbers are none of them.
    """
    source = scenario.source
    written = apply(document.read(source.text, source.name), source.overrides).data
    return {
        path: found
        for path, found in numbers_of(scenario).items()
        if path != "scenario" and not path.startswith("uncertain.") and _is_given(path, written)
    }


def _is_given(path: str, written: object) -> bool:
    """Whether a path, or a value that holds for all below it, is written."""
    words = path.split(".")
    lengths = range(len(words), len(words) - 2, -1)
    found = (at(tuple(words[:length]), written) for length in lengths)
    return any(each is not None and not _has_words(each, words) for each in found)


def _has_words(value: object, words: list[str]) -> bool:
    """Whether a map goes on to some other stage than the one looked for."""
    return isinstance(value, dict) and words[-1] not in value and not _is_distribution(value)


def _is_distribution(value: dict[str, object]) -> bool:
    return len(value) <= 2 and all(isinstance(part, list | int | float) for part in value.values())
