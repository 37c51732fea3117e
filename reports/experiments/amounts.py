"""Money of an experiment as text: no finer than its interval supports."""

from dataclasses import dataclass

from reports.money import money, money_places
from reports.words import UNDEFINED
from sim.experiments.estimate import Estimate


@dataclass(frozen=True)
class Amounts:
    """How amounts of a currency are said."""

    currency: str
    minor_digits: int

    def one(self, value: float, half_width: float | None) -> str:
        """An amount as finely as an interval of this half-width allows."""
        return money(value, self.currency, money_places(half_width, self.minor_digits))

    def value(self, estimate: Estimate) -> str:
        """The value alone.

        >>> Amounts("GBP", 2).value(Estimate(-1234.5, -1300.0, -1169.0, 5))
        '−£1,234'
        """
        if estimate.value is None:
            return UNDEFINED
        return self.one(estimate.value, estimate.half_width)

    def ends(self, estimate: Estimate) -> str:
        """The interval alone."""
        if estimate.low is None or estimate.high is None:
            return UNDEFINED
        half = estimate.half_width
        return f"{self.one(estimate.low, half)} to {self.one(estimate.high, half)}"

    def within(self, estimate: Estimate) -> str:
        """The value, and its interval in brackets where it has one."""
        if estimate.low is None or estimate.high is None:
            return self.value(estimate)
        half = estimate.half_width
        low, high = (self.one(end, half) for end in (estimate.low, estimate.high))
        return f"{self.value(estimate)} [{low}, {high}]"
