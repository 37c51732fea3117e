"""Writing a run folder: all of it, or nothing that could be taken for one.

The tables are written to a hidden sibling that is renamed when whole, so a run that is killed at
any moment leaves no folder that looks finished. What exists is never overwritten unless asked, and
then only if it is a run and nothing else.
"""

import json
import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.results.frames import TABLES
from sim.results.manifest import KIND, manifest_text, scenario_digest
from sim.results.run import Origin, Run

MANIFEST = "manifest.json"
PARTIAL = ".partial"
REPLACED = ".replaced"
FILES = (MANIFEST, *(f"{name}.parquet" for name in TABLES))
"""All that a run folder holds, besides the reports that were made of it."""

REPORT = re.compile(r"report\.(html|md|xlsx)|report-[a-z_]+(_[0-9]+)?\.(png|svg)")
"""The names of reports in a run folder; they can be made again from its other files."""

LONGEST_NAME = 60
"""Characters of a scenario's or a strategy's name that a default folder's name keeps."""


class RunFolderError(Exception):
    """A run folder cannot be written or read; the message says what to do."""


class PlaceTakenError(RunFolderError):
    """Something is already where the run should go."""


def default_folder(
    parent: Path, origin: Origin, *, part: str | None = None, force: bool = False
) -> Path:
    """Where a run goes that was given no place: the scenario's name and what was asked, shortened.

    ``part`` names the strategy where only one is run. The same question twice gets a number, so
    that nothing is lost, unless ``force``.
    """
    names = [_shortened(Path(origin.name).stem), _shortened(part or "")]
    stem = "-".join(filter(None, names)) or "scenario"
    first = parent / f"{stem}-{scenario_digest(origin)[:8]}"
    folder, number = first, 1
    while not force and os.path.lexists(folder):
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


def _shortened(name: str) -> str:
    """Visible, and short enough for any file system, which counts bytes."""
    shown = name.lstrip(".")[:LONGEST_NAME]
    return shown.encode(errors="ignore")[: LONGEST_NAME * 3 // 2].decode(errors="ignore")


def check_free(folder: Path, *, force: bool = False) -> None:
    """Refuse a place that a run may not be written to. An empty folder may be filled.

    Raises:
        PlaceTakenError: something else is there, or a run is, and ``force`` was not given.
    """
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise PlaceTakenError(f"{folder} is not a folder: choose another place")
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise PlaceTakenError(_unwritable(folder, error)) from error
    if not entries:
        return
    if not is_run_folder(folder):
        raise PlaceTakenError(
            f"{folder} holds something else than a run and is left alone: choose another place"
        )
    if not force:
        raise PlaceTakenError(
            f"{folder} already holds a run: choose another place, or replace it with --force "
            "(force=True)"
        )
    foreign = [entry.name for entry in entries if not _of_a_run(entry)]
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise PlaceTakenError(
            f"{folder} holds a run, but also {foreign[0]}{more}, and is left alone: "
            "choose another place"
        )


def _of_a_run(entry: Path) -> bool:
    known = entry.name in FILES or REPORT.fullmatch(entry.name)
    return bool(known) and (entry.is_symlink() or entry.is_file())


def report_name(form: str, chart: str = "") -> str:
    """The name of a report's file in a run folder.

    >>> report_name("html"), report_name("png", "j_curve")
    ('report.html', 'report-j_curve.png')
    """
    return f"report-{chart}.{form}" if chart else f"report.{form}"


def check_writable(folder: Path) -> None:
    """Refuse a place where no run can be written, by trying; nothing of the trial is left.

    Raises:
        PlaceTakenError: saying why.
    """
    try:
        place = folder.resolve()
        missing = [parent for parent in place.parents if not os.path.lexists(parent)]
    except OSError as error:
        raise PlaceTakenError(_unwritable(folder, error)) from error
    trial = _sibling(place, REPLACED)  # the longest name that writing will need
    try:
        trial.mkdir(parents=True)
        trial.rmdir()
    except OSError as error:
        raise PlaceTakenError(_unwritable(folder, error)) from error
    finally:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()


def _unwritable(folder: Path, error: OSError) -> str:
    return f"{folder} cannot be written ({error.strerror}): choose another place"


def is_run_folder(folder: Path) -> bool:
    """Whether a folder holds a run of this program, of whatever version.

    A manifest that is damaged, or is no regular file, makes no run: what it was is not known.
    """
    path = folder / MANIFEST
    try:
        if not path.is_file():
            return False
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("kind") == KIND


def write_folder(
    run: Run, folder: Path, *, verdict: dict[str, Any] | None = None, force: bool = False
) -> Path:
    """Write a run and return its folder.

    With ``force`` an existing run is replaced, once the new one is whole.

    Raises:
        PlaceTakenError: something is there already (see `check_free`).
        RunFolderError: the folder cannot be written.
    """
    asked, folder = folder, folder.resolve()
    check_free(folder, force=force)
    partial = _sibling(folder, PARTIAL)
    try:
        partial.mkdir(parents=True)
        _fill(partial, run, verdict)
        check_free(folder, force=force)
        _put_in_place(partial, folder, force=force)
    except OSError as error:
        check_free(folder, force=force)  # another run may have come first
        raise RunFolderError(_unwritable(asked, error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _fill(partial: Path, run: Run, verdict: dict[str, Any] | None) -> None:
    for name, frame in run.frames.items():
        frame.to_parquet(partial / f"{name}.parquet", index=False, compression="zstd")
    text = manifest_text(run, verdict)
    with (partial / MANIFEST).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(partial: Path, folder: Path, *, force: bool) -> None:
    if not force or not os.path.lexists(folder):
        with suppress(FileNotFoundError):
            folder.rmdir()  # refused by the system unless it is empty
        partial.rename(folder)
        return
    old = _sibling(folder, REPLACED)
    folder.rename(old)
    try:
        partial.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    _remove_run(old)


def _remove_run(folder: Path) -> None:
    """Remove the files of a run, and the folder if that was all."""
    with suppress(OSError):
        for entry in [*folder.iterdir()]:
            if _of_a_run(entry):
                entry.unlink()
        folder.rmdir()


def _sibling(folder: Path, suffix: str) -> Path:
    return folder.with_name(f".{folder.name}-{secrets.token_hex(4)}{suffix}")
