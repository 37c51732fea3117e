"""The table of months: how many lived, joined, left, needed and complained, and the firm's cash."""

import numpy as np
import pandas as pd

from sim.results.columns import text
from sim.world.outcome import MonthRecord, Outcome

SATISFACTION_UNIT = 1e-9
"""The world sums satisfaction in whole units of this size, so that order changes nothing."""

COUNTS = (
    "living",
    "customers",
    "joined",
    "churned",
    "died",
    "contacts",
    "responses",
    "needs",
    "needs_won",
    "incidents",
)
"""The counts that folders have had from the beginning."""

OF_PRACTICES = (
    "put_right",
    "silent",
    "surveys",
    "purchases",
    "purchases_added",
    "revenue",
    "members",
    "rewards",
    "rewards_anyway",
    "lost_of_year",
    "died_of_year",
    "buyers",
    "buyers_again",
)
"""Those that came later; folders written before have none of them."""


def months_frame(outcome: Outcome) -> pd.DataFrame:
    """One row per month of the run.

    ``satisfaction`` is the mean over the month's customers (0 to 1; null where there were none),
    ``cash`` the firm's cash at the end of the month in whole minor units, ``products_held`` the
    products held at the firm, summed over the month's customers, ``responses_kept`` the products
    that a contact sold twelve months before and that were held ever since. ``put_right`` are
    failures, at once or after a survey, ``silent`` those that nobody told of; ``revenue`` all
    baskets at the regular price and ``rewards`` what members got, both in whole minor units;
    ``purchases_added`` and ``rewards_anyway`` are the purchases that members would not have made
    without the programme of rewards, and what they got on the others.
    ``lost_of_year`` (left or lapsed) and ``died_of_year`` are of those only who lived the first
    month of this year of the run as customers; ``buyers`` and ``buyers_again`` are people who
    bought once or more, and more than once, in the year that begins in this month.
    """
    months = outcome.months
    count = len(months.living)
    return pd.DataFrame(
        {
            "strategy": text(outcome.strategy, count),
            "month": np.arange(count, dtype=np.int64),
            **{name: getattr(months, name) for name in COUNTS},
            "satisfaction": _mean_satisfaction(months),
            "cash": months.cash,
            "lapsed": months.lapsed,
            "products_held": months.products_held,
            "responses_kept": months.responses_kept,
            **{name: getattr(months, name) for name in OF_PRACTICES},
        }
    )


def _mean_satisfaction(months: MonthRecord) -> np.ndarray:
    customers = np.where(months.customers > 0, months.customers, 1)
    mean = months.satisfaction * SATISFACTION_UNIT / customers
    return np.where(months.customers > 0, mean, np.nan)
