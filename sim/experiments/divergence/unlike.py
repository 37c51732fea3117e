"""What differs between two outcomes, to the last bit: arrays, people, cells."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.world.outcome import Outcome, PeopleRecord

Array = NDArray[np.generic]
Cell = tuple[int, ...]


def arrays(outcome: Outcome) -> Iterator[tuple[str, Array]]:
    """Every array of an outcome with its name; the records' are ``people.exit`` and the like.

    A whole number is an array of one.
    """
    for name, value in _fields(outcome):
        if isinstance(value, np.ndarray):
            yield name, value
        elif isinstance(value, int):
            yield name, np.array([value])
        elif isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", array) for inner, array in value.items())
        elif dataclasses.is_dataclass(value):
            yield from ((f"{name}.{inner}", array) for inner, array in _fields(value))


def unequal(one: Outcome, other: Outcome) -> list[str]:
    """The names of what is not equal to the last bit, types of numbers and ``events`` included."""
    pairs = zip(arrays(one), arrays(other), strict=True)
    names = [name for (name, array), (_, beside) in pairs if not _same(array, beside)]
    return names if one.events == other.events else [*names, "events"]


def values_differ(one: Outcome, other: Outcome) -> bool:
    """Whether any number differs, types aside."""
    pairs = zip(arrays(one), arrays(other), strict=True)
    return any(a.shape != b.shape or bits_differ(a, b).any() for (_, a), (_, b) in pairs)


def people_unlike(one: PeopleRecord, other: PeopleRecord) -> NDArray[np.int64]:
    """The numbers of the people whose records differ in value, lowest first."""
    if not np.array_equal(one.person, other.person):
        return np.setxor1d(one.person, other.person)
    found = np.zeros(len(one.person), dtype=np.bool_)
    for name, array in _fields(one):
        found |= bits_differ(array, getattr(other, name))
    return np.sort(one.person[found])


def first_cell(one: Array, other: Array) -> Cell | None:
    """The place of the first cell, in the order of the axes, that differs in value.

    >>> first_cell(np.array([[1, 2], [3, 4]]), np.array([[1, 2], [3, 5]]))
    (1, 1)
    """
    if one.shape != other.shape:
        return None
    cells = np.argwhere(bits_differ(one, other))
    return tuple(int(place) for place in cells[0]) if len(cells) else None


def bits_differ(one: Array, other: Array) -> NDArray[np.bool_]:
    """Where two arrays of one shape differ; no number is itself, and 0 is not -0.

    >>> bits_differ(np.array([0.0, np.nan]), np.array([-0.0, np.nan])).tolist()
    [True, False]
    """
    if one.dtype == other.dtype == np.float64:
        return np.asarray(one.view(np.int64) != other.view(np.int64))
    return np.asarray(one != other)


def _same(one: Array, other: Array) -> bool:
    alike = one.dtype == other.dtype and one.shape == other.shape
    return alike and one.tobytes() == other.tobytes()


def _fields(record: object) -> Iterator[tuple[str, Any]]:
    for each in dataclasses.fields(record):  # type: ignore[arg-type]
        yield each.name, getattr(record, each.name)
