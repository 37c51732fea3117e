"""From what is written to who may join a loyalty programme, and to dated changes.

Decides how the two are told apart from what is neither, and collects every mistake inside them.
What a change may set is decided later, once the whole file is known (``checks/changes.py``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from sim.scenario import units
from sim.scenario.problem import Fault, FaultyError, did_you_mean, faulty, one_of
from sim.scenario.reading import collect
from sim.scenario.units import read_number
from sim.scenario.values import JOINS, Change, Join

_WAYS_TO_JOIN = one_of(["all", "{top: 5%}", "{purchases_per_year: 50}"])
_A_CHANGE = "{from: 2030-01, set: {path: value}, over: 3 years}"


def read_join(written: Any) -> Join:
    """``all``, ``{top: share}`` or ``{purchases_per_year: number}``."""
    if written == "all":
        return Join()
    if not isinstance(written, dict):
        hint = did_you_mean(str(written), ["all"])
        raise faulty(f"`{written}` does not say who may join.", _WAYS_TO_JOIN, hint)
    _refuse_unknown(written, JOINS)
    if len(written) != 1:
        raise faulty("who may join is said by one word.", _WAYS_TO_JOIN)
    (word,) = written
    unit = units.SHARE if word == "top" else units.FREQUENCY
    return Join(word, collect([word], lambda _: float(read_number(unit, written[word])))[word])


def read_changes(written: Any) -> tuple[Change, ...]:
    """A list of ``{from, set, over}``."""
    if not isinstance(written, list):
        raise faulty("changes are a list.", f"[{_A_CHANGE}]")
    read = collect(range(len(written)), lambda place: _read_change(written[place]))
    return tuple(read.values())


def _read_change(written: Any) -> Change:
    if not isinstance(written, dict):
        raise faulty(f"`{written}` is not a change.", _A_CHANGE)
    _refuse_unknown(written, _READERS)
    for word in ("from", "set"):
        if word not in written:
            raise faulty(f"a change without `{word}`.", _A_CHANGE)
    read = collect(written, lambda word: _READERS[word](written[word]))
    return Change(read["from"], read["set"], read.get("over", 0))


def _refuse_unknown(written: dict[str, Any], known: Any) -> None:
    faults = [
        Fault((word,), "unknown word.", one_of(known), did_you_mean(word, known), at_key=True)
        for word in written
        if word not in known
    ]
    if faults:
        raise FaultyError(*faults)


def _read_settings(written: Any) -> dict[str, Any]:
    if not isinstance(written, dict) or not written:
        raise faulty("nothing is set.", "{path: value}, such as {service.quality: 80%}")
    return dict(written)


def read_month(written: Any) -> datetime.date:
    """A month, ``YYYY-MM``."""
    expected = "a month from 1900-01 to 2200-12, such as 2025-01"
    year, dash, month = str(written).partition("-")
    if not (dash and year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        raise faulty(f"`{written}` is not a month.", expected)
    if len(month) != 2 or not (1900 <= int(year) <= 2200 and 1 <= int(month) <= 12):
        raise faulty(f"`{written}` is not a month of those years.", expected)
    return datetime.date(int(year), int(month), 1)


_READERS: dict[str, Callable[[Any], Any]] = {
    "from": read_month,
    "set": _read_settings,
    "over": lambda written: read_number(units.MONTHS, written),
}
