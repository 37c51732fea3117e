"""Claims about ``sim validate SCENARIO``: what it says, and its exit status."""

import json
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.experiments.exact import comparisons

SMALL = ("coffee_place", "--people", "200", "--years", "2")


def validate(*words: str) -> Result:
    return CliRunner().invoke(app, ["validate", *words], env={"COLUMNS": "80"})


def test_every_strategy_is_held_against_what_is_expected_of_it() -> None:
    result = validate(*SMALL)
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    for strategy in ("heavy buyers", "everyone", "text only", "nobody"):
        assert f"A card for whom?, {strategy} expected" in said
    assert "Compared is nobody without: strategies.nobody.word_of_mouth, behaviour.churn." in said
    assert "backward recursion over months, stages and holdings" in said
    assert "figures agree with theory" in said
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_json_has_every_figure_of_every_strategy() -> None:
    found = json.loads(validate(*SMALL, "--json").stdout)
    assert found["passed"]
    assert len(found["checks"]) == 4
    assert {"expected", "simulated", "z", "passed"} < set(found["checks"][0]["comparisons"][0])


def test_money_that_is_not_what_it_ought_to_be_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    live = comparisons.run_strategy

    def doubled(*args: Any, **options: Any) -> Any:
        outcome = live(*args, **options)
        return replace(outcome, ledger=2 * outcome.ledger)

    monkeypatch.setattr(comparisons, "run_strategy", doubled)
    result = validate(*SMALL, "--quiet")
    assert result.exit_code == 1
    assert "disagree with theory: " in result.stdout
    assert "acquisition" in result.stdout


def test_another_engine_gives_the_same() -> None:
    small = ("coffee_place", "--people", "50", "--years", "1", "--json")
    assert validate(*small).stdout == validate(*small, "--engine", "agents").stdout


def test_the_worlds_of_closed_forms_are_not_changed() -> None:
    result = validate("--people", "200")
    assert result.exit_code == 2
    assert "name one, such as sim validate hsbc" in " ".join(result.stderr.split())


def test_a_scenario_that_is_not_there_is_told() -> None:
    result = validate("coffee_palce")
    assert result.exit_code == 1
    assert "Did you mean 'coffee_place'?" in " ".join(result.stderr.split())
