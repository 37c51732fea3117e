"""Values are read in the forms people write: percentages, times, by stage, by person."""

from __future__ import annotations

import math

import pytest

from sim.scenario.models import Account, Loan, Purchase
from sim.scenario.problem import FaultyError
from sim.scenario.reading import Forms, read_by_stage, read_value
from sim.scenario.units import AGE, AMOUNT, CHANCE, MONTHS, RATE, SEED, Unit, read_number
from sim.scenario.values import ByStage, Distribution, Each, TimesIncome
from tests.scenario.examples import read, refused

PERSON = Forms(person=True, income=True, each=True)


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        (CHANCE, "12%", 0.12),
        (CHANCE, 0.12, 0.12),
        (CHANCE, "15.5 %", 0.155),
        (CHANCE, 1, 1.0),
        (RATE, "+2.6%", 0.026),
        (RATE, "-0.2%", -0.002),
        (MONTHS, "6 months", 6),
        (MONTHS, "1 year", 12),
        (MONTHS, "1.5 years", 18),
        (AMOUNT, 1900, 1900.0),
        (SEED, 2**64 - 1, 2**64 - 1),
    ],
)
def test_a_number_is_read_with_its_unit(unit: Unit, written: object, value: float) -> None:
    found = read_number(unit, written)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", [math.nan, math.inf, True, None, "", "%", "1%%", "--1%"])
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(FaultyError):
        read_number(CHANCE, written)


def test_a_percentage_is_the_nearest_number_to_what_is_written() -> None:
    for hundredths in range(10_001):
        written = f"{hundredths / 100:.2f}"
        assert read_number(CHANCE, f"{written}%") == float(f"{hundredths}e-4")


def test_a_plain_value_holds_in_every_stage() -> None:
    assert read_by_stage(CHANCE, Forms(), "3%").at("any") == 0.03


def test_stages_not_named_take_else_or_nothing() -> None:
    with_else = read_by_stage(CHANCE, Forms(), {"young": "3%", "else": "1%"})
    without = read_by_stage(CHANCE, Forms(), {"young": "3%"})
    assert (with_else.at("young"), with_else.at("old")) == (0.03, 0.01)
    assert (without.at("young"), without.at("old")) == (0.03, 0.0)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ({"normal": [21.5, 1]}, Distribution("normal", 21.5, 1.0)),
        ({"lognormal": [20, 0.5]}, Distribution("lognormal", 20.0, 0.5)),
        ({"gamma": [2, 30]}, Distribution("gamma", 2.0, 30.0)),
        ({"uniform": [1, 3]}, Distribution("uniform", 1.0, 3.0)),
        ({"times_income": 3.66}, TimesIncome(3.66, 0.0)),
        ({"times_income": 3, "spread": 0.2}, TimesIncome(3.0, 0.2)),
        ({"each": {"uniform": [1, 3]}}, Each(Distribution("uniform", 1.0, 3.0))),
    ],
)
def test_each_way_of_writing_is_told_apart(written: object, value: object) -> None:
    assert read_value(AGE, PERSON, written) == value
    assert read_by_stage(AGE, PERSON, written) == ByStage(value)
    assert read_by_stage(AGE, PERSON, {"young": written}) == ByStage(None, {"young": value})


def test_a_chance_may_differ_between_people_only_within_its_range() -> None:
    assert read_value(CHANCE, PERSON, {"beta": [2, 6]}) == Distribution("beta", 2.0, 6.0)
    for drawn in ({"normal": ["20%", "5%"]}, {"lognormal": ["20%", 0.1]}, {"gamma": [2, "20%"]}):
        with pytest.raises(FaultyError, match="can leave the range"):
            read_value(CHANCE, PERSON, drawn)


def test_every_mistake_inside_a_value_is_told_at_once() -> None:
    with pytest.raises(FaultyError) as caught:
        read_by_stage(CHANCE, PERSON, {"a": "130%", "b": {"uniform": ["x", "y"]}, "c": "3%"})
    assert [fault.path for fault in caught.value.faults] == [
        ("a",),
        ("b", "uniform", 0),
        ("b", "uniform", 1),
    ]


def test_the_three_kinds_of_product_hold_their_own_words() -> None:
    products = read().products
    account, loan = products["current_account"], products["mortgage"]
    coffee = products["coffee"]
    assert isinstance(account, Account)
    assert isinstance(loan, Loan)
    assert isinstance(coffee, Purchase)
    assert account.balance.at("starting_out") == TimesIncome(0.1)
    assert (loan.term, loan.fixed and loan.fixed.then) == (300, 0.026)
    assert coffee.per_year.at("student") == Distribution("gamma", 0.6, 40.0)
    assert coffee.basket == Each(Distribution("lognormal", 7.5, 0.5))


def test_what_is_left_out_is_off() -> None:
    tea, narrow = read().products["tea"], read().strategies["narrow"]
    assert (tea.fee, tea.response, tea.costs.open, tea.wins.customer) == (0, 0, 0, 0)
    assert tea.ends.per_year.at("retired") == 0
    assert (narrow.service, narrow.acquire, narrow.contact.per_year) == (None, {}, 0)


def test_satisfaction_starts_at_the_markets_where_nothing_else_is_said() -> None:
    scenario = read(("    start: 62%\n", ""), ("    market: 60%", "    market: 55%"))
    assert scenario.behaviour.satisfaction.start == 0.55


def test_people_enter_as_the_first_stage_begins_where_nothing_else_is_said() -> None:
    entry = "  enter: {age: {uniform: [11, 12]}, arrivals_per_year: 200}\n"
    assert read((entry, "")).life.enter.age == 11


def test_offers_are_all_or_a_list_or_by_stage() -> None:
    strategies = read().strategies
    assert strategies["customer_centric"].offers.on_offer("tea", "child")
    assert not strategies["customer_focused"].offers.on_offer("tea", "child")
    narrow = strategies["narrow"].offers
    assert narrow.on_offer("current_account", "child")
    assert narrow.on_offer("mortgage", "family")
    assert not narrow.on_offer("mortgage", "child")


def test_nobody_dies_where_mortality_is_none() -> None:
    mortality = read(("{table: data/mortality.csv}", "none")).life.mortality
    assert (mortality.table, mortality.per_year) == (None, 0.0)


def test_amounts_in_distributions_need_not_be_exact_to_the_penny() -> None:
    read(("{gamma: [2, 150]}", "{gamma: [2, 150.12345]}"))
    [problem] = refused(("else: 3_500}", "else: 3_500.001}"))
    assert problem.path == "products.current_account.balance.else"
