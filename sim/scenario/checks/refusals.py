"""Why a dated change may not set a path: because it lasts, belongs elsewhere, or is no value.

Decides what is said. Which paths may be set is decided in ``sim/scenario/settable.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario import shape
from sim.scenario.models.scenario import Scenario
from sim.scenario.models.strategy import Strategy
from sim.scenario.problem import Fault, did_you_mean, one_of
from sim.scenario.settable import LASTING, NAMES, of_market, of_strategy
from sim.scenario.shape import Shape


def refused_of_market(words: Sequence[str]) -> Fault | None:
    """Why a change at the top of the file may not set a path; None where it may."""
    if any(_fits(words, path.split(".")) for path in of_market()):
        return None
    below = [path for path in of_market() if _fits(words, path.split(".")[: len(words)])]
    if below:
        return _refused("a change sets single values.", one_of(below))
    if words[0] == "strategies" and len(words) > 2:
        hint = f"Write {'.'.join(words[2:])} under `strategies.{words[1]}.changes`."
        return _refused("belongs to a strategy, whose changes stand under it.", "", hint)
    hint = did_you_mean(".".join(words), of_market())
    return _refused("holds for the whole run.", one_of(of_market()), hint)


def _fits(words: Sequence[str], pattern: Sequence[str]) -> bool:
    if len(words) != len(pattern):
        return False
    return all(known in (word, *NAMES.values()) for word, known in zip(words, pattern, strict=True))


def refused_of_strategy(words: Sequence[str]) -> Fault | None:
    """Why a strategy's change may not set a path; None where it may."""
    found = Shape(part=Strategy)
    for depth, word in enumerate(words):
        if found.leaf is not None:
            return _below_a_value(words[:depth], words[depth:], found)
        below = _step(found, word)
        if below is None:
            return _of_the_file(words) or _unknown(words[:depth], word)
        found = below
    path = ".".join(words)
    if path in LASTING:
        return _refused(LASTING[path], one_of(_beside(words[:-1])))
    return None if found.leaf is not None else _whole_part(path, found)


def _below_a_value(path: Sequence[str], rest: Sequence[str], found: Shape) -> Fault | None:
    """A stage of a value by stage may be set by itself, and nothing else below a value."""
    if found.leaf is not None and found.leaf.staged and len(rest) == 1:
        return None
    return _refused(f"`{'.'.join(path)}` is set as a whole.", ".".join(path))


def _step(found: Shape, word: str) -> Shape | None:
    return found.entries or (shape.words(found.part).get(word) if found.part else None)


def _of_the_file(words: Sequence[str]) -> Fault | None:
    """The fault of a path that begins at the top of the file."""
    if words[0] not in shape.words(Scenario):
        return None
    if words[0] == "strategies":
        hint = f"Write {'.'.join(words[2:])}." if len(words) > 2 else ""
        return _refused("paths of a strategy's changes begin below the strategy.", "", hint)
    is_market = any(_fits(words, path.split(".")) for path in of_market())
    hint = "Write it under `changes` at the top of the file." if is_market else ""
    return _refused("is no strategy's to change.", one_of(_beside(())), hint)


def _unknown(above: Sequence[str], word: str) -> Fault:
    known = _beside(above)
    nearest = did_you_mean(".".join((*above, word)), known)
    longer = [path for path in of_strategy() if path.endswith(f".{word}")]
    if not above and not nearest and longer:
        nearest = f"Did you mean {' or '.join(repr(path) for path in longer)}?"
    return _refused(f"unknown word `{word}`.", one_of(_beside(above)), nearest)


def _whole_part(path: str, found: Shape) -> Fault:
    inner = found.entries or found
    path = f"{path}.{NAMES[path]}" if found.entries else path
    below = [f"{path}.{word}" for word in shape.words(inner.part)] if inner.part else []
    return _refused("a change sets single values.", one_of(below or [path]))


def _beside(above: Sequence[str]) -> list[str]:
    """The paths of the words of a part, of those that may change."""
    found = Shape(part=Strategy)
    for word in above:
        found = _step(found, word) or found
    known = shape.words(found.part) if found.part else {}
    paths = (".".join((*above, word)) for word in known)
    return [path for path in paths if path not in LASTING]


def _refused(message: str, expected: str, hint: str = "") -> Fault:
    return Fault((), message, expected, hint, at_key=True)
