"""The shapes a number can take: one for all, by stage, across people, times income.

Decides how such values are held once read. Numbers are in human units: shares and rates as
fractions (12% is 0.12), amounts in major units of the currency, lengths of time in months.
Does not decide how they are written (``reading.py``) nor which are allowed (``units.py``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, cast

Kind = Literal["normal", "lognormal", "gamma", "beta", "uniform"]

PARAMETERS: dict[str, tuple[str, str]] = {
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
    "gamma": ("shape", "mean"),
    "beta": ("a", "b"),
    "uniform": ("low", "high"),
}
"""The five distributions and what their two numbers are."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a value differs between people, or what is believed of an uncertain number.

    ``first`` and ``second`` are, by ``kind``: normal mean, sd; lognormal median, sigma (of
    the logarithm); gamma shape, mean; beta a, b; uniform low, high.
    """

    kind: Kind
    first: float
    second: float

    @property
    def centre(self) -> float:
        """The median; for gamma and beta a close approximation, good enough to order by.

        Wilson and Hilferty (1931) for gamma, Kerman (2011) for beta where a, b > 1.

        >>> Distribution("uniform", 8.0, 12.0).centre
        10.0
        """
        if self.kind == "uniform":
            return (self.first + self.second) / 2
        if self.kind == "gamma":
            return self.second * max(0.0, 1 - 1 / (9 * self.first)) ** 3
        if self.kind == "beta":
            if self.first > 1 and self.second > 1:
                return (self.first - 1 / 3) / (self.first + self.second - 2 / 3)
            return self.first / (self.first + self.second)
        return self.first


@dataclass(frozen=True, slots=True)
class TimesIncome:
    """An amount in proportion to income: ``times_income`` of a year's income, with a
    lognormal of sigma ``spread`` about it, drawn once per person and product."""

    times_income: float
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Each:
    """A value drawn anew for each purchase, not once per person."""

    each: Distribution


Value = float | Distribution | TimesIncome | Each
Personal = float | Distribution
Sum = float | Distribution | TimesIncome

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ByStage(Generic[T_co]):
    """One value for all stages (``default`` alone) or a value for each.

    Stages not named take ``default`` (written ``else``), or 0 where there is none.

    >>> need = ByStage(0.02, {"student": 0.6})
    >>> need.at("student"), need.at("retired"), ByStage(None, {}).at("retired")
    (0.6, 0.02, 0.0)
    """

    default: T_co | None = None
    stages: dict[str, T_co] = field(default_factory=dict)

    def at(self, stage: str) -> T_co:
        """The value in a stage."""
        if stage in self.stages:
            return self.stages[stage]
        return cast("T_co", 0.0) if self.default is None else self.default

    def items(self) -> Iterator[tuple[str, T_co]]:
        """Every value given, with its stage, or ``else``."""
        yield from self.stages.items()
        if self.default is not None:
            yield "else", self.default


@dataclass(frozen=True, slots=True)
class Offers:
    """What a strategy offers: everything, or products with the stages they are offered in.

    A product's stages are None where it is offered in all of them.

    >>> Offers(False, {"card": None, "loan": ("family",)}).on_offer("loan", "student")
    False
    """

    everything: bool = False
    products: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def on_offer(self, product: str, stage: str) -> bool:
        """Whether the product is offered to people in the stage."""
        if self.everything:
            return True
        stages = self.products.get(product, ())
        return stages is None or stage in stages


JOINS = ("top", "purchases_per_year")
"""How the customers who may join a loyalty programme are chosen, where it is not everybody."""


@dataclass(frozen=True, slots=True)
class Join:
    """Who may join a loyalty programme: ``all``, the ``top`` share by spend, or whoever made so
    many ``purchases_per_year``."""

    by: str = "all"
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change: values by path, from a month on, evenly over so many months."""

    start: datetime.date
    settings: dict[str, Any]
    over: int = 0


def plain(value: object) -> object:
    """A value as it would be written in YAML, numbers in place of percentages.

    >>> plain(ByStage(0.02, {"family": Distribution("beta", 1.0, 2.0)}))
    {'family': {'beta': [1.0, 2.0]}, 'else': 0.02}
    """
    for kind, write in _PLAIN.items():
        if isinstance(value, kind):
            return write(value)
    return value


def _plain_by_stage(value: ByStage[object]) -> object:
    if not value.stages:
        return 0.0 if value.default is None else plain(value.default)
    return {stage: plain(one) for stage, one in value.items()}


def _plain_offers(value: Offers) -> object:
    if value.everything:
        return "all"
    return {
        product: "all" if stages is None else list(stages)
        for product, stages in value.products.items()
    }


_PLAIN: dict[type, Callable[..., object]] = {
    Distribution: lambda value: {value.kind: [value.first, value.second]},
    TimesIncome: lambda value: {"times_income": value.times_income, "spread": value.spread},
    Each: lambda value: {"each": plain(value.each)},
    ByStage: _plain_by_stage,
    Offers: _plain_offers,
    Join: lambda value: "all" if value.by == "all" else {value.by: value.number},
    Change: lambda value: {
        "from": f"{value.start:%Y-%m}",
        "set": value.settings,
        "over": f"{value.over} months",
    },
    tuple: lambda value: [plain(each) for each in value],
}
