"""Claims about the catalogue: nothing is lost, nothing is done twice, nobody is in the way."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiments.runs.catalogue import (
    LEASE_SECONDS,
    Catalogue,
    CatalogueError,
    Failed,
    Job,
    State,
)
from sim.experiments.runs.measured import Measured
from tests.experiments.runs.work import known, points


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def jobs(*fees: int, seed: int = 1) -> list[Job]:
    return [Job(point, seed) for point in points(*fees)]


def test_what_is_done_stays_as_it_is(tmp_path: Path) -> None:
    catalogue, (job,) = Catalogue(tmp_path / "c.sqlite"), jobs(3)
    catalogue.ask([job])
    assert catalogue.get(job) is None
    assert catalogue.take(job)
    catalogue.put(job, known(job))
    catalogue.put(job, Failed("too late"))
    catalogue.ask([job])
    assert not catalogue.take(job)
    found = Catalogue(tmp_path / "c.sqlite").get(job)
    assert isinstance(found, Measured)
    assert found == known(job)


def test_a_run_is_taken_once_as_long_as_who_took_it_lives(tmp_path: Path) -> None:
    clock = Clock()
    mine = Catalogue(tmp_path / "c.sqlite", clock)
    theirs = Catalogue(tmp_path / "c.sqlite", clock)
    (job,) = jobs(3)
    mine.ask([job])
    theirs.ask([job])
    assert mine.take(job)
    clock.now = 10 * LEASE_SECONDS
    assert not theirs.take(job)


def test_a_program_that_ended_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, (job,) = Catalogue(tmp_path / "c.sqlite"), jobs(3)
    catalogue.ask([job])
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    monkeypatch.setattr(catalogue, "_owner", f"{socket.gethostname()}:{ended.pid}")
    assert catalogue.take(job)
    assert Catalogue(tmp_path / "c.sqlite").take(job)


def test_a_program_of_another_machine_holds_a_run_until_its_lease_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    mine = Catalogue(tmp_path / "c.sqlite", clock)
    theirs = Catalogue(tmp_path / "c.sqlite", clock)
    monkeypatch.setattr(mine, "_owner", "elsewhere.example:1")
    (job,) = jobs(3)
    mine.ask([job])
    assert mine.take(job)
    clock.now = LEASE_SECONDS - 1
    mine.renew([job])
    clock.now += LEASE_SECONDS - 1
    assert not theirs.take(job)
    clock.now += 2
    assert theirs.take(job)


def test_what_is_given_back_can_be_taken() -> None:
    catalogue, (job,) = Catalogue(), jobs(3)
    catalogue.ask([job])
    assert catalogue.take(job)
    catalogue.give_back([job])
    assert catalogue.take(job)


def test_failures_are_rows_with_their_reason_and_can_be_forgiven() -> None:
    catalogue, (one, two) = Catalogue(), jobs(1, 2)
    catalogue.ask([one, two])
    catalogue.put(one, known(one))
    catalogue.put(two, Failed("a fee of two"))
    assert [(row.state, row.reason) for row in catalogue.rows()] == [
        (State.DONE, None),
        (State.FAILED, "a fee of two"),
    ]
    assert catalogue.forgive() == 1
    assert catalogue.get(two) is None
    assert catalogue.take(two)


@pytest.mark.parametrize("seed", [0, 2**63 - 1, 2**63, 2**64 - 1])
def test_every_seed_can_be_kept(seed: int) -> None:
    catalogue, (job,) = Catalogue(), jobs(3, seed=seed)
    catalogue.ask([job])
    catalogue.put(job, known(job))
    assert catalogue.rows()[0].seed == seed
    assert catalogue.get(job) == known(job)


def test_rows_are_in_the_order_in_which_they_were_asked_for() -> None:
    catalogue = Catalogue()
    catalogue.ask(jobs(5, 3))
    catalogue.ask(jobs(3, 1))
    assert [row.point["fee"] for row in catalogue.rows()] == [5, 3, 1]


def test_a_damaged_file_is_told_of_plainly(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    file.write_bytes(b"no data base at all, whatever its name says" * 30)
    with pytest.raises(CatalogueError, match="damaged"):
        Catalogue(file)
