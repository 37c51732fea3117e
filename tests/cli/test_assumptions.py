"""Claims about ``sim assumptions``: what it prints, and its exit status."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.cli.moving import sparse

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
FEE = "products.account.fee"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def assumptions(*words: str, scenario: str = SCENARIO) -> Result:
    return CliRunner().invoke(app, ["assumptions", scenario, "--threads", "1", *words])


def test_it_says_on_how_many_numbers_the_verdict_hangs_and_which() -> None:
    result = assumptions("--only", "products.account")
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert words.startswith("6 numbers, 6 of them without a source. Moved one at a time,")
    assert "Numbers that flip the verdict" in words
    assert "products.account.fee £24 → £12" in words
    assert "products.account.fee £24 flips" in words
    assert "One number at a time is moved" in words
    assert "Today reaching out leads waiting by" in words
    assert "6 of 6 numbers have no source." in words
    assert "60 people, 36 months, 2 strategies, seed 7" in result.stderr
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_where_no_number_flips_the_verdict_the_table_says_none() -> None:
    words = " ".join(assumptions("--only", "products.account.wins.customer").stdout.split())
    assert words.count(" none ") == 2
    assert "0 flip the lead of reaching out, 0 may flip it, 1 keep it." in words


def test_a_list_alone_lets_nobody_live() -> None:
    result = assumptions("--no-verdict")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    words = " ".join(result.stdout.split())
    assert "18 numbers, 18 of them without a source." in words
    assert "Numbers of the scenario" in words
    assert "flip" not in words


def test_quiet_prints_the_sentence_alone_and_json_all_of_it() -> None:
    quiet, plain = (assumptions("--only", FEE, form) for form in ("--quiet", "--json"))
    found = json.loads(plain.stdout)
    assert " ".join(quiet.stdout.split()) == found["sentence"]
    assert quiet.stderr == plain.stderr == ""
    (fee,) = found["assumptions"]
    assert (fee["path"], fee["value"], fee["answer"]) == (FEE, "£24", "flips")
    assert [one["rival"] for one in fee["tried"]] == ["waiting", "waiting"]
    assert (found["people"], found["leader"], found["unsourced"]) == (60, "reaching_out", 1)


def test_the_whole_table_is_written_as_a_file() -> None:
    result = assumptions("--only", "products.account.*", "--out", "all.csv", "--quiet")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(Path("all.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 6
    fee = next(row for row in rows if row["path"] == FEE)
    assert (fee["value"], fee["tried_low"], fee["tried_high"]) == ("£24", "£12", "£48")
    assert fee["unit"] == "an amount of money"
    assert fee["moved_by"] == "half and double"


def test_few_people_live_unless_somebody_says_how_many(tmp_path: Path) -> None:
    many = Path("many.yaml")
    many.write_text(Path(SCENARIO).read_text().replace("people: 60", "people: 5_000"))
    words = ("--only", "discount_rate", "--years", "1", "--json")
    said = json.loads(assumptions(*words, scenario=str(many)).stdout)
    assert said["people"] == 400
    asked = json.loads(assumptions(*words, "--people", "30", scenario=str(many)).stdout)
    assert asked["people"] == 30
    set_ = json.loads(assumptions(*words, "--set", "people=500", scenario=str(many)).stdout)
    assert set_["people"] == 500


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "products.account.fe"], "Did you mean"),
        (["--only", "*.nothing"], "is no number of the scenario"),
        (["--out", "nowhere/all.csv", "--no-verdict"], "nowhere/all.csv could not be written"),
    ],
)
def test_a_wrong_command_teaches(words: list[str], said: str) -> None:
    result = assumptions(*words)
    assert result.exit_code in (2, 3), result.output
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_progress_off_a_terminal_is_a_line_with_the_time_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seconds = iter([0.0, 5.0, 5.0, 20.0, 20.0, 21.0, 21.0])
    tick = sparse(lambda: next(seconds))
    for done in (1, 4, 5):
        tick(done, 12)
    assert capsys.readouterr().err == "4 of 12 worlds lived, some 40 seconds left\n"
