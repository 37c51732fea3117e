"""The JSON Schema accepts what the reader accepts, and underlines what it can."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from sim.scenario import schema
from sim.scenario.document import read
from tests.scenario.examples import TEXT

VALIDATOR = jsonschema.Draft202012Validator(schema())


def data() -> dict[str, Any]:
    return read(TEXT, "x.yaml").data


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_sound_scenario_fits_the_schema() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(data())] == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("curency",), "GBP"),
        (("people",), "many"),
        (("discount_rate",), "high"),
        (("behaviour", "contact", "forgets"), 6),
        (("products", "mortgage", "fixd"), {}),
        (("products", "mortgage", "kind"), "lone"),
        (("products", "mortgage", "default"), 2),
        (("products", "mortgage", "need"), {"family": "often"}),
        (("products", "coffee", "basket"), {"each": 5}),
        (("strategies", "narrow", "contact"), {"choose": "best"}),
        (("life", "mortality"), "some"),
    ],
)
def test_what_is_wrong_in_itself_does_not_fit(place: tuple[str, ...], value: object) -> None:
    changed = data()
    parent = changed
    for word in place[:-1]:
        parent = parent[word]
    parent[place[-1]] = value
    assert not VALIDATOR.is_valid(changed)


def test_the_schema_describes_every_word() -> None:
    for name, part in {"": schema(), **schema()["$defs"]}.items():
        for word, field in part.get("properties", {}).items():
            assert "description" in field or word == "kind", f"{name}.{word}"


def changes(above: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return {**above, "changes": [{"from": "2030-01", "set": change}]}


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({"service.quality": "80%"}, True),
        ({"better_by.coffee": {"student": "2%"}}, True),
        ({"better_by.coffee.student": "2%"}, True),
        ({"acquire.student.reach": "2%", "offers": "all", "loyalty.join": {"top": "5%"}}, True),
        ({"promotion.lasts": "2 months"}, True),
        ({"service.quality": "high"}, False),
        ({"service.qualty": "80%"}, False),
        ({"service": {"quality": "80%"}}, False),
        ({"funding": ["acquire"]}, False),
        ({"staff.trained": "5%"}, False),
        ({"acquire.student.reach": "often"}, False),
        ({"products.tea.fee": 3}, False),
        ({}, False),
    ],
)
def test_an_editor_knows_what_a_strategys_change_may_set(
    change: dict[str, Any], fits: bool
) -> None:
    changed = data()
    narrow = changed["strategies"]["narrow"]
    changed["strategies"]["narrow"] = changes(narrow, change)
    assert VALIDATOR.is_valid(changed) == fits


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({"products.tea.fee": 3, "products.tea.costs.open": 1}, True),
        ({"behaviour.satisfaction.market": "70%"}, True),
        ({"products.tea.fee": "3%"}, False),
        ({"products.tea.basket": 3}, False),
        ({"discount_rate": "3%"}, False),
        ({"service.quality": "80%"}, False),
    ],
)
def test_an_editor_knows_what_the_market_may_change(change: dict[str, Any], fits: bool) -> None:
    assert VALIDATOR.is_valid(changes(data(), change)) == fits
