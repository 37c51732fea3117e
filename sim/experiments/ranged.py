"""A number with its range as it is asked for in one word: ``PATH`` or ``PATH=LOW..HIGH``."""

from dataclasses import dataclass

from sim.experiments.lever import LeverError

BETWEEN = ".."


@dataclass(frozen=True)
class Ranged:
    """A path, and the ends of its range as texts of a file; None: the default range."""

    path: str
    low: str | None = None
    high: str | None = None

    def __str__(self) -> str:
        return self.path if self.low is None else f"{self.path}={self.low}{BETWEEN}{self.high}"


def ranged(written: str) -> Ranged:
    """What is asked for.

    Raises:
        LeverError: the range is not written so.

    >>> ranged("discount_rate=2%..10%")
    Ranged(path='discount_rate', low='2%', high='10%')
    >>> ranged("discount_rate")
    Ranged(path='discount_rate', low=None, high=None)
    """
    path, equals, ends = (part.strip() for part in written.partition("="))
    if not equals:
        return Ranged(path)
    low, between, high = (part.strip() for part in ends.partition(BETWEEN))
    if not path or not low or not between or not high:
        raise LeverError(
            f"{written!r} gives no range. Expected PATH=LOW{BETWEEN}HIGH, such as "
            f"discount_rate=2%{BETWEEN}10%."
        )
    return Ranged(path, low, high)
