"""Contacts: whether one is made, how tired of them people are, and whether one sells.

Fatigue counts recent contacts, each losing half its weight every half-life (exponential forgetting,
the adstock of Broadbent 1979).
"""

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import rule
from sim.rules.numbers import exp

Floats = NDArray[np.float64]

MOST_LOG_ODDS = 700.0
"""What moods are cut to: beyond it odds are no numbers any more, and a chance of 0 or 1 stays."""


@rule
def chance_of_event(per_year: float) -> float:
    """The chance of at least one event in a month when they come at ``per_year``, at random.

    >>> chance_of_event(0.0), round(chance_of_event(6.0), 4)
    (0.0, 0.3935)
    """
    return 1.0 - exp(-per_year / 12.0)


@rule
def kept_after(half_life: float, months: int) -> float:
    """The share that is left after so many months of something with a half-life in months.

    >>> kept_after(6.0, 0), round(kept_after(6.0, 12), 12)
    (1.0, 0.25)
    """
    return exp(-0.693147180559945309417 * months / half_life)


@rule
def odds_against(log_odds: float, price: float, points: float) -> float:
    """Odds against selling a product by speaking of it, to a rested customer, satisfied as usual.

    ``log_odds``: for it, at equal price. ``price``: log-odds per percentage point better for the
    customer, of which there are ``points``.

    >>> odds_against(-1.0, 0.5, 2.0), odds_against(np.inf, 0.5, 2.0)
    (1.0, 0.0)
    """
    return exp(-(log_odds + price * points))


@rule
def mood(satisfaction: float, gap: float, tires: float, fatigue: float) -> float:
    """By what the customer's mood multiplies the odds against every response.

    ``satisfaction``: log-odds per unit of satisfaction above the market's (``gap``); ``tires``:
    log-odds lost per unit of ``fatigue``.

    >>> mood(2.0, 0.75, 0.5, 3.0)
    1.0
    """
    return exp(min(max(tires * fatigue - satisfaction * gap, -MOST_LOG_ODDS), MOST_LOG_ODDS))


@rule
def chance_of_response(against: float, felt: float) -> float:
    """The chance that a contact sells, from `odds_against` and `mood`: a logit in other words.

    >>> chance_of_response(4.0, 0.25)
    0.5
    """
    return 1.0 / (1.0 + against * felt)


@rule
def best_offer(against: Floats, worths: Floats, felt: float) -> tuple[int, float]:
    """Which offer has the highest chance of response times worth, and that chance.

    ``against`` and ``worths`` have one entry an offer; the first of equals wins.

    >>> best_offer(np.array([1.0, 1.0]), np.array([1.0, 2.0]), 1.0)
    (1, 0.5)
    """
    best, best_value, best_chance = 0, -np.inf, 0.0
    for place in range(len(against)):
        chance = chance_of_response(against[place], felt)
        if chance * worths[place] > best_value:
            best, best_value, best_chance = place, chance * worths[place], chance
    return best, best_chance


@rule
def first_of_the_highest(worths: Floats) -> int:
    """Which offer is worth most; the first of equals.

    >>> first_of_the_highest(np.array([1.0, 3.0, 3.0]))
    1
    """
    best = 0
    for place in range(1, len(worths)):
        if worths[place] > worths[best]:
            best = place
    return best
