"""Claims about ``sim reproduce``: whatever a manifest says is had again, or is said to differ."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli.app import app
from tests.results.test_damage import with_value

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(app, ["compare", SCENARIO, "--years", "1", "--out", "here"])
    assert made.exit_code == 0, made.output
    return tmp_path / "here"


def reproduce(*words: str) -> Result:
    return CliRunner().invoke(app, ["reproduce", "here", *words])


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("verdict.sentence", "Both are the same.", "verdict"),
        ("verdict.best", "nobody", "verdict"),
        ("verdict.difference.value", 1e9, "verdict"),
        ("verdict", None, "verdict"),
        ("facts.currency", "XXX", "facts"),
        ("facts.segments", ["none"], "facts"),
        ("scenario.resolved.people", 61, "numbers"),
        ("seed", 8, "seed"),
        ("scenario.sha256", "0" * 64, "scenario"),
    ],
)
def test_an_edited_manifest_is_not_reproduced(here: Path, path: str, value: Any, part: str) -> None:
    with_value(here, path, value)
    result = reproduce()
    assert result.exit_code == 3
    assert [part, "DIFFERENT"] in [line.split() for line in result.stdout.splitlines()]
    assert result.stdout.count("DIFFERENT") == 1
    assert "Not reproduced: here" in result.stdout


def test_a_last_bit_of_a_statistic_is_no_difference(here: Path) -> None:
    value = json.loads((here / "manifest.json").read_text())["verdict"]["difference"]["value"]
    with_value(here, "verdict.difference.value", value * (1 + 1e-14))
    assert reproduce().exit_code == 0
    assert sim.reproduce(here).same


def test_json_says_what_of_the_manifest_differs(here: Path) -> None:
    with_value(here, "seed", 8)
    found = json.loads(reproduce("--json").stdout)
    assert not found["same"]
    assert [name for name, alike in found["manifest"].items() if not alike] == ["seed"]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("engine", "steam", "no engine 'steam'"),
        ("engine", 5, "'engine' is of another kind"),
        ("facts.strategies", ["nobody"], "no strategy 'nobody'"),
        ("facts.strategies", "waiting", "'facts.strategies' is of another kind"),
        ("scenario.overrides", ["nothing=1"], "cannot be run again"),
        ("scenario.overrides", [1], "'scenario.overrides' is of another kind"),
        ("scenario.text", "title: [", "cannot be run again"),
    ],
)
def test_a_manifest_that_cannot_be_run_is_a_failed_run_with_its_file_named(
    here: Path, path: str, value: Any, said: str
) -> None:
    with_value(here, path, value)
    result = reproduce()
    assert result.exit_code == 3
    assert "here/manifest.json: " in result.stderr
    assert said in result.stderr
    assert "fault of the program" not in result.stderr
