"""The machine, in words: what a reader needs to know to judge a figure."""

from __future__ import annotations

import datetime
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from sim.results.versions import PACKAGE, versions

CPU = Path("/sys/devices/system/cpu/cpu0/cache")
PROCESSORS = Path("/proc/cpuinfo")
MEMORY = Path("/proc/meminfo")


def machine() -> str:
    """Cores, caches and memory in one line. What the system does not tell is left out."""
    parts = [f"{os.cpu_count()} cores, {_processor()}", *_caches(), *_memory()]
    return ", ".join(parts)


def software() -> str:
    """System, compiler and versions in one line."""
    found = [f"{name} {version}" for name, version in versions().items() if name != PACKAGE]
    release = ".".join(platform.release().split(".")[:2])
    return ", ".join([f"{platform.system()} {release}", *_compiler(), *found])


def today() -> str:
    """The date, as a reader writes it."""
    date = datetime.datetime.now(tz=datetime.UTC).date()
    return f"{date.day} {date:%B %Y}"


def _processor() -> str:
    names = re.findall(r"^model name\s*: (.*)$", _text(PROCESSORS), re.MULTILINE)
    families = re.findall(r"^cpu family\s*: (.*)$", _text(PROCESSORS), re.MULTILINE)
    models = re.findall(r"^model\s*: (.*)$", _text(PROCESSORS), re.MULTILINE)
    if not names:
        return platform.processor() or platform.machine()
    kind = f" (family {families[0]}, model {models[0]})" if families and models else ""
    return f"{names[0].strip()}{kind}"


def _caches() -> list[str]:
    found = []
    for index in sorted(CPU.glob("index*")):
        level, kind, size = (_text(index / word).strip() for word in ("level", "type", "size"))
        if kind in ("Data", "Unified"):
            found.append(f"L{level} {_readable(size)}")
    return found


def _readable(size: str) -> str:
    """A size as Linux writes it.

    >>> _readable("32768K"), _readable("512K")
    ('32 MiB', '512 KiB')
    """
    kibibytes = int(size.rstrip("K") or 0)
    whole, rest = divmod(kibibytes, 1024)
    return f"{whole} MiB" if whole and not rest else f"{kibibytes} KiB"


def _memory() -> list[str]:
    found = re.search(r"^MemTotal:\s*(\d+)", _text(MEMORY), re.MULTILINE)
    return [f"{int(found[1]) / 2**20:.0f} GiB of memory"] if found else []


def _compiler() -> list[str]:
    compiler = shutil.which("cc")
    if compiler is None:
        return ["no C compiler"]
    said = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False)
    return [f"C compiler {said.stdout.splitlines()[0]}"] if said.stdout else []


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
