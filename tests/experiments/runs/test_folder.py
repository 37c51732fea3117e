"""Claims about an experiment's folder: the question is kept, nothing foreign is touched, and what
was begun can be gone on with, by the same question alone."""

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.experiments.runs import folder
from sim.experiments.runs.folder import ExperimentError, ExperimentFolder, runs_frame
from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.request import Request, read_request, request_of
from tests.experiments.runs.work import WORLD, points, wrong_at_two


def asked(size: int = 4, fee: int = 1, kind: str = "sweep") -> Request:
    return request_of(kind, WORLD, {"vary": [f"fee={fee}"]}, size, "seeds")


def run_in(kept: ExperimentFolder) -> None:
    Laboratory(kept.catalogue, Here(work=wrong_at_two)).measure(points(1, 2), (1, 2))
    kept.write_table()
    kept.close()


def test_a_question_is_kept_and_read_back() -> None:
    assert read_request(asked().text()) == asked()


def test_the_same_question_has_the_same_folder_whatever_its_size() -> None:
    places = {folder.default_folder(Path("out"), asked(size)) for size in (1, 9)}
    assert len(places) == 1
    assert folder.default_folder(Path("out"), asked(fee=2)) not in places


def test_the_table_has_a_row_for_each_run_and_strategy(tmp_path: Path) -> None:
    run_in(folder.begin(tmp_path / "e", asked()))
    frame = pd.read_parquet(tmp_path / "e" / "runs.parquet")
    assert frame["state"].tolist() == ["done", "done", "failed", "failed"]
    assert frame["fee"].tolist() == [1, 1, 2, 2]
    assert frame["worth"].tolist()[:2] == [1.01, 1.02]
    assert frame["reason"].tolist()[2:] == ["a fee of two"] * 2
    assert not any(entry.name.endswith("partial") for entry in (tmp_path / "e").iterdir())


def test_what_was_begun_is_gone_on_with_and_widened(tmp_path: Path) -> None:
    run_in(folder.begin(tmp_path / "e", asked(4)))
    assert folder.resume(tmp_path / "e", asked(4)).request.size == 4
    assert folder.resume(tmp_path / "e", asked(9)).request.size == 9
    assert folder.resume(tmp_path / "e", asked(4), more=3).request.size == 12
    assert folder.read(tmp_path / "e") == asked(12)
    rows = folder.resume(tmp_path / "e", asked(4)).catalogue.rows()
    assert [row.state for row in rows] == ["done", "done", "pending", "pending"], "forgiven"


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (asked(fee=2), r'another experiment: there vary is \["fee=1"\], and here it is'),
        (asked(kind="tune"), "another experiment: it holds a `sweep`, not a `tune`"),
        (request_of("sweep", sim.override(WORLD, "people=3"), {"vary": ["fee=1"]}, 4, "seeds"),
         "its scenario, or a change with --set"),
    ],
)  # fmt: skip
def test_another_question_is_refused(tmp_path: Path, other: Request, says: str) -> None:
    run_in(folder.begin(tmp_path / "e", asked()))
    with pytest.raises(ExperimentError, match=says):
        folder.resume(tmp_path / "e", other)


def test_a_folder_that_is_taken_says_what_can_be_done(tmp_path: Path) -> None:
    run_in(folder.begin(tmp_path / "e", asked()))
    with pytest.raises(ExperimentError, match=r"--resume, widen it with --more N, or .* --force"):
        folder.begin(tmp_path / "e", asked())
    with pytest.raises(ExperimentError, match="choose another place"):
        folder.begin(tmp_path / "e", asked(fee=2))


def test_force_replaces_an_experiment_and_nothing_else(tmp_path: Path) -> None:
    run_in(folder.begin(tmp_path / "e", asked()))
    assert folder.begin(tmp_path / "e", asked(fee=2), force=True).catalogue.rows() == []
    (tmp_path / "e" / "thesis.txt").touch()
    with pytest.raises(ExperimentError, match=r"also thesis\.txt"):
        folder.begin(tmp_path / "e", asked(), force=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").touch()
    with pytest.raises(ExperimentError, match="something else"):
        folder.begin(tmp_path / "other", asked(), force=True)
    with pytest.raises(ExperimentError, match="not a folder"):
        folder.begin(tmp_path / "other" / "thesis.txt", asked())


def test_nothing_to_go_on_with_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="leave --resume out"):
        folder.resume(tmp_path / "nothing", asked())


@pytest.mark.parametrize("text", ["{", "[]", "{}", asked().text().replace('"size"', '"sice"')])
def test_a_damaged_question_is_told_of_plainly(tmp_path: Path, text: str) -> None:
    (tmp_path / folder.REQUEST).write_text(text)
    with pytest.raises(ExperimentError, match="cannot be used"):
        folder.resume(tmp_path, asked())


def test_a_run_without_a_result_has_one_row() -> None:
    laboratory = Laboratory(runner=Here(work=wrong_at_two))
    laboratory.measure(points(2), (1,))
    assert len(runs_frame(laboratory.catalogue.rows())) == 1


def test_the_table_answers_questions_in_sql(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    run_in(folder.begin(tmp_path / "e", asked()))
    found = duckdb.sql(
        f"SELECT fee, strategy, avg(worth) AS worth FROM '{tmp_path}/e/runs.parquet' "
        "WHERE state = 'done' GROUP BY fee, strategy"
    ).fetchall()
    assert found == [(1, "firm", pytest.approx(1.015))]
