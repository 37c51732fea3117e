"""Claims about ``sim uncertainty``: what it prints, keeps, goes on with, and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
BELIEVED = ("--set", "uncertain.products.account.fee={uniform: [6, 40]}")
SMALL = ("--people", "20", "--years", "1", "--workers", "1", "--seeds", "2", "--format", "none")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def uncertainty(*words: str) -> Result:
    return CliRunner().invoke(app, ["uncertainty", SCENARIO, *SMALL, *words])


def findings(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_a_sentence_and_tables_of_narrow_lines() -> None:
    result = uncertainty(*BELIEVED, "-n", "8")
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert words.startswith("Over what is believed of 1 number, ")
    for title in ("Chance of being worth most", "Variance of the lead", "Worth of knowing"):
        assert title in words
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_more_draws_give_what_as_many_from_the_start_give() -> None:
    place = (*BELIEVED, "-n", "8", "--json", "--out", "kept")
    assert len(findings(uncertainty(*place))["draws"]) == 8
    wider = findings(uncertainty(*place, "--more", "4"))
    straight = findings(uncertainty(*BELIEVED, "-n", "12", "--json"))
    assert wider["draws"] == straight["draws"]
    assert wider["parameters"] == straight["parameters"]


def test_a_scenario_without_beliefs_is_told_how_to_write_one() -> None:
    result = uncertainty("-n", "8")
    assert result.exit_code == 1
    assert "uncertain:\n  discount_rate: {uniform: [7.5%, 12.5%]}" in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-n", "4"], "expected 8 or more"),
        (["--seeds", "1"], "luck cannot be told from lack of knowledge"),
        (["--strategies", "waiting,reching_out"], "Did you mean 'reaching_out'?"),
    ],
)
def test_what_will_not_do_is_said_before_anybody_lives(words: list[str], said: str) -> None:
    result = uncertainty(*BELIEVED, *words)
    assert result.exit_code in (1, 2)
    assert said in " ".join(result.output.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not Path("out").exists()
