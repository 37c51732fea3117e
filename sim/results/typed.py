"""Reading plain data whose kinds are not known, so that what is wrong with it can be named."""

from collections.abc import Mapping
from typing import Any


class DamagedError(ValueError):
    """A value is missing or of another kind; the message names it."""


def value(data: Mapping[str, Any], key: str, kind: Any, place: str = "") -> Any:
    """The value under a key, if it is of a kind: ``str``, ``int``, ``float``, ``list`` or ``dict``.

    A whole number is a real number as well; true and false are no numbers. ``place`` is where the
    data lie, for the message.

    Raises:
        DamagedError: there is no such key, or its value is of another kind.

    >>> value({"seed": 7}, "seed", int)
    7
    >>> value({"seed": "7"}, "seed", int)
    Traceback (most recent call last):
    sim.results.typed.DamagedError: 'seed' is of another kind
    """
    name = f"{place}.{key}".lstrip(".")
    if key not in data:
        raise DamagedError(f"'{name}' is missing")
    found = data[key]
    kinds = (int, float) if kind is float else kind
    if isinstance(found, bool) or not isinstance(found, kinds):
        raise DamagedError(f"'{name}' is of another kind")
    return found


def texts(data: Mapping[str, Any], key: str, place: str = "") -> tuple[str, ...]:
    """The texts in the list under a key.

    Raises:
        DamagedError: there is none.
    """
    found = value(data, key, list | tuple, place)
    if not all(isinstance(each, str) for each in found):
        raise DamagedError(f"'{f'{place}.{key}'.lstrip('.')}' is of another kind")
    return tuple(found)


def mapped(data: Mapping[str, Any], key: str, kind: Any, place: str = "") -> dict[str, Any]:
    """The mapping under a key, all of whose values are of one kind.

    Raises:
        DamagedError: there is none.
    """
    found = value(data, key, dict, place)
    return {name: value(found, name, kind, f"{place}.{key}".lstrip(".")) for name in found}
