"""Contacts: whether one is made, how tired of them people are, and whether one sells.

Fatigue counts recent contacts, each losing half its weight every half-life (exponential forgetting,
the adstock of Broadbent 1979).
"""

from sim.rules.compiled import rule
from sim.rules.numbers import exp, logistic


@rule
def chance_of_event(per_year: float) -> float:
    """The chance of at least one event in a month when they come at ``per_year``, at random.

    >>> chance_of_event(0.0), round(chance_of_event(6.0), 4)
    (0.0, 0.3935)
    """
    return 1.0 - exp(-per_year / 12.0)


@rule
def kept_after_a_month(half_life: float) -> float:
    """The share that is left after one month of something with a half-life in months.

    >>> round(kept_after_a_month(1.0), 12)
    0.5
    """
    return exp(-0.693147180559945309417 / half_life)


@rule
def chance_of_response(
    log_odds: float,
    price: float,
    points: float,
    satisfaction: float,
    gap: float,
    tires: float,
    fatigue: float,
) -> float:
    """The chance that a contact sells; as `choice.chance_of_winning`, less what fatigue costs.

    ``tires``: log-odds lost per unit of fatigue.

    >>> chance_of_response(0.0, 0.8, 0.0, 2.0, 0.0, 0.2, 0.0)
    0.5
    """
    return logistic(log_odds + price * points + satisfaction * gap - tires * fatigue)
