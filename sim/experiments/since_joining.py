"""A relationship from its first month on: the cash it has brought so far, and who is still there.

Cash is contribution after all costs, never revenue; the capital charge is no cash. Everything is
per customer won within the run, whenever they joined, so the end of the undiscounted line is the
mean cash of a customer won, cut off at the horizon.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiments.curve import Curve, bare_curve, jackknifed_curve, share_curve
from sim.experiments.flows import Floats, Flows, discount_factors
from sim.experiments.without import without_each
from sim.results.run import Run
from sim.results.tenure import BEFORE_JOINING
from sim.world.ledger import ACQUISITION_LINES, LINES, Line

Bools = NDArray[np.bool_]
MONTHS_A_YEAR = 12
FEWEST = 20
"""Retention is not given for months that fewer customers could have reached within the run."""

WON_BY = tuple(LINES[line] for line in ACQUISITION_LINES)
NO_CASH = LINES[Line.CAPITAL_CHARGE]


@dataclass(frozen=True)
class Payoff:
    """Cumulative cash per customer won, major units. ``x`` is in years since joining."""

    undiscounted: Curve
    discounted: Curve  # to the month of joining
    won: int
    trough_year: float | None  # None: never below zero
    payback_year: float | None  # None: not within the run


def payoff(run: Run, flows: Flows) -> Payoff | None:
    """The J-curve of one strategy; None where nobody was won.

    It starts, at the moment of joining, at minus what was spent to win a customer: reaches before
    joining, those of people who were never won included, and the reach and incentive of the month
    of joining. What comes later stands at the end of its month.
    """
    people = flows.people
    won = people["joined"].notna().to_numpy(dtype=bool)
    if not won.any():
        return None
    weights = np.append(1.0, discount_factors(run.facts.discount_rate, run.facts.months))
    undiscounted = _cumulative(run, flows, won, np.ones(len(weights)))
    return Payoff(
        undiscounted=undiscounted,
        discounted=_cumulative(run, flows, won, weights),
        won=int(won.sum()),
        **_turning_points(undiscounted.value, undiscounted.x),
    )


def retention(run: Run, name: str) -> Curve | None:
    """The share of customers won who are customers so many years after joining, from 100 %.

    Of each month since joining, only those count who joined early enough for it to lie within the
    run. Who left and came back counts as here. None where nobody was won.
    """
    rows = _tenure(run, name)
    by_month = (
        rows[rows["month"] > BEFORE_JOINING].groupby("month")[["customers", "cohort"]].first()
    )
    enough = by_month[by_month["cohort"] >= min(FEWEST, max(by_month["cohort"], default=0))]
    if enough.empty or not enough["cohort"].iloc[0]:
        return None
    customers, cohort = (enough[name].to_numpy(dtype=np.float64) for name in enough.columns)
    return share_curve(name, enough.index.to_numpy() / MONTHS_A_YEAR, customers, cohort)


def _tenure(run: Run, name: str) -> pd.DataFrame:
    tenure = run.frames.tenure
    return tenure[tenure["strategy"] == name]


def _monthly_cash(run: Run, name: str) -> Floats:
    """Cash at joining, then by month since joining, minor units."""
    rows = _tenure(run, name)
    rows = rows[rows["line"].notna() & (rows["line"] != NO_CASH)]
    at_joining = (rows["month"] == 0) & rows["line"].isin(WON_BY)
    month = np.where(at_joining, 0, rows["month"] + 1)
    flows = np.zeros(run.facts.months + 1)
    np.add.at(flows, month, rows["amount"].to_numpy(dtype=np.float64))
    return flows


def _cumulative(run: Run, flows: Flows, won: Bools, weights: Floats) -> Curve:
    """Weighted cash per customer won, added up; intervals where the folder has groups by tenure."""
    unit, x = run.facts.minor_per_major, np.arange(len(weights)) / MONTHS_A_YEAR
    line = np.cumsum(_monthly_cash(run, flows.name) * weights) / (unit * won.sum())
    table = run.frames.group_tenure
    if table is None:
        return bare_curve(flows.name, x, line)
    groups = len(flows.sizes)
    cash = table.loc[table["strategy"] == flows.name, "cash"].to_numpy().reshape(groups, -1)
    person = flows.people["person"].to_numpy(dtype=np.int64)
    customers = np.bincount(person % groups, weights=won, minlength=groups)[:, None]
    money = np.cumsum(without_each(cash, flows.sizes) * weights, axis=1) / unit
    others = without_each(customers, flows.sizes)
    return jackknifed_curve(flows.name, x, line, money / np.where(others > 0, others, np.nan))


def _turning_points(line: Floats, x: Floats) -> dict[str, float | None]:
    lowest = int(np.argmin(line))
    if line[lowest] >= 0:
        return {"trough_year": None, "payback_year": 0.0}
    back = np.flatnonzero(line[lowest:] >= 0)
    return {
        "trough_year": float(x[lowest]),
        "payback_year": float(x[lowest + int(back[0])]) if back.size else None,
    }
