"""Claims about joining a Ray cluster by ``ray://``: a head of its own, on this machine.

Whoever joins does so in a process of its own too, with hardly any environment: Ray remembers much
of what a process has done with it.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.world.cluster import OBJECT_STORE

pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
pytestmark = pytest.mark.evidence

ROOT = Path(__file__).parents[2]
KEEPER = Path(__file__).with_name("keeper.py")
PATIENCE = 300
"""Seconds in which a head is up, however busy the machine is."""

TRIES = 3
"""So often a head is started, where other programs take the port that was free."""

PLAIN = {
    "PATH": os.defpath,
    "PYTHONPATH": str(ROOT),
    **{name: os.environ[name] for name in ("HOME", "XDG_CACHE_HOME") if name in os.environ},
}
TOKEN = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
PATIENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_raylet_start_wait_time_s": str(PATIENCE),
    "RAY_CLIENT_SERVER_CHECK_CHANNEL_TIMEOUT_S": "90",
    "GRPC_ENABLE_FORK_SUPPORT": "0",  # with it, Ray loses new processes where much is going on
}
COMPARE = ["compare", "hsbc", "--people=40", "--years=2", "--json", "--format=none"]


@pytest.fixture(scope="module", autouse=True)
def alone() -> Iterator[None]:
    """No others of these tests at once: two heads may give their clients the same port, 23000."""
    with Path(tempfile.gettempdir(), "lifecycle-offers-joining.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def head(alone: None) -> Iterator[str]:
    """The address of a head of two processors that asks for a token."""
    with started(PLAIN) as address:
        yield address


@contextmanager
def started(environment: dict[str, str]) -> Iterator[str]:
    """As for `head`, with other things in its environment."""
    for _ in range(TRIES):
        port = free_port()
        with kept(start_of(port), environment | PATIENT | TOKEN) as (keeper, told):
            if listens(port, keeper, told):
                yield f"ray://127.0.0.1:{port}"
                return
    raise AssertionError("no head came up")


def start_of(port: int) -> list[str]:
    options = {
        "node-ip-address": "127.0.0.1",
        "port": 0,
        "ray-client-server-port": port,
        "min-worker-port": 0,
        "max-worker-port": 0,
        "num-cpus": 2,
        "object-store-memory": OBJECT_STORE,
        "include-dashboard": "false",
    }
    start = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block"]
    return start + [f"--{name}={value}" for name, value in options.items()]


@contextmanager
def kept(
    start: list[str], environment: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command that runs until we are done, and the file of what it says."""
    where = tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True)
    with where as folder:
        told = Path(folder, "told.txt")
        command = [sys.executable, str(KEEPER), *start, f"--temp-dir={folder}"]
        with told.open("wb") as said:
            keeper = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
            )
        try:
            yield keeper, told
        finally:
            keeper.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def listens(port: int, head: subprocess.Popen[bytes], told: Path) -> bool:
    """Wait until a head listens; or has ended, since another program was given its port."""
    end = time.monotonic() + PATIENCE
    while head.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
        except ConnectionRefusedError:
            assert time.monotonic() < end, told.read_text()
            time.sleep(0.2)
        else:
            return True
    print(told.read_text())
    return False


def done(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=PLAIN | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return done("-c", "from sim.cli import main; main()", *words, **environment)


def said(told: subprocess.CompletedProcess[str]) -> str:
    return " ".join(told.stderr.replace("│", " ").split())


def compared(folder: Path, *options: str) -> Any:
    """What the command says at last, but for the name of the folder; what it wrote is in there."""
    told = command(*COMPARE, f"--out={folder}", *options, **TOKEN)
    assert (told.returncode, told.stderr) == (0, "")
    return {**json.loads(told.stdout.splitlines()[-1]), "folder": None}


def files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob(pattern)}


def runs(folder: Path) -> pd.DataFrame:
    """The table of runs, but for how long each took."""
    return pd.read_parquet(folder / "runs.parquet").drop(columns="seconds")


def test_a_population_and_runs_on_a_cluster_that_is_joined_come_to_the_same(head: str) -> None:
    told = done("-m", "tests.world.joins", head, **TOKEN)
    assert (told.returncode, told.stderr) == (0, "")
    found = json.loads(told.stdout)
    assert len({*found["processes"], found["own"]}) == 3, "two shards, each elsewhere"
    assert found["differing"] == []
    assert found["same_runs"]


def test_the_command_in_shards_on_a_cluster_writes_the_same_to_the_byte(
    head: str, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert compared(there, "--shards=2", f"--on={head}") == compared(here)
    assert len(files(here, "*.parquet")) > 5
    assert files(there, "*.parquet") == files(here, "*.parquet")


def test_an_experiment_on_a_cluster_finds_the_same_to_the_byte(head: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert compared(there, "--replications=3", f"--on={head}") == compared(here, "--replications=3")
    assert files(there, "findings.json") == files(here, "findings.json") != {}
    assert runs(there).equals(runs(here))


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "cannot be used without its token. Set RAY_AUTH_MODE=token"),
        (TOKEN | {"RAY_AUTH_TOKEN": "mine"}, "since it has another token. Set RAY_AUTH_MODE=token"),
    ],
)
def test_who_does_not_have_the_token_is_told_how_to_get_it(
    head: str, environment: dict[str, str], why: str, tmp_path: Path
) -> None:
    told = command(
        *COMPARE, f"--out={tmp_path / 'out'}", "--shards=2", f"--on={head}", **environment
    )
    assert told.returncode == 2
    assert why in said(told)


OLDER = {"sim/__init__.py": "", "sim/world/__init__.py": ""}  # found before what is installed
OTHER = OLDER | {"sim/world/one_program.py": "def program(): return 'of yesterday'"}
NONE = {"sim/__init__.py": "raise ModuleNotFoundError('there is no sim', name='sim')"}


@pytest.mark.parametrize(
    ("files", "option", "why"),
    [
        (OTHER, "--shards=2", "runs another version of this program"),
        (OLDER, "--replications=3", "runs another version of this program"),
        (NONE, "--shards=2", "cannot run this program"),
    ],
)
def test_a_cluster_with_another_program_is_refused(
    tmp_path: Path, files: dict[str, str], option: str, why: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    with started(PLAIN | {"PYTHONPATH": str(tmp_path)}) as address:
        out = f"--out={tmp_path / 'out'}"
        told = command(*COMPARE, out, option, f"--on={address}", **TOKEN)
    assert told.returncode == 2
    assert why in said(told)
    assert "Install the same versions on all machines" in said(told)
