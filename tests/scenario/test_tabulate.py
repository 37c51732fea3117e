"""From words to numbers by index: units exact, stages and segments filled in, nothing lost."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import product_key
from sim.scenario.tables import NO_FIXED_TIME, NO_PRODUCT, NO_TRAIT, Choose, Kind, Tables
from sim.scenario.tabulate import EVERYBODY, tabulate
from tests.scenario.examples import read
from tests.worlds import Changes, scenario

TWO_STAGES = {"life.stages": "{young: {from: 18}, adult: {from: 30}}"}


def tables(*changes: Changes) -> Tables:
    """The tables of the plain world with changes."""
    return tabulate(scenario({path: v for some in changes for path, v in some.items()}))


@pytest.fixture(scope="module")
def example() -> Tables:
    return tabulate(read())


@pytest.mark.parametrize(
    ("currency", "fee", "units"),
    [("GBP", 0.07, 7), ("GBP", 1.15, 115), ("GBP", 4.35, 435), ("JPY", 7, 7), ("KWD", 0.007, 7)],
)
def test_amounts_are_exact_in_minor_units_of_the_currency(
    currency: str, fee: float, units: int
) -> None:
    """115.0 and not 114.99999999999999."""
    found = tables({"currency": currency, "products.account.fee": fee}).products.fee
    assert found.tolist() == [units]


def test_every_amount_of_the_example_is_whole(example: Tables) -> None:
    products, strategies = example.products, example.strategies
    for amounts in (products.fee, products.open_cost, products.yearly_cost, example.life.income):
        assert (amounts == np.rint(amounts)).all()
    assert products.open_cost.max() == 90_000
    assert strategies[0].incentive.tolist()[:2] == [1_000, 8_000]
    assert strategies[0].contact_cost == 60
    assert strategies[0].cost_per_incident == 1_200
    assert strategies[0].cost_per_customer == 600
    assert example.opening_cash == 25_000 * 20_000


def test_a_value_by_stage_takes_else_where_it_names_none_and_0_without(example: Tables) -> None:
    stages, names = example.stage_names, example.product_names
    need = example.products.need[names.index("current_account")]
    assert dict(zip(stages, need.tolist(), strict=True)) == {
        "child": 0.02,
        "student": 0.6,
        "starting_out": 0.2,
        "family": 0.02,
        "established": 0.02,
        "retired": 0.02,
    }
    assert example.products.need[names.index("mortgage")].tolist() == [0, 0, 0.03, 0.09, 0.03, 0]


def test_indices_are_in_the_order_of_the_file(example: Tables) -> None:
    assert example.stage_names[0] == "child"
    assert example.product_names[3:5] == ("mortgage", "coffee")
    assert example.products.kind[3:5].tolist() == [Kind.LOAN, Kind.PURCHASE]
    assert example.strategy_names == ("customer_centric", "customer_focused", "narrow")
    assert example.segment_names == ("stayers", "movers")


def test_luck_is_keyed_by_the_names_of_products(example: Tables) -> None:
    assert example.products.key.tolist() == [product_key(name) for name in example.product_names]


def test_lengths_of_time_are_months(example: Tables) -> None:
    mortgage = example.product_names.index("mortgage")
    assert example.months == 85 * 12
    assert example.products.term[mortgage] == 300
    assert example.products.fixed_months[mortgage] == 24
    assert example.products.fixed_months[0] == NO_FIXED_TIME
    assert example.behaviour.contact_forgets.tolist() == [6, 6]
    assert example.behaviour.half_life.tolist() == [18, 18]
    assert example.behaviour.after_default.tolist() == [72, 72]


def test_rates_and_chances_are_fractions_a_year(example: Tables) -> None:
    mortgage = example.product_names.index("mortgage")
    assert example.products.market_rate[mortgage] == 0.046
    assert example.products.reverts_by[mortgage] == 0.026
    assert example.strategies[0].better_by[mortgage].tolist() == [
        -0.003,
        -0.003,
        0.004,
        0.002,
        -0.002,
        -0.003,
    ]
    assert example.products.default[mortgage].tolist() == [0.01, 0.01, 0.01, 0.008, 0.01, 0.01]


def test_a_segments_value_replaces_the_whole_value(example: Tables) -> None:
    stayers, movers = example.behaviour.churn.value
    assert example.life.segment_share.tolist() == [0.35, 0.65]
    assert stayers.tolist() == [0] * 6
    assert (example.behaviour.churn.trait[0] == NO_TRAIT).all()
    assert movers.tolist() == [0.03, 0, 0.155, 0.06, 0.06, 0.06]
    assert example.behaviour.churn.trait[1, 1] != NO_TRAIT
    assert example.behaviour.churn_satisfaction.tolist() == [-3.0, -3.0]


def test_without_segments_there_is_one_of_everybody() -> None:
    found = tables()
    assert found.segment_names == (EVERYBODY,)
    assert found.life.segment_share.tolist() == [1.0]
    assert found.behaviour.churn.value.shape == (1, 1)


def test_an_amount_set_by_income_stands_beside_amounts_of_money(example: Tables) -> None:
    amount = example.products.amount
    current = example.product_names.index("current_account")
    assert amount.level.value[current].tolist() == [350_000, 60_000, 0, 350_000, 350_000, 350_000]
    assert amount.times_income[current].tolist() == [0, 0, 0.1, 0, 0, 0]
    mortgage = example.product_names.index("mortgage")
    assert set(amount.times_income[mortgage]) == {3.66}
    assert set(amount.spread[mortgage]) == {0.25}


def test_baskets_drawn_for_each_purchase_are_told_from_those_of_a_person(example: Tables) -> None:
    coffee, tea = (example.product_names.index(name) for name in ("coffee", "tea"))
    each = example.products.basket_each[coffee]
    assert each is not None
    assert (each.kind, each.first, each.second) == ("lognormal", 750.0, 0.5)
    assert each not in example.traits
    assert (example.products.basket.level.trait[coffee] == NO_TRAIT).all()
    assert example.products.basket_each[tea] is None
    (trait,) = set(example.products.basket.level.trait[tea].tolist())
    found = example.traits[trait]
    assert (found.kind, found.first, found.second) == ("uniform", 200.0, 400.0)


def test_offers_hold_in_their_stages(example: Tables) -> None:
    everything, some, by_stage = (strategy.offered for strategy in example.strategies)
    assert everything.all()
    assert some.all(axis=1).tolist() == [False, False, True, False, True, False]
    assert not some[0].any()
    assert by_stage[example.product_names.index("mortgage")].tolist() == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]


def test_successors_are_indices_by_stage(example: Tables) -> None:
    youth, student = 0, 1
    becomes = example.products.becomes
    assert becomes[youth].tolist() == [NO_PRODUCT, student] + [NO_PRODUCT] * 4
    assert (becomes[example.product_names.index("mortgage")] == NO_PRODUCT).all()


def test_without_service_the_market_serves_and_nothing_fails(example: Tables) -> None:
    centric, focused, narrow = example.strategies
    assert narrow.quality.tolist() == [0.6, 0.6]
    assert narrow.incidents_per_year.tolist() == [0, 0]
    assert focused.quality.tolist() == [0.85, 0.85]
    assert focused.incidents_per_year.tolist() == [0.2, 0.2]
    assert centric.incidents_per_year.tolist() == [0.1, 0.1]


def test_where_nothing_is_said_nothing_is_on() -> None:
    found = tables()
    (strategy,) = found.strategies
    assert (strategy.contacts_per_year, strategy.choose) == (0, Choose.BEST_NEED)
    assert strategy.opens.tolist() == [NO_PRODUCT]
    assert strategy.reach.tolist() == [0]
    assert not found.life.qx.any()
    assert found.book_share == 0
    assert not found.market_share.any()
    assert (found.capital_ratio, found.capital_cost, found.opening_cash) == (0, 0, 0)


def test_a_seed_of_64_bits_keeps_its_bits() -> None:
    assert tables({"seed": 2**64 - 1}).seed == -1
    assert tables({"seed": 2**63}).seed == -(2**63)
    assert tables({"seed": 1865}).seed == 1865


def test_a_life_table_has_a_row_a_sex_and_begins_at_its_first_age() -> None:
    text = "age,sex,qx\n18,F,0.1\n19,F,0.2\n18,M,0.3\n19,M,0.4\n"
    life = tabulate(scenario({"life.mortality": "{table: t.csv}"}, tables={"t.csv": text})).life
    assert life.first_age == 18
    assert life.qx.tolist() == [[0.1, 0.2], [0.3, 0.4]]


def test_people_enter_evenly_over_the_years() -> None:
    found = tables({"years": 2, "people": 5, "life.enter": "{age: 18, arrivals_per_year: 4}"})
    assert found.arrival_months().tolist() == [0, 3, 6, 9, 12, 15, 18, 21]
    assert found.people == 13
    assert found.initial_people == 5


def test_people_enter_as_the_first_stage_begins_unless_told_otherwise() -> None:
    assert tables(TWO_STAGES).life.age_at_entry.value.tolist() == [[18]]
    aged = tables(TWO_STAGES, {"life.enter": "{age: 40}"})
    assert aged.life.age_at_entry.value.tolist() == [[40]]
