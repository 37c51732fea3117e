"""Copies of a file's data: maps and lists anew, and what they hold as it is."""

from __future__ import annotations

from typing import Any


def copied(data: Any) -> Any:
    """A copy that may be changed without changing what it was made from.

    >>> first = {"a": [1, {"b": 2}]}
    >>> second = copied(first)
    >>> second["a"][1]["b"] = 3
    >>> first
    {'a': [1, {'b': 2}]}
    """
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(value) for value in data] if isinstance(data, list) else data
