"""A peer in an environment of its own: asked and answered by pickles over a pipe.

For frameworks whose dependencies cannot live with this project's. The other side is this same file,
run by the other environment's Python; it takes its own time.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload

ROOT = Path(__file__).parents[2]


def python_of(framework: str) -> Path | None:
    """The Python of a framework's own environment: named by a variable, else beside the project."""
    named = os.environ.get(f"{framework.upper()}_PYTHON")
    python = Path(named) if named else ROOT / f".venv-{framework}" / "bin" / "python"
    return python if python.exists() else None


class Remote:
    """A peer's module in another environment, kept running between rounds."""

    def __init__(self, python: Path, module: str) -> None:
        self._other = subprocess.Popen(
            [python, "-m", "benchmarks.peers.remote", module],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __call__(self, w: Workload, people: int, seed: int) -> tuple[Lives, float]:
        """The lives, and the seconds of the other process that they took."""
        asked, answered = self._other.stdin, self._other.stdout
        if asked is None or answered is None:
            raise RuntimeError("the other environment's pipes are closed")
        pickle.dump((w, people, seed), asked)
        asked.flush()
        lives, seconds = pickle.load(answered)
        return lives, seconds

    def close(self) -> None:
        """Let the other process end."""
        if self._other.stdin:
            self._other.stdin.close()
        self._other.wait()
        if self._other.stdout:
            self._other.stdout.close()


def answer(module: str, asked: IO[bytes], answers: IO[bytes]) -> None:
    """Simulate what is asked for until nobody asks any more."""
    simulate = importlib.import_module(f"benchmarks.peers.{module}").simulate
    while True:
        try:
            question = pickle.load(asked)
        except EOFError:
            return
        start = time.process_time()
        lives = simulate(*question)
        pickle.dump((lives, time.process_time() - start), answers)
        answers.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the framework prints is no answer
    answer(sys.argv[1], sys.stdin.buffer, answers)
