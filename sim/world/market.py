"""The tables in months: hazards, log-odds and price lists that all strategies share.

Turning chances a year into months is done by `sim.rules`; here it is only applied. Plain tuples,
since people look numbers up one by one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.rules.churn import monthly_log_odds
from sim.rules.contact import kept_after
from sim.rules.distributions import mean
from sim.rules.money import discount_factor
from sim.rules.numbers import logit
from sim.rules.waiting import block, hazard
from sim.rules.worth import discounted_years
from sim.scenario.practices import Practices
from sim.scenario.tables import NO_PRODUCT, BehaviourTables, Tables
from sim.world.dues import Due, dues_of
from sim.world.ledger import Line
from sim.world.prices import (
    Prices,
    Row,
    amount_factors,
    cost_factors,
    growth_by_year,
    margins,
    price_list,
)
from sim.world.product import Personal, Product, personal, products_of

Floats = NDArray[np.float64]
FEES = int(Line.FEES)
AT_MOST_MONTHS = 1200
"""How far ahead a firm counts the margin of a product that has no term."""
SERVICING = int(Line.SERVICING)

Grid = tuple[Row, ...]


@dataclass(frozen=True)
class Temper:
    """How the people of one segment behave; effects are log-odds per unit."""

    churn_satisfaction: float
    churn_each_further: float
    churn_fatigue: float
    churn_price: float
    choice_satisfaction: float
    contact_fatigue: float
    fatigue_kept: Row  # after so many months
    gap_kept: Row  # of the distance between satisfaction and quality, after so many months
    market: float
    start: float
    harm: float
    recovery: float
    voiced: float
    buying_satisfaction: float  # log of the frequency
    after_default: int


@dataclass(frozen=True)
class Market:
    """What all strategies share. Grids are by product, then stage; hazards are per month."""

    tables: Tables
    products: tuple[Product, ...]
    grows: bool  # whether prices or incomes differ between years
    keys: tuple[int, ...]  # by product: what its luck is keyed by
    terms: tuple[int, ...]  # by product, months; 0: no loan
    becomes: tuple[tuple[tuple[int, int], ...], ...]  # by stage: pairs of product and successor
    discount: Row  # by month
    month_discount: float  # one month's factor
    tempers: tuple[Temper, ...]
    churn: tuple[tuple[Floats, Row], ...]  # by segment: base hazard and log-odds by stage
    churn_chances: tuple[tuple[Personal, ...], ...]  # by segment, by stage: chance a year
    choice_price: tuple[Personal, ...]  # by segment
    buying_frequency: tuple[Personal, ...]  # by segment
    buying_for_people: tuple[Personal, ...]  # by segment
    need_hazards: tuple[Floats, ...]
    need_blocks: tuple[int, ...]  # months; see `sim.rules.waiting.block`
    end_hazards: tuple[Floats, ...]
    default_hazards: tuple[Floats, ...]
    wins_customer: Row  # log-odds
    wins_stranger: Row
    response: Row
    mean_basket: tuple[float | None, ...]  # minor units, where baskets are drawn anew
    incomes: Row  # by stage: the median a year, minor units
    income_growth: Row  # by year of the run
    amount_growth: Row
    fee: Prices
    open_cost: Prices
    yearly_cost: Prices
    margin: Grid  # by year, by product: share of the basket
    wallet: Row  # by product: log-odds of buying here
    agreed: tuple[tuple[tuple[Due, ...], ...], ...]  # by year, by product: fee and servicing

    def likely_years(self, product: int, stage: int, leaves: float) -> float:
        """For how long a product's margin is likely to be earned, discounted.

        ``leaves`` is the hazard per month of leaving the firm.
        """
        hazard = (
            leaves
            + float(self.end_hazards[product][stage])
            + float(self.default_hazards[product][stage])
        )
        term = self.terms[product] or AT_MOST_MONTHS
        return discounted_years(hazard, self.month_discount, term)

    @property
    def no_product(self) -> int:
        """The product index of flows that belong to none."""
        return len(self.keys)


def market_of(tables: Tables, practices: Practices) -> Market:
    """Turn a scenario's tables into months, as a firm of certain practices meets them."""
    products, growth = tables.products, tables.growth
    segments = range(len(tables.segment_names))
    costs = cost_factors(tables, practices)
    fee = price_list(amount_factors(tables), products.fee)
    yearly_cost = price_list(costs, products.yearly_cost)
    return Market(
        tables=tables,
        products=products_of(tables),
        incomes=tuple(tables.life.income.tolist()),
        grows=any((growth.income, growth.amounts, growth.costs)) or len(set(costs)) > 1,
        keys=tuple(products.key.tolist()),
        terms=tuple(products.term.tolist()),
        becomes=_successors(products.becomes.tolist()),
        discount=_discounts(tables.discount_rate, tables.months),
        month_discount=discount_factor(tables.discount_rate, 1),
        tempers=tuple(_temper(tables.behaviour, s, tables.months) for s in segments),
        churn=tuple(_churn(row) for row in tables.behaviour.churn.value),
        churn_chances=tuple(personal(tables.behaviour.churn, s) for s in segments),
        choice_price=tuple(personal(tables.behaviour.choice_price, s)[0] for s in segments),
        buying_frequency=tuple(personal(tables.behaviour.buying_frequency, s)[0] for s in segments),
        buying_for_people=tuple(
            personal(tables.behaviour.buying_for_people, s)[0] for s in segments
        ),
        need_hazards=hazards(products.need),
        need_blocks=tuple(block(row, tables.months) for row in hazards(products.need)),
        end_hazards=hazards(products.ends),
        default_hazards=hazards(products.default),
        wins_customer=_each(logit, products.wins_customer),
        wins_stranger=_each(logit, products.wins_stranger),
        response=_each(logit, products.response),
        wallet=_each(logit, products.share_of_wallet),
        mean_basket=tuple(
            mean(each.kind, each.first, each.second) if each else None
            for each in products.basket_each
        ),
        income_growth=growth_by_year(tables, growth.income),
        amount_growth=amount_factors(tables),
        fee=fee,
        open_cost=price_list(costs, products.open_cost),
        margin=margins(tables, practices),
        yearly_cost=yearly_cost,
        agreed=tuple(map(cache(_agreed), fee, yearly_cost)),
    )


