"""What people bring at each age: per person who entered the market, and per customer of that age.

The two answer different questions. Per entrant, those who never came, left or died count with
nothing; per customer of an age, only those who are customers then are counted, who are a selection.
Money is not discounted, and the capital charge is taken off.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiments.curve import Curve, bare_curve, jackknifed_curve
from sim.experiments.flows import Floats, Flows, Ints
from sim.experiments.without import counts_by_group, others, without_each
from sim.results.run import Run

T = TypeVar("T", bound=np.generic)
MONTHS_A_YEAR = 12
FEWEST_YEARS = 20.0
"""Below so many customer-years at an age, a mean over customers is not given."""


@dataclass(frozen=True)
class ByAge:
    """One strategy's yearly profit by age in whole years, major units a year."""

    per_entrant: Curve
    per_customer: Curve
    products_held: Curve  # mean over the customers of an age, no intervals


def by_age(run: Run, flows: Flows) -> ByAge:
    """The lines of one strategy.

    Intervals need to know the money of each group of people at each age. The folder keeps groups by
    month only, which is the same where everybody has the same age in the same month; elsewhere
    intervals are not defined.
    """
    unit = run.facts.minor_per_major
    table = _by_age(run, flows.name)
    age = table.index.to_numpy(dtype=np.int64)
    profit = table["amount"].to_numpy(dtype=np.int64)
    years = table["customer_months"].to_numpy(dtype=np.float64) / MONTHS_A_YEAR
    held = table["products_held"].to_numpy(dtype=np.float64) / MONTHS_A_YEAR
    place = _age_of_months(age, profit, flows.net.sum(axis=0))
    return ByAge(
        per_entrant=_per_entrant(flows, age, profit, place, unit),
        per_customer=_per_customer(flows, age, profit, years, place, unit),
        products_held=bare_curve(flows.name, age.astype(float), _mean(held, years)),
    )


def _by_age(run: Run, name: str) -> pd.DataFrame:
    """All ages that anybody is a customer at, or money flows at, under any strategy."""
    ages = run.frames.ages
    mine = ages[ages["strategy"] == name].groupby("age")
    sums = {"amount": mine["amount"].sum()}
    lived = {word: mine[word].first() for word in ("customer_months", "products_held")}
    everybody = range(int(ages["age"].min()), int(ages["age"].max()) + 1) if len(ages) else []
    return pd.DataFrame(sums | lived).reindex(pd.Index(everybody, name="age"), fill_value=0)


def _age_of_months(age: Ints, profit: Ints, monthly: Ints) -> Ints | None:
    """The place in ``age`` of each month; None where people of several ages live at once.

    It is found by trying: the money of every age must be that of its months, to the minor unit.
    """
    if not profit.any():
        return None
    months = np.arange(len(monthly))
    latest = MONTHS_A_YEAR * int(np.flatnonzero(profit)[0]) - int(np.flatnonzero(monthly)[0])
    for lead in range(latest, latest + MONTHS_A_YEAR):
        place = (months + lead) // MONTHS_A_YEAR
        inside = np.clip(place, 0, len(age) - 1)
        lost = monthly[place != inside].any()
        if not lost and np.array_equal(_added(monthly, inside, len(age)), profit):
            return inside
    return None


def _added(monthly: NDArray[T], place: Ints, ages: int) -> NDArray[T]:
    """Months added up to ages, along the last axis."""
    sums = np.zeros((*monthly.shape[:-1], ages), dtype=monthly.dtype)
    np.add.at(sums.T, place, monthly.T)
    return sums


def _per_entrant(flows: Flows, age: Ints, profit: Ints, place: Ints | None, unit: int) -> Curve:
    people = flows.sizes.sum() * unit
    if place is None:
        return bare_curve(flows.name, age.astype(float), profit / people)
    rest = without_each(_added(flows.net, place, len(age)), flows.sizes)
    without = rest / others(flows.sizes) / unit
    return jackknifed_curve(flows.name, age.astype(float), profit / people, without)


def _per_customer(
    flows: Flows, age: Ints, profit: Ints, years: Floats, place: Ints | None, unit: int
) -> Curve:
    mean = _mean(profit / unit, years)
    if place is None:
        return bare_curve(flows.name, age.astype(float), mean)
    money = without_each(_added(flows.net, place, len(age)), flows.sizes) / unit
    spans = _added(_spans(flows), place, len(age))
    scale = years / np.maximum(spans.sum(axis=0), 1)
    rest = without_each(spans, flows.sizes) * scale
    without = np.divide(money, rest, out=np.full_like(money, np.nan), where=rest > 0)
    curve = jackknifed_curve(flows.name, age.astype(float), mean, without)
    hidden = np.isnan(mean)
    ends = (np.where(hidden, np.nan, end) for end in (curve.low, curve.high))
    return Curve(flows.name, curve.x, mean, *ends)


def _spans(flows: Flows) -> Floats:
    """Customers by group and month; who left and came back counts in between as well."""
    months = flows.net.shape[1]
    joined, left = (_months_of(flows.people[name]) for name in ("joined", "left"))
    last = np.where(np.isnan(left), months - 1, left)
    return counts_by_group(flows, joined, last, months)


def _months_of(column: "pd.Series[Any]") -> Floats:
    months: Floats = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return months


def _mean(total: Floats, years: Floats) -> Floats:
    enough = years >= FEWEST_YEARS
    mean: Floats = np.divide(total, years, out=np.full(len(years), np.nan), where=enough)
    return mean
