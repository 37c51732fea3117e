"""The words under ``products``: accounts, loans and purchases.

Decides which words each kind of product has, their units and defaults; what they do is
decided by the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario import units
from sim.scenario.fields import (
    Amount,
    Chance,
    ChanceByStage,
    FrequencyByStage,
    Margin,
    Rate,
    Share,
    SignedAmount,
    Successors,
    SumByStage,
    number,
)
from sim.scenario.models.base import Part
from sim.scenario.reading import Forms
from sim.scenario.values import ByStage, Each, Personal


class Wins(Part):
    """The chance that the firm wins a need, at equal price and satisfaction."""

    customer: Chance = Field(default=0.0, description="where the person is a customer")
    stranger: Chance = Field(default=0.0, description="where the person is none")


class Costs(Part):
    """What a product costs the firm."""

    open: Amount = Field(default=0.0, description="once, on opening")
    yearly: Amount = Field(default=0.0, description="per year held")


class Ends(Part):
    """A product dropped alone, without leaving the firm."""

    per_year: ChanceByStage = Field(default=ByStage(0.0), description="chance per year")


class Fixed(Part):
    """A rate locked at opening that later reverts."""

    years: Annotated[int, number(units.FIXED_YEARS)] = Field(description="whole years locked")
    then: Rate = Field(description="points on the market's rate after that")


class _Product(Part):
    """The words that all kinds share."""

    need: ChanceByStage = Field(
        default=ByStage(0.0),
        description="chance per year that a person without one looks for one, by stage",
    )
    wins: Wins = Field(default=Wins(), description="chance that the firm wins that need")
    fee: SignedAmount = Field(default=0.0, description="paid by the customer, per year")
    costs: Costs = Field(default=Costs(), description="what it costs the firm")
    response: Chance = Field(
        default=0.0, description="chance that a contact about it sells it, unfatigued"
    )
    ends: Ends = Field(default=Ends(), description="dropped alone, without leaving the firm")


class Account(_Product):
    """A balance kept with the firm."""

    kind: Literal["account"]
    balance: SumByStage = Field(default=ByStage(0.0), description="mean balance, by stage")
    market_rate: Rate = Field(default=0.0, description="interest per year rivals pay on it")
    ftp: Rate = Field(default=0.0, description="funds transfer price per year credited for it")
    becomes: Successors = Field(
        default={}, description="stage -> product it turns into as that stage begins"
    )


class Loan(_Product):
    """A sum lent and repaid by a level annuity."""

    kind: Literal["loan"]
    amount: SumByStage = Field(description="sum lent, by stage; 0 opens no loan")
    term: Annotated[int, number(units.TERM)] = Field(description="length (in months once read)")
    market_rate: Rate = Field(default=0.0, description="interest per year rivals charge")
    ftp: Rate = Field(default=0.0, description="funds transfer price per year charged for it")
    fixed: Fixed | None = Field(
        default=None, description="a rate locked for some years (default: for the term)"
    )
    default: ChanceByStage = Field(
        default=ByStage(0.0), description="chance per year of default, by stage"
    )
    loss_given_default: Chance = Field(default=0.0, description="share of the balance lost")
    risk_weight: Annotated[float, number(units.RISK_WEIGHT)] = Field(
        default=0.0, description="share of the balance that needs capital"
    )


class Purchase(_Product):
    """Something bought again and again."""

    kind: Literal["purchase"]
    per_year: FrequencyByStage = Field(description="purchases a year, by stage and person")
    basket: Annotated[Personal | Each, number(units.AMOUNT, Forms(person=True, each=True))] = Field(
        description="amount of a purchase; {each: …} draws it anew for every one"
    )
    margin: Margin = Field(default=0.0, description="share of the basket the firm keeps")
    share_of_wallet: Share = Field(
        default=1.0, description="of what the person buys, bought here, at equal price and service"
    )
    becomes: Successors = Field(
        default={}, description="stage -> product it turns into as that stage begins"
    )


Product = Annotated[Account | Loan | Purchase, Field(discriminator="kind")]
KINDS: dict[str, type[Account] | type[Loan] | type[Purchase]] = {
    "account": Account,
    "loan": Loan,
    "purchase": Purchase,
}
