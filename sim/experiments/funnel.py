"""What became of offers and needs: counts of a whole run, and per customer won."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiments.estimate import Estimate, ratio_estimate, undefined
from sim.experiments.flows import Flows, Ints
from sim.experiments.jackknife import jackknife
from sim.experiments.without import without_each
from sim.results.run import Run

Bools = NDArray[np.bool_]

BEFORE_OPENED = ("contacts", "responses", "responses_kept", "needs", "needs_won")


@dataclass(frozen=True)
class Step:
    """One step: how often over the whole run, and per customer won."""

    name: str
    count: int
    per_customer: Estimate  # no ends where the folder keeps no counts by group


def funnel(run: Run, flows: Flows) -> tuple[Step, ...]:
    """Contacts, responses, those kept, needs of the market and won, products opened, those held.

    A response is kept if what was sold is held still a year later. ``needs`` are those of everybody
    in the market. Held are products in the run's last month, of customers then living. Counts by
    the month have an interval by jackknife over groups of people, products opened, which are
    counted by person, one of a ratio. What an older folder does not count is left out.
    """
    months = _table(run.frames.months, flows.name)
    by_group = _table(run.frames.group_months, flows.name)
    end = run.facts.months - 1
    won = flows.people["joined"].notna().to_numpy(dtype=bool)
    opened = flows.people["products_opened"].to_numpy(dtype=np.float64)

    def step(name: str, column: str, first: int = 0) -> Step:
        count = int(months.loc[months["month"] >= first, column].sum())
        groups = _by_group(by_group, column, flows, first)
        return Step(name, count, _per_customer(count, groups, won, flows))

    return (
        *(step(name, name) for name in BEFORE_OPENED if name in months),
        Step("products_opened", int(opened.sum()), ratio_estimate(opened, won.astype(float))),
        step("products_held_at_the_end", "products_held", first=end),
    )


def _table(table: pd.DataFrame | None, name: str) -> pd.DataFrame:
    """One strategy's rows; nothing if there is no such table."""
    return pd.DataFrame() if table is None else table[table["strategy"] == name]


def _by_group(table: pd.DataFrame, column: str, flows: Flows, first: int) -> Ints | None:
    """``[group]`` the sum of a column from month ``first`` on."""
    if column not in table:
        return None
    rows = table[table["month"] >= first]
    counts = np.zeros(len(flows.sizes), dtype=np.int64)
    np.add.at(counts, rows["group"].to_numpy(), rows[column].to_numpy())
    return counts


def _per_customer(count: int, groups: Ints | None, won: Bools, flows: Flows) -> Estimate:
    customers = int(won.sum())
    if not customers:
        return undefined()
    if groups is None:
        return Estimate(count / customers, None, None, customers)
    person = flows.people["person"].to_numpy(dtype=np.int64)
    winners = np.bincount(person % len(groups), weights=won, minlength=len(groups))
    counts, others = (without_each(each[:, None], flows.sizes)[:, 0] for each in (groups, winners))
    without = [one / rest if rest else None for one, rest in zip(counts, others, strict=True)]
    return jackknife(count / customers, without)
