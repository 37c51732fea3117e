"""How long one waits: commands as processes of their own, once the rules are compiled.

Seconds of a clock on the wall, as a user counts them; the fastest of several rounds is held against
the target, since other processes can only add to it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.figures import in_rounds, tell

SIM = ("-c", "from sim.cli import main; main()")
COMPARE = (*SIM, "compare", "hsbc", "--people", "100", "--force", "--out", "run", "--quiet")
PAGE = 5.0
"""A page may take so many seconds more."""
ROOT = Path(__file__).parents[1]
ROUNDS = 4
BROKEN = 2.5
"""So many times the time that is meant: something is broken, on any machine."""


def waited(arguments: Sequence[str], folder: Path) -> float:
    """Seconds that Python takes in an empty folder, with this copy of the project."""
    command, environment = [sys.executable, *arguments], os.environ | {"PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("says", "arguments", "seconds"),
    [
        ("import sim", ["-c", "import sim"], 0.3),
        ("sim --help", [*SIM, "--help"], 1.0),
        ("sim check hsbc", [*SIM, "check", "hsbc"], 1.0),
        ("sim compare hsbc --people 100 --format none", [*COMPARE, "--format", "none"], 2.5),
        ("sim compare hsbc --people 100, with its page", COMPARE, 2.5 + PAGE),
    ],
    ids=["import", "help", "check", "compare", "page"],
)
def test_a_command_answers_at_once(
    benchmark: BenchmarkFixture, tmp_path: Path, says: str, arguments: list[str], seconds: float
) -> None:
    waited(arguments, tmp_path)
    found = in_rounds(benchmark, lambda: waited(arguments, tmp_path), ROUNDS)
    tell(benchmark, says, f"{min(found):.2f} s", f"at most {seconds} s")
    assert min(found) <= BROKEN * seconds
