"""Every shipped scenario, reduced, comes to what is expected of it."""

from __future__ import annotations

import pytest

import sim
from sim.experiments.exact.comparisons import by_strategy
from tests.exact.held_to import too_far

STRATEGIES = {
    "coffee_place": "nobody",
    "crm_levers": "none",
    "grand_hotel": "budget_200",
    "hsbc": "customer_focused",
    "orientations": "operations",
    "parcel_carrier": "stay_with_efficiency",
}


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_shipped_scenario_comes_to_what_is_expected_of_it(name: str) -> None:
    (found,) = by_strategy(sim.load(name, people=2000), [STRATEGIES[name]])
    assert found.without
    assert too_far(found.comparisons) == []
