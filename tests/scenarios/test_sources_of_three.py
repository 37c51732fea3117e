"""Claims: every number of the three scenarios that decides something says where it comes from."""

import pytest

from sim.scenario import load
from tests.scenarios.lives import SCENARIOS
from tests.scenarios.sourced import unsourced

NEED_NONE = {
    "scenario": "the language",
    "years": "the question",
    "people": "a size that changes no mean",
    "seed": "luck",
}


@pytest.mark.parametrize("name", ["parcel_carrier", "crm_levers", "orientations"])
def test_every_number_that_decides_something_has_a_source(name: str) -> None:
    assert unsourced(load(SCENARIOS / f"{name}.yaml")) <= set(NEED_NONE)
