"""Price lists: amounts of money in each year of the run, grown, and fallen by improvement."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.rules.money import grown, rounded
from sim.scenario.practices import ImprovementTables, Practices
from sim.scenario.tables import Tables

Floats = NDArray[np.float64]

Row = tuple[float, ...]
Prices = tuple[tuple[int, ...], ...]
"""Whole minor units by year of the run, then by index."""


def growth_by_year(tables: Tables, growth: float) -> Row:
    """The factor of growth in each year of the run."""
    return tuple(grown(growth, month) for month in range(0, tables.months, 12))


def amount_factors(tables: Tables) -> Row:
    """By which balances, baskets and fees have grown in each year of the run."""
    return growth_by_year(tables, tables.growth.amounts)


def improved(tables: Tables, practices: Practices) -> Row:
    """To what share continuous improvement has brought unit costs in each year of the run."""
    given = practices.improvement
    years = range(0, tables.months, 12)
    if given is None:
        return (1.0,) * len(years)
    return tuple(_fallen(given, min(month, given.lasts)) for month in years)


def _fallen(given: ImprovementTables, months: int) -> float:
    """To what share unit costs have fallen after so many months: what was won is never lost."""
    past = given.past[: months // 12]
    fallen = grown(-given.per_year, months - 12 * len(past))
    for rate in past:
        fallen *= 1.0 - rate
    return fallen


def cost_factors(tables: Tables, practices: Practices) -> Row:
    """By which unit costs differ from those written in each year of the run."""
    growth = growth_by_year(tables, tables.growth.costs)
    return tuple(g * i for g, i in zip(growth, improved(tables, practices), strict=True))


def price_list(factors: Row, amounts: Floats) -> Prices:
    """Amounts in each year of the run, rounded once; one list for all years with one factor."""
    lists = {f: tuple(rounded(amount * f) for amount in amounts.tolist()) for f in set(factors)}
    return tuple(lists[factor] for factor in factors)


def priced(factors: Row, amount: float) -> tuple[int, ...]:
    """One amount in each year of the run, rounded once."""
    return tuple(price for (price,) in price_list(factors, np.array([amount])))


def margins(tables: Tables, practices: Practices) -> tuple[Row, ...]:
    """What a firm keeps of a basket, by year of the run and product: costs fall, the rest stays."""
    written: Sequence[float] = tables.products.margin.tolist()
    return tuple(
        tuple(margin + (1.0 - margin) * (1.0 - share) for margin in written)
        for share in improved(tables, practices)
    )
