"""Fields of the models: a type, how it is read, and how an editor checks it.

Decides how a reader of ``reading.py`` becomes a pydantic field with its JSON Schema. The
faults a reader raises travel inside pydantic's error and are unpacked by ``translate.py``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sim.scenario import forms, units
from sim.scenario.currency import read_currency
from sim.scenario.problem import FaultyError, did_you_mean, faulty, one_of
from sim.scenario.reading import (
    ONE,
    Forms,
    read_by_stage,
    read_distribution,
    read_offers,
    read_value,
    read_words,
)
from sim.scenario.reading_practices import read_changes, read_join, read_month
from sim.scenario.units import Unit
from sim.scenario.values import (
    PARAMETERS,
    ByStage,
    Change,
    Distribution,
    Join,
    Offers,
    Personal,
    Sum,
    plain,
)

FAULTS = "scenario_faults"


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """How a field that holds no further words is read, written and described.

    ``unit`` is None for fields that hold no number; ``staged`` fields may differ by stage.
    """

    read: Callable[[Any], Any]
    schema: dict[str, Any]
    expected: str
    unit: Unit | None = None
    staged: bool = False

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(self._write),
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)

    def _validate(self, written: Any) -> Any:
        try:
            return self.read(written)
        except FaultyError as error:
            raise PydanticCustomError(FAULTS, "faults", {"faults": error.faults}) from error

    def _write(self, value: Any) -> Any:
        if self.unit is not None and self.unit.form == "months":
            return f"{value} months"
        return f"{value:%Y-%m}" if isinstance(value, datetime.date) else plain(value)


def number(unit: Unit, allowed: Forms = ONE) -> Leaf:
    """One number with a unit, or another way of writing that ``allowed`` permits."""
    return Leaf(
        lambda written: read_value(unit, allowed, written),
        forms.value(unit, allowed),
        unit.expected,
        unit,
    )


def by_stage(unit: Unit, allowed: Forms = ONE) -> Leaf:
    """One number, or a map from stage to number."""
    return Leaf(
        lambda written: read_by_stage(unit, allowed, written),
        forms.by_stage(unit, allowed),
        f"{unit.expected}, or a map from stage to such a value",
        unit,
        staged=True,
    )


def word(*choices: str) -> Leaf:
    """One of a few words."""

    def read(written: Any) -> str:
        if written in choices and isinstance(written, str):
            return written
        hint = did_you_mean(str(written), choices)
        raise faulty(f"`{written}` is not one of the words possible here.", one_of(choices), hint)

    return Leaf(read, {"enum": list(choices)}, one_of(choices))


def _read_text(written: Any) -> str:
    if isinstance(written, str):
        return written
    if isinstance(written, int | float):
        raise faulty(f"{written} is a number.", "text", f"Write it in quotes, '{written}'.")
    raise faulty("a map or a list where text belongs.", "text")


def _read_title(written: Any) -> str:
    title = _read_text(written).strip()
    if not title:
        raise faulty("a title that says nothing.", "a title for people")
    if "\n" in title:
        raise faulty("a title is one line.", "a title for people")
    return title


def _read_name(written: Any) -> str:
    if isinstance(written, str) and written:
        return written
    raise faulty(f"`{written}` is not a name.", "one name")


def _read_successors(written: Any) -> dict[str, str]:
    if not isinstance(written, dict):
        raise faulty(
            f"`{written}` where a map belongs.", "{stage: product}, the product it turns into"
        )
    for stage, product in written.items():
        if not isinstance(product, str):
            raise faulty(f"`{stage}` leads to no product.", "{stage: product}")
    return dict(written)


def _read_belief(written: Any) -> Distribution:
    if not isinstance(written, dict) or not any(kind in PARAMETERS for kind in written):
        kinds = one_of(f"{{{kind}: […, …]}}" for kind in PARAMETERS)
        raise faulty("an uncertain number is given as a distribution.", kinds)
    return read_distribution(_unit_of_belief(written), written)


def _unit_of_belief(written: dict[str, Any]) -> Unit:
    """The field's own unit is looked up later; here only lengths of time are told apart."""
    ends = next(iter(written.values()))
    worded = isinstance(ends, list) and any(
        isinstance(end, str) and not end.endswith("%") for end in ends
    )
    return units.MONTHS if worded else forms.ANY_NUMBER


