"""What people bring at each age: per person who entered the market, and per customer of that age.

The two answer different questions. Per entrant, those who never came, left or died count with
nothing; per customer of an age, only those who are customers then are counted, who are a selection.
Money is not discounted, and the capital charge is taken off.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.experiments.curve import Curve, bare_curve, jackknifed_curve
from sim.experiments.flows import Floats, Flows, Ints
from sim.experiments.without import others, without_each
from sim.results.run import Run

Groups = dict[str, Ints] | None
"""``[group, age]`` by column of the table; None where the folder does not have it."""
MONTHS_A_YEAR = 12
FEWEST_YEARS = 20.0
"""Below so many customer-years at an age, a mean over customers is not given."""


@dataclass(frozen=True)
class ByAge:
    """One strategy's yearly profit by age in whole years, major units a year."""

    per_entrant: Curve
    per_customer: Curve
    products_held: Curve  # mean over the customers of an age


def by_age(run: Run, flows: Flows) -> ByAge:
    """The lines of one strategy.

    Intervals are jackknifed over groups of people; folders written before there was a table of
    groups by age have none.
    """
    unit = run.facts.minor_per_major
    table = _by_age(run, flows.name)
    age = table.index.to_numpy(dtype=np.int64)
    profit = table["amount"].to_numpy(dtype=np.int64)
    years = table["customer_months"].to_numpy(dtype=np.float64) / MONTHS_A_YEAR
    held = table["products_held"].to_numpy(dtype=np.float64) / MONTHS_A_YEAR
    groups = _groups_by_age(run, flows, age)
    return ByAge(
        per_entrant=_per_entrant(flows, age, profit, groups, unit),
        per_customer=_per_customer(flows, _mean(profit / unit, years), age, "net", groups, unit),
        products_held=_per_customer(
            flows, _mean(held, years), age, "products_held", groups, MONTHS_A_YEAR
        ),
    )


def _by_age(run: Run, name: str) -> pd.DataFrame:
    """All ages that anybody is a customer at, or money flows at, under any strategy."""
    ages = run.frames.ages
    mine = ages[ages["strategy"] == name].groupby("age")
    sums = {"amount": mine["amount"].sum()}
    lived = {word: mine[word].first() for word in ("customer_months", "products_held")}
    everybody = range(int(ages["age"].min()), int(ages["age"].max()) + 1) if len(ages) else []
    return pd.DataFrame(sums | lived).reindex(pd.Index(everybody, name="age"), fill_value=0)


def _groups_by_age(run: Run, flows: Flows, age: Ints) -> Groups:
    table = run.frames.group_ages
    if table is None:
        return None
    mine, groups = table[table["strategy"] == flows.name], len(flows.sizes)
    columns = [name for name in ("net", "customer_months", "products_held") if name in mine]
    return {
        name: mine[name].to_numpy(dtype=np.int64).reshape(groups, -1)[:, age] for name in columns
    }


def _per_entrant(flows: Flows, age: Ints, profit: Ints, groups: Groups, unit: int) -> Curve:
    people = flows.sizes.sum() * unit
    if groups is None:
        return bare_curve(flows.name, age.astype(float), profit / people)
    without = without_each(groups["net"], flows.sizes) / others(flows.sizes) / unit
    return jackknifed_curve(flows.name, age.astype(float), profit / people, without)


def _per_customer(
    flows: Flows, mean: Floats, age: Ints, column: str, groups: Groups, unit: int
) -> Curve:
    """A mean over customer-years, with the column it is a mean of, and that column's unit."""
    if groups is None or column not in groups:
        return bare_curve(flows.name, age.astype(float), mean)
    total = without_each(groups[column], flows.sizes) / unit
    years = without_each(groups["customer_months"], flows.sizes) / MONTHS_A_YEAR
    without = np.divide(total, years, out=np.full_like(total, np.nan), where=years > 0)
    curve = jackknifed_curve(flows.name, age.astype(float), mean, without)
    hidden = np.isnan(mean)
    ends = (np.where(hidden, np.nan, end) for end in (curve.low, curve.high))
    return Curve(flows.name, curve.x, mean, *ends)


def _mean(total: Floats, years: Floats) -> Floats:
    enough = years >= FEWEST_YEARS
    mean: Floats = np.divide(total, years, out=np.full(len(years), np.nan), where=enough)
    return mean
