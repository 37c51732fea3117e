"""The optional table of signals: what a firm made known in each month, looking back at its last."""

import numpy as np
import pandas as pd

from sim.results.columns import text, texts
from sim.world.outcome import Outcome


def signals_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per month and signal; a firm that never looks back has none.

    ``puts_right`` is the chance that staff put a failure right, the wait for them included,
    ``waits`` the share of failures that wait too long, ``trained`` the share of employees,
    ``quality`` the mean over segments of what service leads to, ``considers`` the chance that a
    stranger considers the firm at all, ``heard`` the recommendations a person hears in the month on
    average, ``stopped`` how many things the firm has stopped for want of money.
    """
    names = tuple(outcome.signals)
    months = len(outcome.months.living)
    count = months * len(names)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, count),
            "month": np.repeat(np.arange(months, dtype=np.int64), len(names)),
            "signal": texts(names, np.tile(np.arange(len(names)), months)),
            "value": np.column_stack([outcome.signals[name] for name in names]).ravel(),
        }
    )
