"""Claims about ``sim compare`` over many runs: what it prints, keeps and refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
MANY = ("--replications", "3")
SMALL = ("--people", "20", "--years", "1", "--on", "here", "--format", "none")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def compare(*words: str) -> Result:
    return CliRunner().invoke(app, ["compare", SCENARIO, *words])


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_it_says_a_sentence_then_tables_and_keeps_the_experiment() -> None:
    result = compare("--replications", "4", *SMALL[:-2], "--format", "md", "--out", "here")
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert "over 4 runs" in words.split("What each strategy")[0]
    assert "Over the people of the first" in result.stdout
    assert "The experiment is kept in here" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    names = {file.name for file in Path("here").iterdir()}
    assert names >= {"experiment.json", "catalogue.sqlite", "runs.parquet", "findings.json"}
    assert "Run by run" in Path("here/report.md").read_text()


def test_json_is_a_line_for_each_run_and_one_of_findings() -> None:
    *runs, found = lines(compare("--replications", "3", *SMALL, "--json"))
    assert [run["seed"] for run in runs] == [7, 8, 9]
    assert (found["runs"], found["done"], found["until"]) == (3, 3, None)
    assert "over 3 runs" in str(found["sentence"])


def test_the_same_again_with_more_repeats_no_run_and_is_as_if_asked_at_once() -> None:
    compare("--replications", "2", *SMALL, "--out", "here", "--quiet")
    wider = lines(compare("--replications", "2", *SMALL, "--out", "here", "--more", "2", "--json"))
    at_once = lines(compare("--replications", "4", *SMALL, "--out", "there", "--json"))
    assert wider[-1]["leads"] == at_once[-1]["leads"]
    taken = json.loads(Path("here/experiment.json").read_text())["size"]
    assert taken == 4


def test_a_rule_stops_the_runs_and_says_so() -> None:
    *runs, found = lines(compare("--until", "sign", "--replications", "15", *SMALL, "--json"))
    assert found["until"] == "sign"
    assert len(runs) == found["runs"]
    assert found["runs"] in (10, 15)
    said = "once the sign was settled" if found["enough"] else "the sign is not settled; --more 10"
    assert said in str(found["sentence"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--replications", "0"], "`0` is out of range. Expected a whole number from 1"),
        (["--until", "60%"], "`60%` is no rule to stop by. Expected a share of the difference"),
        (["--until", "sgn"], "Did you mean 'sign'?"),
        (["--until", "5%", "--replications", "5"], "5 runs at most: expected 10 or more"),
        (["--replications", "3", "--events"], "--events keeps what happens to each person of one"),
        (["--replications", "3", "--format", "xlsx"], "is a workbook of the tables of one run"),
        (["--resume"], "--resume is for many runs, and this compares by one"),
        (["--more", "4"], "--more is for many runs"),
        (["--replications", "3", "--shards", "2"], "--shards spreads the people of one run"),
        (["--workers", "2"], "--workers is for many runs"),
        (["--replications", "3", "--resume", "--out", "nowhere"], "holds no experiment"),
        ([*MANY, "--threads", "2", "--on", "pool"], "--on pool gives each run one thread"),
        ([*MANY, "--workers", "2", "--on", "here"], "means nothing beside --on here"),
        ([*MANY, "--workers", "2", "--on", "ray://a:1"], "means nothing beside --on ray://a:1"),
        ([*MANY, "--workers", "2", "--threads", "2"], "means nothing beside --threads"),
        ([*MANY, "--force", "--resume", "--out", "x"], "--force begins an experiment anew"),
        ([*MANY, "--force", "--more", "2", "--out", "x"], "--force begins an experiment anew"),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = compare(*words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not Path("out").exists()


def test_another_question_is_refused_in_the_same_folder() -> None:
    compare("--replications", "2", *SMALL, "--out", "here", "--quiet")
    refused = compare("--until", "sign", *SMALL, "--out", "here", "--resume")
    assert refused.exit_code == 2
    assert "there until is not given, and here it is" in " ".join(refused.stderr.split())


def test_one_strategy_alone_has_status_one() -> None:
    text = Path(SCENARIO).read_text().splitlines(keepends=True)
    Path("one.yaml").write_text("".join(text[: text.index("  reaching_out:\n")]))
    alone = CliRunner().invoke(app, ["compare", "one.yaml", "--replications", "2"])
    assert alone.exit_code == 1
    assert "needs two strategies" in alone.stderr
