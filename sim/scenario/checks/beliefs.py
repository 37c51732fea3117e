"""``uncertain`` and ``sources``: that their paths lead somewhere, and beliefs are possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario import shape
from sim.scenario.checks.given import Given
from sim.scenario.problem import Fault, FaultyError, Path, did_you_mean, dotted, one_of
from sim.scenario.reading import read_distribution
from sim.scenario.shape import numbers_in
from sim.scenario.units import Unit


def check_beliefs(given: Given) -> Iterator[Fault]:
    """Uncertain numbers that do not exist, are no numbers, or are believed out of range."""
    if not given.scenario.uncertain:
        return
    units = numbers_in(given.leaves)
    for path in given.scenario.uncertain:
        yield from _check_belief(path, units, given)


def _check_belief(path: str, units: dict[str, tuple[Unit, Any]], given: Given) -> Iterator[Fault]:
    here: Path = ("uncertain", path)
    rests = (_words(path),)
    unit, value = units.get(path, (None, None))
    if unit is None:
        yield _no_number(here, path, list(units), rests, given)
    elif value is None:
        message = "has no value yet; give it one where it belongs."
        yield Fault(here, message, unit.expected, at_key=True, needs=rests)
    elif not isinstance(value, int | float):
        message = "is not a single number: it differs between people."
        yield Fault(here, message, "the path of one number", at_key=True, needs=rests)
    elif unit.form == "whole":
        yield Fault(here, "is a setting, which is never uncertain.", at_key=True)
    else:
        try:
            read_distribution(unit, given.data["uncertain"][path])
        except FaultyError as error:
            for fault in error.faults:
                yield fault.below(*here)


def _no_number(
    here: Path, path: str, known: list[str], rests: tuple[Path, ...], given: Given
) -> Fault:
    below = [other for other in known if other.startswith(f"{path}.")]
    if below:
        message = "is not a single number; name one of those below it."
        return Fault(here, message, one_of(below), at_key=True, needs=rests)
    message = "is not a number." if _exists(path, given) else "there is no such path."
    return Fault(here, message, "", did_you_mean(path, known), True, rests)


def check_sources(given: Given) -> Iterator[Fault]:
    """Sources of paths that do not exist."""
    for path in given.scenario.sources:
        bare = path.removesuffix("*").removesuffix(".")
        if "*" in bare or not bare:
            message = "a path may end in `.*`, and has no other `*`."
            yield Fault(("sources", path), message, at_key=True)
        elif not _exists(bare, given):
            yield Fault(
                ("sources", path),
                "there is no such path.",
                hint=did_you_mean(bare, _all_paths(given)),
                at_key=True,
                needs=(_words(bare),),
            )


def _all_paths(given: Given) -> list[str]:
    paths = [path for path, _, _ in given.leaves]
    parents = {path[:length] for path in paths for length in range(1, len(path) + 1)}
    return sorted(dotted(path) for path in parents)


def _exists(path: str, given: Given) -> bool:
    """Whether the file has the path, or could have it by leaving it at its default."""
    written: Any = given.data
    found: shape.Shape | None = shape.ROOT
    for word in path.split("."):
        named = isinstance(written, dict) and word in written
        if found is not None and found.leaf is None:
            found = shape.step(found, word, written) if found.entries is None or named else None
        elif not named:
            return False
        if found is None:
            return False
        written = written[word] if isinstance(written, dict) and named else None
    return True


def _words(path: str) -> Path:
    return tuple(path.split("."))
