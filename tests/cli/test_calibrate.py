"""Claims about ``sim calibrate``: what it prints, what it keeps, and its exit status."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.scenario import load
from sim.scenario.shape import numbers_of
from tests.calibration.banks import BANK, TARGETS

CHURN = "behaviour.churn.per_year.adult"
SMALL = ("--people", "150", "--years", "6", "--seeds", "1", "--fresh", "1", "--steps", "1")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def calibrate(*words: str) -> Result:
    return CliRunner().invoke(app, ["calibrate", *words])


def test_it_says_what_was_found_and_keeps_a_scenario_with_it() -> None:
    done = calibrate(str(BANK), str(TARGETS), *SMALL)
    assert done.exit_code == 0, done.output
    assert "on fresh seeds" in done.stdout
    for said in ("young_leave", "Patterns only looked at", CHURN, "Singular values"):
        assert said in done.stdout
    kept = Path("out/bank-calibrated")
    written = load(kept / "bank.yaml")
    content = json.loads((kept / "calibration.json").read_text(encoding="utf-8"))
    assert content["found"][CHURN] == numbers_of(written)[CHURN][1] != 0.2
    assert "bank_targets.yaml" in written.sources[CHURN].from_
    assert "was 20%" in written.sources[CHURN].note
    assert written.years == 12  # a small run is asked for, not written down


def test_json_is_all_of_it_and_nothing_else() -> None:
    done = calibrate(str(BANK), str(TARGETS), *SMALL, "--steps", "0", "--json", "--out", "kept")
    found = json.loads(done.stdout)
    assert found["found"] == found["today"]
    assert {each["use"] for each in found["patterns"]} == {"fit", "check"}
    assert found["scenario"] == str(Path("kept/bank.yaml"))
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((str(BANK), "nowhere.yaml"), 1, "nowhere.yaml: there is no such file."),
        (("nobank", str(TARGETS)), 1, "there is no such file."),
        ((str(BANK), str(BANK)), 1, "unknown word."),
        ((str(BANK), str(TARGETS), "--out", "."), 2, "is there already"),
        ((str(BANK), str(TARGETS), "--seeds", "0"), 2, "Expected"),
    ],
)
def test_what_cannot_be_is_told(words: tuple[str, ...], status: int, said: str) -> None:
    done = calibrate(*words)
    assert done.exit_code == status, done.output
    assert said in " ".join(done.stderr.split())
    assert not Path("out").exists()
