"""What is taken out of a scenario, that it is said, and what is refused."""

from __future__ import annotations

import pytest

import sim
from sim.experiments.exact.reduction import NotReducibleError, reduced
from tests.exact.markets import MANY_PRODUCTS
from tests.worlds import EVERYBODY_HOLDS, scenario


def test_a_scenario_without_feelings_is_left_as_it_is() -> None:
    given = scenario({**EVERYBODY_HOLDS, "behaviour.churn.per_year": "10%"})
    assert reduced(given, "firm").without == ()


def test_what_is_taken_out_is_named_and_gone() -> None:
    found = reduced(sim.load("hsbc", people=10), "customer_focused")
    assert "strategies.customer_focused.word_of_mouth" in found.without
    assert "behaviour.churn.satisfaction" in found.without
    left = found.scenario.strategies["customer_focused"]
    assert left.word_of_mouth is None
    assert left.improvement is not None
    assert found.scenario.behaviour.churn.satisfaction == 0.0


def test_many_products_are_told_beside_those_that_win_people() -> None:
    found = reduced(scenario(MANY_PRODUCTS), "firm")
    assert found.core == (0,)
    assert found.groups == ((1,), (2,), (3,))
    assert "products.cover.wins.stranger" in found.without


def test_overrides_hold_in_the_reduction() -> None:
    found = reduced(sim.load("coffee_place", overrides=["products.coffee.margin=12%"]), "nobody")
    assert found.scenario.products["coffee"].margin == 0.12  # type: ignore[union-attr]


def test_people_won_by_a_loan_among_many_products_are_refused() -> None:
    firm = """{firm: {offers: all, acquire: {young: {reach: 30%, takes: 9%, opens: loan}}}}"""
    with pytest.raises(NotReducibleError, match="by a loan"):
        reduced(scenario({**MANY_PRODUCTS, "strategies": firm}), "firm")
