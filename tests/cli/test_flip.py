"""Claims about ``sim flip``: what it prints, and its exit status."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

HERE = Path(__file__).parent
FEE = "products.account.fee"
REACH_COST = "strategies.reaching_out.acquire.adult.cost"
SCENARIO = str(HERE / "two_fees.yaml")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def flip(*words: str, scenario: str = SCENARIO) -> Result:
    return CliRunner().invoke(app, ["flip", scenario, *words])


def by_fee(*words: str) -> Result:
    return flip("--by", FEE, "--seeds", "2", "--on", "here", *words)


def last_line(result: Result) -> dict[str, Any]:
    """The findings, after a line for each run."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_a_sentence_and_then_all_that_was_tried() -> None:
    result = by_fee()
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert words.startswith(
        "The lead of reaching out over waiting is lost where products.account.fee is"
    )
    assert "it is £24 now)." in words
    assert "reaching out less waiting, per person" in result.stdout
    assert "£24, now" in result.stdout
    assert "60 people, 36 months, 2 strategies, seed 7" in result.stderr
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    (folder,) = Path("out").iterdir()
    assert {file.name for file in folder.iterdir()} >= {"report.html", "findings.json"}
    assert "two_fees-flip-" in folder.name


def test_quiet_prints_the_sentence_alone_and_json_all_of_it() -> None:
    quiet, plain = (
        by_fee("--years", "1", "--format", "none", "--out", form[2:], form)
        for form in ("--quiet", "--json")
    )
    found = last_line(plain)
    assert " ".join(quiet.stdout.split()) == found["sentence"]
    assert (found["path"], found["today"], found["searched"]) == (FEE, 24, [0, 48])
    assert found["value"] == {"value": None, "low": None, "high": None, "n": 2}
    assert found["evaluations"][0]["x"] == 0
    assert quiet.stderr == plain.stderr == ""


def test_options_say_the_range_the_strategies_and_the_scenario() -> None:
    words = ("--from", "20", "--to", "30", "--set", f"{FEE}=26", "--people", "20", "--years", "1")
    pair = ("--strategies", "waiting,reaching_out")
    found = last_line(by_fee(*words, *pair, "--json", "--format", "none"))
    assert (found["leader"], found["rival"]) == ("waiting", "reaching_out")
    assert (found["searched"], found["today"]) == ([20, 30], 26)


def test_one_seed_is_told_to_give_no_interval() -> None:
    said = " ".join(
        by_fee("--seeds", "1", "--years", "1", "--quiet", "--format", "none").stdout.split()
    )
    assert "One seed gives no interval; take two or more." in said


def test_a_number_on_which_nothing_depends_is_told() -> None:
    words = ("--by", "firm.cash.opening_per_person", "--to", "9", "--seeds", "2", "--quiet")
    words = (*words, "--format", "none", "--on", "here")
    said = " ".join(flip(*words).stdout.split())
    assert "does not depend on firm.cash.opening_per_person" in said
    assert "`funding`" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "products.account.fe"], "Did you mean 'products.account.fee'?"),
        (["--by", FEE, "--from", "30", "--to", "10"], "upside down: it runs from 30 to 10."),
        (["--by", REACH_COST, "--from", "-5"], "`-5` is out of range. Expected an amount of money"),
        (["--by", FEE, "--to", "5 months"], "`5 months` is not a number"),
        (["--by", FEE, "--from", "30"], "is 24 now, which lies outside the range from 30 to 48."),
        (["--by", FEE, "--strategies", "waiting"], "expected two, the leader and its rival"),
        (["--by", FEE, "--strategies", "waiting,waitng"], "Did you mean 'waiting'?"),
        (["--by", FEE, "--seeds", "0"], "`0` is out of range. Expected a whole number from 1 to"),
        (["--from", "3"], "--from and --to are the ends of one number, named by one --by"),
        (["--by", FEE, "--by", f"{FEE}=1..9"], f"{FEE} is named twice. Keep one of the two."),
        (["--by", f"{FEE}=1..9", "--to", "8"], "are the ends of one number"),
        (["--by", f"{FEE}=1-9"], "gives no range. Expected PATH=LOW..HIGH, such as"),
        (["--by", f"{FEE}=9..1"], "upside down: it runs from 9 to 1."),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = flip(*words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_several_numbers_are_told_in_one_table_by_the_size_of_the_change() -> None:
    words = ("--by", f"{FEE}=20..30", "--by", "discount_rate", "--seeds", "2", "--on", "here")
    few = (*words, "--people", "20", "--years", "1", "--out", "each")
    result = flip(*few)
    assert result.exit_code == 0, result.output
    assert " ".join(result.stdout.split()).startswith("Of 2 numbers moved one at a time, ")
    assert "turns at" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert "flip-1" not in result.stdout
    found = json.loads((Path("each") / "findings.json").read_text())
    assert {each["path"] for each in found["numbers"]} == {FEE, "discount_rate"}
    again = flip(*few, "--resume", "--quiet", "--format", "none")
    assert again.exit_code == 0, again.output
    assert json.loads((Path("each") / "findings.json").read_text()) == found


def test_each_uncertain_number_is_moved_where_none_is_named() -> None:
    lines = Path(SCENARIO).read_text()
    Path("believed.yaml").write_text(f"{lines}uncertain:\n  {FEE}: {{uniform: [20, 30]}}\n")
    words = ("--seeds", "1", "--people", "20", "--years", "1", "--json", "--format", "none")
    found = last_line(flip(*words, "--on", "here", scenario="believed.yaml"))
    assert {each["path"]: each["searched"] for each in found["numbers"]} == {
        FEE: [20, 30],
        "discount_rate": [0, 0.2],
    }


def test_more_seeds_repeat_no_run_and_give_what_they_would_have_at_once() -> None:
    few = ("--people", "20", "--years", "1", "--json", "--format", "none")
    last_line(by_fee(*few, "--out", "two"))
    widened = by_fee(*few, "--out", "two", "--more", "1")
    whole = flip("--by", FEE, "--seeds", "3", "--on", "here", *few, "--out", "three")
    wider, once = last_line(widened), last_line(whole)
    assert {**wider, "folder": 0} == {**once, "folder": 0}


def test_a_wrong_scenario_has_status_one() -> None:
    assert flip("--by", FEE, scenario="nowhere.yaml").exit_code == 1
    lines = Path(SCENARIO).read_text().splitlines(keepends=True)
    Path("one.yaml").write_text("".join(lines[: lines.index("  reaching_out:\n")]))
    alone = flip("--by", FEE, scenario="one.yaml")
    assert alone.exit_code == 1
    assert "needs two strategies" in alone.stderr
