"""The common workload as a plain C loop, built by the system's compiler and called by ctypes.

Two sorts of chance: a counter-based one as the engine has it, and the cheapest stream.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload

SOURCE = Path(__file__).with_name("loop.c")
FLAGS = ("-std=c11", "-O3", "-march=native", "-shared", "-fPIC")
PHILOX, XOSHIRO = "philox", "xoshiro"

WHOLE = ("months", "sets")
NUMBERS = (
    *("youngest", "oldest", "start", "market", "quality", "satisfaction_kept", "fatigue_kept"),
    *("incident", "puts_right", "harm", "recovery", "contact", "response_satisfaction"),
    *("response_fatigue", "leaves_satisfaction", "leaves_fatigue"),
)
COSTS = ("cost_per_incident", "contact_cost")
TABLES = ("dies", "reach", "takes", "response", "leaves", "discount")
WHOLE_TABLES = ("stage", "reach_cost", "speaks_of", "open_cost", "dues")
RECORDS = {
    "npv": np.float64,
    "bought": np.int32,
    "tenure": np.int32,
    "incidents": np.int32,
    "held": np.int32,
    "alive": np.bool_,
}


class _Workload(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in WHOLE),
        *((name, ctypes.c_double) for name in NUMBERS),
        *((name, ctypes.c_int64) for name in COSTS),
        *((name, ctypes.c_void_p) for name in (*TABLES, *WHOLE_TABLES)),
    )


class _Lives(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_void_p) for name in (*RECORDS, "customers", "cash"))


def compiler() -> str | None:
    """The system's C compiler, if there is one."""
    return shutil.which(os.environ.get("CC", "cc"))


@cache
def library(chance: str) -> ctypes.CDLL:
    """The loop, compiled; ``chance`` is `PHILOX` or `XOSHIRO`."""
    cc = compiler()
    if cc is None:
        raise FileNotFoundError("no C compiler: install one, or name it in CC")
    define = ("-DXOSHIRO",) if chance == XOSHIRO else ()
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "loop.so"
        command = [cc, *FLAGS, *define, str(SOURCE), "-o", str(built), "-lm"]
        subprocess.run(command, check=True)
        loaded = ctypes.CDLL(str(built))
    loaded.simulate.restype = ctypes.c_int64
    loaded.simulate.argtypes = (
        ctypes.POINTER(_Workload),
        ctypes.c_int64,
        ctypes.c_uint64,
        ctypes.POINTER(_Lives),
    )
    return loaded


def simulate(w: Workload, people: int, seed: int, chance: str = PHILOX) -> Lives:
    """What becomes of ``people``."""
    numbers: dict[str, Any] = {"months": w.months, "sets": w.dues.shape[1]}
    kept = {name: np.ascontiguousarray(getattr(w, name), np.float64) for name in TABLES}
    kept |= {name: np.ascontiguousarray(getattr(w, name), np.int64) for name in WHOLE_TABLES}
    numbers |= {name: getattr(w, name) for name in (*NUMBERS, *COSTS)}
    numbers |= {name: table.ctypes.data for name, table in kept.items()}
    out: dict[str, Any] = {name: np.zeros(people, kind) for name, kind in RECORDS.items()}
    out |= {name: np.zeros(w.months, np.int64) for name in ("customers", "cash")}
    lived = library(chance).simulate(
        _Workload(**numbers),
        people,
        seed,
        _Lives(**{name: array.ctypes.data for name, array in out.items()}),
    )
    return Lives(**out, person_months=lived)
