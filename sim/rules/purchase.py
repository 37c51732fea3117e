"""Purchases: how many in a month, and what the firm keeps of each basket.

Counts are Poisson given the person's frequency; with a gamma frequency across people this is the
NBD model of repeat buying (Ehrenberg 1959).
"""

from sim.rules.compiled import rule
from sim.rules.money import rounded
from sim.rules.numbers import exp


@rule
def count(u: float, mean: float) -> int:
    """The number of purchases in a month with that mean, from one draw ``u`` by inversion.

    ``mean`` is at most 500, so that ``exp(-mean)`` is a normal number.

    >>> count(0.3, 1.0), count(0.5, 1.0), count(0.999999, 0.0)
    (0, 1, 0)
    """
    chance = exp(-mean)
    below = chance
    number = 0
    while u >= below and chance > 0.0:
        number += 1
        chance = chance * mean / number
        below = below + chance
    return number


@rule
def sales_margin(basket: float, margin: float, discount: float) -> int:
    """What the firm keeps of a basket (minor units) at a margin, after a discount off the basket.

    >>> sales_margin(1_000.0, 0.6, 0.1)
    500
    """
    return rounded(basket * (margin - discount))
