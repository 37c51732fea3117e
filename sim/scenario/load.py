"""Loading: from a file to a scenario.

Decides the order in which a scenario is found, read, overridden and checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.scenario import document
from sim.scenario.blame import blamed
from sim.scenario.find import ReadTable, find, read_bytes, tables_beside
from sim.scenario.models.scenario import Scenario, Source
from sim.scenario.overrides import apply, setting
from sim.scenario.problem import ScenarioError
from sim.scenario.shape import numbers_of
from sim.scenario.validate import validate


def load(
    source: str | Path,
    *,
    overrides: Sequence[str] = (),
    people: int | None = None,
    years: int | None = None,
    seed: int | None = None,
) -> Scenario:
    """The scenario of a file, or a shipped one by its name (``hsbc``).

    ``overrides`` are ``path=value`` and win over the file; ``people``, ``years`` and ``seed``
    are further overrides. Raises ScenarioError with every problem of the file at once.
    """
    file = find(source)
    content = read_bytes(file)
    numbers = {"people": people, "years": years, "seed": seed}
    further = [f"{word}={number}" for word, number in numbers.items() if number is not None]
    return load_text(
        document.decode(content, str(file)),
        name=str(file),
        read_table=tables_beside(file),
        overrides=[*overrides, *further],
    )


def load_text(
    text: str, *, name: str, read_table: ReadTable, overrides: Sequence[str] = ()
) -> Scenario:
    """The scenario of a text. ``name`` is the file named in problems; ``read_table`` gives the
    text of a data table for the path the scenario writes. Raises ScenarioError."""
    written = document.read(text, name)
    try:
        scenario, tables = _checked(written, overrides, read_table)
    except ScenarioError as error:
        raise blamed(error, overrides, lambda: _checked(written, (), read_table)) from None
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return scenario.read_from(Source(name, text, sha256, tuple(overrides), tables))


def again(scenario: Scenario, overrides: Sequence[str] = ()) -> Scenario:
    """The same scenario read again from its own source, with further overrides.

    Needs none of the original files. Raises ScenarioError.
    """
    source = scenario.source
    return load_text(
        source.text,
        name=source.name,
        read_table=tables_of(source.tables),
        overrides=[*source.overrides, *overrides],
    )


def with_numbers(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """The same scenario with other numbers at some paths, in human units (12% is 0.12).

    Amounts are rounded to the currency's minor unit, lengths of time to whole months. Raises
    KeyError for a path that leads to no number, ScenarioError for a number out of range.
    """
    known = numbers_of(scenario)
    digits = scenario.minor_digits
    overrides = [setting(known[path][0], digits, path, number) for path, number in numbers.items()]
    return again(scenario, overrides)


def _checked(
    written: document.Document, overrides: Sequence[str], read_table: ReadTable
) -> tuple[Scenario, dict[str, str]]:
    """The scenario and the texts of its tables. Raises ScenarioError."""
    overridden = apply(written, overrides)
    tables = {path: _table(path, read_table) for path in _table_paths(overridden.data)}
    scenario = validate(overridden, tables)
    return scenario, {path: text for path, text in tables.items() if isinstance(text, str)}


def tables_of(tables: Mapping[str, str]) -> ReadTable:
    """Reads tables from texts already at hand."""

    def read(path: str) -> str:
        if path not in tables:
            raise FileNotFoundError(path)
        return tables[path]

    return read


def _table(path: str, read_table: ReadTable) -> str | Exception:
    try:
        return read_table(path)
    except (OSError, ValueError) as error:
        return error


def _table_paths(data: dict[str, Any]) -> list[str]:
    life = data.get("life")
    mortality = life.get("mortality") if isinstance(life, dict) else None
    table = mortality.get("table") if isinstance(mortality, dict) else None
    return [table] if isinstance(table, str) else []
