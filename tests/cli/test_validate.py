"""Claims about ``sim validate``: what it prints, and its exit status."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli.app import app
from sim.experiments.validation import all as every
from sim.experiments.validation import run
from sim.scenario import again

FEW = ("level_annuity", "heavy_savers")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two quick ones, and the one that needs a library, which is not there."""
    checks = [check for check in every.CHECKS if check.scenario in FEW or check.needs]
    monkeypatch.setattr(every, "CHECKS", tuple(checks))
    monkeypatch.setattr(run, "find_spec", lambda name: None)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interest that is not what the scenario says."""
    live = run.live

    def wrong(scenario: Any, **options: Any) -> Any:
        loan = "loan" in scenario.products
        return live(again(scenario, ["products.loan.market_rate=6.1%"] if loan else []), **options)

    monkeypatch.setattr(run, "live", wrong)


def validate(*words: str) -> Result:
    return CliRunner().invoke(app, ["validate", *words], env={"COLUMNS": "80"})


def test_it_shows_every_figure_with_its_formula_source_and_timing() -> None:
    result = validate()
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "A loan repaid by a level annuity" in said
    assert "Monthly payment 1,199.1011 1,199.10" in said
    assert "P i / (1 - (1+i)**-n). Kellison 2009" in said
    assert "Timing: a payment at the end of each month" in said
    assert said.count("agrees") == 4
    assert "All 4 figures agree with theory." in said
    assert "at most 0.1 % (Holm 1979, over all 4)" in said
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert "Savers, small and large …" in result.stderr


def test_what_needs_a_library_is_left_out_and_said_and_no_failure() -> None:
    said = " ".join(validate("--quiet").stdout.split())
    assert "Left out: Buy till you die, fitted by lifetimes, which needs lifetimes" in said
    assert "pip install 'lifecycle-offers[validate]'" in said
    content = json.loads(validate("--json").stdout)
    assert [each["left_out"] for each in content["checks"]].count("needs lifetimes") == 1


def test_quiet_says_a_sentence_and_json_all_of_it() -> None:
    quiet, plain = validate("--quiet"), validate("--json")
    content = json.loads(plain.stdout)
    assert " ".join(quiet.stdout.split()) == content["sentence"]
    assert quiet.stderr == plain.stderr == ""
    assert (content["passed"], content["level"], content["comparisons"]) == (True, 0.001, 4)
    first = content["checks"][0]["comparisons"][0]
    assert set(first) >= {
        *("what", "formula", "source", "timing", "expected", "simulated"),
        *("standard_error", "z", "p", "passed"),
    }


@pytest.mark.usefixtures("broken")
def test_a_figure_that_disagrees_is_named_and_gives_status_one() -> None:
    result = validate()
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert "2 of 4 figures disagree with theory: Monthly payment; Balance after 120" in said
    assert said.count("FAILS") == said.count("agrees") == 2
    plain = validate("--json")
    assert plain.exit_code == 1
    assert json.loads(plain.stdout)["passed"] is False


def test_engines_threads_and_seeds_may_be_chosen() -> None:
    def figures(*words: str) -> list[float]:
        checks = json.loads(validate("--json", *words).stdout)["checks"]
        return [one["simulated"] for each in checks for one in each["comparisons"]]

    assert figures("--threads", "1") == figures()
    assert figures("--seed", "9") != figures()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "colums"], "Did you mean 'columns'?"),
        (["--threads", "0"], "`0` is out of range"),
        (["hsbc", "hotel"], "One SCENARIO is expected, and here are 2: hsbc, hotel"),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = validate(*words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_from_python_it_is_one_call() -> None:
    found = sim.validate()
    assert found.passed
    assert [each.what for each in found.comparisons][:1] == ["Monthly payment"]
