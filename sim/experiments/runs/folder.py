"""An experiment's folder: the question, the catalogue of its runs, and what was found.

    experiment.json    what was asked, with the scenario in full; written first
    catalogue.sqlite   every run: pending, running, done with its result, or failed with its reason
    runs.parquet       the same as a table, one row a run and strategy, written when it ends
    findings.json      what was found
    report.html        the page

The catalogue alone decides what is done; the table is made of it anew, whole or not at all.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiments.runs.catalogue import Catalogue, Row
from sim.experiments.runs.measured import RATES
from sim.experiments.runs.request import Request, read_request

REQUEST = "experiment.json"
CATALOGUE = "catalogue.sqlite"
TABLE = "runs.parquet"
FINDINGS = "findings.json"
SIDES = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside its own while it is at work."""


class ExperimentError(Exception):
    """An experiment's folder cannot be used; the message says what to do."""


def default_folder(parent: Path, request: Request) -> Path:
    """Where an experiment goes that was given no place: the same question, the same folder."""
    stem = Path(request.scenario["name"]).stem.lstrip(".")[:60] or "scenario"
    return parent / f"{stem}-{request.kind}-{request.digest[:8]}"


class ExperimentFolder:
    """An experiment kept in a folder, new or begun before."""

    def __init__(self, path: Path, request: Request) -> None:
        self.path, self.request = path, request
        self.catalogue = Catalogue(path / CATALOGUE)

    def close(self) -> None:
        """Let go of the files."""
        self.catalogue.close()

    def write_table(self) -> None:
        """The table of runs, out of the catalogue."""
        frame = runs_frame(self.catalogue.rows())
        partial = _beside(self.path / TABLE)
        try:
            frame.to_parquet(partial, index=False, compression="zstd")
            partial.replace(self.path / TABLE)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            partial.unlink(missing_ok=True)

    def write(self, name: str, text: str) -> Path:
        """A file of the folder, whole or not at all."""
        return _written(self.path / name, text)


def begin(path: Path, request: Request, *, force: bool = False) -> ExperimentFolder:
    """A new experiment in a folder that is free.

    Raises:
        ExperimentError: something is there, or nothing can be written.
    """
    if path.is_dir() and (path / REQUEST).is_file() and force:
        _check_ours(path)
        _clear(path)
    _check_free(path, request)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    _written(path / REQUEST, request.text())
    return ExperimentFolder(path, request)


def resume(path: Path, request: Request, *, more: int = 0) -> ExperimentFolder:
    """Go on with what was begun, its size widened by so many; failed runs are tried again.

    Raises:
        ExperimentError: nothing was begun there, or something else was.
    """
    if not (path / REQUEST).is_file():
        raise ExperimentError(f"{path} holds no experiment to go on with: leave --resume out")
    begun = read(path)
    differs = request.differs_from(begun)
    if differs:
        raise ExperimentError(
            f"{path} holds another experiment: {differs}. Ask the same, or choose another --out"
        )
    wider = begun.of_size(max(begun.size, request.size) if not more else begun.size + more)
    if wider != begun:
        _written(path / REQUEST, wider.text())
    folder = ExperimentFolder(path, wider)
    folder.catalogue.forgive()
    return folder


def read(path: Path) -> Request:
    """What was asked of an experiment in a folder.

    Raises:
        ExperimentError: it cannot be read.
    """
    try:
        return read_request((path / REQUEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise ExperimentError(f"{path / REQUEST} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ExperimentError(f"{path / REQUEST} cannot be used: {error}") from error


def runs_frame(rows: list[Row]) -> pd.DataFrame:
    """``run, key, seed, <what was varied>, state, reason, strategy, people, worth, trough,
    payback_years, ruined, worth_at_<percent>, seconds``: one row a run and strategy, in major
    units per person. A run without a result has one row."""
    return pd.DataFrame([line for place, row in enumerate(rows) for line in _lines(place, row)])


def _lines(place: int, row: Row) -> Iterator[dict[str, Any]]:
    known = {"run": place, "key": row.key, "seed": row.seed, **row.point}
    known |= {"state": str(row.state), "reason": row.reason}
    if row.result is None:
        yield {**known, "strategy": None}
        return
    for name, lived in row.result.lived.items():
        by_rate = {
            f"worth_at_{round(100 * rate)}": worth
            for rate, worth in zip(RATES, lived.by_rate, strict=True)
        }
        yield {
            **known,
            "strategy": name,
            "people": row.result.people,
            "worth": lived.worth,
            "trough": lived.trough,
            "payback_years": lived.payback_years,
            "ruined": lived.ruined,
            **by_rate,
            "seconds": row.result.seconds,
        }


def _check_free(path: Path, request: Request) -> None:
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise ExperimentError(f"{path} is not a folder: choose another place with --out")
    try:
        entries = [*path.iterdir()]
    except OSError as error:
        raise _unwritable(path, error) from error
    if not entries:
        return
    if not (path / REQUEST).is_file():
        raise ExperimentError(
            f"{path} holds something else than an experiment and is left alone: "
            "choose another place with --out"
        )
    begun = read(path)
    said = f"{path} already holds an experiment with {begun.size} {begun.sized}"
    if request.differs_from(begun):
        raise ExperimentError(f"{said}: choose another place, or replace it with --force")
    raise ExperimentError(
        f"{said}: finish it with --resume, widen it with --more N, or replace it with --force"
    )


def _check_ours(path: Path) -> None:
    foreign = [entry.name for entry in path.iterdir() if not _is_ours(entry.name)]
    if foreign:
        raise ExperimentError(
            f"{path} holds an experiment, but also {foreign[0]}, and is left alone: "
            "choose another place with --out"
        )


def _is_ours(name: str) -> bool:
    base = {REQUEST, CATALOGUE, TABLE, FINDINGS, *(f"{CATALOGUE}{side}" for side in SIDES)}
    return name in base or name.startswith(("report.", "report-"))


def _clear(path: Path) -> None:
    """The question goes last: a folder that is killed half-way can be cleared again."""
    try:
        for entry in sorted(path.iterdir(), key=lambda each: each.name == REQUEST):
            entry.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def _written(file: Path, text: str) -> Path:
    partial = _beside(file)
    try:
        with partial.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError as error:
        raise _unwritable(file.parent, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return file


def _beside(file: Path) -> Path:
    return file.with_name(f"report.{secrets.token_hex(4)}.partial")


def _unwritable(path: Path, error: OSError) -> ExperimentError:
    return ExperimentError(
        f"{path} cannot be written ({error.strerror}): choose another place with --out"
    )
