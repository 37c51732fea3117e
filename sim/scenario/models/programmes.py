"""The words under a strategy for what it does beyond offers: staff, surveys, rewards, campaigns.

Decides which words there are, their units and defaults; what they do is decided by the rules.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario import units
from sim.scenario.fields import (
    Amount,
    Chance,
    Frequency,
    LogOdds,
    More,
    Share,
    Times,
    WhoMayJoin,
    number,
)
from sim.scenario.models.base import Part
from sim.scenario.values import Join


class Staff(Part):
    """Who serves: how many, how long a failure takes them, what training makes of them."""

    per_1000_customers: Annotated[float, number(units.STAFF)] = Field(
        description="employees for every 1,000 customers"
    )
    customers_per_desk: Annotated[float, number(units.DESK)] = Field(
        default=1000.0, description="customers whose failures wait in one line"
    )
    minutes_per_incident: Annotated[float, number(units.MINUTES)] = Field(
        description="that a failure takes one employee"
    )
    cost_per_year: Amount = Field(default=0.0, description="wage and what goes with it, each")
    training_per_year: Amount = Field(default=0.0, description="spent on training, each a year")
    cost_to_train: Amount = Field(default=0.0, description="to train one employee fully")
    turnover: Chance = Field(default=0.0, description="chance per year that an employee leaves")
    cost_per_hire: Amount = Field(default=0.0, description="to replace one who leaves")
    trained: Share = Field(default=0.0, description="share of employees trained in month 0")
    untrained_quality: Annotated[float | None, number(units.SHARE)] = Field(
        default=None, description="quality that the untrained give (default: the market's)"
    )
    patience: Annotated[float, number(units.MINUTES)] = Field(
        default=10.0, description="minutes; who waits longer is not put right"
    )


class Feedback(Part):
    """Surveys, which make silent failures known."""

    surveys_per_year: Frequency = Field(default=0.0, description="per customer")
    cost: Amount = Field(default=0.0, description="of every survey")
    acts_on: Share = Field(default=0.0, description="share of silent failures then put right")
    tires: Times = Field(default=1.0, description="contact fatigue that a survey adds")


class Loyalty(Part):
    """A programme of rewards for those who may join."""

    join: WhoMayJoin = Field(
        default=Join(), description="`all`, {top: share by spend} or {purchases_per_year: number}"
    )
    reviewed: Annotated[int, number(units.HALF_LIFE)] = Field(
        default=12, description="how often membership is reviewed (in months once read)"
    )
    discount: Share = Field(default=0.0, description="off a member's basket")
    discount_from_basket: Amount = Field(default=0.0, description="smallest basket with it")
    free_item_per_week: Amount = Field(default=0.0, description="cost of the item")
    per_year: Amount = Field(default=0.0, description="cost per member and year")
    ease: More = Field(default=0.0, description="by what share members buy more often")
    keeps: LogOdds = Field(default=0.0, description="added to a member's log-odds of leaving")


class Personal(Part):
    """Contacts that speak to a need of the customer's."""

    relevance: Share = Field(default=0.0, description="share of contacts that are relevant")
    responds: LogOdds = Field(default=0.0, description="log-odds of response to a relevant one")
    tires: Times = Field(default=1.0, description="contact fatigue that a relevant one adds")


class Promotion(Part):
    """Lower prices and free items for everybody, for a time."""

    lasts: Annotated[int, number(units.WHILE)] = Field(description="in months once read")
    every: Annotated[int, number(units.WHILE)] = Field(
        default=12, description="from one beginning to the next (in months once read)"
    )
    first: Annotated[int, number(units.MONTHS)] = Field(
        default=0, description="when the first one begins (in months once read)"
    )
    discount: Share = Field(default=0.0, description="off every basket")
    free_item: Amount = Field(default=0.0, description="its cost, with every purchase")
    brought_forward: Share = Field(
        default=0.0, description="share of the purchases added that are missing afterwards"
    )
    over: Annotated[int, number(units.WHILE)] = Field(
        default=3, description="for so long they are missing (in months once read)"
    )


class Improvement(Part):
    """Unit costs that fall year by year."""

    per_year: Share = Field(default=0.0, description="by which unit costs fall")
    lasts: Annotated[int, number(units.MONTHS)] = Field(
        default=units.MONTHS_AT_MOST, description="how long (default: the whole run)"
    )
    cost_per_customer: Amount = Field(default=0.0, description="per customer and year")


class WordOfMouth(Part):
    """What customers say to others in the market."""

    per_satisfied_customer: Frequency = Field(default=0.0, description="recommendations a year")
    per_dissatisfied_customer: Frequency = Field(default=0.0, description="warnings a year")
