"""Reading a run folder back, trusting nothing in it until it was compared with its manifest."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from pandas.api import types
from pyarrow import default_memory_pool

from sim.results.digest import digest
from sim.results.folder import MANIFEST, RunFolderError
from sim.results.frames import REQUIRED, TABLES, Frames
from sim.results.manifest import Manifest, ManifestError, read_manifest
from sim.results.run import Run


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a run folder.

    Raises:
        RunFolderError: there is no such folder, it holds no run, or its manifest is damaged.
    """
    if not folder.is_dir():
        raise RunFolderError(f"{folder}: there is no such folder")
    path = folder / MANIFEST
    try:
        _check_regular(path)
        manifest = read_manifest(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunFolderError(
            f"{folder} holds no {MANIFEST}: it is not a run folder, or its run never finished"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RunFolderError(f"{path} cannot be read: {error}") from error
    except ManifestError as error:
        raise RunFolderError(f"{path}: {error}") from error
    missing = [name for name in REQUIRED if name not in manifest.digests]
    if missing:
        raise RunFolderError(f"{path}: it is damaged: it names no table {', '.join(missing)}")
    return manifest


def read_folder(folder: Path) -> Run:
    """Read a run back.

    Raises:
        RunFolderError: naming the file that is missing, damaged, changed, or of another format.
    """
    manifest = manifest_of(folder)
    named = [name for name in TABLES if name in manifest.digests]
    tables = {name: _table(folder, name, manifest.digests[name]) for name in named}
    _categorise(tables["people"])
    return Run(
        origin=manifest.origin,
        facts=manifest.facts,
        frames=Frames(**tables),
        engine=manifest.engine,
        seconds=manifest.seconds,
        ruined=manifest.ruined,
    )


def _check_regular(path: Path) -> None:
    if path.exists() and not path.is_file():  # reading a pipe would wait for ever
        raise RunFolderError(f"{path} is not a regular file: the run folder is damaged")


def _table(folder: Path, name: str, expected: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        _check_regular(path)
        frame = _read(path)
        found = digest(frame)
    except FileNotFoundError as error:
        raise RunFolderError(f"{path} is missing: the run folder is damaged") from error
    except RunFolderError:
        raise
    except Exception as error:  # a damaged file fails in many ways inside the Parquet reader
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RunFolderError(f"{path} is damaged: {reason}") from error
    if found != expected:
        raise RunFolderError(f"{path} was changed after the run: it is not what {MANIFEST} says")
    return frame


def _read(path: Path) -> pd.DataFrame:
    """A column at a time, as the whole table might not fit into memory twice."""
    columns = {}
    with pq.ParquetFile(path) as file:
        for name in file.schema_arrow.names:
            columns[name] = file.read(columns=[name]).to_pandas()[name]
            default_memory_pool().release_unused()
    return pd.DataFrame(columns, copy=False)


def _categorise(people: pd.DataFrame) -> None:
    """Earlier versions kept names as text."""
    for name in people.columns:
        if types.is_string_dtype(people[name].dtype):
            people[name] = people[name].astype("category")
