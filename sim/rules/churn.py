"""Churn: the chance that a customer leaves the firm altogether this month."""

from sim.rules.compiled import rule
from sim.rules.numbers import exp, log, logistic


@rule
def monthly_log_odds(hazard: float) -> float:
    """The log-odds of a month's chance ``1 - exp(-hazard)``; infinite at never and always.

    >>> monthly_log_odds(0.0)
    -inf
    """
    stays = exp(-hazard)
    return log(1.0 - stays) - log(stays)


@rule
def chance_to_leave(
    base: float,
    satisfaction: float,
    gap: float,
    each_further: float,
    further: int,
    fatigue_effect: float,
    fatigue: float,
    price: float,
    points_dearer: float,
) -> float:
    """The chance to leave this month: a discrete-time logit hazard (Allison 1982).

    ``base``: log-odds of the month's base chance. Then pairs of an effect (log-odds per unit) and
    its amount: satisfaction above the market's (``gap``), products beyond the first
    (``further``), contact fatigue, and percentage points dearer than the market.

    >>> chance_to_leave(0.0, -3.0, 0.0, -0.3, 0, 0.2, 0.0, 0.3, 0.0)
    0.5
    """
    return logistic(
        base
        + satisfaction * gap
        + each_further * further
        + fatigue_effect * fatigue
        + price * points_dearer
    )
