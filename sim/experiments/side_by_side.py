"""Several searches at once, each of which decides what to measure by what it has found.

A search is a plain function that reads what is known. Where it comes upon something that is not,
it says so and is begun anew when that is known, which costs nothing but reading. So the runs that
all searches wait for are asked for together, and what comes out hangs on no number of workers.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class UnknownError(Exception):
    """A search has come upon values that nobody has measured yet."""

    def __init__(self, *values: float) -> None:
        super().__init__(*values)
        self.values = values


def side_by_side(
    searches: Mapping[Key, Callable[[], Found]],
    measure: Callable[[Sequence[tuple[Key, float]]], None],
) -> dict[Key, Found]:
    """What each search finds. ``measure`` makes known what they wait for: search and value.

    >>> known: dict[str, float] = {}
    >>> def search() -> float:
    ...     if "a" not in known:
    ...         raise UnknownError(3.0)
    ...     return known["a"]
    >>> side_by_side({"a": search}, lambda wanted: known.update(wanted))
    {'a': 3.0}
    """
    found: dict[Key, Found] = {}
    while len(found) < len(searches):
        wanted: list[tuple[Key, float]] = []
        for key, search in searches.items():
            if key in found:
                continue
            try:
                found[key] = search()
            except UnknownError as error:
                wanted += [(key, value) for value in error.values]
        if wanted:
            measure(wanted)
    return {key: found[key] for key in searches}
