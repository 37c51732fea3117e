"""Claims about the run folder: whole or not there, and never lost by accident."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiments.compare import compare
from sim.results import folder as folder_module
from sim.results.digest import digest
from sim.results.folder import (
    PlaceTakenError,
    RunFolderError,
    check_free,
    check_writable,
    default_folder,
    write_folder,
)
from sim.results.months import OF_PRACTICES
from sim.results.reading import manifest_of, read_folder
from sim.results.run import Run
from tests.results.factory import facts, random_lives, run_of

LIVES = random_lives(1, 30)
RUN = run_of(facts(30), LIVES, random_lives(2, 30))
OTHER = replace(RUN, origin=replace(RUN.origin, seed=8))


def listing(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_what_is_written_is_read_back_to_the_last_bit(tmp_path: Path) -> None:
    write_folder(RUN, tmp_path / "run", verdict={"sentence": "So."})
    back = read_folder(tmp_path / "run")
    assert (back.origin, back.facts, back.engine) == (RUN.origin, RUN.facts, RUN.engine)
    for (name, frame), (_, before) in zip(back.frames.items(), RUN.frames.items(), strict=True):
        assert digest(frame) == digest(before), name
        assert frame.dtypes.to_dict() == before.dtypes.to_dict(), name
    assert manifest_of(tmp_path / "run").verdict == {"sentence": "So."}


def test_a_folder_of_an_earlier_version_that_kept_names_as_text_is_read(tmp_path: Path) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    people = RUN.frames.people
    names = dict.fromkeys(["strategy", "segment", "exit", "entry_stage"], "string")
    months = {"joined": "Int64", "left": "Int64", "tenure_months": "int64"}
    people.astype(names | months).to_parquet(folder / "people.parquet", index=False)
    back = read_folder(folder)
    assert compare(back) == compare(RUN)
    assert (back.frames.people["exit"] == people["exit"].astype(str)).all()
    assert all(back.frames.people[name].dtype == "category" for name in names)


def as_before(run: Run) -> Run:
    """The run as it was kept before there were practices beyond offers."""
    frames = run.frames
    assert frames.group_months is not None
    kept = replace(
        frames,
        people=frames.people.drop(columns=["purchases", "revenue"]),
        months=frames.months.drop(columns=[*OF_PRACTICES]),
        group_months=frames.group_months.drop(columns=[*OF_PRACTICES]),
        signals=None,
    )
    return replace(run, frames=kept, ruined={})


def test_a_folder_of_an_earlier_version_without_practices_is_read(tmp_path: Path) -> None:
    folder = write_folder(as_before(RUN), tmp_path / "run")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["ruined"]
    path.write_text(json.dumps(manifest))
    back = read_folder(folder)
    found, now = compare(back), compare(RUN)
    assert all(each.keeping.churn.value is None for each in found.strategies)  # it was not counted
    told = zip(found.strategies, now.strategies, strict=True)
    same = tuple(replace(before, keeping=after.keeping) for before, after in told)
    assert replace(found, strategies=same) == now
    assert back.ruined == {}


def test_ruin_is_read_back(tmp_path: Path) -> None:
    ruined = replace(RUN, ruined={"focused": 17})
    assert read_folder(write_folder(ruined, tmp_path / "run")).ruined == {"focused": 17}


def test_the_manifest_says_everything_needed_to_run_again(tmp_path: Path) -> None:
    manifest = json.loads((write_folder(RUN, tmp_path / "r") / "manifest.json").read_text())
    assert manifest["scenario"]["text"] == RUN.origin.text
    assert manifest["scenario"]["data"] == {"data/life.csv": "age,qx\n"}
    assert manifest["scenario"]["overrides"] == ["people=3"]
    assert manifest["scenario"]["resolved"] == {"a": 1}
    assert manifest["seed"] == 7
    assert manifest["seconds"] == {"centric": 1.5}
    assert {"python", "numpy", "numba", "pandas", "simpy"} < set(manifest["versions"])


def test_an_existing_run_is_not_overwritten(tmp_path: Path) -> None:
    write_folder(RUN, tmp_path / "run")
    with pytest.raises(PlaceTakenError, match="--force"):
        write_folder(OTHER, tmp_path / "run")
    assert read_folder(tmp_path / "run").origin.seed == 7


def test_force_replaces_an_existing_run_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_folder(RUN, tmp_path / "run")
    write_folder(OTHER, tmp_path / "run", force=True)
    assert read_folder(tmp_path / "run").origin.seed == 8
    assert listing(tmp_path) == ["run"]


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_that_holds_no_run_is_never_touched(tmp_path: Path, force: bool) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    (tmp_path / "thesis" / "manifest.json").write_text('{"kind": "something else"}')
    with pytest.raises(PlaceTakenError, match="left alone"):
        write_folder(RUN, tmp_path / "thesis", force=force)
    assert listing(tmp_path / "thesis") == ["chapter.txt", "manifest.json"]


def test_a_file_is_no_place_for_a_run(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(PlaceTakenError, match="not a folder"):
        check_free(tmp_path / "run", force=True)
    with pytest.raises(PlaceTakenError, match="run/below cannot be written"):
        check_writable(tmp_path / "run" / "below")


def test_trying_whether_a_place_can_be_written_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b" / "run")
    assert listing(tmp_path) == []
    (tmp_path / "full").mkdir()
    check_writable(tmp_path / "full" / "run")
    assert listing(tmp_path) == ["full"]


def test_a_failure_to_write_names_the_folder_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    with pytest.raises(RunFolderError, match="file/run cannot be written") as caught:
        write_folder(RUN, Path("file/run"))
    assert ".partial" not in str(caught.value)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    write_folder(RUN, tmp_path)
    assert read_folder(tmp_path).origin == RUN.origin


@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt(), MemoryError()])
def test_a_run_that_fails_while_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(*_: object) -> str:
        raise failure

    write_folder(RUN, tmp_path / "run")
    monkeypatch.setattr(folder_module, "manifest_text", fail)
    expected = RunFolderError if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected):
        write_folder(OTHER, tmp_path / "run", force=True)
    with pytest.raises(expected):
        write_folder(OTHER, tmp_path / "new")
    assert listing(tmp_path) == ["run"]
    assert read_folder(tmp_path / "run").origin.seed == 7


def test_the_default_place_is_named_after_the_question_and_never_taken(tmp_path: Path) -> None:
    first = default_folder(tmp_path, RUN.origin)
    assert first.name.startswith("small-")
    write_folder(RUN, first)
    second = default_folder(tmp_path, RUN.origin)
    assert second.name == f"{first.name}-2"
    assert default_folder(tmp_path, RUN.origin, force=True) == first
    changed = replace(RUN.origin, overrides=("people=4",))
    assert default_folder(tmp_path, changed).name[:14] != first.name[:14]


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _change_a_value(path: Path) -> None:
    people = RUN.frames.people
    people.assign(npv=people["npv"] + 0.01).to_parquet(path, index=False)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_truncate, "people.parquet is damaged"),
        (Path.unlink, "people.parquet is missing"),
        (_change_a_value, "people.parquet was changed after the run"),
    ],
)
def test_a_damaged_table_is_named(
    tmp_path: Path, damage: Callable[[Path], None], words: str
) -> None:
    write_folder(RUN, tmp_path / "run")
    damage(tmp_path / "run" / "people.parquet")
    with pytest.raises(RunFolderError, match=words):
        read_folder(tmp_path / "run")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "damaged"),
        ("[]", "not the manifest of a run"),
        ('{"kind": "else"}', "not the manifest of a run"),
        ('{"kind": "lifecycle-offers run", "version": "2.0"}', "format 2.0"),
        ('{"kind": "lifecycle-offers run", "version": "1.9"}', "'scenario'"),
        ("[" * 200_000, "damaged"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    tmp_path: Path, text: str, words: str
) -> None:
    write_folder(RUN, tmp_path / "run")
    (tmp_path / "run" / "manifest.json").write_text(text)
    with pytest.raises(RunFolderError, match=rf"manifest\.json: .*{words}"):
        read_folder(tmp_path / "run")


def test_a_later_minor_version_is_read(tmp_path: Path) -> None:
    path = write_folder(RUN, tmp_path / "run") / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": "1.7", "more": 1}))
    assert read_folder(tmp_path / "run").origin == RUN.origin


def test_a_folder_without_manifest_is_said_to_be_unfinished(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="never finished"):
        read_folder(tmp_path)
    with pytest.raises(RunFolderError, match="no such folder"):
        read_folder(tmp_path / "nowhere")
