"""How much memory a person takes: the peaks of two processes of their own, of two sizes.

The peak is that of the whole process, from the lives that are drawn to what became of everybody,
so it counts what is held for a moment only. What does not grow with people is in both.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.engines import hsbc
from sim.world.run import run_strategy

ROOT = Path(__file__).parents[1]
STATUS = Path("/proc/self/status")


def bytes_a_person(engine: str, few: int, many: int) -> float:
    """The difference of peaks, for each person that one process has more than the other."""
    return (_peak_of(engine, many) - _peak_of(engine, few)) / (many - few)


def _peak_of(engine: str, people: int) -> int:
    command = [sys.executable, "-m", "benchmarks.memory", engine, str(people)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def peak() -> int:
    """The most memory this process ever held, in bytes.

    Not `resource.getrusage`, which counts what the parent held when it started this process.

    >>> peak() > 10_000_000
    True
    """
    for line in STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError(f"{STATUS} does not tell the peak")


def main(engine: str, people: int) -> None:
    """Let people live and say the peak."""
    crowd = hsbc(people, grown_up=True)
    outcome = run_strategy(crowd.tables, crowd.cohort, 0, engine=engine)
    assert len(outcome.people.person) == people
    print(peak())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
