"""Claims about ``sim drivers``: what it prints and keeps, and how it teaches."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

SCENARIO = str(Path(__file__).parents[1] / "experiments" / "two_clubs.yaml")
SMALL = ("--people", "20", "--years", "1", "--seeds", "2", "--on", "here", "--format", "none")
BOTH = ("--only", "products.account.fee", "--only", "strategies.warm.service.quality")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def drivers(*words: str) -> Result:
    return CliRunner().invoke(app, ["drivers", SCENARIO, *words])


def found_in(result: Result) -> dict[str, Any]:
    """The last line of JSON; those before it are the runs."""
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_how_many_runs_then_a_sentence_and_a_table() -> None:
    result = drivers(*SMALL)
    assert result.exit_code == 0, result.output
    assert "2 numbers, each to both ends: 4 points, 8 runs under 2 seeds." in result.stderr
    assert "It hangs most on" in " ".join(result.stdout.split())
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    (folder,) = Path("out").iterdir()
    assert (folder / "runs.parquet").is_file()


def test_a_page_is_written_with_its_chart() -> None:
    words = ("--people", "20", "--years", "1", "--seeds", "2", "--on", "here", "--out", "kept")
    assert drivers(*words, *BOTH, "--quiet").exit_code == 0
    assert "Tornado chart" in Path("kept/report.html").read_text()


@pytest.mark.parametrize(
    ("words", "count", "more", "wider"),
    [
        ((), "seeds", "1", 3),
        (("--method", "morris", "--trajectories", "2"), "trajectories", "1", 3),
        (("--method", "sobol", "--samples", "8"), "samples", "8", 16),
    ],
)
def test_each_method_is_widened(words: tuple[str, ...], count: str, more: str, wider: int) -> None:
    kept = (*SMALL, *words, "--out", "kept", "--json")
    assert found_in(drivers(*kept))[count] < wider
    assert found_in(drivers(*kept, "--more", more))[count] == wider


def test_an_experiment_that_cannot_be_widened_so_is_left_as_it_was() -> None:
    kept = (*SMALL, "--method", "sobol", "--samples", "8", "--out", "kept")
    assert drivers(*kept, "--quiet").exit_code == 0
    wrong = drivers(*kept, "--more", "3")
    assert wrong.exit_code == 2
    assert "11 base samples: expected a power of 2" in " ".join(wrong.stderr.split())
    assert found_in(drivers(*kept, "--resume", "--json"))["samples"] == 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--method", "moris"], "Did you mean 'morris'?"),
        (["--only", "products.acount.fee"], "Did you mean 'products.account.fee'?"),
        (["--set", "uncertain={}"], "Name the numbers with --only PATH"),
        (["--method", "sobol", "--samples", "12"], "expected a power of 2"),
        (["--method", "morris", "--trajectories", "1"], "expected 2 or more"),
        (["--strategies", "warm,cald"], "Did you mean 'cold'?"),
    ],
)
def test_a_wrong_command_has_status_two_and_teaches(words: list[str], said: str) -> None:
    result = drivers(*SMALL, *words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not Path("out").exists()
