"""Where mutations are tried: a process in a copy of the project, which forks once a mutation.

It reads a trial a line (JSON: file, text, tests, seconds) and answers with a line: the exit status
of pytest, or ``None`` where the tests never ended. Libraries are loaded once, for all trials.
"""

import importlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import hypothesis
import numba  # noqa: F401
import pandas  # noqa: F401
import pytest
import scipy.stats  # noqa: F401
import simpy  # noqa: F401

from tests.mutations.plain import COMPILED, compile_now, without_compiler

RULES = ("tests/rules/", "sim/rules/", "--")
"""Tests that need no engine."""
QUIET = (
    *("-q", "-x", "--assert=plain", "-p", "no:cacheprovider", "-m", "", "--capture=no"),
    *("-W", "ignore::RuntimeWarning", "--tb=no", "--no-header", "--no-summary"),
)


def main() -> None:
    """Try one mutation after the other, until there are no more."""
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile(
        "mutations",
        database=None,
        derandomize=True,
        deadline=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    )
    hypothesis.settings.load_profile("mutations")
    importlib.import_module("sim.scenario")
    compile_now()
    for line in sys.stdin:
        print(json.dumps(tried(json.loads(line))), flush=True)


def tried(trial: dict[str, Any]) -> int | None:
    """Break the file, run the tests in a fork, put the file right again."""
    file = Path(trial["file"])
    sound = file.read_bytes()
    file.write_text(trial["text"], encoding="utf-8")
    try:
        child = os.fork()
        if child == 0:
            _run(trial)
        _, status = os.waitpid(child, 0)
    finally:
        file.write_bytes(sound)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None


def _run(trial: dict[str, Any]) -> None:
    """Run the tests, and end this process with their status."""
    status = 70
    try:
        signal.setitimer(signal.ITIMER_PROF, trial["seconds"])  # of the processor, not the clock
        _be_silent()
        _forget(trial["file"])
        if any(not test.startswith(RULES) for test in trial["tests"]):
            run = importlib.import_module("sim.world.run")
            run.run_strategy.__kwdefaults__["engine"] = "agents"
        status = int(pytest.main([*QUIET, *trial["tests"]]))
    except Exception:  # the broken file does not even load
        status = 2
    finally:
        os._exit(status)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _forget(file: str) -> None:
    """Load the broken file, and what imports from it, anew; without the compiler."""
    broken = file.removesuffix(".py").replace("/", ".")
    without_compiler(broken)
    if broken not in sys.modules:
        return
    kept = {"sim.rules.compiled", *COMPILED} - {broken}
    for name in [*sys.modules]:
        if name.startswith("sim.") and name not in kept:
            del sys.modules[name]


if __name__ == "__main__":
    main()
