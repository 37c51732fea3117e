"""The verdict that the README shows is the one that the shipped scenario gives."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.app import app

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.evidence
def test_the_readme_shows_the_verdict_of_the_shipped_scenario(tmp_path: Path) -> None:
    shown = re.search(r"<!-- verdict -->\n\n```text\n(.*?)\n```", README.read_text(), re.DOTALL)
    assert shown is not None
    result = CliRunner().invoke(app, ["compare", "hsbc", "--out", str(tmp_path / "run")])
    assert result.exit_code == 0
    said = [line.rstrip() for line in result.stdout.splitlines()]
    lines = shown[1].splitlines()
    start = said.index(lines[0])
    assert said[start : start + len(lines)] == lines
