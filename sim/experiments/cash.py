"""How deep the firm must reach into its pocket, and when it has the money back.

Cumulative cash starts at zero before the first month and is not discounted; interest on what the
firm owes is in it. The capital charge is a cost of equity and no cash, so it is left aside.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate, within
from sim.experiments.flows import Floats, Flows, Ints
from sim.experiments.jackknife import jackknife
from sim.experiments.owing import cumulative_cash, cumulative_without
from sim.experiments.without import others

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class CashCurve:
    """The low point of cumulative cash and the way back."""

    trough: Estimate  # per person in the market, major units; never above 0
    trough_total: float  # the whole firm, major units
    trough_month: int | None  # None: cash was never below zero
    payback_years: Estimate  # years from the start; value None: never within the run
    end_total: float  # cumulative cash at the end of the run, major units


def cash_curve(flows: Flows, minor_per_major: int) -> CashCurve:
    """Trough and payback of one strategy, with jackknife intervals over the groups of people."""
    cumulative = cumulative_cash(flows)
    people = int(flows.sizes.sum())
    rest = cumulative_without(flows)
    numbers = others(flows.sizes)[:, 0]
    low, month = trough(cumulative)
    troughs = [trough(curve)[0] / n for curve, n in zip(rest, numbers, strict=True)]
    paybacks = [payback_years(curve) for curve in rest]
    return CashCurve(
        trough=within(jackknife(low / people, troughs), -math.inf, 0.0).times(1 / minor_per_major),
        trough_total=low / minor_per_major,
        trough_month=month,
        payback_years=within(jackknife(payback_years(cumulative), paybacks), 0.0, math.inf),
        end_total=float(cumulative[-1]) / minor_per_major,
    )


def trough(cumulative: Ints | Floats) -> tuple[int, int | None]:
    """The lowest cumulative cash and its (first) month; 0 and None if it is never below zero.

    >>> trough(np.array([-5, -8, -8, 3]))
    (-8, 1)
    """
    month = int(np.argmin(cumulative))
    low = int(cumulative[month])
    return (low, month) if low < 0 else (0, None)


def payback_years(cumulative: Ints | Floats) -> float | None:
    """Years until the end of the first month after the trough in which cash is not negative.

    0 where cash was never below zero, None where it does not come back within the run.

    >>> payback_years(np.array([-5, -8, 0, -1]))
    0.25
    """
    _, month = trough(cumulative)
    if month is None:
        return 0.0
    back = np.flatnonzero(cumulative[month:] >= 0)
    return (month + int(back[0]) + 1) / MONTHS_A_YEAR if back.size else None
