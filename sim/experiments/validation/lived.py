"""A scenario and what its people lived: where a closed form finds its numbers and its figures."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.run import Run
from sim.scenario import Scenario
from sim.scenario.shape import numbers_of
from sim.scenario.values import Distribution

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lived:
    """What theory takes as given, and the tables of an ordinary run."""

    scenario: Scenario
    run: Run

    def number(self, path: str) -> float:
        """One number of the scenario, in human units (12% is 0.12)."""
        return float(numbers_of(self.scenario)[path][1])

    def across(self, path: str) -> Distribution:
        """A number of the scenario that differs between people.

        Raises:
            TypeError: it is the same for all.
        """
        value = numbers_of(self.scenario)[path][1]
        if not isinstance(value, Distribution):
            raise TypeError(f"{path} is the same for all people.")
        return value

    @property
    def discount(self) -> float:
        """What 1 in a month's time is worth today."""
        return float((1 + self.scenario.discount_rate) ** (-1 / 12))

    def people(self, strategy: str | None = None) -> pd.DataFrame:
        """The table of people under a strategy, by default the first."""
        return self._of(self.run.frames.people, strategy)

    def months(self, strategy: str | None = None) -> pd.DataFrame:
        """The table of months under a strategy, by default the first."""
        return self._of(self.run.frames.months, strategy)

    def flows(self, line: str, strategy: str | None = None) -> Floats:
        """What a line of the ledger came to in each month, in major units."""
        ledger = self._of(self.run.frames.ledger, strategy)
        cells = ledger[ledger["line"] == line]
        amounts = np.bincount(
            cells["month"], weights=cells["amount"], minlength=self.scenario.months
        )
        return np.asarray(amounts / 10**self.scenario.minor_digits)

    def _of(self, frame: pd.DataFrame, strategy: str | None) -> pd.DataFrame:
        name = strategy or next(iter(self.scenario.strategies))
        return frame[frame["strategy"] == name]


def monthly(yearly: float) -> float:
    """The chance in a month of a chance in a year.

    >>> round(monthly(0.5), 6)
    0.056126
    """
    return float(1 - (1 - yearly) ** (1 / 12))
