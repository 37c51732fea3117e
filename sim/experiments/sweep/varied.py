"""A number that is moved, and the values it is moved to, read as they are written.

discount_rate=2%,4%,6%                     these values, in a grid
firm.cash.opening_per_person=0..300        a range, evenly spaced in a grid
firm.cash.opening_per_person=0..300/13     the same, of so many values
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.lever import Lever, LeverError, number_at, value_of
from sim.experiments.sweep.design import Design
from sim.scenario import Scenario
from sim.scenario.overrides import writable
from sim.scenario.scalars import resolve
from sim.scenario.units import Unit

LISTED, RANGE, COUNT = ",", "..", "/"
EXAMPLE = "values, such as discount_rate=2%,4%,6%, or a range, such as discount_rate=2%..6%"
MOST_VALUES = 1_000


@dataclass(frozen=True)
class Varied:
    """A number and where it is moved to: the ends of the range, and of a grid every value."""

    lever: Lever
    values: tuple[float, ...] = ()

    @property
    def path(self) -> str:
        """The number's place in the scenario."""
        return self.lever.path

    def at(self, share: float) -> float:
        """The value that lies so far on the way from the low end to the high one, 0 to 1."""
        lever = self.lever
        return lever.writable(lever.low + share * (lever.high - lever.low))


def varied_of(scenario: Scenario, written: str, design: Design, points: int) -> Varied:
    """The number of one ``PATH=VALUES``; ``points`` are the values of a range without ``/N``.

    Raises:
        LeverError: there is no such number, or the values will not do.
    """
    path, equals, values = (part.strip() for part in written.partition("="))
    if not (path and equals and values):
        raise LeverError(f"`{written}` is not PATH=VALUES. Expected {EXAMPLE}.")
    unit, today = number_at(scenario, path)
    found = _range(path, values, unit, design, points) if RANGE in values else None
    chosen = _listed(path, values, unit, design) if found is None else found
    digits = scenario.minor_digits
    each = tuple(sorted({writable(unit, digits, x) for x in chosen}))
    if len(each) < 2:
        raise LeverError(
            f"{path}={values} holds one value only. Expected two or more, or a range LOW..HIGH."
        )
    now = writable(unit, digits, today)
    lever = Lever(path, unit, scenario.currency, digits, now, each[0], each[-1])
    return Varied(lever, each if design is Design.GRID else ())


def all_varied(
    scenario: Scenario, written: Sequence[str], design: Design, points: int
) -> tuple[Varied, ...]:
    """The numbers of a sweep, in the order in which they are written.

    Raises:
        LeverError: there is none, one comes twice, or one will not do.
    """
    if not written:
        raise LeverError(f"Nothing is varied. Expected {EXAMPLE}.")
    found = tuple(varied_of(scenario, each, design, points) for each in written)
    paths = [each.path for each in found]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise LeverError(f"{twice} is varied twice. Give all its values at once: {twice}=…,…")
    return found


def _range(path: str, values: str, unit: Unit, design: Design, points: int) -> Sequence[float]:
    low, _, rest = values.partition(RANGE)
    high, slash, count = rest.partition(COUNT)
    first, last = _read(path, low, unit), _read(path, high, unit)
    if first > last:
        raise LeverError(f"{path}={values} is upside down. Write {high}{RANGE}{low}.")
    if design is not Design.GRID:
        if slash:
            raise LeverError(
                f"{path}={values}: `/{count}` counts the values of a grid. "
                f"The points of a design `{design}` are given by -n."
            )
        return first, last
    number = _count(path, values, count) if slash else points
    return [first + (last - first) * k / (number - 1) for k in range(number)]


def _count(path: str, values: str, count: str) -> int:
    found = resolve(count.strip())
    if not isinstance(found, int) or not 2 <= found <= MOST_VALUES:
        raise LeverError(
            f"{path}={values}: `{count}` is no number of values. "
            f"Expected a whole number from 2 to {MOST_VALUES:,}, such as 0..300/7."
        )
    return found


def _listed(path: str, values: str, unit: Unit, design: Design) -> Sequence[float]:
    if design is not Design.GRID:
        raise LeverError(
            f"{path}={values} is a list, which is for a grid. "
            f"A design `{design}` fills a range: {path}=LOW..HIGH."
        )
    return [_read(path, each, unit) for each in values.split(LISTED)]


def _read(path: str, written: str, unit: Unit) -> float:
    if not written.strip():
        raise LeverError(f"{path}: a value is missing. Expected {EXAMPLE}.")
    return value_of(unit, written.strip(), path)
