"""The budget: what each ratio was when it was last accepted, and how far it may fall.

A limit lies half-way (as ratios go) between the reference and what the reference becomes once the
faster side takes `slowdown` times as long. So an unchanged program is as far from its limit as one
that has become that much slower.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("budget.toml")


class BudgetError(Exception):
    """The budget file cannot be used."""


@dataclass(frozen=True)
class Budget:
    """The references of a machine."""

    machine: str
    slowdown: float
    references: Mapping[str, float]

    def reference(self, key: str) -> float:
        """The accepted ratio of a pair.

        Raises:
            BudgetError: there is none.
        """
        if key not in self.references:
            raise BudgetError(
                f"The budget has no reference for {key!r}. "
                "Measure one with `python -m benchmarks budget`."
            )
        return self.references[key]

    def limit(self, key: str, *, cost: bool) -> float:
        """The least (of costs, the most) that keeps the budget."""
        margin = math.sqrt(self.slowdown)
        return self.reference(key) * (margin if cost else 1 / margin)


def read(file: Path = FILE) -> Budget:
    """The budget of a file.

    Raises:
        BudgetError: the file is missing or malformed.
    """
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        budget = Budget(
            machine=str(found["machine"]),
            slowdown=float(found["slowdown"]),
            references={key: float(ratio) for key, ratio in found["references"].items()},
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BudgetError(f"{file} is no budget: {error}") from error
    if budget.slowdown <= 1 or min(budget.references.values(), default=1.0) <= 0:
        raise BudgetError(f"{file}: slowdown must exceed 1, and references 0.")
    return budget


def accept(text: str, machine: str, references: Mapping[str, float]) -> str:
    """The text of a budget file with another machine and references; comments stay.

    >>> print(accept('machine = ""\\n[references]\\na = 1.0  # of b', "two cores", {"a": 2.345}))
    machine = "two cores"
    [references]
    a = 2.35  # of b
    """
    text = _put(text, "machine", f'"{machine}"')
    for key, ratio in references.items():
        text = _put(text, key, f"{ratio:.3g}")
    return text


def _put(text: str, word: str, value: str) -> str:
    pattern = re.compile(rf'^({re.escape(word)} *= *)("[^"]*"|[^\s#]+)', re.MULTILINE)
    replaced, count = pattern.subn(lambda found: found[1] + value, text)
    if count != 1:
        raise BudgetError(f"The budget file has {count} lines for {word!r}: expected one.")
    return replaced
