"""Amounts that whole minor units cannot hold are refused before anybody lives."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load
from tests.scenario.examples import read, refused


def test_growth_that_outgrows_counting_names_the_amount_and_the_override() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("hsbc", overrides=["growth.costs=40%"], years=120)
    (problem,) = caught.value.problems
    assert "after 120 years of 40% growth, which is too large to count" in problem.message
    assert "--set growth.costs=40%" in problem.hint


def test_cash_for_all_people_is_counted_together() -> None:
    cash = "firm.cash.opening_per_person=1e12"
    (problem,) = refused(overrides=(cash, "people=95000"))
    assert problem.path == "firm.cash.opening_per_person"
    assert problem.line is None
    assert read(overrides=(cash, "people=60000")).people == 60_000


def test_a_basket_counts_as_often_as_it_is_bought() -> None:
    overrides = ("products.coffee.basket=1e11", "products.coffee.per_year=100")
    (problem,) = refused(overrides=overrides)
    assert problem.path == "products.coffee.basket"


@pytest.mark.parametrize("more", ["for_people=20", "frequency=20"])
def test_a_basket_counts_for_as_many_people_and_as_often_as_the_person_buys(more: str) -> None:
    basket = ("products.coffee.basket=1e9", "products.coffee.per_year=10")
    plain = (*basket, "behaviour.buying={}")
    assert read(overrides=plain).products["coffee"].kind == "purchase"
    (problem,) = refused(overrides=(*plain, f"behaviour.buying.{more}"))
    assert problem.path == "products.coffee.basket"


def test_nobody_buys_more_often_than_can_be_counted() -> None:
    basket = ("products.coffee.basket=1e7", "products.coffee.per_year=6000")
    assert read(overrides=(*basket, "behaviour.buying.frequency=1000")).people == 20_000
