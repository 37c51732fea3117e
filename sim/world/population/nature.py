"""What a person is, whatever any firm does: income, amounts, frequencies, and how apt to leave."""

import numpy as np
from numpy.typing import NDArray

from sim.rules.balance import person_amount
from sim.rules.chance import Decision, draw
from sim.rules.churn import monthly_log_odds
from sim.rules.life import income
from sim.rules.numbers import normal_quantile
from sim.rules.waiting import hazard, next_month
from sim.scenario.tables import NO_TRAIT
from sim.world.cohort import Cohort
from sim.world.market import Market
from sim.world.product import Personal, Sum

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRAIT = int(Decision.TRAIT)


class Nature:
    """One person's lasting nature, read from the cohort and the market."""

    __slots__ = (
        "_cohort",
        "_entries",
        "_row",
        "base_hazards",
        "base_log_odds",
        "for_people",
        "frequency",
        "market",
        "number",
        "price",
        "segment",
    )

    def __init__(self, row: int, cohort: Cohort, entries: Ints, market: Market) -> None:
        """``entries`` are those of the cohort, as the rules take them."""
        self._cohort, self._entries, self._row = cohort, entries, row
        self.market = market
        self.number = int(cohort.person[row])
        self.segment = int(cohort.segment[row])
        self.price = self.own(market.choice_price[self.segment])
        self.frequency = self.own(market.buying_frequency[self.segment])
        self.for_people = self.own(market.buying_for_people[self.segment])
        self.base_hazards, self.base_log_odds = self._apt_to_leave()

    def _apt_to_leave(self) -> tuple[Floats, tuple[float, ...]]:
        """Base hazard and log-odds of leaving by stage; shared by a segment without traits."""
        chances = self.market.churn_chances[self.segment]
        if all(chance.trait == NO_TRAIT for chance in chances):
            return self.market.churn[self.segment]
        hazards = [hazard(self.own(chance)) for chance in chances]
        return np.array(hazards), tuple(monthly_log_odds(rate) for rate in hazards)

    @property
    def entries(self) -> Ints:
        """The month in which each stage begins."""
        entries: Ints = self._entries[self._row]
        return entries

    @property
    def enters(self) -> int:
        """The month of entering the market."""
        return int(self._cohort.enters[self._row])

    @property
    def dies(self) -> int:
        """The month of death, or the number of months for who outlives the run."""
        return int(self._cohort.dies[self._row])

    @property
    def months_old(self) -> int:
        """Age in whole months at entering."""
        return int(self._cohort.months_old[self._row])

    def next_stage(self, month: int) -> int:
        """The month after ``month`` in which the next stage begins, or the number of months."""
        later = [entry for entry in self.entries.tolist() if entry > month]
        return min(later, default=self.market.tables.months)

    def waits(self, decision: int, key: int, month: int, hazards: Floats, end: int) -> int:
        """The month, from ``month`` on and before ``end``, in which something next happens.

        ``hazards`` are by stage; ``end`` if it does not happen.
        """
        seed = self.market.tables.seed
        return next_month(seed, self.number, month, decision, key, self.entries, hazards, end)

    def own(self, value: Personal) -> float:
        """This person's value."""
        if value.trait == NO_TRAIT:
            return value.number
        return float(self._cohort.traits[self._row, value.trait])

    def amount(self, product: int, stage: int, month: int) -> int:
        """The person's balance of a product, or the loan, at a stage, in minor units."""
        return self._sum(self.market.products[product].amount[stage], product, stage, month)

    def basket(self, product: int, stage: int, month: int) -> int:
        """What the person spends at a purchase, where that is one value a person."""
        return self._sum(self.market.products[product].basket[stage], product, stage, month)

    def _sum(self, amount: Sum, product: int, stage: int, month: int) -> int:
        market, year = self.market, month // 12
        earned = 0.0
        if amount.times_income:
            spread = market.tables.life.income_spread
            rank = float(self._cohort.income_rank[self._row])
            earned = income(market.incomes[stage], spread, rank, market.income_growth[year])
        return person_amount(
            self.own(amount.level),
            amount.times_income,
            earned,
            market.amount_growth[year],
            amount.spread,
            self._rank(product) if amount.spread else 0.0,
        )

    def _rank(self, product: int) -> float:
        """The person's standard normal rank for a product's amount."""
        key = self.market.keys[product]
        return normal_quantile(draw(self.market.tables.seed, self.number, 0, TRAIT, key))
