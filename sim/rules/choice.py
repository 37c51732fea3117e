"""Who wins a need: a binary logit between the firm and its rivals.

McFadden (1974), "Conditional logit analysis of qualitative choice behavior": the log-odds at equal
price and satisfaction, shifted by how much better the firm is on each.
"""

from sim.rules.compiled import rule
from sim.rules.numbers import logistic


@rule
def chance_of_winning(
    log_odds: float, price: float, points: float, satisfaction: float, gap: float
) -> float:
    """The chance that the firm wins a need.

    ``log_odds``: at equal price and satisfaction. ``price``: log-odds per percentage point better
    for the customer, of which there are ``points``. ``satisfaction``: log-odds per unit of
    satisfaction above the market's, which is ``gap`` (0 for strangers).

    >>> chance_of_winning(0.0, 0.8, 0.0, 2.0, 0.0)
    0.5
    """
    return logistic(log_odds + price * points + satisfaction * gap)
