"""The description of the model is what the program says, and rests on tests that exist."""

import ast
import re
from pathlib import Path

import pytest

import sim
from tests.docs import model
from tests.docs.documents import ROOT

TEXT = model.MODEL.read_text(encoding="utf-8")
LIMITS = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)
"""The eleven of Grimm and others 2020, in their order."""

PARTS = (
    "1. Purpose and patterns",
    "2. Entities, state variables and scales",
    "3. Process overview and scheduling",
    "4. Design concepts",
    "5. Initialisation",
    "6. Input data",
    "7. Submodels",
)


def test_what_is_read_off_the_program_is_what_the_program_says() -> None:
    assert model.stale() == [], "run: python -m tests.docs.model"


@pytest.mark.parametrize("name", model.SECTIONS)
def test_a_section_that_is_out_of_date_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(model.SECTIONS, name, lambda: "something else")
    assert model.stale() == [name]


def test_it_has_the_seven_parts_and_the_eleven_concepts_in_order() -> None:
    assert tuple(re.findall(r"^## (.*)$", TEXT, re.MULTILINE)) == PARTS
    assert tuple(re.findall(r"^\*\*([\w ]+)\.\*\*", TEXT, re.MULTILINE)) == CONCEPTS


def test_every_test_it_names_exists() -> None:
    named = NAMED_TEST.findall(TEXT) + NAMED_TEST.findall(LIMITS)
    assert len(named) > len(PARTS)
    assert [
        f"{file}::{test}" for file, test in named if test not in names_of_tests(ROOT / file)
    ] == []


def test_every_submodel_names_its_words_source_file_and_test() -> None:
    rows = [line for line in TEXT.splitlines() if "`sim/" in line and line.count(" | ") == 6]
    assert len(rows) > len(list((ROOT / "sim" / "rules").glob("*.py")))
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert all(cells), row
        assert NAMED_TEST.search(cells[-1]), row


def test_every_file_of_rules_with_a_formula_is_named() -> None:
    without = {"__init__", "compiled", "incomplete"}
    files = {file.stem for file in (ROOT / "sim" / "rules").glob("*.py")} - without
    assert {name for name in files if f"`sim/rules/{name}.py`" not in TEXT} == set()


def test_every_override_that_the_limits_advise_leaves_the_shipped_scenario_sound() -> None:
    advised = re.findall(r"--set (?:'([^'`]+)'|([^\s`']+))", LIMITS)
    overrides = [quoted or bare for quoted, bare in advised]
    assert len(overrides) >= 6
    for override in overrides:
        assert sim.override(sim.load("hsbc"), override).source.overrides == (override,)


def names_of_tests(file: Path) -> set[str]:
    """The names of a file's tests."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
