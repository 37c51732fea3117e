"""JSON Schema of the ways a value may be written, for editors.

Decides what an editor accepts at a field. It is kept as close to the readers as JSON Schema
allows; what only the whole file can tell (stages, products, sums) is left to ``sim check``.
"""

from __future__ import annotations

from typing import Any

from sim.scenario.reading import Forms
from sim.scenario.units import FREQUENCY, MONTHS, SHARE, Unit
from sim.scenario.values import PARAMETERS

Schema = dict[str, Any]

ANY_NUMBER = Unit("a number or a percentage", "0.5 or 5%", -1e12, 1e12, "percent")

_PERCENT: Schema = {"type": "string", "pattern": r"^[-+]?[0-9_]*(\.[0-9]+)?\s*%$"}
_DURATION: Schema = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?\s*(month|year)s?$"}
_NAME: Schema = {"type": "string", "minLength": 1}
MONTH: Schema = {"type": "string", "pattern": r"^(19|20|21|22)[0-9]{2}-(0[1-9]|1[0-2])$"}
CURRENCY: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}
NAMES: Schema = {"type": "array", "items": _NAME, "uniqueItems": True}
SUCCESSORS: Schema = {"type": "object", "additionalProperties": _NAME}
OFFERS: Schema = {
    "anyOf": [
        {"const": "all"},
        NAMES,
        {"type": "object", "additionalProperties": {"anyOf": [{"const": "all"}, NAMES]}},
    ]
}


def value(unit: Unit, allowed: Forms) -> Schema:
    """The ways to write one value of a field."""
    ways = [one(unit)]
    if allowed.person:
        ways.extend(_distributions(unit))
    if allowed.income:
        ways.append(_times_income())
    if allowed.each:
        ways.append(_only("each", {"anyOf": _distributions(unit)}))
    return _described(unit, ways)


def by_stage(unit: Unit, allowed: Forms) -> Schema:
    """One value, or a map from stage to value."""
    single = value(unit, allowed)
    ways = single.get("anyOf", [single])
    stages = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"not": {"enum": [*PARAMETERS, "times_income", "each"]}},
        "additionalProperties": {"anyOf": ways},
    }
    return _described(unit, [*ways, stages])


def one(unit: Unit) -> Schema:
    """One number with its unit."""
    if unit.form == "months":
        return _DURATION
    kind = "integer" if unit.form == "whole" else "number"
    low = "exclusiveMinimum" if unit.above_low else "minimum"
    plain: Schema = {"type": kind, low: unit.low, "maximum": unit.high}
    return {"anyOf": [plain, _PERCENT]} if unit.form == "percent" else plain


def _described(unit: Unit, ways: list[Schema]) -> Schema:
    return {"anyOf": ways, "$comment": unit.expected} if len(ways) > 1 else dict(ways[0])


def _distributions(unit: Unit) -> list[Schema]:
    single: Schema = {"anyOf": [one(unit), {"type": "number"}]}
    return [
        _only(
            kind,
            {"type": "array", "items": single, "minItems": 2, "maxItems": 2},
            f"{kind}: [{first}, {second}]",
        )
        for kind, (first, second) in PARAMETERS.items()
    ]


def _only(word: str, content: Schema, description: str = "") -> Schema:
    only: Schema = {
        "type": "object",
        "required": [word],
        "properties": {word: content},
        "additionalProperties": False,
    }
    return {**only, "description": description} if description else only


def _times_income() -> Schema:
    number = {"type": "number", "minimum": 0}
    return {
        "type": "object",
        "required": ["times_income"],
        "properties": {"times_income": number, "spread": number},
        "additionalProperties": False,
        "description": "times a year's income, lognormal with sigma `spread`",
    }


JOIN: Schema = {
    "anyOf": [
        {"const": "all"},
        _only("top", one(SHARE)),
        _only("purchases_per_year", one(FREQUENCY)),
    ]
}
CHANGES: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["from", "set"],
        "properties": {
            "from": MONTH,
            "set": {"type": "object", "minProperties": 1},
            "over": _DURATION,
        },
        "additionalProperties": False,
    },
}
DISTRIBUTION: Schema = {"anyOf": [*_distributions(ANY_NUMBER), *_distributions(MONTHS)]}
RANGE: Schema = {"type": "array", "items": one(ANY_NUMBER), "minItems": 2, "maxItems": 2}