def _agreed(fees: tuple[int, ...], costs: tuple[int, ...]) -> tuple[tuple[Due, ...], ...]:
    """What falls due of each product whoever holds it, in one year of the run."""
    return tuple(
        dues_of(product, {FEES: fee, SERVICING: -cost})
        for product, (fee, cost) in enumerate(zip(fees, costs, strict=True))
    )


def hazards(chances: Floats) -> tuple[Floats, ...]:
    """The monthly hazards of chances a year: an array a row."""
    return tuple(np.array(_each(hazard, row)) for row in chances)


def _churn(chances: Floats) -> tuple[Floats, Row]:
    base = _each(hazard, chances)
    return np.array(base), _each(monthly_log_odds, base)


def _successors(becomes: list[list[int]]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """From rows by product to, for each stage, the products that become another there."""
    return tuple(
        tuple((product, to) for product, to in enumerate(column) if to != NO_PRODUCT)
        for column in zip(*becomes, strict=True)
    )


def _each(rule: Callable[[float], float], numbers: Iterable[float]) -> Row:
    return tuple(rule(float(number)) for number in numbers)


@lru_cache(maxsize=64)
def _discounts(rate: float, months: int) -> Row:
    return tuple(discount_factor(rate, month) for month in range(months))


@lru_cache(maxsize=64)  # of the same few half-lives, run after run
def _kept(half_life: float, months: int) -> Row:
    """The shares that are left after so many months and fewer."""
    return tuple(kept_after(half_life, month) for month in range(months + 1))


def _temper(behaviour: BehaviourTables, segment: int, months: int) -> Temper:
    return Temper(
        churn_satisfaction=float(behaviour.churn_satisfaction[segment]),
        churn_each_further=float(behaviour.churn_each_further[segment]),
        churn_fatigue=float(behaviour.churn_fatigue[segment]),
        churn_price=float(behaviour.churn_price[segment]),
        choice_satisfaction=float(behaviour.choice_satisfaction[segment]),
        contact_fatigue=float(behaviour.contact_fatigue[segment]),
        fatigue_kept=_kept(float(behaviour.contact_forgets[segment]), months),
        gap_kept=_kept(float(behaviour.half_life[segment]), months),
        market=float(behaviour.market[segment]),
        start=float(behaviour.start[segment]),
        harm=float(behaviour.harm[segment]),
        recovery=float(behaviour.recovery[segment]),
        voiced=float(behaviour.voiced[segment]),
        buying_satisfaction=float(behaviour.buying_satisfaction[segment]),
        after_default=int(behaviour.after_default[segment]),
    )
