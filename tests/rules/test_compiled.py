"""Machine code is kept between processes, and never outlives the sources it was made from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import sim
from sim.rules import service
from sim.rules.compiled import fingerprint, interpreted

PROGRAM = "from sim.rules.money import twelfth; print(twelfth(100, 1))"


def run(folder: Path, cache: Path) -> str:
    """What the program prints with the package in ``folder``."""
    env = {**os.environ, "PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(cache)}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, cwd=folder, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_an_edit_of_a_callee_is_seen_by_its_callers(tmp_path: Path) -> None:
    """`twelfth` calls `rounded`; numba by itself would go on with the old `rounded`."""
    folder, cache = tmp_path / "here", tmp_path / "cache"
    shutil.copytree(Path(sim.__file__).parent, folder / "sim")
    assert run(folder, cache) == "9"
    money = folder / "sim/rules/money.py"
    text = money.read_text()
    assert text.count("return round(amount)") == 1
    money.write_text(text.replace("return round(amount)", "return 10 * round(amount)"))
    assert run(folder, cache) == "90"


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    shutil.copytree(Path(sim.__file__).parent, folder / "sim")
    blocked = tmp_path / "a_file"
    blocked.write_text("no folder can be made here")
    assert run(folder, blocked) == "9"


def test_the_fingerprint_depends_on_names_and_contents(tmp_path: Path) -> None:
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    first.write_text("x = 1")
    second.write_text("x = 1")
    before = fingerprint((first,))
    assert before != fingerprint((second,))
    first.write_text("x = 2")
    assert before != fingerprint((first,))


def test_an_interpreted_rule_gives_the_same_numbers() -> None:
    plain = interpreted(service.drifted)
    for satisfaction in (0.0, 0.1, 0.333, 0.9):
        args = (satisfaction, 0.77, 0.97)
        assert plain(*args) == service.drifted(*args)
