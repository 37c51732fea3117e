"""The table of tenure: what a relationship brings in each month since it began."""

import pandas as pd

from sim.results.cells import money_cells
from sim.results.columns import text
from sim.world.outcome import Outcome

BEFORE_JOINING = -1
"""The ``month`` of what was spent on people before they joined."""


def tenure_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per month since first joining and ledger line with money.

    ``month`` counts from 0, the month of joining; -1 holds what was spent before it. ``amount`` is
    in whole minor units. ``customers`` are still (or again) customers in that month; ``cohort``
    are all who were won early enough for that month to lie within the run. Both are repeated on
    each line; a month without any flow keeps one row, whose line is null.
    """
    row, cells = money_cells(outcome.tenure, outcome.tenure_cohort)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, len(row)),
            "month": row + BEFORE_JOINING,
            "line": cells["line"],
            "amount": cells["amount"],
            "customers": outcome.tenure_customers[row],
            "cohort": outcome.tenure_cohort[row],
        }
    )
