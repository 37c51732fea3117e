"""What a person is, whatever any firm does: income, amounts, frequencies, and how apt to leave."""

import numpy as np
from numpy.typing import NDArray

from sim.rules.balance import person_amount
from sim.rules.chance import Decision, draw
from sim.rules.churn import monthly_log_odds
from sim.rules.life import income
from sim.rules.numbers import normal_quantile
from sim.rules.waiting import hazard
from sim.scenario.tables import NO_TRAIT, AmountValue, PersonValue
from sim.world.cohort import Cohort
from sim.world.market import Market

AMOUNT = int(Decision.AMOUNT)


class Nature:
    """One person's lasting nature, read from the cohort and the market."""

    __slots__ = (
        "_cohort",
        "_row",
        "base_hazards",
        "base_log_odds",
        "dies",
        "enters",
        "income_rank",
        "market",
        "months_old",
        "number",
        "price",
        "segment",
    )

    def __init__(self, row: int, cohort: Cohort, market: Market) -> None:
        behaviour = market.tables.behaviour
        self._cohort, self._row = cohort, row
        self.market = market
        self.number = int(cohort.person[row])
        self.segment = int(cohort.segment[row])
        self.enters = int(cohort.enters[row])
        self.dies = int(cohort.dies[row])
        self.months_old = int(cohort.months_old[row])
        self.income_rank = float(cohort.income_rank[row])
        self.price = self.value(behaviour.choice_price, self.segment, 0)
        self.base_hazards, self.base_log_odds = self._apt_to_leave(behaviour.churn)

    def _apt_to_leave(self, churn: PersonValue) -> tuple[NDArray[np.float64], tuple[float, ...]]:
        """Base hazard and log-odds of leaving in each stage; shared by a segment without traits."""
        if not (churn.trait[self.segment] != NO_TRAIT).any():
            return self.market.churn[self.segment]
        stages = range(churn.value.shape[1])
        hazards = [hazard(self.value(churn, self.segment, stage)) for stage in stages]
        return np.array(hazards), tuple(monthly_log_odds(rate) for rate in hazards)

    @property
    def entries(self) -> NDArray[np.int64]:
        """The month in which each stage begins."""
        entries: NDArray[np.int64] = self._cohort.entries[self._row]
        return entries

    def value(self, value: PersonValue, row: int, stage: int) -> float:
        """A by-person value at a row and stage of its table."""
        trait = value.trait[row, stage]
        if trait == NO_TRAIT:
            return float(value.value[row, stage])
        return float(self._cohort.traits[self._row, trait])

    def amount(self, product: int, stage: int, month: int) -> int:
        """The person's balance of a product, or the loan, at a stage, in minor units."""
        return self._sum(self.market.tables.products.amount, product, stage, month)

    def basket(self, product: int, stage: int, month: int) -> int:
        """What the person spends at a purchase, where that is one value a person."""
        return self._sum(self.market.tables.products.basket, product, stage, month)

    def _sum(self, amount: AmountValue, product: int, stage: int, month: int) -> int:
        life, year = self.market.tables.life, month // 12
        spread = float(amount.spread[product, stage])
        return person_amount(
            self.value(amount.level, product, stage),
            float(amount.times_income[product, stage]),
            income(
                float(life.income[stage]),
                life.income_spread,
                self.income_rank,
                self.market.income_growth[year],
            ),
            self.market.amount_growth[year],
            spread,
            self._rank(product) if spread else 0.0,
        )

    def _rank(self, product: int) -> float:
        """The person's standard normal rank for a product's amount."""
        key = self.market.keys[product]
        return normal_quantile(draw(self.market.tables.seed, self.number, 0, AMOUNT, key))
