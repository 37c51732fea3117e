"""Claims about manifests that say something of the wrong kind, and files that are none."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sim.results.folder import RunFolderError, write_folder
from sim.results.reading import manifest_of, read_folder
from tests.results.factory import facts, random_lives, run_of

RUN = run_of(facts(30), random_lives(1, 30), random_lives(2, 30))


def with_value(folder: Path, path: str, value: Any) -> None:
    """Change one value of a manifest, named by its dotted path."""
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text())
    *parents, last = path.split(".")
    part = content
    for parent in parents:
        part = part[parent]
    part[last] = value
    manifest.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("engine", 5),
        ("seed", "7"),
        ("seed", True),
        ("verdict", "better"),
        ("facts", []),
        ("facts.strategies", "centric"),
        ("facts.strategies", [1]),
        ("facts.months", None),
        ("facts.discount_rate", "10%"),
        ("scenario", None),
        ("scenario.overrides", "people=3"),
        ("scenario.overrides", [3]),
        ("scenario.data", []),
        ("tables", []),
        ("tables.people", "people.parquet"),
        ("tables.people.sha256", 1),
        ("versions", "3.12"),
        ("seconds.centric", "long"),
        ("ruined.centric", "soon"),
    ],
)
def test_a_value_of_another_kind_is_named_with_the_file(
    tmp_path: Path, path: str, value: Any
) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    with_value(folder, path, value)
    with pytest.raises(RunFolderError, match=rf"manifest\.json: .*'{path}' is of another kind"):
        manifest_of(folder)


def test_a_run_of_no_strategy_is_damaged(tmp_path: Path) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    with_value(folder, "facts.strategies", [])
    with pytest.raises(RunFolderError, match=r"'facts\.strategies' is empty"):
        manifest_of(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["manifest.json", "people.parquet"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    folder = write_folder(RUN, tmp_path / "run")
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(RunFolderError, match=f"{name} is not a regular file"):
        read_folder(folder)
