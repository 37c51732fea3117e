"""Names that people give: stages, products, strategies, segments.

Decides what a name may look like, which names are taken by the language, and that no two
products share their luck.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from sim.scenario.checks.given import Given
from sim.scenario.keys import APART, product_key
from sim.scenario.problem import Fault, Path
from sim.scenario.values import PARAMETERS

LONGEST = 64
RESERVED = frozenset({*PARAMETERS, "else", "times_income", "each", "all"})
_NAMED: tuple[Path, ...] = (("life", "stages"), ("products",), ("strategies",), ("segments",))


def check_names(given: Given) -> Iterator[Fault]:
    """Names that are malformed, reserved, or too near each other in luck."""
    for place in _NAMED:
        for name in _entries(given.data, place):
            yield from _check_name((*place, name), name)
    yield from _check_spoken(_entries(given.data, ("strategies",)))
    for first, second in combinations(given.products, 2):
        if abs(product_key(first) - product_key(second)) < APART:
            yield Fault(
                ("products", second),
                f"this name would share its luck with `{first}`.",
                hint="Change a letter of either name.",
                at_key=True,
            )


def _check_spoken(strategies: list[str]) -> Iterator[Fault]:
    """Strategies that a verdict could not tell apart, since `_` is spoken as a space."""
    heard: dict[str, str] = {}
    for name in strategies:
        spoken = " ".join(name.replace("_", " ").casefold().split())
        path: Path = ("strategies", name)
        if name and not spoken:
            yield Fault(path, "this name says nothing.", "letters or digits", at_key=True)
        elif spoken in heard:
            message = f"this name reads as that of `{heard[spoken]}`."
            yield Fault(path, message, hint="Change a letter of either name.", at_key=True)
        heard.setdefault(spoken, name)


def _entries(data: dict[str, Any], place: Path) -> list[str]:
    found: Any = data
    for word in place:
        found = found.get(word) if isinstance(found, dict) else None
    return list(found) if isinstance(found, dict) else []


def _check_name(path: Path, name: str) -> Iterator[Fault]:
    if not name or len(name) > LONGEST:
        yield Fault(path, f"a name has 1 to {LONGEST} letters.", at_key=True)
    elif not all(_may_stand_in_a_name(letter) for letter in name):
        suggestion = "".join(
            letter if _may_stand_in_a_name(letter) else "_" for letter in name.strip()
        )
        yield Fault(
            path,
            "a name is made of letters, digits and `_`.",
            hint=f"Write {suggestion}.",
            at_key=True,
        )
    elif name in RESERVED and path[0] in ("life", "products"):
        yield Fault(path, f"`{name}` is a word of the language.", "another name", at_key=True)


def _may_stand_in_a_name(letter: str) -> bool:
    return letter == "_" or unicodedata.category(letter)[0] in "LMN"
