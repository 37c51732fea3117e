"""The words under ``behaviour``: how people leave, choose, tire and are satisfied.

Decides which words there are, their units and defaults; what they do is decided by the rules.
A segment's ``behaviour`` uses the same words and replaces what it gives (``segments.py``).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from sim.scenario import units
from sim.scenario.fields import (
    Chance,
    Frequency,
    LogOdds,
    PersonalChance,
    PersonalLogOdds,
    PersonalTimes,
    number,
)
from sim.scenario.fields import Share as Satisfied
from sim.scenario.models.base import Part
from sim.scenario.values import ByStage

MARKET = 0.6
"""The market's satisfaction where a scenario gives none."""


class Churn(Part):
    """Leaving the firm."""

    per_year: PersonalChance = Field(
        default=ByStage(0.0),
        description="chance per year to leave, at the market's satisfaction, one product, rested",
    )
    satisfaction: LogOdds = Field(
        default=0.0, description="log-odds per unit of satisfaction above the market's"
    )
    each_further_product: LogOdds = Field(
        default=0.0, description="log-odds per product beyond the first"
    )
    fatigue: LogOdds = Field(default=0.0, description="log-odds per unit of contact fatigue")
    price: LogOdds = Field(
        default=0.0, description="log-odds per percentage point dearer than the market"
    )


class Choice(Part):
    """Who wins when a need arises."""

    price: PersonalLogOdds = Field(
        default=0.0, description="log-odds per percentage point cheaper than the market"
    )
    satisfaction: LogOdds = Field(
        default=0.0, description="log-odds per unit of satisfaction above the market's"
    )


class Tiring(Part):
    """What contacts do to people (``behaviour.contact``)."""

    fatigue: LogOdds = Field(default=0.0, description="log-odds lost per unit of fatigue")
    forgets: Annotated[int, number(units.HALF_LIFE)] = Field(
        default=6, description="half-life of fatigue (in months once read)"
    )


def _as_the_market(known: dict[str, Any]) -> float:
    return float(known.get("market", MARKET))


class Satisfaction(Part):
    """How satisfied people are, from 0 to 1, and what moves it."""

    market: Satisfied = Field(default=MARKET, description="what rivals give; the reference")
    start: Satisfied = Field(
        default_factory=_as_the_market, description="of a new customer (default: the market's)"
    )
    half_life: Annotated[int, number(units.HALF_LIFE)] = Field(
        default=18, description="of the pull toward the service's quality (in months once read)"
    )
    incidents_per_year: Frequency = Field(
        default=0.0, description="service failures a year, where a strategy gives none of its own"
    )
    failures_per_purchase: Chance = Field(
        default=0.0, description="chance that a purchase fails, felt in the month after it"
    )
    voiced: Satisfied = Field(
        default=1.0, description="share of failures that customers tell of; others stay silent"
    )
    harm: Satisfied = Field(default=0.0, description="lost per failure not put right")
    recovery: Satisfied = Field(default=0.0, description="gained per failure put right")


class Buying(Part):
    """How often customers buy, and for how many (products of kind ``purchase``)."""

    satisfaction: LogOdds = Field(
        default=0.0, description="log of the frequency per unit of satisfaction above the market's"
    )
    price: LogOdds = Field(
        default=0.0, description="log of the frequency per point below the reference price"
    )
    reference: Annotated[int, number(units.HALF_LIFE)] = Field(
        default=6, description="half-life of the reference price (in months once read)"
    )
    frequency: PersonalTimes = Field(default=1.0, description="times `per_year` of every purchase")
    for_people: PersonalTimes = Field(
        default=1.0, description="people that a purchase is for: times every basket"
    )


class Behaviour(Part):
    """How people behave."""

    churn: Churn = Field(default=Churn(), description="leaving the firm")
    choice: Choice = Field(default=Choice(), description="who wins when a need arises")
    contact: Tiring = Field(default=Tiring(), description="what contacts do to people")
    satisfaction: Satisfaction = Field(
        default_factory=Satisfaction, description="what satisfies, from 0 to 1"
    )
    buying: Buying = Field(default=Buying(), description="how often customers buy, for how many")
    after_default: Annotated[int, number(units.MONTHS)] = Field(
        default=0, description="no lender lends to a person for so long (in months once read)"
    )


class Segment(Part):
    """A kind of people: its share, and in what its behaviour differs."""

    share: Satisfied = Field(description="share of people; the shares add to 100%")
    behaviour: Behaviour = Field(
        default_factory=Behaviour, description="what differs from `behaviour`, value by value"
    )
