"""Word of mouth: satisfied customers recommend the firm, dissatisfied ones warn of it.

Satisfaction says to what share a customer is satisfied: the sum over customers is how many are, as
in surveys of who would recommend; the others are not. Everybody talks to people in the market at
random, so what a stranger hears grows with the share of people who talk: the imitation of Bass
(1969), "A new product growth model for consumer durables", here with warnings beside
recommendations (Mahajan, Muller and Kerin 1984, "Introduction strategy for new products with
positive and negative word-of-mouth").
"""

from sim.rules.compiled import rule
from sim.rules.numbers import exp


@rule
def talk_hazard(per_satisfied: float, satisfied: float, living: int) -> float:
    """How many recommendations a person hears in a month, on average: a hazard per month.

    ``per_satisfied``: recommendations a year of each of the ``satisfied`` customers, to the
    ``living`` of the market at random.

    >>> talk_hazard(6.0, 250, 1_000), talk_hazard(6.0, 0, 0)
    (0.125, 0.0)
    """
    if living <= 0:
        return 0.0
    return per_satisfied * satisfied / living / 12.0


@rule
def chance_to_consider(per_dissatisfied: float, dissatisfied: float, living: int) -> float:
    """The chance that a stranger has heard no warning in a year: only then is the firm considered.

    Warnings come at random (Poisson), ``per_dissatisfied`` a year from each of the
    ``dissatisfied`` customers.

    >>> chance_to_consider(2.0, 0, 10), round(chance_to_consider(2.0, 5, 10), 6)
    (1.0, 0.367879)
    """
    if living <= 0:
        return 1.0
    return exp(-per_dissatisfied * dissatisfied / living)
