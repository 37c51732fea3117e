"""The firm's cumulative cash with interest on what it owes; and once more without some people.

Interest hangs on the cash of everybody together. Without a group of people the firm would owe
something else, so its interest is worked out anew, at the rate that the run paid; what the firm
stopped for want of money is held as it was.
"""

import numpy as np

from sim.experiments.flows import Floats, Flows, Ints


def cumulative_cash(flows: Flows) -> Ints:
    """``[month]`` all cash since the start, interest included, minor units; from zero."""
    cash: Ints = np.cumsum(flows.cash.sum(axis=0) + flows.financing)
    return cash


def cumulative_without(flows: Flows) -> Floats:
    """``[group, month]`` the same of everybody but a group's people; empty groups left out.

    The firm's opening cash is shared out evenly over people.
    """
    groups = np.flatnonzero(flows.sizes)
    monthly: Floats = (flows.cash.sum(axis=0) - flows.cash[groups]).astype(np.float64)
    rate = monthly_rate(flows)
    opening = flows.opening_cash * (1 - flows.sizes[groups] / flows.sizes.sum())
    cash: Floats = np.zeros_like(monthly)
    before: Floats = np.zeros(len(groups))
    for month in range(monthly.shape[1]):
        interest = rate * np.minimum(opening + before, 0.0)
        cash[:, month] = before = before + monthly[:, month] + interest
    return cash


def monthly_rate(flows: Flows) -> float:
    """The interest that a run paid on what was owed at the beginning of a month; 0 if none."""
    cash = flows.opening_cash + np.append(0, cumulative_cash(flows)[:-1])
    paid = flows.financing != 0
    return float(flows.financing[paid].sum() / cash[paid].sum()) if paid.any() else 0.0
