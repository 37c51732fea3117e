"""The last table: every suite run, and its figures written into the README between two marks."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import FIGURES, markdown
from benchmarks.machine import machine, software, today

HERE = Path(__file__).parent
README = HERE / "README.md"
BEGIN, END = "<!-- table -->", "<!-- /table -->"
HEADINGS = ("what", "figure", "target")

Rows = Sequence[Sequence[str]]


class SuitesFailedError(Exception):
    """The suites could not be run; what they printed says why."""


def suites() -> tuple[dict[str, list[dict[str, Any]]], bool]:
    """What every benchmark kept, by its file, slow ones too; and whether all reached their targets.

    Raises:
        SuitesFailedError: they could not be run.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "benchmarks.json"
        command = ["-q", "-s", "-m", "evidence or not evidence", f"--benchmark-json={kept}"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", str(HERE), *command], cwd=HERE.parent, check=False
        )
        if not kept.exists() or done.returncode > 1:
            raise SuitesFailedError(f"The suites ended with exit status {done.returncode}.")
        return _by_file(json.loads(kept.read_text(encoding="utf-8"))), done.returncode == 0


def _by_file(found: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    files: dict[str, list[dict[str, Any]]] = {}
    for benchmark in found["benchmarks"]:
        file = Path(benchmark["fullname"].partition("::")[0]).name
        files.setdefault(file, []).append(benchmark["extra_info"])
    return files


def document(checked: Rows, by_file: Mapping[str, Iterable[Mapping[str, Any]]]) -> str:
    """The part of the README between the marks."""
    parts = [
        f"Measured on {today()}: {machine()}; {software()}.",
        "### The check",
        markdown(checked),
    ]
    for file, infos in by_file.items():
        rows = [row for info in infos for row in _figures(info)]
        parts += [f"### `{file}`", title(HERE / file), markdown([HEADINGS, *rows])]
    return "\n\n".join(parts)


def title(file: Path) -> str:
    """The first line of a file's docstring."""
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.partition("\n\n")[0].replace("\n", " ")


def _figures(info: Mapping[str, Any]) -> Rows:
    """The figures of a benchmark, or whatever else it kept."""
    told: Rows | None = info.get(FIGURES)
    if told is not None:
        return told
    return [row for key, value in info.items() for row in _spread(key, value)]


def _spread(key: str, value: object) -> Rows:
    if isinstance(value, dict):
        return [(f"{name}: {key}", _in_words(found)) for name, found in value.items()]
    return [(key, _in_words(value))]


def _in_words(value: object) -> str:
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    """A number in words.

    >>> _number(20_123_456.7), _number(0.25)
    ('20,123,457', '0.25')
    """
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def put(text: str, part: str) -> str:
    """A README with ``part`` between its marks.

    >>> print(put("a\\n<!-- table -->\\nold\\n<!-- /table -->\\nz", "new"))
    a
    <!-- table -->
    <BLANKLINE>
    new
    <BLANKLINE>
    <!-- /table -->
    z
    """
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"the README has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{part}\n\n{END}{after}"


def write(checked: Rows, by_file: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Put the table into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(put(text, document(checked, by_file)), encoding="utf-8")
