"""Buying: how often a person buys, given satisfaction and promotions.

The log of the frequency is linear in satisfaction (a Poisson regression: McCullagh and Nelder 1989;
Bolton and Lemon 1999 for use that rises with satisfaction).
"""

import math

from sim.rules.choice import chance_of_winning
from sim.rules.compiled import rule
from sim.rules.contact import MOST_LOG_ODDS
from sim.rules.numbers import exp

MOST_A_MONTH = 500.0
"""The highest mean that purchases are counted with (`sim.rules.purchase.count`)."""


@rule
def purchases_a_month(base: float, effect: float, gap: float, factor: float) -> float:
    """The mean number of purchases in a month.

    ``base``: at the market's satisfaction. ``effect``: log of frequency per unit of satisfaction
    above the market's (``gap``). ``factor``: of promotions and membership.

    >>> purchases_a_month(0.1, 0.0, 0.3, 3.0) == 0.1 * 3.0, purchases_a_month(9.0, 99.0, 0.5, 1.0)
    (True, 500.0)
    """
    felt = exp(min(max(effect * gap, -MOST_LOG_ODDS), MOST_LOG_ODDS))
    return min(base * factor * felt, MOST_A_MONTH)


@rule
def mean_purchases(
    base: float,
    effect: float,
    gap: float,
    factor: float,
    wallet: float,
    price: float,
    points: float,
    satisfaction: float,
) -> float:
    """`purchases_a_month`, of which the person's wallet leaves a share to this firm.

    ``wallet``: log-odds of buying here at equal price and satisfaction, infinite for who buys
    nowhere else; ``price`` and ``satisfaction``: log-odds per point better (``points``) and per
    unit of the gap, as in `sim.rules.choice`: the share is a binary logit of attraction (Bell,
    Keeney and Little 1975).

    >>> mean_purchases(8.0, 0.0, 0.1, 1.0, 0.0, 0.0, 5.0, 0.0)
    4.0
    """
    mean = purchases_a_month(base, effect, gap, factor)
    if wallet == math.inf:
        return mean
    return mean * chance_of_winning(wallet, price, points, satisfaction, gap)
