"""The tables of groups: flows and counts of random twentieths of the people.

Figures of the whole firm, such as the deepest point of its cash, are no mean over people; their
intervals come from leaving out one group at a time.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.columns import text, texts
from sim.results.tenure import BEFORE_JOINING
from sim.world.ledger import LINES, Line
from sim.world.outcome import Outcome

Ints = NDArray[np.int64]

SUMMED = "satisfaction"
"""A sum in small units, of which the table of months tells the mean; it is no count."""


def groups_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month, zero flows included.

    ``net`` holds all flows of the group's people, ``cash`` the same without the capital charge,
    both in whole minor units. A person belongs to group ``person % GROUPS``.
    """
    net = outcome.group_ledger.sum(axis=2)
    cash = net - outcome.group_ledger[:, :, Line.CAPITAL_CHARGE]
    return _frame(outcome, "month", 0, net=net, cash=cash)


def group_ledger_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group, month and ledger line whose ``amount`` (whole minor units) is not zero."""
    group, month, line = np.nonzero(outcome.group_ledger)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(month)),
            "group": group.astype(np.int64),
            "month": month.astype(np.int64),
            "line": texts(LINES, line),
            "amount": outcome.group_ledger[group, month, line],
        }
    )


def group_months_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month, zeros included: the counts of the table of months, by group."""
    counts = {name: cells for name, cells in outcome.group_counts.items() if name != SUMMED}
    return _frame(outcome, "month", 0, **counts)


def group_tenure_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and month since first joining, zeros included.

    ``month`` counts from 0, the month of joining; -1 holds what was spent to win people, up to the
    month of joining. ``cash`` is in whole minor units, the capital charge left out.
    """
    return _frame(outcome, "month", BEFORE_JOINING, cash=outcome.group_tenure)


def group_ages_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per group and age in whole years, zeros included.

    ``net`` holds all flows at that age in whole minor units, capital charge included;
    ``customer_months`` the months lived as a customer, ``products_held`` the product-months.
    """
    return _frame(
        outcome,
        "age",
        0,
        net=outcome.group_ages,
        customer_months=outcome.group_age_customer_months,
        products_held=outcome.group_age_products_held,
    )


def _frame(outcome: Outcome, along: str, first: int, **tables: Ints) -> pd.DataFrame:
    """Tables ``[group, place]`` as columns; places are numbered from ``first``."""
    groups, places = next(iter(tables.values())).shape
    keys = {
        "strategy": text(outcome.strategy, groups * places),
        "group": np.repeat(np.arange(groups, dtype=np.int64), places),
        along: np.tile(np.arange(places, dtype=np.int64), groups) + first,
    }
    return pd.DataFrame(keys | {name: cells.ravel() for name, cells in tables.items()})
