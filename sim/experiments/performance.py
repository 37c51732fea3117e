"""How one strategy did: its customers, their worth, and the firm's cash."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.experiments.cash import CashCurve, cash_curve
from sim.experiments.counts import Counts
from sim.experiments.estimate import (
    Estimate,
    mean_estimate,
    ratio_estimate,
    share_estimate,
)
from sim.experiments.flows import Flows
from sim.experiments.measures.again import Again, again
from sim.experiments.measures.keeping import Keeping, keeping
from sim.results.facts import Facts

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Performance:
    """One strategy's figures. Money in major units; value None: not defined, as nobody was won."""

    strategy: str
    value: Estimate  # net present value per person in the market, discounted to the start
    clv: Estimate  # per customer won, discounted to joining, after acquisition cost
    clv_before_acquisition: Estimate
    won: int
    share_won: Estimate  # of the people in the market
    tenure_years: Estimate  # per customer won, over all relationships, cut off at the horizon
    still_customers: Estimate  # share of those won who are customers at the horizon
    keeping: Keeping  # churn and retention, a year
    again: Again  # buying again, or opening a further product
    products_per_customer: float | None  # products held, mean over customer-months
    cash: CashCurve


def performance_of(flows: Flows, months: pd.DataFrame, counts: Counts, facts: Facts) -> Performance:
    """The figures of one strategy.

    Reaches of people who were never won cost money too: they weigh on the mean CLV per customer
    won, at the money of the month in which they were made.

    Args:
        flows: the strategy's arrays.
        months: the strategy's rows of the table of months.
        counts: the same by group of people.
        facts: the run's facts.
    """
    people = flows.people
    won = people["joined"].notna().to_numpy(dtype=bool)
    in_vain = people["acquisition_cost"].to_numpy(dtype=float) / facts.minor_per_major
    clv = np.where(won, people["clv"].to_numpy(dtype=float), in_vain)
    before = np.where(won, people["clv_before_acquisition"].to_numpy(dtype=float), 0.0)
    tenure = people["tenure_months"].to_numpy(dtype=float)[won] / MONTHS_A_YEAR
    staying = int((people["exit"] == "horizon").sum())
    return Performance(
        strategy=flows.name,
        value=mean_estimate(people["npv"].to_numpy(dtype=float)),
        clv=ratio_estimate(clv, won.astype(float)),
        clv_before_acquisition=ratio_estimate(before, won.astype(float)),
        won=int(won.sum()),
        share_won=share_estimate(int(won.sum()), len(won)),
        tenure_years=mean_estimate(tenure),
        still_customers=share_estimate(staying, int(won.sum())),
        keeping=keeping(counts),
        again=again(counts, people),
        products_per_customer=_products_per_customer(months),
        cash=cash_curve(flows, facts.minor_per_major),
    )


def _products_per_customer(months: pd.DataFrame) -> float | None:
    customer_months = int(months["customers"].sum())
    return int(months["products_held"].sum()) / customer_months if customer_months else None
