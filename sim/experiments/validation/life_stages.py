"""What a customer is worth, and how much that varies, over stages of life.

A Markov chain with two states, customer and lapsed, whose chances and rewards change with age.
"""

import itertools
from bisect import bisect_right

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived, monthly
from sim.experiments.validation.markov_chain import Branch, Month, moments
from sim.experiments.validation.spread import mean_and_variance

SOURCE = "after Pfeifer and Carraway 2000, Journal of Interactive Marketing 14(2)"
TIMING = "margin and costs within each month, the first in month 0; valued at month 0"
CUSTOMER, LAPSED = "customer", "lapsed"


def month_of(lived: Lived, month: int) -> Month:
    """What may happen in a month of the scenario: death first, leaving last."""
    stage = _stage(lived, month)
    lives = 1 - monthly(lived.number("life.mortality.per_year"))
    leaves = monthly(lived.number(f"behaviour.churn.per_year.{stage}"))
    margin = _margin(lived, stage)
    acquire = lived.scenario.strategies["firm"].acquire.get(stage)
    reached = monthly(acquire.reach) if acquire else 0.0
    takes, cost = (acquire.takes, acquire.cost) if acquire else (0.0, 0.0)
    dies = Branch(1 - lives, 0.0, None)
    return {
        CUSTOMER: [
            dies,
            Branch(lives * leaves, margin, LAPSED),
            Branch(lives * (1 - leaves), margin, CUSTOMER),
        ],
        LAPSED: [
            dies,
            Branch(lives * (1 - reached), 0.0, LAPSED),
            Branch(lives * reached * (1 - takes), -cost, LAPSED),
            Branch(lives * reached * takes * leaves, margin - cost, LAPSED),
            Branch(lives * reached * takes * (1 - leaves), margin - cost, CUSTOMER),
        ],
    }


def _stage(lived: Lived, month: int) -> str:
    names = list(lived.scenario.life.stages)
    begins = [lived.number(f"life.stages.{name}.from") for name in names]
    return names[bisect_right(begins, begins[0] + month / 12) - 1]


def _margin(lived: Lived, stage: str) -> float:
    earned = lived.number("products.account.ftp") - lived.number("products.account.market_rate")
    return lived.number(f"products.account.balance.{stage}") * earned / 12


def compare(lived: Lived) -> list[Comparison]:
    """Mean and variance of what a customer is worth."""
    begins = [
        round(12 * lived.number(f"life.stages.{name}.from")) for name in lived.scenario.life.stages
    ]
    entries = [start - begins[0] for start in begins]
    kinds = {first: month_of(lived, first) for first in entries}

    def month(t: int) -> Month:
        return kinds[entries[bisect_right(entries, t) - 1]]

    assert all(before < after for before, after in itertools.pairwise(entries))
    expected = moments(month, lived.scenario.months, lived.discount, CUSTOMER)
    recursion = "E[W**k] = sum of C(k,j) E[R**(k-j) (v W')**j], backward"
    return mean_and_variance(
        ("Mean value of a customer", "Variance of that value"),
        (recursion, SOURCE, TIMING),
        expected,
        lived.people()["npv"].to_numpy(),
    )


CHECK = Check("life_stages", compare)
