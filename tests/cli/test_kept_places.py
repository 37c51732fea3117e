"""Claims about where the commands keep a run: never lost to another run, or for want of room."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.experiments import trial

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
SHORT = ("--years", "1", "--json")
COMMANDS = [["compare", SCENARIO, *SHORT], ["run", SCENARIO, "--strategy", "waiting", *SHORT]]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def invoke(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def overtaken(monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    """The result of a command while which the same command ran from beginning to end."""
    live: Callable[..., Any] = trial.live

    def slowly(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(trial, "live", live)
        assert invoke(*words).exit_code == 0
        return live(*given, **named)

    monkeypatch.setattr(trial, "live", slowly)
    return invoke(*words)


@pytest.mark.parametrize("words", COMMANDS)
def test_of_two_runs_at_once_both_are_kept(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    assert invoke(*words).exit_code == 0
    result = overtaken(monkeypatch, *words)
    assert result.exit_code == 0, result.output
    first, second, third = sorted(path.name for path in Path("out").iterdir())
    assert [second, third] == [f"{first}-2", f"{first}-3"]
    assert json.loads(result.stdout)["folder"] == f"out/{third}"


def test_a_named_place_taken_meanwhile_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    result = overtaken(monkeypatch, *COMMANDS[0], "--out", "here")
    assert result.exit_code == 2
    assert "here already holds a run" in result.stderr


def test_force_leaves_a_folder_alone_that_holds_more_than_a_run() -> None:
    words = [*COMMANDS[0], "--out", "here"]
    assert invoke(*words).exit_code == 0
    Path("here/thesis.txt").write_text("mine")
    result = invoke(*words, "--force")
    assert result.exit_code == 2
    assert "thesis.txt" in result.stderr
    assert Path("here/thesis.txt").read_text() == "mine"


def test_a_name_too_long_is_refused_before_anybody_lives() -> None:
    result = invoke("compare", SCENARIO, "--out", "x" * 250)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "Two fees" not in result.stderr
