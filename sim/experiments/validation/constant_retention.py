"""What a customer is worth who brings the same margin every month and stays with the same chance.

With margin ``m``, retention ``r`` and discount rate ``i`` of a month, and no end: ``m (1+i) /
(1+i-r)`` where the first margin comes at once and counts, ``m r / (1+i-r)`` where the first one
that counts is a month away (Gupta, Lehmann and Stuart 2004; Gupta and Lehmann 2003).
"""

import math

import numpy as np

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived, monthly

SOURCE = "Gupta, Lehmann and Stuart 2004, Journal of Marketing Research 41(1)"


def worth_before_first_margin(margin: float, retention: float, rate: float) -> float:
    """Of a customer whose first margin is about to come.

    >>> round(worth_before_first_margin(100.0, 0.8, 0.12), 2)
    350.0
    """
    return margin * (1 + rate) / (1 + rate - retention)


def worth_after_first_margin(margin: float, retention: float, rate: float) -> float:
    """Of the same customer just after it: the margin multiple ``r / (1+i-r)``.

    >>> round(worth_after_first_margin(1.0, 0.8, 0.12), 2)
    2.5
    """
    return margin * retention / (1 + rate - retention)


def spread(margin: float, retention: float, rate: float) -> float:
    """The standard deviation between customers.

    Who stays ``K`` months is worth ``m (1 - v**K) / (1 - v)``; ``K`` is geometric, and
    ``E x**K = (1-r) x / (1 - r x)``.
    """
    v = 1 / (1 + rate)

    def mean_of_power(x: float) -> float:
        return (1 - retention) * x / (1 - retention * x)

    return margin / (1 - v) * math.sqrt(mean_of_power(v * v) - mean_of_power(v) ** 2)


def compare(lived: Lived) -> list[Comparison]:
    """Customer lifetime value before and after the first margin."""
    margin = lived.number("products.account.fee") / 12
    retention = 1 - monthly(lived.number("behaviour.churn.per_year"))
    rate = 1 / lived.discount - 1
    error = spread(margin, retention, rate) / math.sqrt(lived.scenario.people)
    flows = lived.flows("fees") / lived.scenario.people
    later = float(np.sum(flows[1:] * lived.discount ** np.arange(1, len(flows))))
    return [
        Comparison(
            "CLV before the first margin",
            "m (1+i) / (1+i-r), monthly",
            SOURCE,
            "a margin at the beginning of each month, the first at once; valued at joining",
            worth_before_first_margin(margin, retention, rate),
            float(lived.people()["clv"].mean()),
            error,
        ),
        Comparison(
            "CLV after the first margin",
            "m r / (1+i-r), monthly",
            SOURCE,
            "the same margins from the second on; valued at joining",
            worth_after_first_margin(margin, retention, rate),
            later,
            error,
        ),
    ]


CHECK = Check("constant_retention", compare)
