"""Claims about ``sim levers``: what it prints and keeps, and how it teaches."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

SCENARIO = str(Path(__file__).parents[1] / "experiments" / "two_clubs.yaml")
SMALL = ("--people", "20", "--years", "1", "--seeds", "2", "--on", "here", "--format", "none")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def levers(*words: str) -> Result:
    return CliRunner().invoke(app, ["levers", SCENARIO, *words])


def found_in(result: Result) -> dict[str, Any]:
    """The last line of JSON; those before it are the runs."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_how_many_runs_then_a_sentence_and_tables() -> None:
    result = levers(*SMALL)
    assert result.exit_code == 0, result.output
    assert "3 parts (offers+acquire, contact, service): 6 mixtures, 12 runs" in result.stderr
    words = " ".join(result.stdout.split())
    assert "per person than" in words
    assert "The steps add up to the minor unit." in words
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    (folder,) = Path("out").iterdir()
    assert (folder / "findings.json").is_file()


def test_json_is_all_of_it_and_more_seeds_widen_it() -> None:
    kept = ("--out", "kept", "--json")
    first = found_in(levers(*SMALL, *kept))
    assert (first["seeds"], len(first["mixtures"])) == (2, 8)
    again = levers(*SMALL, *kept)
    assert again.exit_code == 2
    assert "--more N" in again.stderr
    wider = levers(*SMALL, *kept, "--more", "1")
    assert found_in(wider)["seeds"] == 3
    assert wider.stderr == ""


def test_groups_and_strategies_are_asked() -> None:
    words = ("--strategies", "cold,warm", "--groups", "service+contact", "--json")
    found = found_in(levers(*SMALL, *words))
    assert (found["leader"], found["rival"]) == ("cold", "warm")
    parts = {tuple(each["parts"]) for each in found["contributions"]}
    assert parts == {("offers", "acquire"), ("contact", "service")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--strategies", "warm,cald"], "Did you mean 'cold'?"),
        (["--strategies", "warm"], "expected two, the leader and its rival"),
        (["--groups", "servise+contact"], "Did you mean 'service'?"),
        (["--strategies", "warm,cold", "--groups", "staff+contact"], "the same under both"),
        (["--more", "2"], "leave --resume out"),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = levers(*SMALL, *words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not Path("out").exists()
