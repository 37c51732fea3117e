"""Claims about ``sim tune``: what it prints and writes, and its exit status."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli.app import app
from sim.cli.experiment import Conduct
from sim.cli.options import Engine
from sim.cli.tuned import compare_tuned

SCENARIO = str(Path(__file__).with_name("two_fees.yaml"))
ACQUIRE = "strategies.reaching_out.acquire.adult"
INCENTIVE = f"{ACQUIRE}.incentive"
FEW = ("--people", "20", "--years", "2", "--seeds", "2", "--fresh", "2", "--on", "here")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tune(*words: str, scenario: str = SCENARIO) -> Result:
    return CliRunner().invoke(app, ["tune", scenario, *words])


def last_line(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_what_lasts_and_writes_the_scenario_with_it() -> None:
    """An incentive that nobody needs is money thrown away: the least of the range is best."""
    result = tune("--vary", f"{INCENTIVE}=0..10", "--trials", "5", *FEW, "--out", "tuned")
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert words.startswith("Reaching out is worth £")
    assert "Settings of reaching out" in result.stdout
    assert "gain that did not last" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert {each.name for each in Path("tuned").iterdir()} >= {"report.html", "findings.json"}
    found = json.loads((Path("tuned") / "findings.json").read_text())
    file = Path(found["scenario"])
    written = sim.load(file)
    tuned = written.strategies["reaching_out"].acquire["adult"].incentive
    assert tuned == found["numbers"][INCENTIVE] < 5
    assert "the best of 5 trials" in written.sources[INCENTIVE].from_
    assert sim.override(written, f"{INCENTIVE}=5").strategies == sim.load(SCENARIO).strategies
    assert (file.parent / "tuning.json").is_file()


def test_json_has_a_line_for_each_run_and_the_findings_last() -> None:
    words = ("--vary", f"{INCENTIVE}=0..10", "--trials", "3", *FEW, "--format", "none")
    found = last_line(tune(*words, "--json"))
    assert found["trials"] == 3
    assert [each["strategy"] for each in found["strategies"]] == ["reaching_out"]
    assert found["strategies"][0]["trials"][0]["numbers"] == {INCENTIVE: 5}
    assert set(found["seeds"]).isdisjoint(found["fresh"])


def test_more_trials_repeat_no_run_and_give_what_they_would_have_at_once() -> None:
    words = ("--vary", f"{INCENTIVE}=0..10", *FEW, "--format", "none", "--json")
    last_line(tune(*words, "--trials", "3", "--out", "three"))
    wider = tune(*words, "--trials", "3", "--out", "three", "--more", "2")
    whole = tune(*words, "--trials", "5", "--out", "five")
    same = ("strategies", "numbers", "trials")
    assert {key: last_line(wider)[key] for key in same} == {
        key: last_line(whole)[key] for key in same
    }


def test_what_was_tuned_is_read_from_the_catalogue_when_it_is_resumed() -> None:
    words = ("--vary", f"{INCENTIVE}=0..10", "--trials", "3", *FEW, "--format", "none", "--json")
    first = last_line(tune(*words, "--out", "kept"))
    lines = tune(*words, "--out", "kept", "--resume")
    again = last_line(lines)
    assert again["strategies"] == first["strategies"]
    assert again["scenario"] != first["scenario"] or first["scenario"] is None


def test_the_best_of_each_is_compared_beside_todays_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (
        Path(SCENARIO)
        .read_text()
        .replace(
            "  waiting:\n    offers: all\n",
            "  waiting:\n    offers: all\n    better_by: {account: -0.1%}\n",
        )
    )
    Path("two.yaml").write_text(text)
    asked = sim.load("two.yaml", people=20, years=1)
    given = Conduct(
        Path("best"), False, 0, False, "here", 1, Engine.COLUMNS, None, ["none"], True, False
    )
    compare_tuned(asked, given, trials=2, seeds=1, fresh=1, replications=2)
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["sentence"].startswith("The best of each compared, ")
    assert set(found["tuned"]["worth"]) == {"waiting", "reaching_out"}
    assert len(found["tuning"]["strategies"]) == 2
    assert (Path("best") / "findings.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--vary", "discount_rate=1%..9%"], "discount_rate is no setting of a strategy"),
        (["--strategy", "reaching_ot"], "Did you mean 'reaching_out'?"),
        (["--strategy", "waiting", "--vary", INCENTIVE], "Tune it as well: --strategy"),
        (["--strategy", "waiting"], "waiting has no number that is tuned by default."),
        (["--vary", f"{INCENTIVE}=9..1"], "upside down"),
        (["--vary", f"{INCENTIVE}=9"], "gives no range. Expected PATH=LOW..HIGH"),
        (["--trials", "0"], "`0` is out of range."),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = tune(*words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
