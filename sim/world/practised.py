"""A strategy's practices in months, as customers meet them: surveys, rewards, campaigns, staff.

What a strategy does not practise stands here with no chance, no cost and no effect.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.rules.contact import chance_of_event, odds_against
from sim.rules.numbers import exp
from sim.rules.promotion import promoted
from sim.rules.waiting import hazard
from sim.scenario.practices import Join, Practices, StaffTables
from sim.scenario.tables import Tables
from sim.world.dues import Due, dues_of
from sim.world.ledger import Line
from sim.world.prices import Row, amount_factors, cost_factors, priced

Floats = NDArray[np.float64]

LOYALTY = int(Line.LOYALTY)

ByYear = tuple[int, ...]
"""Whole minor units by year of the run."""


@dataclass(frozen=True)
class Surveys:
    """Asking customers how they were served."""

    hazard: float  # per month
    cost: ByYear
    acts_on: float
    tires: float


@dataclass(frozen=True)
class Rewards:
    """A programme of rewards for members; ``reviewed`` is 0 where there is none."""

    join: Join
    join_number: float  # a share, or purchases a year
    reviewed: int  # every so many months
    discount: float
    from_basket: ByYear
    free_item: ByYear
    member_dues: tuple[tuple[Due, ...], ...]  # by year: the cost per member
    per_year: ByYear
    ease: float  # members buy so many times as often
    keeps: float  # log-odds


@dataclass(frozen=True)
class Relevance:
    """Contacts that speak to a need of the customer's."""

    share: float
    odds: float  # against a response: times these
    tires: float


@dataclass(frozen=True)
class Campaign:
    """Promotions: the price off in each month, and what is missing after one."""

    discount: Row  # by month
    free_item: tuple[int, ...]  # by month, minor units a purchase
    brought_forward: float
    over: int  # months


@dataclass(frozen=True)
class Staff:
    """Who serves at a firm's desks, and how they come and go."""

    servers: float  # at each desk
    desk: float  # customers of each
    minutes: float  # that a failure takes
    patience: float  # minutes
    trained: float  # share of employees in the first month
    stays: float  # chance per month that an employee does
    trains: float  # chance per month that an untrained one is trained
    untrained_quality: float  # below 0: the market's


def surveys_of(tables: Tables, practices: Practices) -> Surveys:
    """The surveys of a strategy."""
    given = practices.feedback
    if given is None:
        return Surveys(0.0, priced(cost_factors(tables, practices), 0.0), 0.0, 0.0)
    return Surveys(
        hazard=given.surveys_per_year / 12.0,
        cost=priced(cost_factors(tables, practices), given.cost),
        acts_on=given.acts_on,
        tires=given.tires,
    )


def rewards_of(tables: Tables, practices: Practices) -> Rewards:
    """The programme of rewards of a strategy."""
    given, factors = practices.loyalty, cost_factors(tables, practices)
    if given is None:
        nothing = priced(factors, 0.0)
        dues: tuple[tuple[Due, ...], ...] = ((),) * len(nothing)
        return Rewards(Join.ALL, 0.0, 0, 0.0, nothing, nothing, dues, nothing, 1.0, 0.0)
    per_year, no_product = priced(factors, given.per_year), len(tables.product_names)
    return Rewards(
        join=given.join,
        join_number=given.join_number,
        reviewed=given.reviewed,
        discount=given.discount,
        from_basket=priced(amount_factors(tables), given.discount_from_basket),
        free_item=priced(factors, given.free_item),
        member_dues=tuple(dues_of(no_product, {LOYALTY: -cost}) for cost in per_year),
        per_year=per_year,
        ease=1.0 + given.ease,
        keeps=given.keeps,
    )


def relevance_of(practices: Practices) -> Relevance:
    """The relevance of a strategy's contacts."""
    given = practices.personal
    if given is None:
        return Relevance(0.0, 1.0, 1.0)
    return Relevance(given.relevance, odds_against(given.responds, 0.0, 0.0), given.tires)


def campaign_of(tables: Tables, practices: Practices) -> Campaign:
    """The promotions of a strategy."""
    given, months = practices.promotion, tables.months
    if given is None:
        return Campaign((0.0,) * months, (0,) * months, 0.0, 1)
    calendar = (given.first, given.every, given.lasts)
    promoted_in = [promoted(month, *calendar) for month in range(months)]
    item = priced(cost_factors(tables, practices), given.free_item)
    return Campaign(
        discount=tuple(given.discount if now else 0.0 for now in promoted_in),
        free_item=tuple(item[month // 12] if now else 0 for month, now in enumerate(promoted_in)),
        brought_forward=given.brought_forward,
        over=given.over,
    )


def staff_of(given: StaffTables | None) -> Staff | None:
    """The employees of a strategy; None where it has no desks."""
    if given is None:
        return None
    courses = given.training_per_year / given.cost_to_train if given.cost_to_train else 0.0
    return Staff(
        servers=given.per_1000_customers * given.customers_per_desk / 1000.0,
        desk=given.customers_per_desk,
        minutes=given.minutes_per_incident,
        patience=given.patience,
        trained=given.trained,
        stays=exp(-hazard(given.turnover)),
        trains=chance_of_event(courses),
        untrained_quality=given.untrained_quality,
    )
