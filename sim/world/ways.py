"""The ways of a firm: one strategy in months, as its people and its customers meet it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rules.contact import chance_of_event
from sim.rules.numbers import logit
from sim.rules.waiting import hazard
from sim.scenario.practices import WITHOUT_LIMIT, StaffTables, Stop, TalkTables
from sim.scenario.tables import Choose, StrategyTables, Tables
from sim.world.dues import Due, dues_of
from sim.world.ledger import Line
from sim.world.market import Grid, Market
from sim.world.practised import (
    Campaign,
    Relevance,
    Rewards,
    Staff,
    Surveys,
    campaign_of,
    relevance_of,
    rewards_of,
    staff_of,
    surveys_of,
)
from sim.world.prices import Prices, Row, cost_factors, growth_by_year, price_list, priced

Floats = NDArray[np.float64]

NO_LIMIT = -1
"""In place of a budget in minor units."""
SERVICING = int(Line.SERVICING)
STAFF = int(Line.STAFF)
PROGRAMMES = int(Line.PROGRAMMES)


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
    failures_per_purchase: Row  # [segment], a chance
    puts_right: float
    cost_per_incident: tuple[int, ...]  # by year
    budget_per_incident: tuple[int, ...]  # by year; `NO_LIMIT`: whatever it costs
    yearly: tuple[dict[int, int], ...]  # by year: what a customer costs a year, by line
    customer_dues: tuple[tuple[Due, ...], ...]  # by year: the same month by month
    surveys: Surveys
    survey_hazards: Floats  # [stage], per month
    rewards: Rewards
    relevance: Relevance
    campaign: Campaign
    staff: Staff | None
    talk: TalkTables | None
    funding: tuple[Stop, ...]

    def attentive(self, market: Market) -> bool:
        """Whether people or firm look at each other every month, so that none can be skipped."""
        buys = any(market.wallet[p] < math.inf for p in range(len(market.keys))) or any(
            temper.buying_satisfaction for temper in market.tempers
        )
        rewarding = self.rewards.reviewed > 0 or any(self.campaign.discount)
        firm = self.staff or self.talk or self.funding
        return bool(buys or rewarding or any(self.failures_per_purchase) or firm)


def ways_of(tables: Tables, strategy: StrategyTables) -> Ways:
    """Turn one strategy's tables into months."""

    practices, no_product = strategy.practices, len(tables.product_names)
    growth, costs = growth_by_year(tables, tables.growth.costs), cost_factors(tables, practices)
    limited = strategy.budget_per_incident != WITHOUT_LIMIT
    surveys = surveys_of(tables, practices)
    yearly = _yearly(strategy, costs, growth)
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
        reach_cost=price_list(costs, strategy.reach_cost),
        incentive=price_list(growth, strategy.incentive),
        contact_chance=chance_of_event(strategy.contacts_per_year),
        contact_cost=priced(costs, strategy.contact_cost),
        choose=strategy.choose,
        quality=tuple(strategy.quality.tolist()),
        incident_chance=tuple(chance_of_event(n) for n in strategy.incidents_per_year.tolist()),
        failures_per_purchase=tuple(strategy.failures_per_purchase.tolist()),
        puts_right=strategy.puts_right,
        cost_per_incident=priced(costs, strategy.cost_per_incident),
        budget_per_incident=priced(growth, strategy.budget_per_incident)
        if limited
        else (NO_LIMIT,) * len(growth),
        yearly=yearly,
        customer_dues=tuple(dues_of(no_product, by_line) for by_line in yearly),
        surveys=surveys,
        survey_hazards=np.full(len(tables.stage_names), surveys.hazard),
        rewards=rewards_of(tables, practices),
        relevance=relevance_of(practices),
        campaign=campaign_of(tables, practices),
        staff=staff_of(practices.staff),
        talk=practices.talk,
        funding=practices.funding,
    )


def _yearly(strategy: StrategyTables, costs: Row, growth: Row) -> tuple[dict[int, int], ...]:
    """What a customer costs in each year of the run, by line: service, staff, improvement."""
    improvement = strategy.practices.improvement
    service = priced(costs, strategy.cost_per_customer)
    staff = priced(costs, staff_cost(strategy.practices.staff))
    programme = priced(growth, improvement.cost_per_customer if improvement else 0.0)
    return tuple(
        {SERVICING: -servicing, STAFF: -wages, PROGRAMMES: -spent}
        for servicing, wages, spent in zip(service, staff, programme, strict=True)
    )


def staff_cost(staff: StaffTables | None) -> float:
    """What employees cost a year, per customer: wages, training, and hiring in place of leavers."""
    if staff is None:
        return 0.0
    each = staff.cost_per_year + staff.training_per_year + staff.turnover * staff.cost_per_hire
    return staff.per_1000_customers / 1000.0 * each
