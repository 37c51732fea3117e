"""Amounts per person as they are said: as precise as their interval, in the scenario's currency."""

from dataclasses import dataclass

from reports.money import money, money_places
from reports.words import UNDEFINED
from sim.experiments.estimate import Estimate
from sim.scenario import Scenario


@dataclass(frozen=True)
class Sums:
    """How a scenario's money is written."""

    currency: str
    minor_digits: int

    def amount(self, value: float, half_width: float | None = None) -> str:
        """An amount as precise as its interval."""
        return money(value, self.currency, money_places(half_width, self.minor_digits))

    def plain(self, value: float) -> str:
        """An amount without an interval, to some three significant digits."""
        return self.amount(value, None if abs(value) < 100 else abs(value) / 10)

    def mean(self, found: Estimate) -> str:
        """The value of an estimate, or that it is not defined.

        >>> Sums("GBP", 2).mean(Estimate(-1234.5, -1300.0, -1169.0, 5))
        '−£1,234'
        """
        return UNDEFINED if found.value is None else self.amount(found.value, found.half_width)

    def ends(self, found: Estimate) -> str:
        """Both ends of an interval, or that it is not defined."""
        if found.low is None or found.high is None:
            return UNDEFINED
        half = found.half_width
        return f"{self.amount(found.low, half)} to {self.amount(found.high, half)}"

    def interval(self, found: Estimate) -> str:
        """The value with its interval in brackets."""
        if not found.half_width:
            return self.mean(found)
        return f"{self.mean(found)} [{self.ends(found).replace(' to ', ', ')}]"


def sums_of(scenario: Scenario) -> Sums:
    """How the money of a scenario is written."""
    return Sums(scenario.currency, scenario.minor_digits)
