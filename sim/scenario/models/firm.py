"""The words under ``firm``, ``opening_book`` and about the market at month 0.

Decides which words there are, their units and defaults; what they do is decided by the rules.
"""

from __future__ import annotations

from pydantic import Field

from sim.scenario.fields import Amount, Chance, CostOfMoney, Names, Share
from sim.scenario.models.base import Part


class Capital(Part):
    """The capital charge: balance * risk_weight * ratio * cost, per year."""

    ratio: Chance = Field(default=0.0, description="capital per unit of risk-weighted balance")
    cost: CostOfMoney = Field(default=0.0, description="cost of that capital per year")


class Cash(Part):
    """What the firm has to spend, per person in the market."""

    opening_per_person: Amount = Field(default=0.0, description="cash at month 0")
    credit_line_per_person: Amount = Field(default=0.0, description="most it may borrow")
    credit_rate: CostOfMoney = Field(default=0.0, description="interest per year on that")


class Firm(Part):
    """The firm's capital and cash."""

    capital: Capital = Field(default=Capital(), description="capital charge on loans")
    cash: Cash = Field(default=Cash(), description="cash, per person in the market")


class OpeningBook(Part):
    """Who is a customer at month 0, without opening costs or incentives."""

    share: Share = Field(default=0.0, description="share of people who are customers")
    holds: Names = Field(default=(), description="what they hold at the firm")
