"""The verdict and the picture that the README shows are those that the shipped scenario gives."""

from pathlib import Path

import pandas as pd
import pytest

from reports.charts.figure import Figure
from tests.docs import readme


@pytest.mark.evidence
def test_the_readme_shows_the_verdict_and_the_picture_of_the_shipped_scenario(
    tmp_path: Path,
) -> None:
    assert readme.stale(*readme.made(tmp_path)) == []


def test_the_picture_of_the_readme_is_the_one_that_was_drawn() -> None:
    assert readme.kept()["sha256"] == readme.hash_of_picture()
    name = readme.PICTURE.relative_to(readme.ROOT).as_posix()
    assert f"]({name})" in readme.README.read_text(encoding="utf-8")


def test_a_stale_verdict_or_picture_is_found() -> None:
    columns = ["strategy", "x", "value", "low", "high"]
    kept = Figure("life_cycle", "", data=pd.DataFrame(readme.kept()["data"], columns=columns))
    assert readme.stale(readme.shown(), kept) == []
    other = Figure("life_cycle", "", data=kept.data.assign(value=0.0))
    assert len(readme.stale("another verdict", other)) == 2