def _read_range(written: Any) -> tuple[float, float]:
    expected = "[low, high], two numbers"
    if not isinstance(written, list) or len(written) != 2:
        raise faulty("a range has two ends.", expected)
    low, high = (float(units.read_number(forms.ANY_NUMBER, end)) for end in written)
    if low > high:
        raise faulty("low is above high.", expected, "Swap the two.")
    return low, high


_PERSON = Forms(person=True)
_SUM = Forms(person=True, income=True)

Text = Annotated[str, Leaf(_read_text, {"type": "string"}, "text")]
Title = Annotated[str, Leaf(_read_title, {"type": "string", "pattern": r"\S"}, "text")]
MaybeText = Annotated[str | None, Leaf(_read_text, {"type": "string"}, "text")]
Name = Annotated[str, Leaf(_read_name, {"type": "string"}, "a name")]
Names = Annotated[tuple[str, ...], Leaf(read_words, forms.NAMES, "a list of names")]
Month = Annotated[datetime.date, Leaf(read_month, forms.MONTH, "a month, such as 2025-01")]
Currency = Annotated[str, Leaf(read_currency, forms.CURRENCY, "an ISO 4217 code, such as GBP")]
Successors = Annotated[dict[str, str], Leaf(_read_successors, forms.SUCCESSORS, "{stage: product}")]
WhoMayJoin = Annotated[Join, Leaf(read_join, forms.JOIN, "who may join")]
Changes = Annotated[tuple[Change, ...], Leaf(read_changes, forms.CHANGES, "a list of changes")]
WhatIsOffered = Annotated[Offers, Leaf(read_offers, forms.OFFERS, "`all` or a list of products")]
Belief = Annotated[Distribution, Leaf(_read_belief, forms.DISTRIBUTION, "a distribution")]
Range = Annotated[tuple[float, float] | None, Leaf(_read_range, forms.RANGE, "[low, high]")]
Confidence = Annotated[
    Literal["found", "found (secondary)", "computed", "from memory, unverified", "assumed"],
    word("found", "found (secondary)", "computed", "from memory, unverified", "assumed"),
]

Chance = Annotated[float, number(units.CHANCE)]
Share = Annotated[float, number(units.SHARE)]
Rate = Annotated[float, number(units.RATE)]
CostOfMoney = Annotated[float, number(units.COST_OF_MONEY)]
Margin = Annotated[float, number(units.MARGIN)]
Growth = Annotated[float, number(units.GROWTH)]
More = Annotated[float, number(units.MORE)]
LogOdds = Annotated[float, number(units.LOG_ODDS)]
PersonalLogOdds = Annotated[Personal, number(units.LOG_ODDS, _PERSON)]
Frequency = Annotated[float, number(units.FREQUENCY)]
Times = Annotated[float, number(units.TIMES)]
PersonalTimes = Annotated[Personal, number(units.TIMES, _PERSON)]
FrequencyByStage = Annotated[ByStage[Personal], by_stage(units.FREQUENCY, _PERSON)]
Amount = Annotated[float, number(units.AMOUNT)]
SignedAmount = Annotated[float, number(units.SIGNED_AMOUNT)]
Age = Annotated[Personal, number(units.AGE, _PERSON)]
ChanceByStage = Annotated[ByStage[float], by_stage(units.CHANCE)]
PersonalChance = Annotated[ByStage[Personal], by_stage(units.CHANCE, _PERSON)]
ShareByStage = Annotated[ByStage[float], by_stage(units.SHARE)]
RateByStage = Annotated[ByStage[float], by_stage(units.RATE)]
AmountByStage = Annotated[ByStage[float], by_stage(units.AMOUNT)]
SumByStage = Annotated[ByStage[Sum], by_stage(units.AMOUNT, _SUM)]
