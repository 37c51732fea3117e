"""The words of a file of targets: what is fitted, and the patterns that were measured.

Decides which words there are and how each is written. Whether they go with a scenario is judged in
`reading`; how a pattern is measured in a run, in `measure`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.scenario import forms, units
from sim.scenario.fields import Confidence, Leaf, Names, Range, Text, Title, number, word
from sim.scenario.models.base import Part
from sim.scenario.problem import faulty
from sim.scenario.units import AGE, Unit, read_number

COUNTED = {
    "rate": ("leaving", "response"),
    "share": ("holding", "customers"),
    "mean": ("products",),
    "ratio": ("response",),
}
"""What each kind of pattern may be of."""

AMONG = {
    "leaving": ("customers",),
    "response": ("customers",),
    "holding": ("people", "customers", "holders"),
    "customers": ("people",),
    "products": ("customers",),
}
"""Among whom each is counted; the first where nothing is said."""

START = Unit("a whole number of years from 0 to 120", "0", 0, 120, "whole")
TIMES = Unit("a whole number from 0 to 1000", "2", 0, 1000, "whole")
VERSION = Unit("the version of the language, 1", "`targets: 1`", 1, 1, "whole")


def _pair(unit: Unit) -> Leaf:
    """Two numbers in order, both included."""
    expected = f"[from, to], each {unit.expected}"

    def read(written: Any) -> tuple[float, float]:
        if not isinstance(written, list) or len(written) != 2:
            raise faulty("two numbers belong here.", expected)
        low, high = (read_number(unit, end) for end in written)
        if low > high:
            raise faulty("the first is above the second.", expected, "Swap the two.")
        return low, high

    schema = {"type": "array", "items": forms.one(unit), "minItems": 2, "maxItems": 2}
    return Leaf(read, schema, expected)


Pair = tuple[float, float] | None


class Fitted(Part):
    """A number of the scenario that may be moved, and how far."""

    range: Range = Field(description="[low, high] within which it is looked for")
    scale: Annotated[Literal["linear", "log"], word("linear", "log")] = Field(
        default="linear", description="whether steps are even in it or in its logarithm"
    )
    also: Names = Field(default=(), description="other paths that always get the same value")


class Pattern(Part):
    """Something that was measured in the world, and can be measured in a run."""

    kind: Annotated[str, word(*COUNTED)] = Field(description="what sort of figure it is")
    of: Annotated[str, word(*AMONG)] = Field(description="what is counted")
    among: Annotated[str | None, word("people", "customers", "holders")] = Field(
        default=None, description="among whom it is counted"
    )
    where: Annotated[str, word("anywhere", "here")] = Field(
        default="anywhere", description="holding: with any bank, or with the firm"
    )
    products: Names = Field(default=(), description="holding, response: one of these products")
    customers_of: Names = Field(
        default=(), description="only who holds one of these products with the firm"
    )
    segments: Names = Field(default=(), description="only people of these segments")
    stages: Names = Field(default=(), description="only months in these stages")
    ages: Annotated[Pair, _pair(AGE)] = Field(default=None, description="only these ages, in years")
    years: Annotated[Pair, _pair(START)] = Field(
        default=None, description="only the run's years from the one to before the other"
    )
    contacts_before: Annotated[Pair, _pair(TIMES)] = Field(
        default=None, description="response: only contacts with so many before them"
    )
    compared_with: Annotated[Pair, _pair(TIMES)] = Field(
        default=None, description="ratio: the contacts it is divided by"
    )
    within: Annotated[int, number(units.WHILE)] = Field(
        default=6, description="how long before a contact others count"
    )
    value: Annotated[float, number(forms.ANY_NUMBER)] = Field(description="what was measured")
    interval: Range = Field(default=None, description="its 95 % interval, or what is plausible")
    error: Annotated[float | None, number(forms.ANY_NUMBER)] = Field(
        default=None, description="its standard error, in place of an interval"
    )
    source: Text = Field(description="publication, data set or person")
    confidence: Confidence = Field(description="how the figure was come by")
    use: Annotated[Literal["fit", "check"], word("fit", "check")] = Field(
        description="fit: numbers are looked for that match it; check: it is only looked at"
    )
    note: Text = Field(default="", description="anything a reader should know")

    @property
    def base(self) -> str:
        """Among whom it is counted."""
        return self.among or AMONG[self.of][0]

    @property
    def standard_error(self) -> float:
        """Of what was measured; an interval is taken as a normal one of 95 %."""
        if self.interval is not None:
            return (self.interval[1] - self.interval[0]) / (2 * 1.959963984540054)
        return float(self.error or 0.0)

    @property
    def ends(self) -> tuple[float, float]:
        """The 95 % interval of what was measured."""
        if self.interval is not None:
            return self.interval
        half = 1.959963984540054 * self.standard_error
        return self.value - half, self.value + half


class Targets(Part):
    """One file of targets."""

    targets: Annotated[int, number(VERSION)] = Field(description="version of the language")
    title: Title = Field(description="a title for people")
    about: Text = Field(default="", description="anything in a sentence or two")
    scenario: Text = Field(description="the scenario they were written for")
    strategy: Text = Field(description="the strategy under which people live")
    fit: dict[str, Fitted] = Field(default={}, description="path -> a number that may be moved")
    patterns: dict[str, Pattern] = Field(description="name -> what was measured")
