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
AT_MOST_MONTHS = 1200
"""How far ahead a firm counts the margin of a product that has no term."""


def chosen(
    candidates: list[int], nature: Nature, ways: Ways, stage: int, month: int, gap: float, tired: float
) -> int:
    """The product to speak of, out of at least one candidate (in the order of the file).

    ``gap`` is satisfaction above the market's, ``tired`` the log-odds lost to fatigue.
    """
    tables = nature.market.tables
    if ways.choose == Choose.RANDOM:
        u = draw(tables.seed, nature.number, month, CONTACT_CHOICE, 0)
        return candidates[int(u * len(candidates))]
    if ways.choose == Choose.BEST_NEED:
        return max(candidates, key=lambda p: float(tables.products.need[p, stage]))
    if ways.choose == Choose.BEST_MARGIN:
        return max(candidates, key=lambda p: first_year_margin(p, nature, ways, stage, month))
    return max(candidates, key=lambda p: value(p, nature, ways, stage, month, gap, tired))


def value(
    product: int, nature: Nature, ways: Ways, stage: int, month: int, gap: float, tired: float
) -> float:
    """Chance of response times (margin discounted over its likely life, less the cost of opening)."""
    market = nature.market
    products, temper = market.tables.products, market.tempers[nature.segment]
    responds = chance_of_response(
        market.response[product],
        nature.price,
        ways.points[product][stage],
        temper.choice_satisfaction,
        gap,
        1.0,
        tired,
    )
    hazard = (
        float(nature.base_hazards[stage])
        + float(market.end_hazards[product][stage])
        + float(market.default_hazards[product][stage])
    )
    term = int(products.term[product]) or AT_MOST_MONTHS
    years = discounted_years(hazard, market.month_discount, term)
    cost = market.open_cost[month // 12][product]
    return responds * (first_year_margin(product, nature, ways, stage, month) * years - cost)


def first_year_margin(
    product: int, nature: Nature, ways: Ways, stage: int, month: int
) -> float:
    """The margin the firm expects of a product in its first year, in minor units."""
    market, year = nature.market, month // 12
    tables, products = market.tables, market.tables.products
    fee, cost = market.fee[year][product], market.yearly_cost[year][product]
    better = ways.better_by[product][stage]
    market_rate, ftp = float(products.market_rate[product]), float(products.ftp[product])
    if products.kind[product] == Kind.PURCHASE:
        basket = _mean_basket(product, nature, stage, month)
        per_year = nature.value(products.per_year, product, stage)
        return purchase_first_year(
            per_year, basket, float(products.margin[product]), better, fee, cost
        )
    amount = nature.amount(products.amount, product, stage, month)
    if products.kind[product] == Kind.ACCOUNT:
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
    market = nature.market
    mean = market.mean_basket[product]
    if mean is None:
        return float(nature.amount(market.tables.products.basket, product, stage, month))
    return mean * market.amount_growth[month // 12]
