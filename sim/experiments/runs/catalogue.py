"""The catalogue of an experiment: which runs there are, what became of each, and who is at it.

It is one SQLite file. A run is a row, its result stands in the row, and both are written in one
transaction: a program killed at any moment leaves no run half done. Several programs may work on
one catalogue. Who takes a run holds it until it ends; a program of another machine, of which nobody
knows whether it lives, holds it for as long as its lease. Should a run be made twice all the same,
both results are equal, since a run is a pure function, and the first stays.
"""

import json
import os
import socket
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sim.experiments.runs.measured import Measured, measured_from
from sim.experiments.runs.point import Point

LEASE_SECONDS = 120.0
"""A lease is renewed whenever a run of the same program ends."""

BUSY_SECONDS = 60.0
"""So long one program waits for another that is writing."""

TABLE = """
CREATE TABLE IF NOT EXISTS runs (
    key TEXT NOT NULL,        -- the point's content
    seed INTEGER NOT NULL,    -- as a signed number of 64 bits
    point TEXT NOT NULL,      -- JSON: what was varied
    state TEXT NOT NULL,
    reason TEXT,              -- of a failure
    result TEXT,              -- JSON
    owner TEXT,
    leased_until REAL,
    place INTEGER NOT NULL,   -- in the order in which runs were asked for
    PRIMARY KEY (key, seed)
) WITHOUT ROWID
"""


class State(StrEnum):
    """What became of a run."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class CatalogueError(Exception):
    """A catalogue cannot be read or written; the message says what to do."""


@dataclass(frozen=True)
class Failed:
    """A run that came to nothing, and why."""

    reason: str


@dataclass(frozen=True)
class Job:
    """A point to be run under a seed."""

    point: Point
    seed: int

    @property
    def id(self) -> tuple[str, int]:
        """What the run is known by."""
        return self.point.key, self.seed


Result = Measured | Failed


@dataclass(frozen=True)
class Row:
    """A run as it stands in the catalogue."""

    key: str
    seed: int
    point: dict[str, Any]
    state: State
    reason: str | None
    result: Measured | None


class Catalogue:
    """The runs of an experiment, in a file, or in memory where none is given."""

    def __init__(self, file: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._file = file
        with _told(file):
            self._base = sqlite3.connect(
                file or ":memory:", timeout=BUSY_SECONDS, isolation_level=None
            )
            if file is not None:
                self._base.execute("PRAGMA journal_mode = WAL")
                self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.execute(TABLE)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def ask(self, jobs: Iterable[Job]) -> None:
        """Note runs that are wanted; those known already stay as they are."""
        with self._writing():
            found = self._base.execute("SELECT coalesce(max(place), -1) + 1 FROM runs")
            place = int(found.fetchone()[0])
            self._base.executemany(
                "INSERT OR IGNORE INTO runs (key, seed, point, state, place) "
                "VALUES (?, ?, ?, 'pending', ?)",
                (
                    (job.point.key, _signed(job.seed), _told_point(job.point), place + k)
                    for k, job in enumerate(jobs)
                ),
            )

    def forgive(self) -> int:
        """Let failed runs be tried again; how many there were."""
        with self._writing():
            return self._base.execute(
                "UPDATE runs SET state = 'pending', reason = NULL WHERE state = 'failed'"
            ).rowcount

    def take(self, job: Job) -> bool:
        """Lease a run to this program; whether it was free."""
        now, which = self._clock(), (job.point.key, _signed(job.seed))
        with self._writing():
            state, owner, until = self._base.execute(
                "SELECT state, owner, leased_until FROM runs WHERE key = ? AND seed = ?", which
            ).fetchone()
            free = state == State.PENDING or (
                state == State.RUNNING
                and (_is_gone(owner) or (until < now and not _is_here(owner)))
            )
            if free:
                self._base.execute(
                    "UPDATE runs SET state = 'running', owner = ?, leased_until = ? "
                    "WHERE key = ? AND seed = ?",
                    (self._owner, now + LEASE_SECONDS, *which),
                )
            return free

    def renew(self, jobs: Iterable[Job]) -> None:
        """Say that this program is still at these."""
        until = self._clock() + LEASE_SECONDS
        with self._writing():
            self._base.executemany(
                "UPDATE runs SET leased_until = ? WHERE key = ? AND seed = ? AND owner = ? "
                "AND state = 'running'",
                ((until, job.point.key, _signed(job.seed), self._owner) for job in jobs),
            )

    def give_back(self, jobs: Iterable[Job]) -> None:
        """Let others take what this program leaves undone."""
        with self._writing():
            self._base.executemany(
                "UPDATE runs SET state = 'pending', owner = NULL WHERE key = ? AND seed = ? "
                "AND state = 'running' AND owner = ?",
                ((job.point.key, _signed(job.seed), self._owner) for job in jobs),
            )

    def put(self, job: Job, result: Result) -> None:
        """Note what became of a run; the first result stays."""
        row: tuple[State, str | None, str | None]
        if isinstance(result, Measured):
            row = (State.DONE, json.dumps(result.to_dict(), allow_nan=False), None)
        else:
            row = (State.FAILED, None, result.reason)
        with self._writing():
            self._base.execute(
                "UPDATE runs SET state = ?, result = ?, reason = ?, owner = NULL "
                "WHERE key = ? AND seed = ? AND state != 'done'",
                (*row, job.point.key, _signed(job.seed)),
            )

    def get(self, job: Job) -> Result | None:
        """What became of a run; None as long as nothing did."""
        with _told(self._file):
            found = self._base.execute(
                "SELECT result, reason, state FROM runs WHERE key = ? AND seed = ?",
                (job.point.key, _signed(job.seed)),
            ).fetchone()
        if found is None or found[2] not in (State.DONE, State.FAILED):
            return None
        return Failed(found[1]) if found[0] is None else measured_from(json.loads(found[0]))

    def rows(self) -> list[Row]:
        """All runs, in the order in which they were asked for."""
        with _told(self._file):
            found = self._base.execute(
                "SELECT key, seed, point, state, reason, result FROM runs ORDER BY place, key, seed"
            ).fetchall()
        return [
            Row(
                key,
                seed % 2**64,
                json.loads(point),
                State(state),
                reason,
                None if result is None else measured_from(json.loads(result)),
            )
            for key, seed, point, state, reason, result in found
        ]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        with _told(self._file):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")


@contextmanager
def _told(file: Path | None) -> Iterator[None]:
    """Failures of the file as ours, saying what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise CatalogueError(
            f"{file or 'The catalogue'} cannot be used ({error}). Is the disk full, or the file "
            "damaged? Choose another folder, or replace it with --force."
        ) from error


def _is_here(owner: str) -> bool:
    """Whether it is a program of this machine that still lives."""
    host, _, process = owner.rpartition(":")
    return host == socket.gethostname() and _lives(int(process))


def _is_gone(owner: str) -> bool:
    """Whether it is a program of this machine that has ended."""
    host, _, process = owner.rpartition(":")
    return host == socket.gethostname() and not _lives(int(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _told_point(point: Point) -> str:
    return json.dumps(dict(point.varied), ensure_ascii=False, allow_nan=False)


def _signed(seed: int) -> int:
    """As SQLite keeps numbers.

    >>> _signed(2**64 - 1)
    -1
    """
    seed %= 2**64
    return seed - 2**64 if seed >= 2**63 else seed
