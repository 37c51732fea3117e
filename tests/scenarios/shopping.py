"""What people bought under one strategy, and how unequally."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.scenario import load
from sim.scenario.models.scenario import Scenario
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.ledger import Line
from sim.world.outcome import MonthRecord, Outcome
from sim.world.run import run_strategy
from tests.scenarios.estimates import Estimate, ratio
from tests.scenarios.test_hsbc_is_plausible import SCENARIOS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Bought:
    """One strategy's run of a scenario of purchases."""

    tables: Tables
    outcome: Outcome

    @property
    def months(self) -> MonthRecord:
        return self.outcome.months

    @cached_property
    def revenue(self) -> Ints:
        """By person, over the whole run."""
        return np.asarray(self.outcome.people.revenue, dtype=np.int64)

    def of_segment(self, name: str) -> Bools:
        return np.asarray(self.outcome.people.segment == self.tables.segment_names.index(name))

    def share_of_revenue(self, people: Bools) -> Estimate:
        return ratio((self.revenue * people)[:, None], self.revenue[:, None])

    def of_the_heaviest(self, share: float, people: Bools | None = None) -> float:
        """What the heaviest buyers, this share of all buyers, bring of revenue."""
        revenue = self.revenue if people is None else self.revenue[people]
        buyers = np.sort(revenue[revenue > 0])[::-1]
        return float(buyers[: round(share * len(buyers))].sum() / buyers.sum())

    def line(self, line: Line) -> int:
        """All that was posted to a line, in minor units."""
        return int(self.outcome.ledger[:, :, line].sum())

    def per_customer_year(self, counted: Ints) -> float:
        return 12.0 * float(counted.sum()) / float(self.months.customers.sum())

    def satisfaction(self) -> float:
        """Mean over all customer-months."""
        return float(self.months.satisfaction.sum()) / float(self.months.customers.sum()) / 1e9

    def leaving(self) -> float:
        """The yearly chance with which customers leave for good."""
        monthly = float(self.months.churned.sum()) / float(self.months.customers.sum())
        return float(1.0 - (1.0 - monthly) ** 12)


def scenario(name: str, *overrides: str, years: int | None = None) -> Scenario:
    settings = {} if years is None else {"years": years}
    return load(SCENARIOS / f"{name}.yaml", overrides=list(overrides), **settings)


def bought(loaded: Scenario, strategy: str) -> Bought:
    tables = tabulate(loaded)
    index = tables.strategy_names.index(strategy)
    return Bought(tables, run_strategy(tables, born(tables), index))
