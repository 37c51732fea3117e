"""Buying: how often a person buys, given satisfaction and promotions.

The log of the frequency is linear in satisfaction (a Poisson regression: McCullagh and Nelder 1989;
Bolton and Lemon 1999 for use that rises with satisfaction).
"""

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
