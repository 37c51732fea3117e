"""The words under ``strategies``: what the firm offers, to whom, how, and at what price.

Decides which words there are, their units and defaults; what they do is decided by the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario import units
from sim.scenario.fields import (
    Amount,
    Chance,
    Changes,
    Frequency,
    Name,
    Names,
    RateByStage,
    Share,
    Text,
    WhatIsOffered,
    number,
    word,
)
from sim.scenario.models.base import Part
from sim.scenario.models.programmes import (
    Feedback,
    Improvement,
    Loyalty,
    Personal,
    Promotion,
    Staff,
    WordOfMouth,
)
from sim.scenario.values import Offers


class Acquire(Part):
    """How strangers in one stage are recruited."""

    reach: Chance = Field(default=0.0, description="chance per year to be reached")
    cost: Amount = Field(default=0.0, description="of every reach")
    takes: Chance = Field(default=0.0, description="chance that a reach wins the person")
    incentive: Amount = Field(default=0.0, description="paid once per person won")
    opens: Name = Field(description="the product opened; it must be on offer in this stage")


class Contact(Part):
    """Offers made to customers."""

    per_year: Frequency = Field(default=0.0, description="contacts per customer and year")
    cost: Amount = Field(default=0.0, description="of every contact")
    choose: Annotated[
        Literal["best_need", "best_value", "best_margin", "random"],
        word("best_need", "best_value", "best_margin", "random"),
    ] = Field(default="best_need", description="which product a contact speaks of")


class Service(Part):
    """How well customers are served. None stands for the market's quality, and for
    ``behaviour.satisfaction.incidents_per_year``."""

    quality: Annotated[float | None, number(units.SHARE)] = Field(
        default=None, description="satisfaction it leads to before failures (default: market's)"
    )
    incidents_per_year: Annotated[float | None, number(units.FREQUENCY)] = Field(
        default=None, description="service failures a year (default: those of `behaviour`)"
    )
    failures_per_purchase: Annotated[float | None, number(units.CHANCE)] = Field(
        default=None, description="chance that a purchase fails (default: that of `behaviour`)"
    )
    puts_right: Share = Field(default=0.0, description="share of failures put right")
    cost_per_incident: Amount = Field(default=0.0, description="of each failure put right")
    budget_per_incident: Annotated[float | None, number(units.AMOUNT)] = Field(
        default=None, description="an employee may spend so much (default: whatever it costs)"
    )
    cost_per_customer: Amount = Field(default=0.0, description="per customer and year")


class Strategy(Part):
    """One way to serve the market. Without ``service`` it gives the market's quality."""

    about: Text = Field(default="", description="the strategy in a sentence")
    offers: WhatIsOffered = Field(
        default=Offers(), description="`all`, a list of products, or product -> stages"
    )
    acquire: dict[str, Acquire] = Field(default={}, description="stage -> how it recruits there")
    better_by: dict[str, RateByStage] = Field(
        default={}, description="product -> points better than the market for the customer"
    )
    contact: Contact = Field(default=Contact(), description="offers made to customers")
    service: Service | None = Field(default=None, description="how well customers are served")
    staff: Staff | None = Field(default=None, description="how many serve, and how well trained")
    feedback: Feedback | None = Field(default=None, description="surveys that find failures")
    loyalty: Loyalty | None = Field(default=None, description="rewards for chosen customers")
    personal: Personal | None = Field(default=None, description="relevance of contacts")
    promotion: Promotion | None = Field(default=None, description="price cuts for a time")
    improvement: Improvement | None = Field(default=None, description="unit costs fall")
    word_of_mouth: WordOfMouth | None = Field(
        default=None, description="customers move strangers to consider the firm, or not to"
    )
    funding: Names = Field(
        default=(), description="what stops first when cash and credit run out, in order"
    )
    changes: Changes = Field(default=(), description="how the strategy changes, by date")
