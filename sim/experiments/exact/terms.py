"""The chances of a month for one kind of people under one strategy, from the numbers of the tables.

Satisfaction and fatigue move nothing here: see `sim.experiments.exact.reduction`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from sim.scenario.tables import Kind, StrategyTables, Tables

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """What a person of one segment meets."""

    tables: Tables
    strategy: StrategyTables
    segment: int

    @cached_property
    def price(self) -> float:
        """Log-odds of choosing the firm per percentage point better."""
        return float(self.tables.behaviour.choice_price.value[self.segment, 0])

    @cached_property
    def need(self) -> Floats:
        """[product, stage] the chance that a need arises in a month."""
        return monthly(self.tables.products.need)

    @cached_property
    def ends(self) -> Floats:
        """[product, stage] the chance that a product is dropped by itself in a month."""
        return monthly(self.tables.products.ends)

    @cached_property
    def defaults(self) -> Floats:
        """[product, stage] the chance of default in a month."""
        return monthly(self.tables.products.default)

    @cached_property
    def reach(self) -> Floats:
        """[stage] the chance that a stranger is reached in a month."""
        return monthly(self.strategy.reach)

    @cached_property
    def takes(self) -> Floats:
        """[product, stage] the chance that who is reached takes a product."""
        return self._chosen(self.strategy.takes[None, :])

    @cached_property
    def wins_customer(self) -> Floats:
        """[product, stage] the chance to win a customer's need."""
        return self._chosen(self.tables.products.wins_customer[:, None])

    @cached_property
    def wins_stranger(self) -> Floats:
        """[product, stage] the chance to win a stranger's need."""
        return self._chosen(self.tables.products.wins_stranger[:, None])

    @cached_property
    def responds(self) -> Floats:
        """[product, stage] the chance that a contact sells."""
        return self._chosen(self.tables.products.response[:, None])

    @cached_property
    def contact(self) -> float:
        """The chance of a contact in a month."""
        return float(-np.expm1(-self.strategy.contacts_per_year / 12.0))

    @cached_property
    def incident(self) -> float:
        """The chance of a failure in a month."""
        return float(-np.expm1(-self.strategy.incidents_per_year[self.segment] / 12.0))

    @cached_property
    def leaves_rival(self) -> Floats:
        """[stage] the chance that something held elsewhere is left in a month."""
        return monthly(self.tables.behaviour.churn.value[self.segment])

    @cached_property
    def log_odds_to_leave(self) -> Floats:
        """[stage] log-odds to leave the firm this month, one product, priced as the market."""
        return np.asarray(logit(self.leaves_rival), dtype=np.float64)

    def leaves(self, stage: int, products: int, points_dearer: float) -> float:
        """The chance to leave the firm this month."""
        behaviour = self.tables.behaviour
        further = float(behaviour.churn_each_further[self.segment]) * (products - 1)
        dear = float(behaviour.churn_price[self.segment]) * points_dearer
        return float(expit(self.log_odds_to_leave[stage] + further + dear))

    @cached_property
    def here(self) -> NDArray[np.bool_]:
        """[product, stage] whether the strategy offers it."""
        return self.strategy.offered

    def share(self, wallet: float, product: int, stage: int) -> float:
        """The share of what a person buys that is bought here."""
        shift = self.price * 100.0 * float(self.strategy.better_by[product, stage])
        return float(expit(logit(wallet) + shift))

    def lends(self, product: int, stage: int) -> bool:
        """Whether a person of that stage can have a product at all; a loan of nothing is none."""
        if not self.is_loan(product):
            return True
        amount = self.tables.products.amount
        income = self.tables.life.income[stage]
        level = amount.level.value[product, stage]
        return bool(level > 0.0 or amount.times_income[product, stage] * income > 0.0)

    def is_loan(self, product: int) -> bool:
        """Whether a product is a loan."""
        return int(self.tables.products.kind[product]) == Kind.LOAN

    def rate(self, product: int, opened_in: int, left: int) -> float:
        """What a loan opened in a stage pays a year, with so many payments left, this one too."""
        products = self.tables.products
        fixed, term = int(products.fixed_months[product]), int(products.term[product])
        if 0 <= fixed < term and term - left >= fixed:
            return float(products.market_rate[product] + products.reverts_by[product])
        better = float(self.strategy.better_by[product, opened_in])
        return float(products.market_rate[product]) - better

    def _chosen(self, chance: Floats) -> Floats:
        shift = self.price * 100.0 * self.strategy.better_by
        return np.asarray(expit(logit(chance) + shift), dtype=np.float64)


def monthly(yearly: Floats) -> Floats:
    """A month's chance ``1 - (1 - c)**(1/12)`` of a chance a year.

    >>> float(monthly(np.array([1.0]))[0])
    1.0
    """
    return np.asarray(1.0 - (1.0 - yearly) ** (1.0 / 12.0), dtype=np.float64)
