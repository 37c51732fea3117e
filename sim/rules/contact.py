"""Contacts: whether one is made, how tired of them people are, and whether one sells.

Fatigue counts recent contacts, each losing half its weight every half-life (exponential forgetting,
the adstock of Broadbent 1979).
"""

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule
from sim.rules.numbers import exp, logistic

Floats = NDArray[np.float64]


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
def at_rest(log_odds: float, price: float, points: float) -> float:
    """Log-odds that speaking of a product sells it, to a rested customer as satisfied as elsewhere.

    ``log_odds``: at equal price. ``price``: log-odds per percentage point better for the customer,
    of which there are ``points``.

    >>> at_rest(-3.0, 0.5, 2.0)
    -2.0
    """
    return log_odds + price * points


@rule
def mood(satisfaction: float, gap: float, tires: float, fatigue: float) -> float:
    """What the customer's mood adds to the log-odds of every response.

    ``satisfaction``: log-odds per unit of satisfaction above the market's (``gap``); ``tires``:
    log-odds lost per unit of ``fatigue``.

    >>> mood(2.0, 0.25, 0.5, 3.0)
    -1.0
    """
    return satisfaction * gap - tires * fatigue


@rule
def chance_of_response(rested: float, felt: float) -> float:
    """The chance that a contact sells, from `at_rest` and `mood`.

    >>> chance_of_response(-1.0, 1.0)
    0.5
    """
    return logistic(rested + felt)


@rule
def best_offer(rested: Floats, worths: Floats, felt: float) -> tuple[int, float]:
    """Which offer has the highest chance of response times worth, and that chance.

    ``rested`` and ``worths`` have one entry an offer; the first of equals wins.

    >>> best_offer(np.array([0.0, 0.0]), np.array([1.0, 2.0]), 0.0)
    (1, 0.5)
    """
    best, best_value, best_chance = 0, -np.inf, 0.0
    for place in range(len(rested)):
        chance = chance_of_response(rested[place], felt)
        if chance * worths[place] > best_value:
            best, best_value, best_chance = place, chance * worths[place], chance
    return best, best_chance
