"""A number of a scenario that is moved: what it is today, and between which ends.

Decides which paths lead to such a number, the range where none is given (from 0, or the least that
its unit allows, to twice today's value), and what else moves with it: segments make room.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from sim.experiments.crossing import Span
from sim.scenario import Scenario
from sim.scenario.overrides import writable
from sim.scenario.problem import FaultyError, sentences
from sim.scenario.scalars import resolve
from sim.scenario.shape import numbers_of
from sim.scenario.units import Unit, read_number
from sim.scenario.values import plain

STEPS = 1000
"""A turning point is looked for to this part of the range."""

ALIKE = 0.6
"""So alike letters have to be to be taken for a slip, from 0 to 1."""

FIXED = ("scenario", "seed")
"""Numbers that no strategy's worth could hang on."""


END = "An end of the range"
"""How errors call it."""


class LeverError(ValueError):
    """A path leads to no number that can be moved, or the range will not do."""


@dataclass(frozen=True)
class Lever:
    """A number of a scenario, and how far it is moved. In human units: 12% is 0.12."""

    path: str
    unit: Unit
    currency: str
    minor_digits: int
    today: float
    low: float
    high: float
    steps: int = STEPS

    def writable(self, x: float) -> float:
        """The nearest value that a scenario can say."""
        return writable(self.unit, self.minor_digits, x)

    @property
    def step(self) -> float:
        """What is told apart: a part of the range, but nothing finer than can be written."""
        finest = {"months": 1.0, "whole": 1.0, "money": 10.0**-self.minor_digits}
        return max((self.high - self.low) / self.steps, finest.get(self.unit.form, 0.0))

    @property
    def span(self) -> Span:
        """The range as the search sees it."""
        return Span(self.low, self.today, self.high, self.step)


def lever_of(
    scenario: Scenario, path: str, low: float | str | None = None, high: float | str | None = None
) -> Lever:
    """The number at a path, and its range; a text is read as a scenario's file is.

    Raises:
        LeverError: there is no such number, or the range is empty or leaves out today's value.
    """
    unit, today = number_at(scenario, path)
    digits = scenario.minor_digits
    first, last = (
        writable(unit, digits, _end(unit, end) if end is not None else default)
        for end, default in zip((low, high), _around(unit, today), strict=True)
    )
    _check_range(path, unit, today, first, last)
    now = writable(unit, digits, today)
    return Lever(path, unit, scenario.currency, digits, now, first, last)


def number_at(scenario: Scenario, path: str) -> tuple[Unit, float]:
    """The unit and today's value of the one number at a path.

    Raises:
        LeverError: there is no such number.
    """
    known = {at: found for at, found in numbers_of(scenario).items() if at not in FIXED}
    if path not in known:
        raise LeverError(f"{path!r} is no number of the scenario. {_hint(path, known)}".strip())
    unit, value = known[path]
    if value is None:
        raise LeverError(f"{path} has no value today. Give it one first: --set {path}=…")
    if not isinstance(value, int | float):
        raise LeverError(
            f"{path} is not one number today, but {plain(value)}. Set one first: --set {path}=…"
        )
    return unit, value


def value_of(unit: Unit, written: str, where: str) -> float:
    """A number in human units, read as a scenario's file is.

    Raises:
        LeverError: it is none; the message begins with ``where``.
    """
    try:
        return read_number(unit, resolve(written))
    except FaultyError as error:
        fault = error.faults[0]
        told = sentences(fault.message, fault.expected, fault.hint)
        raise LeverError(f"{where}: {told}") from None


def _hint(path: str, known: Iterable[str]) -> str:
    """The valid path that shares most words, and of those the most alike."""

    def likeness(valid: str) -> tuple[int, float]:
        return len(_words(path) & _words(valid)), SequenceMatcher(None, path, valid).ratio()

    found = max(known, key=likeness)
    shared, alike = likeness(found)
    return f"Did you mean '{found}'?" if shared or alike >= ALIKE else ""


def _words(path: str) -> set[str]:
    return set(path.casefold().replace("_", ".").split("."))


def _around(unit: Unit, today: float) -> tuple[float, float]:
    return max(unit.low, min(0.0, 2 * today)), min(unit.high, max(0.0, 2 * today))


def _end(unit: Unit, end: float | str) -> float:
    if isinstance(end, str):
        return value_of(unit, end, END)
    if not unit.holds(end):
        told = sentences(f"{end:g} is out of range.", unit.expected, "")
        raise LeverError(f"{END}: {told}")
    return end


def _check_range(path: str, unit: Unit, today: float, low: float, high: float) -> None:
    now, first, last = (_said(unit, each) for each in (today, low, high))
    if low > high:
        raise LeverError(f"The range is upside down: it runs from {first} to {last}. Swap the two.")
    if low == high:
        raise LeverError(
            f"{path} is {now} now, and the range from {first} to {last} holds one value only. "
            "Say from where to where to search: --from and --to."
        )
    if not low <= today <= high:
        raise LeverError(
            f"{path} is {now} now, which lies outside the range from {first} to {last}. "
            f"Widen the range, or set another value: --set {path}=…"
        )


def _said(unit: Unit, value: float) -> str:
    """A number as a scenario says it.

    >>> from sim.scenario.units import MONTHS, SHARE
    >>> _said(SHARE, 0.35), _said(MONTHS, 6)
    ('35%', '6 months')
    """
    if unit.form == "percent":
        return f"{100 * value:.10g}%"
    return f"{value:,.10g}{' months' if unit.form == 'months' else ''}"
