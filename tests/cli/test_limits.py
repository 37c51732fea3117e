"""Claims about runs that are too large, and about streams that take nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import memory
from sim.cli.app import app

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
COMPARE = f"{sys.executable} -c 'from sim.cli import main; main()' compare {SCENARIO} --out kept"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("engine", "fit"), [("agents", "710"), ("columns", "4_300")])
def test_people_who_do_not_fit_into_memory_are_refused_with_how_many_would(
    engine: str, fit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9000 kB\nMemAvailable: 2000 kB\n")
    monkeypatch.setattr(memory, "MEMORY", meminfo)
    asked = ["compare", SCENARIO, "--engine", engine, "--people"]
    result = CliRunner().invoke(app, [*asked, "10000"])
    assert result.exit_code == 1
    assert "10,000 people need about 0.0 GB of memory" in result.stderr
    assert f"Try --people {fit}." in result.stderr
    assert CliRunner().invoke(app, [*asked, fit]).exit_code == 0


def test_a_firm_that_looks_at_its_people_every_month_holds_more_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9000 kB\nMemAvailable: 2000 kB\n")
    monkeypatch.setattr(memory, "MEMORY", meminfo)
    result = CliRunner().invoke(app, ["compare", "hsbc", "--people", "10000", "--years", "1"])
    assert "10,000 people need about 0.0 GB of memory" in result.stderr
    assert "Try --people 510." in result.stderr


def test_people_who_live_elsewhere_take_up_no_memory_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9000 kB\nMemAvailable: 2000 kB\n")
    monkeypatch.setattr(memory, "MEMORY", meminfo)
    few = sim.load("hsbc", people=2_000, years=1)
    with pytest.raises(memory.TooManyPeopleError, match="in each of 2 runs at once need"):
        memory.check_fits(few, "columns", 2, at_once=2)
    memory.check_fits(few, "columns", 2, at_once=0)
    with pytest.raises(memory.TooManyPeopleError):  # what came of them is brought here
        memory.check_fits(sim.override(few, "people=20000"), "columns", 2, at_once=0)


def test_a_machine_that_does_not_say_its_memory_refuses_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: str) -> int:
        raise ValueError

    monkeypatch.setattr(memory, "MEMORY", tmp_path / "nowhere")
    monkeypatch.setattr("os.sysconf", unknown)
    assert memory.available() is None


@pytest.mark.parametrize(
    ("error", "said"),
    [(OverflowError("9"), "too large to be counted"), (MemoryError(), "does not fit in memory")],
)
def test_a_failure_of_size_is_no_fault_of_the_program(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("sim.experiments.trial.live", fail)
    result = CliRunner().invoke(app, ["compare", SCENARIO])
    assert result.exit_code == 3
    assert said in result.stderr
    assert "fault" not in result.stderr


@pytest.mark.parametrize("command", ["check", "compare"])
@pytest.mark.parametrize(
    "words",
    [
        ["--people", "50", "--set", "people=0"],
        ["--set", "seed=1", "--set", "seed=2"],
        ["--set", "growth.costs=900%", "--set", "growth={income: 1%}"],
    ],
)
def test_a_change_that_another_undoes_is_a_wrong_command(command: str, words: list[str]) -> None:
    result = CliRunner().invoke(app, [command, SCENARIO, *words])
    assert result.exit_code == 2
    assert "is set twice" in result.stderr


@pytest.mark.parametrize(("ending", "status"), [(">&-", 3), (">/dev/full", 3), ("2>&-", 0)])
def test_a_stream_that_takes_nothing_stops_no_run(ending: str, status: int) -> None:
    shell = ["sh", "-c", f"{COMPARE} {ending}"]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert Path("kept/manifest.json").exists()
    lost = "The run is kept in kept, but the output could not be written."
    assert (lost in done.stderr) == (status == 3)
    assert "60 people, 36 months" not in done.stdout
    assert "fault" not in done.stderr


def test_an_error_stream_that_nobody_reads_changes_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        ["sh", "-c", COMPARE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    process.stderr.close()
    assert process.stdout is not None
    assert "The run is kept in kept" in process.stdout.read()
    assert process.wait(timeout=30) == 0
    process.stdout.close()


def test_a_narrow_terminal_breaks_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    shown = CliRunner().invoke(app, ["compare", SCENARIO]).stdout
    assert "…" not in shown
    assert 40 < max(len(line) for line in shown.splitlines()) <= 60
