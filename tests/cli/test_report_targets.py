"""Claims about ``sim report RUN --targets TARGETS``."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from tests.calibration.banks import BANK, TARGETS

SMALL = ("--people", "150", "--years", "6", "--quiet", "--out", "run")


@pytest.fixture(autouse=True)
def _run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = sim("run", str(BANK), "--strategy", "waiting", *SMALL)
    assert kept.exit_code == 0, kept.output


def sim(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


def test_the_report_shows_simulated_beside_measured() -> None:
    assert sim("report", "run", "--targets", str(TARGETS), "--format", "md").exit_code == 0
    text = Path("run/report.md").read_text(encoding="utf-8")
    assert "simulated beside measured" in text
    assert "| young leave | 30.0 % " in text


def test_targets_that_are_not_there_are_told_and_nothing_is_written() -> None:
    done = sim("report", "run", "--targets", "hsbk")
    assert done.exit_code == 1
    assert "Did you mean 'hsbc'?" in " ".join(done.stderr.split())
    assert not list(Path("run").glob("report.*"))
