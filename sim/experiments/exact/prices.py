"""What everything costs and earns in a month, in minor units, rounded as the language says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import exp1

from sim.experiments.exact.story import Counted
from sim.experiments.exact.terms import Terms
from sim.scenario.practices import WITHOUT_LIMIT

Floats = NDArray[np.float64]

Price = Callable[[Counted, int, int], float]
"""Of something counted, at a stage, in a month."""


@dataclass(frozen=True)
class Repair:
    """A failure put right: how likely its cost allows it, and what is spent then, twice."""

    chance: float
    mean: float
    square: float


@dataclass(frozen=True)
class Schedule:
    """A loan of one unit or of a whole amount, by payments left: ``[left]``, 0 unused."""

    margin: Floats
    charge: Floats
    after: Floats  # the balance after the payment


@dataclass(frozen=True, eq=False)
class Prices:
    """The prices that one strategy and its market meet."""

    terms: Terms

    @cached_property
    def _years(self) -> range:
        return range((self.terms.tables.months + 11) // 12)

    @cached_property
    def amounts(self) -> list[float]:
        """[year] by which balances, baskets and fees have grown."""
        return [(1.0 + self.terms.tables.growth.amounts) ** year for year in self._years]

    @cached_property
    def incomes(self) -> list[float]:
        """[year] by which incomes have grown."""
        return [(1.0 + self.terms.tables.growth.income) ** year for year in self._years]

    @cached_property
    def grown(self) -> list[float]:
        """[year] by which costs have grown."""
        return [(1.0 + self.terms.tables.growth.costs) ** year for year in self._years]

    @cached_property
    def improved(self) -> list[float]:
        """[year] to what share improvement has brought costs."""
        given = self.terms.strategy.practices.improvement
        if given is None:
            return [1.0 for _ in self._years]
        return [(1.0 - given.per_year) ** (min(12 * y, given.lasts) // 12) for y in self._years]

    @cached_property
    def costs(self) -> list[float]:
        """[year] by which unit costs differ from those written."""
        return [a * b for a, b in zip(self.grown, self.improved, strict=True)]

    def once(self, amount: float, factors: list[float], month: int) -> float:
        """A price in one month."""
        return float(round(float(amount) * factors[month // 12]))

    def by_year(self, amount: float, factors: list[float], month: int) -> float:
        """The part of a yearly price that falls into a month."""
        return twelfth(self.once(amount, factors, month), month)

    def cost(self, amount: float) -> Price:
        """A cost that arises at once, as a price."""
        return lambda c, s, m: -self.once(amount, self.costs, m)

    def cost_by_year(self, amount: float) -> Price:
        """A cost of a year, as a price by month."""
        return lambda c, s, m: -self.by_year(amount, self.costs, m)

    def repair(self, month: int) -> Repair:
        """What putting a failure right takes."""
        strategy = self.terms.strategy
        mean = self.once(strategy.cost_per_incident, self.costs, month)
        if strategy.budget_per_incident == WITHOUT_LIMIT:
            return Repair(1.0, mean, mean * mean)
        return within(mean, self.once(strategy.budget_per_incident, self.grown, month))

    def schedule(self, product: int, opened_in: int, opened: int, whole: bool) -> Schedule:
        """The loan opened in a stage and month: of the median amount, in whole units or not."""
        year = opened // 12
        return self._schedule(product, opened_in, self.amounts[year], self.incomes[year], whole)

    @cache  # noqa: B019  one for each strategy and segment, and short-lived
    def _schedule(
        self, product: int, opened_in: int, amounts: float, incomes: float, whole: bool
    ) -> Schedule:
        tables, products = self.terms.tables, self.terms.tables.products
        kept: Callable[[float], float] = (lambda x: float(round(x))) if whole else float
        balance = kept(median(self.terms, product, opened_in, amounts, incomes))
        term, ftp = int(products.term[product]), float(products.ftp[product])
        capital = float(products.risk_weight[product]) * tables.capital_ratio * tables.capital_cost
        margin, charge, after = np.zeros((3, term + 1))
        rate, payment = -1.0, 0.0
        for left in range(term, 0, -1):
            now = self.terms.rate(product, opened_in, left)
            if now != rate:
                rate = now
                payment = kept(balance / sum((1.0 + rate / 12.0) ** -k for k in range(1, left + 1)))
            interest = kept(balance * rate / 12.0)
            margin[left] = interest - kept(balance * ftp / 12.0)
            charge[left] = kept(balance * capital / 12.0)
            balance -= balance if left == 1 else min(payment - interest, balance)
            after[left] = balance
        return Schedule(margin, charge, after)


def median(terms: Terms, product: int, stage: int, amounts: float, incomes: float) -> float:
    """The amount of a product at a stage before anything that differs between people."""
    amount = terms.tables.products.amount
    level = float(amount.level.value[product, stage]) * amounts
    times = float(amount.times_income[product, stage])
    return level + times * float(terms.tables.life.income[stage]) * incomes


def twelfth(yearly: float, month: int) -> float:
    """The part of a yearly amount that falls into a month: rounded cumulative twelfths.

    >>> [twelfth(100, month) for month in range(4)]
    [8.0, 9.0, 8.0, 8.0]
    """
    place = month % 12
    return float(round(yearly * (place + 1) / 12.0) - round(yearly * place / 12.0))


def within(mean: float, budget: float) -> Repair:
    """An exponential cost, put right for certain up to a budget, above it with chance B / cost.

    The chance is ``1 - exp(-b) + b E1(b)`` with ``b`` the budget over the mean; what is spent
    follows by the same integrals.
    """
    if budget <= 0.0 or mean <= 0.0:
        return Repair(float(mean <= 0.0), 0.0, 0.0)
    b = budget / mean
    below, beyond = float(np.exp(-b)), b * float(exp1(b))
    chance = 1.0 - below + beyond
    spent = mean * (1.0 - below * (1.0 + b)) + budget * beyond
    square = mean**2 * (2.0 - below * (2.0 + 2.0 * b + b * b)) + budget**2 * beyond
    return Repair(chance, spent / chance, square / chance)
