"""The table of groups: monthly flows of random twentieths of the people.

Figures of the whole firm, such as the deepest point of its cash, are no mean over people; their
intervals come from leaving out one group at a time.
"""

import numpy as np
import pandas as pd

from sim.results.columns import text
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
