"""What staff put right on a budget, and at what cost.

A failure costs an exponential amount ``X`` with mean ``m`` to put right. Up to the budget ``B`` it
is put right at that cost, beyond it with chance ``B/X`` at the cost ``B``. With ``b = B/m`` and
``E1(b)``, the integral of ``exp(-x)/x`` from ``b`` on:

- share put right: ``1 - exp(-b) + b E1(b)``
- mean cost of a failure: ``m (1 - exp(-b) (1 + b)) + B b E1(b)``
- mean square: ``m**2 (2 - exp(-b) (2 + 2 b + b**2)) + B**2 b E1(b)``
"""

import math

from scipy.special import exp1

from sim.experiments.validation import errors
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SOURCE = "integrals of the exponential; E1 in Abramowitz and Stegun 1964, 5.1"
TIMING = "in the month of the failure; nothing is discounted"


def beyond(budget: float, mean: float) -> float:
    """The share of failures that cost more than the budget and are put right all the same."""
    b = budget / mean
    return b * float(exp1(b)) if b > 0 else 0.0


def share_put_right(budget: float, mean: float) -> float:
    """The share of failures put right.

    >>> round(share_put_right(40.0, 40.0), 4)
    0.8515
    """
    return 1 - math.exp(-budget / mean) + beyond(budget, mean)


def mean_cost(budget: float, mean: float) -> float:
    """What a failure costs on average, put right or not."""
    b = budget / mean
    return mean * (1 - math.exp(-b) * (1 + b)) + budget * beyond(budget, mean)


def mean_square(budget: float, mean: float) -> float:
    """The mean square of what a failure costs."""
    b = budget / mean
    below = mean**2 * (2 - math.exp(-b) * (2 + 2 * b + b * b))
    return below + budget**2 * beyond(budget, mean)


def compare(lived: Lived) -> list[Comparison]:
    """Share and cost under each strategy's budget."""
    return [each for name in lived.scenario.strategies for each in _of(lived, name)]


def _of(lived: Lived, strategy: str) -> list[Comparison]:
    path = f"strategies.{strategy}.service"
    mean = lived.number(f"{path}.cost_per_incident")
    budget = lived.number(f"{path}.budget_per_incident")
    n, share = lived.scenario.people, share_put_right(budget, mean)
    moments = mean_cost(budget, mean), mean_square(budget, mean)
    return [
        Comparison(
            f"Put right, {strategy} budget",
            "1 - exp(-b) + b E1(b), b = B/m",
            SOURCE,
            TIMING,
            share,
            float(lived.months(strategy)["put_right"].sum() / n),
            errors.of_share(share, n),
        ),
        Comparison(
            f"Cost each, {strategy} budget",
            "m (1 - exp(-b) (1+b)) + B b E1(b)",
            SOURCE,
            TIMING,
            moments[0],
            -float(lived.flows("service_recovery", strategy).sum() / n),
            errors.of_mean(moments, n),
        ),
    ]


CHECK = Check("empowered_staff", compare)
