"""What a firm speaks of when it contacts a customer, by the policy of its strategy."""

from sim.rules.chance import Decision, draw
from sim.rules.contact import chance_of_response
from sim.rules.worth import (
    account_first_year,
    discounted_years,
    loan_first_year,
    purchase_first_year,
)
from sim.scenario.tables import Choose, Kind
from sim.world.population.nature import Nature
from sim.world.ways import Ways

CONTACT_CHOICE = int(Decision.CONTACT_CHOICE)
RANDOM = int(Choose.RANDOM)
BEST_NEED = int(Choose.BEST_NEED)
BEST_MARGIN = int(Choose.BEST_MARGIN)
BEST_VALUE = int(Choose.BEST_VALUE)
PURCHASE = int(Kind.PURCHASE)
ACCOUNT = int(Kind.ACCOUNT)
AT_MOST_MONTHS = 1200
"""How far ahead a firm counts the margin of a product that has no term."""


class Offers:
    """What each product is worth speaking of to one person, at the present stage and prices."""

    __slots__ = ("log_odds", "nature", "temper", "ways", "worths")

    def __init__(self, nature: Nature, ways: Ways) -> None:
        self.nature = nature
        self.ways = ways
        self.temper = nature.market.tempers[nature.segment]
        self.log_odds = nature.market.response
        self.worths: dict[int, float] = {}

    def forget(self) -> None:
        """Stage or prices have changed."""
        self.worths = {}

    def chosen(
        self, candidates: list[int], stage: int, month: int, gap: float, fatigue: float
    ) -> tuple[int, float]:
        """The product to speak of, and the chance that speaking of it sells it.

        There is at least one candidate, in the order of the file; ``gap`` is satisfaction above
        the market's.
        """
        choose = self.ways.choose
        if choose == RANDOM:
            u = draw(self.nature.market.tables.seed, self.nature.number, month, CONTACT_CHOICE, 0)
            product = candidates[int(u * len(candidates))]
            return product, self._response(product, stage, gap, fatigue)
        worths = [self._worth(product, stage, month) for product in candidates]
        if choose == BEST_VALUE:
            responses = [self._response(product, stage, gap, fatigue) for product in candidates]
            worths = [chance * worth for chance, worth in zip(responses, worths, strict=True)]
            best = worths.index(max(worths))
            return candidates[best], responses[best]
        product = candidates[worths.index(max(worths))]
        return product, self._response(product, stage, gap, fatigue)

    def _response(self, product: int, stage: int, gap: float, fatigue: float) -> float:
        temper = self.temper
        return chance_of_response(
            self.log_odds[product],
            self.nature.price,
            self.ways.points[product][stage],
            temper.choice_satisfaction,
            gap,
            temper.contact_fatigue,
            fatigue,
        )

    def _worth(self, product: int, stage: int, month: int) -> float:
        """The measure of the strategy's policy: need, first year's margin, or value if sold."""
        if product not in self.worths:
            self.worths[product] = self._measured(product, stage, month)
        return self.worths[product]

    def _measured(self, product: int, stage: int, month: int) -> float:
        if self.ways.choose == BEST_NEED:
            return float(self.nature.market.tables.products.need[product, stage])
        margin = first_year_margin(product, self.nature, self.ways, stage, month)
        if self.ways.choose == BEST_MARGIN:
            return margin
        return (
            margin * _years(product, self.nature, stage)
            - (self.nature.market.open_cost[month // 12][product])
        )


def _years(product: int, nature: Nature, stage: int) -> float:
    """For how long the margin is likely to be earned, discounted."""
    market = nature.market
    hazard = (
        float(nature.base_hazards[stage])
        + float(market.end_hazards[product][stage])
        + float(market.default_hazards[product][stage])
    )
    term = market.terms[product] or AT_MOST_MONTHS
    return discounted_years(hazard, market.month_discount, term)


def first_year_margin(product: int, nature: Nature, ways: Ways, stage: int, month: int) -> float:
    """The margin the firm expects of a product in its first year, in minor units."""
    market, year = nature.market, month // 12
    tables, products = market.tables, market.tables.products
    fee, cost = market.fee[year][product], market.yearly_cost[year][product]
    better = ways.better_by[product][stage]
    market_rate, ftp = float(products.market_rate[product]), float(products.ftp[product])
    kind = products.kind[product]
    if kind == PURCHASE:
        basket = _mean_basket(product, nature, stage, month)
        per_year = nature.value(products.per_year, product, stage)
        return purchase_first_year(
            per_year, basket, float(products.margin[product]), better, fee, cost
        )
    amount = nature.amount(product, stage, month)
    if kind == ACCOUNT:
        return account_first_year(amount, ftp, market_rate + better, fee, cost)
    return loan_first_year(
        amount,
        market_rate - better,
        ftp,
        fee,
        cost,
        float(products.default[product, stage]),
        float(products.loss_given_default[product]),
        float(products.risk_weight[product]) * tables.capital_ratio * tables.capital_cost,
    )


def _mean_basket(product: int, nature: Nature, stage: int, month: int) -> float:
    mean = nature.market.mean_basket[product]
    if mean is None:
        return float(nature.basket(product, stage, month))
    return mean * nature.market.amount_growth[month // 12]
