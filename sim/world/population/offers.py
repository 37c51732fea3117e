"""What a firm speaks of when it contacts a customer, by the policy of its strategy."""

import numpy as np

from sim.rules.chance import Decision, draw
from sim.rules.contact import best_offer, chance_of_response, first_of_the_highest, odds_against
from sim.rules.worth import (
    account_first_year,
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
PURCHASE = Kind.PURCHASE
ACCOUNT = Kind.ACCOUNT


class Pitches:
    """What a contact may speak of to one person, as long as neither holdings nor prices change."""

    __slots__ = ("against", "products", "worths")

    def __init__(
        self, products: list[int], nature: Nature, ways: Ways, stage: int, month: int
    ) -> None:
        """``products`` are in the order of the file."""
        log_odds, points = nature.market.response, ways.points
        self.products = products
        self.against = np.array(
            [odds_against(log_odds[p], nature.price, points[p][stage]) for p in products]
        )
        self.worths = np.array([worth(p, nature, ways, stage, month) for p in products])

    def choose(self, nature: Nature, ways: Ways, month: int, felt: float) -> tuple[int, float]:
        """The product to speak of, and the chance that it sells; ``felt`` is the person's mood."""
        if ways.choose == BEST_VALUE:
            place, chance = best_offer(self.against, self.worths, felt)
            return self.products[place], chance
        if ways.choose == RANDOM:
            u = draw(nature.market.tables.seed, nature.number, month, CONTACT_CHOICE, 0)
            place = int(u * len(self.products))
        else:
            place = first_of_the_highest(self.worths)
        return self.products[place], chance_of_response(float(self.against[place]), felt)


def worth(product: int, nature: Nature, ways: Ways, stage: int, month: int) -> float:
    """The measure of the strategy's policy: need, first year's margin, or value if sold."""
    if ways.choose in (BEST_NEED, RANDOM):
        return nature.market.products[product].need[stage]
    margin = first_year_margin(product, nature, ways, stage, month)
    if ways.choose == BEST_MARGIN:
        return margin
    years = nature.market.likely_years(product, stage, float(nature.base_hazards[stage]))
    return margin * years - nature.market.open_cost[month // 12][product]


def first_year_margin(product: int, nature: Nature, ways: Ways, stage: int, month: int) -> float:
    """The margin the firm expects of a product in its first year, in minor units."""
    market, year = nature.market, month // 12
    terms, better = market.products[product], ways.better_by[product][stage]
    fee, cost = market.fee[year][product], market.yearly_cost[year][product]
    if terms.kind == PURCHASE:
        basket = _mean_basket(product, nature, stage, month)
        per_year = nature.own(terms.per_year[stage]) * nature.frequency
        margin = market.margin[year][product]
        return purchase_first_year(per_year, basket, margin, better, fee, cost)
    amount = nature.amount(product, stage, month)
    if terms.kind == ACCOUNT:
        return account_first_year(amount, terms.ftp, terms.market_rate + better, fee, cost)
    return loan_first_year(
        amount,
        terms.market_rate - better,
        terms.ftp,
        fee,
        cost,
        terms.default[stage],
        terms.loss_given_default,
        terms.capital.risk_weight * terms.capital.ratio * terms.capital.cost,
    )


def _mean_basket(product: int, nature: Nature, stage: int, month: int) -> float:
    mean = nature.market.mean_basket[product]
    if mean is None:
        return nature.basket(product, stage, month) * nature.for_people
    return mean * (nature.market.amount_growth[month // 12] * nature.for_people)
