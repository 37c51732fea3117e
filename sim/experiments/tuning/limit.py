"""Whether a firm can pay for what it does: its cash limit.

What a firm has is its opening cash and its credit line. Under settings whose cumulative cash falls
below both together, or under which it is ruined, it would have had to stop: they are not feasible.
A firm of which no cash is said, and which stops nothing for want of it, has no limit.
"""

from dataclasses import dataclass

import numpy as np

from sim.experiments.runs.laboratory import Floats, Measurements
from sim.scenario import Scenario


@dataclass(frozen=True)
class Limit:
    """What a firm has in cash and credit, major units per person at the start; None: no limit."""

    per_person: float | None
    people: int  # at the start: cash is per person then

    def shortfall(self, measured: Measurements, strategy: str) -> Floats:
        """``[point, seed]`` by how much the deepest cumulative cash goes beyond the limit, per
        person at the start; up to 0: it does not. Of a failed run nan."""
        if self.per_person is None:
            return np.where(np.isnan(measured.worth(strategy)), np.nan, -np.inf)
        trough = measured.figures(lambda run: run.lived[strategy].trough * run.people)
        return -trough / self.people - self.per_person

    def ruined(self, measured: Measurements, strategy: str) -> Floats:
        """``[point, seed]`` 1 where the firm is ruined, else 0; of a failed run nan."""
        if self.per_person is None:
            return measured.worth(strategy) * 0.0
        return measured.figures(lambda run: float(run.lived[strategy].ruined >= 0))


def limit_of(scenario: Scenario, strategy: str) -> Limit:
    """The cash limit of a firm under one of its strategies.

    >>> import sim
    >>> limit_of(sim.load("hsbc"), "customer_centric").per_person
    200.0
    """
    cash = scenario.firm.cash
    most = cash.opening_per_person + cash.credit_line_per_person
    counts = most > 0 or bool(scenario.strategies[strategy].funding)
    return Limit(most if counts else None, scenario.people)
