"""Service: how satisfaction follows quality, and what failures and their repair do to it.

Satisfaction is an exponentially weighted memory of quality (Oliver 1980, expectation and
disconfirmation; Bolton 1998 for its updating over a relationship), from 0 to 1. Staff who may spend
put right what a budget pays for (Hart, Heskett and Sasser 1990, "The profitable art of service
recovery"; Bowen and Lawler 1992, "The empowerment of service workers").
"""

from sim.rules.compiled import rule
from sim.rules.numbers import log, power


@rule
def drifted(satisfaction: float, quality: float, kept: float) -> float:
    """Satisfaction pulled toward ``quality``; ``kept`` is the share of the gap that is left.

    >>> drifted(0.5, 1.0, 0.5)
    0.75
    """
    return quality + (satisfaction - quality) * kept


@rule
def after_incident(satisfaction: float, put_right: bool, harm: float, recovery: float) -> float:
    """Satisfaction after a failure, within 0 and 1.

    >>> after_incident(0.75, False, 0.25, 0.125), after_incident(0.75, True, 0.25, 0.125)
    (0.5, 0.875)
    """
    moved = satisfaction + recovery if put_right else satisfaction - harm
    return min(max(moved, 0.0), 1.0)


@rule
def brought_up(satisfaction: float, lost: float, recovery: float) -> float:
    """Satisfaction once a silent failure came up and was put right, within 0 and 1.

    ``lost`` is what is left of its harm, and is given back.

    >>> brought_up(0.5, 0.125, 0.25), brought_up(0.75, 0.25, 0.125)
    (0.875, 1.0)
    """
    return min(max(satisfaction + lost + recovery, 0.0), 1.0)


@rule
def with_purchases(base: float, per_purchase: float, purchases: int) -> float:
    """The chance of at least one failure: of ``base`` by itself, and of each purchase.

    ``1 - (1 - base) * (1 - per_purchase)**purchases``, independent of each other; written so that
    ``base`` is left to the bit where no purchase can fail.

    >>> with_purchases(0.1, 0.0, 9), with_purchases(0.1, 0.5, 0), with_purchases(0.5, 0.5, 2)
    (0.1, 0.1, 0.875)
    """
    return base + (1.0 - base) * (1.0 - power(1.0 - per_purchase, purchases))


@rule
def recovery_cost(u: float, mean: float) -> float:
    """What it costs to put a failure right, from one draw ``u``: exponential with that mean.

    The exponential is an assumption: of all costs above 0 with that mean it says least else
    (Jaynes 1957, maximum entropy).

    >>> recovery_cost(0.5, 0.0), round(recovery_cost(0.5, 1_000.0), 6)
    (0.0, 693.147181)
    """
    return -mean * log(u)


@rule
def chance_within_budget(cost: float, budget: float) -> float:
    """The chance that a failure which costs that much is put right within a budget.

    >>> chance_within_budget(80.0, 100.0), chance_within_budget(400.0, 100.0)
    (1.0, 0.25)
    """
    return 1.0 if cost <= budget else budget / cost
