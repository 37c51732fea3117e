"""Claims about --shards and --on: where people live, said plainly where it cannot be done."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app
from sim.world import cluster

SMALL = ("--people=30", "--years=2", "--format=none", "--json")


def compare(tmp_path: Path, *options: str) -> Result:
    where = f"--out={tmp_path / '-'.join(['run', *options]).replace('/', '')}"
    return CliRunner().invoke(app, ["compare", "hsbc", *SMALL, where, *options])


def said(result: Result) -> str:
    return " ".join(result.stderr.replace("│", " ").split())


def test_shards_in_this_process_say_the_same(tmp_path: Path) -> None:
    def found(*options: str) -> Any:
        done = compare(tmp_path, *options)
        assert done.exit_code == 0, done.stderr
        return {**json.loads(done.stdout), "folder": None}

    assert found("--shards=3", "--on=here") == found()


@pytest.mark.parametrize("options", [["--shards=2"], ["--on=ray"], ["--on=ray://host:10001"]])
def test_who_has_no_ray_is_told_how_to_get_it_and_how_to_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    done = compare(tmp_path, *options)
    assert done.exit_code == 2
    assert "pip install 'lifecycle-offers[cluster]'" in said(done)
    assert "leave out --on ray and --shards" in said(done)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("rya", "`rya` is no place to run. Expected one of here, pool, ray, ray://host:port"),
        ("ray://host", "`ray://host` is no place to run"),
        ("ray://:10001", "`ray://:10001` is no place to run"),
        ("pool", "The people of one run do not live on 'pool'"),
    ],
)
def test_a_place_that_is_none_is_refused(tmp_path: Path, written: str, expected: str) -> None:
    done = compare(tmp_path, f"--on={written}")
    assert done.exit_code == 2
    assert expected in said(done)


def test_the_nearest_place_is_named(tmp_path: Path) -> None:
    assert "Did you mean 'ray'?" in said(compare(tmp_path, "--on=rya"))


def test_no_shards_are_no_number_of_shards(tmp_path: Path) -> None:
    done = compare(tmp_path, "--shards=0", "--on=here")
    assert done.exit_code == 2
    assert "from 1 to 100_000" in said(done)


class Recorded:
    """A Ray that only notes how it was begun."""

    def __init__(self, broken_off: int = 0) -> None:
        self.begun: dict[str, Any] = {}
        self.broken_off = broken_off

    def init(self, **arguments: Any) -> None:
        self.begun = arguments
        self.broken_off -= 1
        if self.broken_off >= 0:
            raise ConnectionAbortedError("Starting Ray client server failed.")

    def shutdown(self) -> None:
        self.begun = {}

    def is_initialized(self) -> bool:
        return False


def test_a_cluster_is_joined_where_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = Recorded()
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.setattr(cluster, "refusal", lambda address: "")
    monkeypatch.setattr(cluster, "other_program", lambda ray: "")
    monkeypatch.setenv(cluster.ADDRESS, "there:6379")
    cluster.connected("ray")
    assert ray.begun["address"] == "there:6379"
    cluster.connected("ray://elsewhere:10001")
    assert ray.begun["address"] == "ray://elsewhere:10001"
    monkeypatch.delenv(cluster.ADDRESS)
    cluster.connected("ray", 3)
    assert (ray.begun["address"], ray.begun["num_cpus"]) == ("local", 3)


@pytest.mark.parametrize(("times", "joined"), [(2, True), (3, False)])
def test_a_cluster_that_breaks_off_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, times: int, joined: bool
) -> None:
    ray = Recorded(broken_off=times)
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.setattr(cluster, "refusal", lambda address: "")
    monkeypatch.setattr(cluster, "other_program", lambda ray: "")
    if joined:
        assert not cluster.connected("ray://there:10001").joined
    else:
        with pytest.raises(cluster.ClusterError, match="client server failed"):
            cluster.connected("ray://there:10001")
    assert bool(ray.begun) is joined
