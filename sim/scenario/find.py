"""Where scenarios and their tables are found.

Decides what a name such as ``hsbc`` stands for, and that a scenario reads data tables from
its own folder only.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from sim.scenario.document import LARGEST
from sim.scenario.problem import Problem, ScenarioError, nearest

ReadTable = Callable[[str], str]
"""Gives the text of a table for the path a scenario writes; raises OSError or ValueError."""

_HERE = Path(__file__).resolve()
SHIPPED = (_HERE.parents[1] / "shipped", _HERE.parents[2] / "scenarios")
"""Folders of shipped scenarios: of an installed package, and of the repository."""


def shipped() -> dict[str, Path]:
    """The shipped scenarios by name."""
    files = [file for folder in SHIPPED for file in sorted(folder.glob("*.yaml"))]
    return {file.stem: file for file in reversed(files)}


def shipped_folder(name: str) -> Path:
    """A folder of shipped scenarios that are kept apart, such as ``validation``."""
    return next(folder / name for folder in SHIPPED if (folder / name).is_dir())


def find(source: str | Path) -> Path:
    """The file of a path, or of the name of a shipped scenario. Raises ScenarioError."""
    path = Path(source)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # a name that no file could have
        path = Path()
    known = shipped()
    if str(source) in known:
        return known[str(source)]
    raise ScenarioError([_not_found(str(source), path, known)])


def read_bytes(file: Path) -> bytes:
    """A file's contents, but no more than a scenario may have. Raises ScenarioError."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror}."
        raise ScenarioError([Problem(str(file), None, None, "", message)]) from error


def _not_found(source: str, path: Path, known: dict[str, Path]) -> Problem:
    if path.is_dir():
        inside = sorted(file.name for file in path.glob("*.yaml"))
        hint = f"It holds {', '.join(inside[:5])}." if inside else ""
        return Problem(source, None, None, "", "is a folder.", "a scenario's file", hint)
    near = [str(file) for file in path.parent.glob("*.yaml")] if path.parent.is_dir() else []
    found = nearest(source, [*known, *near]) or nearest(path.stem, known)
    hint = f"Did you mean '{found}'?" if found else ""
    names = f", or a shipped scenario ({', '.join(sorted(known))})" if known else ""
    return Problem(source, None, None, "", "there is no such file.", f"a path{names}", hint)


def tables_beside(file: Path) -> ReadTable:
    """Reads tables by their path relative to a scenario's folder, and no others."""
    folder = file.resolve().parent

    def read(written: str) -> str:
        path = (folder / written).resolve()
        if not path.is_relative_to(folder):
            raise ValueError("lies outside the scenario's folder; copy it there.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("is not a file.")
        if path.stat().st_size > LARGEST:
            raise ValueError(f"is larger than {LARGEST // 1_000_000} MB.")
        return path.read_bytes().decode("utf-8-sig")

    return read
