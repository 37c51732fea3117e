"""A sound scenario that uses every word, and ways to read variations of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.scenario import Problem, Scenario, ScenarioError, load_text, tables_of

FOLDER = Path(__file__).parent
EVERY_WORD = FOLDER / "every_word.yaml"
TEXT = EVERY_WORD.read_text(encoding="utf-8")
TABLES = {"data/mortality.csv": (FOLDER / "data/mortality.csv").read_text(encoding="utf-8")}


def read(*changes: tuple[str, str], overrides: Sequence[str] = ()) -> Scenario:
    """The example with pieces of its text replaced."""
    text = TEXT
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return load_text(text, name="x.yaml", read_table=tables_of(TABLES), overrides=overrides)


def refused(*changes: tuple[str, str], overrides: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """The problems of the example with pieces of its text replaced."""
    try:
        read(*changes, overrides=overrides)
    except ScenarioError as error:
        return error.problems
    raise AssertionError("the scenario was accepted")
