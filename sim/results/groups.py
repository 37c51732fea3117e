"""The tables of groups: flows of random twentieths of the people, by month, tenure and age.

Figures of the whole firm, such as the deepest point of its cash, are no mean over people; their
intervals come from leaving out one group at a time.
"""

import numpy as np
import pandas as pd

from sim.results.columns import text
from sim.results.tenure import BEFORE_JOINING
from sim.world.outcome import Outcome


def groups_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month, zero flows included.

    ``net`` holds all flows of the group's people, ``cash`` the same without the capital charge,
    both in whole minor units. A person belongs to group ``person % GROUPS``.
    """
    groups, months = outcome.group_net.shape
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, groups * months),
            "group": np.repeat(np.arange(groups, dtype=np.int64), months),
            "month": np.tile(np.arange(months, dtype=np.int64), groups),
            "net": outcome.group_net.ravel(),
            "cash": outcome.group_cash.ravel(),
        }
    )


def group_tenure_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month since first joining, zeros included.

    ``month`` counts from 0, the month of joining; -1 holds what was spent to win people, up to the
    month of joining. ``cash`` is in whole minor units, the capital charge left out.
    """
    groups, rows = outcome.group_tenure.shape
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, groups * rows),
            "group": np.repeat(np.arange(groups, dtype=np.int64), rows),
            "month": np.tile(np.arange(rows, dtype=np.int64), groups) + BEFORE_JOINING,
            "cash": outcome.group_tenure.ravel(),
        }
    )


def group_ages_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and age in whole years, zeros included.

    ``net`` holds all flows at that age in whole minor units, capital charge included;
    ``customer_months`` the months lived as a customer.
    """
    groups, ages = outcome.group_ages.shape
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, groups * ages),
            "group": np.repeat(np.arange(groups, dtype=np.int64), ages),
            "age": np.tile(np.arange(ages, dtype=np.int64), groups),
            "net": outcome.group_ages.ravel(),
            "customer_months": outcome.group_age_customers.ravel(),
        }
    )
