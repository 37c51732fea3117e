"""Claims about ``sim flip``: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.cli.searching import sparse

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
    return flip("--by", FEE, "--seeds", "2", *words)


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
    assert not Path("out").exists()


def test_quiet_prints_the_sentence_alone_and_json_all_of_it() -> None:
    quiet, plain = (by_fee("--years", "1", form) for form in ("--quiet", "--json"))
    found = json.loads(plain.stdout)
    assert " ".join(quiet.stdout.split()) == found["sentence"]
    assert (found["path"], found["today"], found["searched"]) == (FEE, 24, [0, 48])
    assert found["value"] == {"value": None, "low": None, "high": None, "n": 2}
    assert found["evaluations"][0]["x"] == 0
    assert quiet.stderr == plain.stderr == ""


def test_options_say_the_range_the_strategies_and_the_scenario() -> None:
    words = ("--from", "20", "--to", "30", "--set", f"{FEE}=26", "--people", "20", "--years", "1")
    found = json.loads(by_fee(*words, "--strategies", "waiting,reaching_out", "--json").stdout)
    assert (found["leader"], found["rival"]) == ("waiting", "reaching_out")
    assert (found["searched"], found["today"]) == ([20, 30], 26)


def test_one_seed_is_told_to_give_no_interval() -> None:
    said = " ".join(by_fee("--seeds", "1", "--years", "1", "--quiet").stdout.split())
    assert "One seed gives no interval; take two or more." in said


def test_a_number_on_which_nothing_depends_is_told() -> None:
    words = ("--by", "firm.cash.opening_per_person", "--to", "9", "--seeds", "2", "--quiet")
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
        ([], "Missing option '--by'"),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = flip(*words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_a_wrong_scenario_has_status_one() -> None:
    assert flip("--by", FEE, scenario="nowhere.yaml").exit_code == 1
    lines = Path(SCENARIO).read_text().splitlines(keepends=True)
    Path("one.yaml").write_text("".join(lines[: lines.index("  reaching_out:\n")]))
    alone = flip("--by", FEE, scenario="one.yaml")
    assert alone.exit_code == 1
    assert "needs two strategies" in alone.stderr


def test_progress_off_a_terminal_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 5.0, 16.0, 17.0])
    tick = sparse(FEE, 3, lambda: next(seconds))
    for place in range(3):
        tick(4, 12.5, place)
    assert capsys.readouterr().err == f"{FEE}: value 5, 12.5, seed 2 of 3\n"
