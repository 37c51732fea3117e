"""From pydantic's errors to a strategist's sentences.

Decides the words for a missing key, an unknown word and a value of the wrong shape; what is
wrong inside a value has been put into words by its reader (``reading.py``, ``units.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario import shape
from sim.scenario.fields import FAULTS
from sim.scenario.models.products import KINDS
from sim.scenario.problem import Fault, Path, did_you_mean, nearest, one_of

MISSING = "is missing."

_KIND_TAG = 2
"""Where pydantic puts a product's kind into a path: products, name, kind, ..."""


def faults_of(error: ValidationError, data: dict[str, Any]) -> list[Fault]:
    """Every fault in a file's data, in the order pydantic met them."""
    details = error.errors(include_url=False, include_input=False)
    faults = [fault for detail in details for fault in _faults(detail, data)]
    return [fault for fault in faults if not _is_misspelt(fault, details, data)]


def _faults(detail: ErrorDetails, data: dict[str, Any]) -> Iterator[Fault]:
    path = _path(detail["loc"])
    if detail["type"] == "default_factory_not_called":
        return  # the default rests on a word that is itself wrong, and told of
    if detail["type"] == FAULTS:
        for fault in detail["ctx"]["faults"]:
            yield fault.below(*path)
    elif detail["type"] == "missing":
        yield _missing(path, data)
    elif detail["type"] == "extra_forbidden":
        yield _unknown(path, data)
    elif detail["type"] == "union_tag_not_found":
        yield Fault(
            path, "has no `kind`.", f"kind: {_kinds()}", _kind_hint(at(path, data)), at_key=True
        )
    elif detail["type"] == "union_tag_invalid":
        kind = at(path, data)["kind"]
        hint = did_you_mean(str(kind), KINDS)
        yield Fault((*path, "kind"), f"`{kind}` is no kind of product.", _kinds(), hint)
    else:
        yield _wrong_shape(path, data)


def _path(location: tuple[str | int, ...]) -> Path:
    if location[:1] == ("products",) and len(location) > _KIND_TAG:
        return (*location[:_KIND_TAG], *location[_KIND_TAG + 1 :])
    return location


def at(path: Path, data: Any) -> Any:
    """What the file has at a path; None where it has nothing there."""
    for word in path:
        if isinstance(data, dict):
            data = data.get(str(word))
        elif isinstance(data, list) and isinstance(word, int) and word < len(data):
            data = data[word]
        else:
            return None
    return data


def _kinds() -> str:
    return one_of(KINDS)


def _kind_hint(written: Any) -> str:
    found = nearest("kind", written) if isinstance(written, dict) else None
    return f"Did you mean `kind` by '{found}'?" if found else ""


def _missing(path: Path, data: dict[str, Any]) -> Fault:
    found = shape.at(path, data)
    expected = found.leaf.expected if found and found.leaf else ""
    if found and not expected:
        required = shape.required(found.part) if found.part else []
        listed = ", ".join(f"`{word}`" for word in required)
        expected = f"a map with at least {listed}" if listed else found.description
    return Fault(path, MISSING, expected, at_key=True)


def _unknown(path: Path, data: dict[str, Any]) -> Fault:
    known = _siblings(path, data)
    word = str(path[-1])
    return Fault(path, "unknown word.", one_of(known), did_you_mean(word, known), at_key=True)


def _siblings(path: Path, data: dict[str, Any]) -> list[str]:
    parent = shape.at(path[:-1], data)
    part = shape.part_of(parent, at(path[:-1], data)) if parent else None
    return list(shape.words(part)) if part else []


def _is_misspelt(fault: Fault, details: list[ErrorDetails], data: dict[str, Any]) -> bool:
    """Whether a missing key stands in the file misspelt, and so is already told of."""
    if fault.message != MISSING:
        return False
    unknown = [_path(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
    return any(
        path[:-1] == fault.path[:-1]
        and nearest(str(path[-1]), _siblings(path, data)) == fault.path[-1]
        for path in unknown
    )


def _wrong_shape(path: Path, data: dict[str, Any]) -> Fault:
    written, found = at(path, data), shape.at(path, data)
    part = shape.part_of(found, written) if found else None
    expected = "a map of words to values"
    if part is not None:
        expected = f"a map with {one_of(shape.words(part))}"
    elif found is not None and found.entries is not None:
        expected = f"a map of names: {found.description}" if found.description else "a map of names"
    elif found is not None and found.is_product:
        expected = "a map that begins with kind: account, loan or purchase"
    shown = "a list" if isinstance(written, list) else f"`{written}`"
    return Fault(path, f"{shown} where a map belongs.", expected)
