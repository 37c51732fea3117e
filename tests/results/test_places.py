"""Claims about where a run may go: nothing but a run is ever replaced, and every name fits."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from sim.results import folder as folder_module
from sim.results.folder import (
    PlaceTakenError,
    check_free,
    check_writable,
    default_folder,
    is_run_folder,
    write_folder,
)
from sim.results.manifest import KIND
from sim.results.reading import read_folder
from tests.results.factory import facts, random_lives, run_of

RUN = run_of(facts(30), random_lives(1, 30), random_lives(2, 30))
OTHER = replace(RUN, origin=replace(RUN.origin, seed=8))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"about": f"not a {KIND}"}),
        json.dumps({"kind": f"{KIND} summary"}),
        json.dumps([KIND]),
        json.dumps({"kind": KIND})[:-1],
        "[" * 200_000,
    ],
)
def test_a_folder_that_only_mentions_a_run_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(PlaceTakenError, match="left alone"):
        write_folder(RUN, tmp_path, force=True)
    assert (tmp_path / "manifest.json").read_text() == text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_manifest_that_is_a_pipe_makes_no_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manifest.json")
    assert not is_run_folder(tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", ".git/config", "charts/a.png", "events.parquet/a"])
def test_a_run_that_somebody_added_to_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    with pytest.raises(PlaceTakenError, match=f"also {name.split('/')[0]}, and is left alone"):
        write_folder(OTHER, folder, force=True)
    assert (folder / name).read_text() == "mine"
    assert read_folder(folder).origin.seed == 7


def test_what_is_added_while_a_run_is_replaced_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    checks = iter([True, False])

    def check_once_then_add(place: Path, *, force: bool = False) -> None:
        check_free(place, force=force)
        if not next(checks):
            (place / "notes.txt").write_text("mine")

    monkeypatch.setattr(folder_module, "check_free", check_once_then_add)
    write_folder(OTHER, folder, force=True)
    (kept,) = tmp_path.glob(".run-*/notes.txt")
    assert kept.read_text() == "mine"


def test_a_run_that_came_first_is_never_replaced_without_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    checks = iter([True, False])

    def check_and_be_overtaken(place: Path, *, force: bool = False) -> None:
        check_free(place, force=force)
        if not next(checks):
            monkeypatch.undo()
            write_folder(RUN, place)

    monkeypatch.setattr(folder_module, "check_free", check_and_be_overtaken)
    with pytest.raises(PlaceTakenError, match="already holds a run"):
        write_folder(OTHER, folder)
    assert read_folder(folder).origin.seed == 7
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.parametrize("length", [237, 255, 300])
def test_a_name_that_leaves_no_room_to_write_is_refused_beforehand(
    tmp_path: Path, length: int
) -> None:
    place = tmp_path / "new" / ("x" * length)
    with pytest.raises(PlaceTakenError, match="cannot be written"):
        check_writable(place)
    assert os.listdir(tmp_path) == []


def test_a_name_that_passes_the_trial_can_be_written_and_replaced(tmp_path: Path) -> None:
    place = tmp_path / ("x" * 236)
    check_writable(place)
    write_folder(RUN, place)
    write_folder(OTHER, place, force=True)
    assert os.listdir(tmp_path) == [place.name]


@pytest.mark.parametrize("stem", ["a" * 250, "ä" * 120, "\N{GREEK ACROPHONIC EPIDAUREAN TWO}" * 60])
def test_a_long_scenario_name_still_has_a_default_place(tmp_path: Path, stem: str) -> None:
    folder = default_folder(tmp_path, replace(RUN.origin, name=f"{stem}.yaml"), part=stem)
    check_writable(folder)
    assert folder.name[:20] == stem[:20]
    assert len(folder.name) < 135


def test_a_default_place_is_never_hidden(tmp_path: Path) -> None:
    folder = default_folder(tmp_path, replace(RUN.origin, name="..secret.yaml"))
    assert folder.name.startswith("secret-")
