"""A whole scenario, as read from one file.

Decides which words stand at the top of the file; the parts have their own modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, PrivateAttr

from sim.scenario import currency, units
from sim.scenario.fields import (
    Belief,
    Changes,
    Confidence,
    Currency,
    Month,
    Range,
    ShareByStage,
    Text,
    Title,
    number,
)
from sim.scenario.models.base import Part
from sim.scenario.models.behaviour import Behaviour, Segment
from sim.scenario.models.firm import Firm, OpeningBook
from sim.scenario.models.life import Life, YearlyGrowth
from sim.scenario.models.products import Product
from sim.scenario.models.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Source:
    """All that a scenario was read from, enough to read it again without its files.

    ``tables`` holds the text of every data table, keyed by the path the file gives it;
    ``sha256`` is of the UTF-8 bytes of ``text``.
    """

    name: str
    text: str
    sha256: str
    overrides: tuple[str, ...] = ()
    tables: dict[str, str] = field(default_factory=dict)


class Origin(Part):
    """Where a number comes from, and how far to trust it. ``from_`` is written ``from``."""

    from_: Text = Field(alias="from", description="publication, data set or person")
    confidence: Confidence = Field(description="how the number was come by")
    range: Range = Field(default=None, description="[low, high] that is plausible")
    note: Text = Field(default="", description="anything a reader should know")


class Scenario(Part):
    """One question: a market, and the strategies to compare in it."""

    scenario: Annotated[int, number(units.VERSION)] = Field(description="version of the language")
    title: Title = Field(description="a title for people")
    about: Text = Field(default="", description="the question in a sentence or two")
    currency: Currency = Field(description="ISO 4217 code; amounts are in its major units")
    start: Month = Field(description="first month, such as 2025-01")
    years: Annotated[int, number(units.YEARS)] = Field(description="how long to simulate")
    people: Annotated[int, number(units.PEOPLE)] = Field(description="people at month 0")
    seed: Annotated[int, number(units.SEED)] = Field(description="of all chance")
    discount_rate: Annotated[float, number(units.DISCOUNT)] = Field(
        description="effective, per year"
    )
    growth: YearlyGrowth = Field(default=YearlyGrowth(), description="yearly growth of amounts")
    life: Life = Field(description="stages, income and death")
    segments: dict[str, Segment] = Field(default={}, description="kinds of people, a mixture")
    opening_book: OpeningBook = Field(
        default=OpeningBook(), description="who is a customer at month 0 (default: nobody)"
    )
    opening_market: dict[str, ShareByStage] = Field(
        default={}, description="product -> share of the others who hold it elsewhere at month 0"
    )
    behaviour: Behaviour = Field(default_factory=Behaviour, description="how people behave")
    products: dict[str, Product] = Field(description="what people may come to need")
    firm: Firm = Field(default=Firm(), description="capital and cash")
    strategies: dict[str, Strategy] = Field(description="ways to serve the market, to compare")
    changes: Changes = Field(default=(), description="how the market changes, by date")
    uncertain: dict[str, Belief] = Field(
        default={}, description="path -> distribution of a number nobody knows"
    )
    sources: dict[str, Origin] = Field(
        default={}, description="path (may end in *) -> where the number comes from"
    )

    _source: Source = PrivateAttr(default=Source("", "", ""))

    @property
    def source(self) -> Source:
        """The text, tables and overrides this scenario was read from."""
        return self._source

    @property
    def minor_digits(self) -> int:
        """Decimal digits of the currency's amounts."""
        return currency.minor_digits(self.currency)

    @property
    def months(self) -> int:
        """Months simulated."""
        return 12 * self.years

    def read_from(self, source: Source) -> Scenario:
        """The same scenario, saying where it was read from."""
        copy = self.model_copy()
        copy._source = source
        return copy
