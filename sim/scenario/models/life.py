"""The words under ``life`` and ``growth``: ages, stages, income, death.

Decides which words there are, their units and defaults; what they do is decided by the rules.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, core_schema

from sim.scenario import units
from sim.scenario.fields import Age, AmountByStage, Chance, Growth, MaybeText, number
from sim.scenario.models.base import Part
from sim.scenario.values import ByStage


class Mortality(Part):
    """How people die: by a life table, at one chance per year, or (neither given) not at all."""

    table: MaybeText = Field(
        default=None, description="path of a CSV file with columns age, qx and perhaps sex"
    )
    per_year: Chance = Field(default=0.0, description="chance per year to die, at every age")


class _OrNone:
    """Lets a part be written as the word ``none``, which gives it nothing."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_none_is_nothing, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"const": "none"}, handler(schema)]}


def _none_is_nothing(written: Any) -> Any:
    return {} if written == "none" else written


class Enter(Part):
    """Who enters the market, and at what age."""

    age: Age = Field(
        default_factory=float,
        description="age in years at month 0, or on arrival (default: as the first stage begins)",
    )
    arrivals_per_year: Annotated[float, number(units.ARRIVALS)] = Field(
        default=0.0, description="people a year who enter later, in addition to `people`"
    )


class Stage(Part):
    """A stage of life. ``from_`` is written ``from``."""

    from_: Age = Field(alias="from", description="age in years at which the stage is reached")


def as_the_first_stage_begins(known: dict[str, Any]) -> Enter:
    """The entry of people where the file gives none, from the fields of ``life`` known so far."""
    return _aged(Enter(), known)


def _aged(enter: Enter, known: dict[str, Any]) -> Enter:
    """The entry at the age the file gives, else at that of the first stage."""
    first = next(iter(known.get("stages", {}).values()), None)
    if first is None or "age" in enter.model_fields_set:
        return enter
    return Enter.model_construct(
        enter.model_fields_set, age=first.from_, arrivals_per_year=enter.arrivals_per_year
    )


class Life(Part):
    """Stages, income and death."""

    stages: dict[str, Stage] = Field(description="stages of life, youngest first")
    enter: Enter = Field(
        default_factory=as_the_first_stage_begins,
        description="who enters, at what age (default: as the first stage begins)",
    )
    mortality: Annotated[Mortality, _OrNone()] = Field(
        default=Mortality(), description="a life table, a chance per year, or `none`"
    )
    income: AmountByStage = Field(default=ByStage(0.0), description="median income per year")
    income_spread: Annotated[float, number(units.SPREAD)] = Field(
        default=0.0, description="sigma of a lognormal about the stage's median income"
    )

    @field_validator("enter")
    @classmethod
    def _enter_at_the_first_stage(cls, enter: Enter, info: ValidationInfo) -> Enter:
        return _aged(enter, info.data)


class YearlyGrowth(Part):
    """Yearly growth of nominal amounts; 0 keeps them in money of ``start``."""

    income: Growth = Field(default=0.0, description="of incomes and what is set by them")
    amounts: Growth = Field(default=0.0, description="of balances, loans, baskets and fees")
    costs: Growth = Field(default=0.0, description="of every cost of the firm")
