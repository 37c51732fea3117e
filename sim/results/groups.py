"""The tables of groups: flows of random twentieths of the people, by month, tenure and age.

Figures of the whole firm, such as the deepest point of its cash, are no mean over people; their
intervals come from leaving out one group at a time.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.columns import text
from sim.results.tenure import BEFORE_JOINING
from sim.world.outcome import Outcome

Ints = NDArray[np.int64]


def groups_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month, zero flows included.

    ``net`` holds all flows of the group's people, ``cash`` the same without the capital charge,
    both in whole minor units. A person belongs to group ``person % GROUPS``.
    """
    return _frame(outcome, "month", 0, net=outcome.group_net, cash=outcome.group_cash)


def group_tenure_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month since first joining, zeros included.

    ``month`` counts from 0, the month of joining; -1 holds what was spent to win people, up to the
    month of joining. ``cash`` is in whole minor units, the capital charge left out.
    """
    return _frame(outcome, "month", BEFORE_JOINING, cash=outcome.group_tenure)


def group_ages_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and age in whole years, zeros included.

    ``net`` holds all flows at that age in whole minor units, capital charge included;
    ``customer_months`` the months lived as a customer.
    """
    customers = outcome.group_age_customers
    return _frame(outcome, "age", 0, net=outcome.group_ages, customer_months=customers)


def _frame(outcome: Outcome, along: str, first: int, **tables: Ints) -> pd.DataFrame:
    """Tables ``[group, place]`` as columns; places are numbered from ``first``."""
    groups, places = next(iter(tables.values())).shape
    keys = {
        "strategy": text(outcome.strategy, groups * places),
        "group": np.repeat(np.arange(groups, dtype=np.int64), places),
        along: np.tile(np.arange(places, dtype=np.int64), groups) + first,
    }
    return pd.DataFrame(keys | {name: cells.ravel() for name, cells in tables.items()})
