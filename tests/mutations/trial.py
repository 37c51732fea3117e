"""Trying mutations in a copy of the project, one after the other, by `tests.mutations.bench`."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO

from tests.mutations.mutation import ROOT, Mutation

COPIED = ("sim", "tests", "scenarios", "pyproject.toml")
MOST_SECONDS = 60
"""Of the processor, for the tests of one mutation."""


class Verdict(Enum):
    """What became of a mutation."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    NEVER_ENDED = "caught (the tests did not end)"
    BROKEN = "caught (the file could not be loaded)"


VERDICTS = {
    None: Verdict.NEVER_ENDED,
    0: Verdict.SURVIVED,
    1: Verdict.CAUGHT,
    2: Verdict.BROKEN,
}


class Bench:
    """A process that tries mutations in a copy of the project."""

    def __init__(self, root: Path, process: "subprocess.Popen[str]") -> None:
        self.root, self.process = root, process

    def status(
        self, file: str, text: str, tests: Iterable[str], seconds: int = MOST_SECONDS
    ) -> int | None:
        """The exit status of the tests with another text in a file; None if they never ended."""
        trial = {"file": file, "text": text, "tests": list(tests), "seconds": seconds}
        ask, answer = _ends(self.process)
        ask.write(json.dumps(trial) + "\n")
        ask.flush()
        line = answer.readline()
        if not line:
            raise RuntimeError("the process that tries mutations has ended by itself")
        status: int | None = json.loads(line)
        return status

    def tried(self, mutation: Mutation) -> Verdict:
        """What becomes of a mutation. Raises ``ValueError`` where pytest finds no such tests."""
        status = self.status(mutation.file, mutation.broken(self.root), mutation.tests)
        if status not in VERDICTS:
            raise ValueError(f"pytest ends with {status} on {' '.join(mutation.tests)}")
        return VERDICTS[status]

    def passes(self, file: str, tests: Iterable[str]) -> bool:
        """Whether tests pass while nothing is broken."""
        text = (self.root / file).read_text(encoding="utf-8")
        return self.status(file, text, tests, 10 * MOST_SECONDS) == 0


@contextmanager
def bench() -> Iterator[Bench]:
    """A bench, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        root = Path(folder)
        for name in COPIED:
            _copy(ROOT / name, root / name)
        command = [sys.executable, "-B", "-m", "tests.mutations.bench"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
            yield Bench(root, process)
            _ends(process)[0].close()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _ends(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
