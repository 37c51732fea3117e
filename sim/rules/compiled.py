"""How rules are compiled: by numba, once, with the machine code kept in a folder of its own.

Numba's cache on disk looks at the file of a function, not at the files of the functions it calls.
An edit to a callee would therefore leave stale machine code behind. The folder's name carries a
hash of the sources of every compiled file, so an edit anywhere starts a fresh folder.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

LAST = "advance.advance-*.nbi"
"""What is compiled last: once it is in the cache, everything is."""

Function = TypeVar("Function", bound=Callable[..., object])


def sources() -> tuple[Path, ...]:
    """Every file that holds compiled functions."""
    sim = Path(__file__).parents[1]
    return tuple(sorted([*sim.glob("rules/*.py"), *sim.glob("world/**/*.py")]))


def fingerprint(files: tuple[Path, ...]) -> str:
    """A hash of the contents of ``files``, of numba's version and of Python's.

    >>> len(fingerprint(sources()))
    16
    """
    digest = hashlib.sha256(f"{numba.__version__} {sys.version}".encode())
    for file in files:
        digest.update(b"\0" + file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def cache_folder() -> Path:
    """Where machine code is kept: the user's cache, or a temporary folder if that is read-only."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(home) / "lifecycle-offers" / fingerprint(sources())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        passing = tempfile.mkdtemp(prefix="lifecycle-offers-")
        atexit.register(shutil.rmtree, passing, ignore_errors=True)
        return Path(passing)


def is_kept() -> bool:
    """Whether the machine code of this version is in the cache already."""
    return next(cache_folder().rglob(LAST), None) is not None


def interpreted(compiled: Function) -> Function:
    """The same rule as plain Python: for a few operations that is quicker than the way into
    compiled code and back, and the numbers are equal to the bit."""
    return cast("Function", cast("Any", compiled).py_func)


def constant(number: int) -> int:
    """A whole number that compiled code takes as any other, and makes no copy of itself for.

    >>> int(constant(7) + 1)
    8
    """
    return cast("int", np.int64(number))


ZERO = constant(0)

_CALLED_BY_COMPILED = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def rule(function: Function) -> Function:
    """Compile a scalar function on its first call, and keep the machine code for the next process.

    Arithmetic stays strict (no re-association, no fused operations), so that results are equal to
    the bit wherever the code runs.
    """
    return _compiled(function)


def inner(function: Function) -> Function:
    """Compile as a `rule`, and into every place where compiled code calls it: for the smallest."""
    return _compiled(function, forceinline=True)


def loop(function: Function) -> Function:
    """Compile a loop over many people: as a `rule`, and other threads may run meanwhile."""
    return _compiled(function, nogil=True)


def part(function: Function) -> Function:
    """Compile a function that only compiled code calls; nothing of it is kept by itself."""
    compiler: Any = numba.njit
    return cast("Function", compiler(error_model="numpy", **_CALLED_BY_COMPILED)(function))


def once(function: Function) -> Function:
    """Compile a function into the one place where it is called."""
    compiler: Any = numba.njit
    return cast("Function", compiler(inline="always", **_CALLED_BY_COMPILED)(function))


def _compiled(function: Function, **how: bool) -> Function:
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(cache_folder())
    try:
        compiler: Any = numba.njit
        compiled = compiler(cache=True, error_model="numpy", **how)(function)
    finally:
        settings.CACHE_DIR = before
    return cast("Function", compiled)
