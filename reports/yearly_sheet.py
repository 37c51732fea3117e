"""Profit and loss by year of the run, with trough and payback."""

import pandas as pd

from reports.charts.telling import sum_of_money
from reports.figures import line_label
from reports.material import Material
from reports.sheets import Sheet
from reports.words import spoken, years
from sim.experiments.performance import Performance
from sim.experiments.yearly import Yearly
from sim.world.ledger import LINES, Line


def yearly_table(material: Material) -> pd.DataFrame:
    """One row per strategy and year, major units of the whole firm, not discounted.

    A column for each ledger line with any flow, ``profit`` with the ends of its 95 % interval,
    ``cash`` (without the capital charge) and ``cumulative_cash``, which starts at zero. Interest on
    what the firm owes, ``financing``, is in cash and not in profit.
    """
    table = pd.concat([_frame(each) for each in material.years], ignore_index=True)
    used = [line for line in LINES if line in table]
    figures = ["profit", "profit_low", "profit_high", "cash", "cumulative_cash"]
    return table[["strategy", "year", "starts", *used, *figures]].fillna(dict.fromkeys(used, 0.0))


def _frame(each: Yearly) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "strategy": each.strategy,
            "year": range(1, len(each.starts) + 1),
            "starts": each.starts,
            **each.lines,
            "profit": each.profit.value,
            "profit_low": each.profit.low,
            "profit_high": each.profit.high,
            "cash": each.cash,
            "cumulative_cash": each.cumulative,
        }
    )


def yearly_sheets(material: Material) -> list[Sheet]:
    """One for each strategy."""
    both = zip(material.years, material.performances, strict=True)
    return [_sheet(each, performance, material) for each, performance in both]


def _sheet(each: Yearly, performance: Performance, material: Material) -> Sheet:
    facts = material.facts

    def row(at: int) -> tuple[str, ...]:
        low, high = each.profit.low[at], each.profit.high[at]
        sums = [line[at] for line in each.lines.values()]
        profit = sum_of_money(float(each.profit.value[at]), facts)
        ends = ", ".join(sum_of_money(float(end), facts) for end in (low, high))
        return (
            each.starts[at],
            *(sum_of_money(float(amount), facts) for amount in sums),
            profit if low != low or low == high else f"{profit}\n[{ends}]",
            sum_of_money(float(each.cash[at]), facts),
            sum_of_money(float(each.cumulative[at]), facts),
        )

    return Sheet(
        title=f"Profit and loss by year: {spoken(each.strategy)}",
        header=("Year from", *map(line_label, each.lines), "Profit", "Cash", "Cumulative cash"),
        rows=tuple(row(at) for at in range(len(each.starts))),
        notes=(
            _turning(performance, material),
            f"The whole firm, not discounted, to three digits. Profit: all lines{_but(each)}, "
            "capital charge included, with its 95 % interval (jackknife). Cash: without the "
            "capital charge.",
        ),
    )


def _but(each: Yearly) -> str:
    """What is on the ledger and no part of profit."""
    return " but financing" if LINES[Line.FINANCING] in each.lines else ""


def _turning(performance: Performance, material: Material) -> str:
    """Trough and payback in words."""
    cash, facts = performance.cash, material.facts
    if cash.trough_month is None:
        return "Cumulative cash is never below zero: no money is needed up front."
    low = sum_of_money(cash.trough_total, facts)
    back = cash.payback_years.value
    when = "and is not back within the run" if back is None else f"and is back after {years(back)}"
    return f"Cumulative cash is lowest in {facts.month_name(cash.trough_month)}, at {low}, {when}."
