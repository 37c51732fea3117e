"""The common workload in months: the numbers of `workload.yaml` as every peer reads them.

Turns the scenario's words into months on its own, by the formulas of the scenario language, so that
a mistake in the engine's is seen as a difference. What happens in a month is told in `README.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.scenario.tables import Tables

FILE = Path(__file__).parents[1] / "workload.yaml"
NOTHING = -1
"""What a contact speaks of where there is nothing to speak of."""
OPENS = 0
"""The product that everybody starts with, and that whoever is won opens."""
NEVER = -80.0
"""Log-odds of what does not happen; finite in every arithmetic."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Workload:
    """Chances per month, money in pence. What is held is a set of products, a bit each.

    Arrays are by stage, by product, by ``age`` in months or by ``held``, the set of products.
    """

    months: int
    youngest: float  # years; ages at the start are uniform from here
    oldest: float  # to here
    dies: Floats  # [age]
    stage: Ints  # [age]
    start: float  # satisfaction of a new customer
    market: float  # satisfaction that rivals give
    quality: float  # satisfaction that the service leads to
    satisfaction_kept: float  # share of the distance to it that is left after a month
    fatigue_kept: float
    incident: float  # chance
    puts_right: float  # share of incidents
    harm: float
    recovery: float
    cost_per_incident: int  # of those put right
    reach: Floats  # [stage], of strangers
    takes: Floats  # [stage], chance that a reach wins
    reach_cost: Ints  # [stage]
    contact: float  # chance, of customers
    contact_cost: int
    speaks_of: Ints  # [stage, held], product, or NOTHING
    response: Floats  # [product], log-odds that a contact sells to the rested and indifferent
    response_satisfaction: float  # log-odds per unit above the market's
    response_fatigue: float  # log-odds lost per unit
    open_cost: Ints  # [product]
    dues: Ints  # [stage, held], what a customer earns the firm in a month
    leaves: Floats  # [stage, held], log-odds, of the rested and indifferent
    leaves_satisfaction: float  # log-odds per unit above the market's
    leaves_fatigue: float  # log-odds per unit
    discount: Floats  # [month]

    def ages(self, u: Any) -> Any:
        """Age in months at the start, of who is at the share ``u`` of people."""
        return np.floor((self.youngest + (self.oldest - self.youngest) * u) * 12.0 + 1e-9)


def workload(file: Path = FILE) -> Workload:
    """The workload as the scenario file has it."""
    from sim.scenario import load
    from sim.scenario.tabulate import tabulate

    return in_months(tabulate(load(file)))


def in_months(tables: Tables) -> Workload:
    """The workload, from the scenario's numbers by index."""
    (strategy,) = tables.strategies
    life, behaviour, products = tables.life, tables.behaviour, tables.products
    (age,) = [trait for trait in tables.traits if trait.kind == "uniform"]
    ages = np.arange(math.ceil(age.second + tables.months / 12) * 12)
    starts = np.ceil(life.stage_from.value[:, 0] * 12)
    points = strategy.better_by[:, 0] * 100.0
    price = float(behaviour.choice_price.value[0, 0])
    return Workload(
        months=tables.months,
        youngest=age.first,
        oldest=age.second,
        dies=monthly(life.qx[0][np.clip(ages // 12 - life.first_age, 0, len(life.qx[0]) - 1)]),
        stage=np.searchsorted(starts[1:], ages, side="right"),
        start=float(behaviour.start[0]),
        market=float(behaviour.market[0]),
        quality=float(strategy.quality[0]),
        satisfaction_kept=0.5 ** (1.0 / float(behaviour.half_life[0])),
        fatigue_kept=0.5 ** (1.0 / float(behaviour.contact_forgets[0])),
        incident=1.0 - math.exp(-float(strategy.incidents_per_year[0]) / 12.0),
        puts_right=strategy.puts_right,
        harm=float(behaviour.harm[0]),
        recovery=float(behaviour.recovery[0]),
        cost_per_incident=_pence(strategy.cost_per_incident),
        reach=monthly(strategy.reach),
        takes=1.0 / (1.0 + np.exp(-log_odds(strategy.takes) - price * points[OPENS])),
        reach_cost=np.array([_pence(cost) for cost in strategy.reach_cost]),
        contact=1.0 - math.exp(-strategy.contacts_per_year / 12.0),
        contact_cost=_pence(strategy.contact_cost),
        speaks_of=_highest_need(products.need),
        response=log_odds(products.response) + price * points,
        response_satisfaction=float(behaviour.choice_satisfaction[0]),
        response_fatigue=float(behaviour.contact_fatigue[0]),
        open_cost=np.array([_pence(cost) for cost in products.open_cost]),
        dues=_dues(tables),
        leaves=_leaves(tables, points),
        leaves_satisfaction=float(behaviour.churn_satisfaction[0]),
        leaves_fatigue=float(behaviour.churn_fatigue[0]),
        discount=(1.0 + tables.discount_rate) ** (-np.arange(tables.months) / 12.0),
    )


def monthly(yearly: Floats) -> Floats:
    """Chances a month from chances a year.

    >>> monthly(np.array([0.0, 1.0])).tolist()
    [0.0, 1.0]
    """
    chances: Floats = 1.0 - (1.0 - yearly) ** (1.0 / 12.0)
    return chances


def log_odds(chance: Floats) -> Floats:
    """The log-odds of chances between 0 and 1."""
    odds: Floats = np.log(chance / (1.0 - chance))
    return odds


def _sets(products: int) -> NDArray[np.bool_]:
    """Every set of products: a row a set, a column a product."""
    return (np.arange(2**products)[:, None] >> np.arange(products) & 1).astype(bool)


def _pence(amount: float) -> int:
    whole = round(float(amount))
    if not math.isclose(amount, whole, abs_tol=1e-6):
        raise ValueError(f"not a whole number of pence: {amount}")
    return whole


def _highest_need(need: Floats) -> Ints:
    """The product not held whose need is highest in the stage; the first of equals."""
    open_to = np.where(_sets(len(need))[None], 0.0, need.T[:, None, :])
    return np.where(open_to.max(axis=2) > 0.0, open_to.argmax(axis=2), NOTHING)


def _dues(tables: Tables) -> Ints:
    products, (strategy,) = tables.products, tables.strategies
    earned = products.ftp[:, None] - products.market_rate[:, None] - strategy.better_by
    yearly = products.amount.level.value * earned + (products.fee - products.yearly_cost)[:, None]
    held = _sets(len(yearly))
    customer = np.where(held.any(axis=1), strategy.cost_per_customer, 0.0)
    twelfths = (held @ yearly - customer[:, None]).T / 12.0
    return np.array([[_pence(amount) for amount in row] for row in twelfths])


def _leaves(tables: Tables, points: Floats) -> Floats:
    behaviour = tables.behaviour
    held = _sets(len(points))
    number = np.maximum(held.sum(axis=1), 1)
    dearer = held @ -points / number
    of_set = (
        float(behaviour.churn_each_further[0]) * (number - 1)
        + float(behaviour.churn_price[0]) * dearer
    )
    base = log_odds(monthly(behaviour.churn.value[0]))
    return np.where(held.any(axis=1), base[:, None] + of_set, NEVER)
