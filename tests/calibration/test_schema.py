"""Claims: the schema of targets accepts what the reader accepts, and underlines what it can."""

from typing import Any

import jsonschema
import pytest

from sim.experiments.calibration.reading import shipped_targets
from sim.experiments.calibration.schema import schema
from sim.scenario.document import read
from sim.scenario.problem import ScenarioError
from tests.calibration.banks import TARGETS, targets

VALIDATOR = jsonschema.Draft202012Validator(schema())


def data(*changes: tuple[str, str]) -> dict[str, Any]:
    text = TARGETS.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return read(text, "targets.yaml").data


def test_the_schema_is_a_schema_and_describes_every_word() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for name, part in {"": schema(), **schema()["$defs"]}.items():
        for word, field in part["properties"].items():
            assert "description" in field, f"{name}.{word}"


@pytest.mark.parametrize("name", shipped_targets())
def test_shipped_targets_fit_the_schema(name: str) -> None:
    written = read(shipped_targets()[name].read_text(encoding="utf-8"), name).data
    assert [error.message for error in VALIDATOR.iter_errors(written)] == []


def test_sound_targets_fit_the_schema() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(data())] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("targets: 1\n", "targets: 2\n"),
        ("kind: rate", "kin: rate"),
        ("kind: rate", "kind: rat"),
        ("kind: mean", "kind: share"),
        ("among: holders", "among: holder"),
        (", products: [card]", ""),
        ("value: 30%, error: 2%", "value: 30%"),
        ("value: 30%, error: 2%", "value: 30%, error: 2%, interval: [20%, 40%]"),
        ("value: 30%", "value: often"),
        ("range: [5%, 60%]", "range: 5%"),
        ("range: [5%, 60%]", "scale: linear"),
        ("use: check", "use: chek"),
        ("source: judgement, ", ""),
        ("confidence: assumed", "confidence: sure"),
    ],
)
def test_what_is_wrong_in_itself_neither_fits_nor_is_read(before: str, after: str) -> None:
    assert not VALIDATOR.is_valid(data((before, after)))
    with pytest.raises(ScenarioError):
        targets((before, after))


def test_a_ratio_without_what_it_is_divided_by_does_not_fit() -> None:
    ratio = data()
    ratio["patterns"]["held"] |= {"kind": "ratio", "of": "response", "contacts_before": [1, 1]}
    assert not VALIDATOR.is_valid(ratio)
    ratio["patterns"]["held"]["compared_with"] = [0, 0]
    assert VALIDATOR.is_valid(ratio)
