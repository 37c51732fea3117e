"""The ways of a firm: one strategy in months, as its people and its customers meet it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rules.contact import chance_of_event
from sim.rules.numbers import logit
from sim.rules.waiting import hazard
from sim.scenario.tables import Choose, StrategyTables, Tables
from sim.world.dues import Due, dues_of
from sim.world.ledger import Line
from sim.world.market import Grid, Prices, Row, price_list

Floats = NDArray[np.float64]

SERVICING = int(Line.SERVICING)


@dataclass(frozen=True)
class Ways:
    """One strategy. Grids are by product, then stage; prices by year of the run, then by index."""

    name: str
    offered: tuple[tuple[bool, ...], ...]
    to_speak_of: tuple[tuple[int, ...], ...]  # by stage: on offer there, and needed by somebody
    better_by: Grid  # fractions
    points: Grid  # the same in percentage points
    reach_hazards: Floats  # [stage], per month
    takes: Row  # [stage], log-odds
    opens: tuple[int, ...]  # [stage]
    reach_cost: Prices  # by stage
    incentive: Prices  # by stage
    contact_chance: float  # per month
    contact_cost: tuple[int, ...]  # by year
    choose: Choose
    quality: Row  # [segment]
    incident_chance: Row  # [segment], per month
    puts_right: float
    cost_per_incident: tuple[int, ...]  # by year
    cost_per_customer: tuple[int, ...]  # by year, a year
    customer_dues: tuple[tuple[Due, ...], ...]  # by year: the cost per customer


def ways_of(tables: Tables, strategy: StrategyTables) -> Ways:
    """Turn one strategy's tables into months."""

    def by_year(amount: float) -> tuple[int, ...]:
        prices = price_list(tables, np.array([amount]), tables.growth.costs)
        return tuple(price for (price,) in prices)

    cost_per_customer = by_year(strategy.cost_per_customer)
    return Ways(
        name=strategy.name,
        offered=tuple(tuple(row) for row in strategy.offered.tolist()),
        to_speak_of=tuple(
            tuple(np.flatnonzero(column).tolist())
            for column in (strategy.offered & (tables.products.need > 0.0)).T
        ),
        better_by=tuple(tuple(row) for row in strategy.better_by.tolist()),
        points=tuple(tuple(row) for row in (strategy.better_by * 100.0).tolist()),
        reach_hazards=np.array([hazard(chance) for chance in strategy.reach.tolist()]),
        takes=tuple(logit(chance) for chance in strategy.takes.tolist()),
        opens=tuple(strategy.opens.tolist()),
        reach_cost=price_list(tables, strategy.reach_cost, tables.growth.costs),
        incentive=price_list(tables, strategy.incentive, tables.growth.costs),
        contact_chance=chance_of_event(strategy.contacts_per_year),
        contact_cost=by_year(strategy.contact_cost),
        choose=strategy.choose,
        quality=tuple(strategy.quality.tolist()),
        incident_chance=tuple(chance_of_event(n) for n in strategy.incidents_per_year.tolist()),
        puts_right=strategy.puts_right,
        cost_per_incident=by_year(strategy.cost_per_incident),
        cost_per_customer=cost_per_customer,
        customer_dues=tuple(
            dues_of(len(tables.product_names), {SERVICING: -cost}) for cost in cost_per_customer
        ),
    )
