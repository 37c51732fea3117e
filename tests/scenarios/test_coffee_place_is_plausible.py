"""Claims: the coffee shop's customers are such as the story and public figures say.

Half of the revenue from a handful of regulars is the story's; the rest is from the sources in
`scenarios/data/coffee_place.md`. Nothing here asks which strategy is worth most.
"""

import numpy as np
import pytest

from tests.scenarios.shopping import Bought, bought, scenario
from tests.scenarios.sourced import unsourced

NEED_NONE = {
    "scenario": "the language",
    "years": "the question",
    "seed": "luck",
    "life.enter.age": "nothing depends on it",
    "life.stages.worker.from": "nothing depends on it",
}
YEARS = 5


@pytest.fixture(scope="module")
def without_a_card() -> Bought:
    return bought(scenario("coffee_place"), "nobody")


@pytest.fixture(scope="module")
def a_year_without_a_card() -> Bought:
    return bought(scenario("coffee_place", years=1), "nobody")


def test_every_number_that_decides_something_has_a_source() -> None:
    assert unsourced(scenario("coffee_place")) == set(NEED_NONE)


def test_half_of_the_revenue_comes_from_assistants(without_a_card: Bought) -> None:
    """The story says half; a tenth more or less would still be told as half."""
    assistants = without_a_card.of_segment("assistants")
    assert without_a_card.share_of_revenue(assistants).agrees_with(0.4, 0.6)


def test_the_assistants_are_a_handful(without_a_card: Bought) -> None:
    """Some sixty at a time; 45 to 75 allows for the luck of so few (sqrt(60) = 8)."""
    people = without_a_card.outcome.people
    months = people.tenure_months[without_a_card.of_segment("assistants")].sum()
    assert 45 <= months / (12 * YEARS) <= 75


def test_among_single_drinkers_the_top_fifth_brings_some_three_fifths(
    a_year_without_a_card: Bought,
) -> None:
    """60 % in 17 categories (Ehrenberg-Bass), 72 % of visits to small shops (derschiller.com)."""
    drinkers = a_year_without_a_card.of_segment("coffee_drinkers")
    assert 0.55 <= a_year_without_a_card.of_the_heaviest(0.2, drinkers) <= 0.72


def test_most_people_nearby_never_become_customers(without_a_card: Bought) -> None:
    """One of five shops within the walk, in the five years that a person stays on average."""
    assert 0.5 <= float((without_a_card.outcome.people.joined < 0).mean()) <= 0.8


def test_the_shop_is_large_and_keeps_its_size(without_a_card: Bought) -> None:
    """The mean cafe turns over $300,000 a year (IBISWorld); two and a half times that is large."""
    months = without_a_card.months
    assert 600_000 <= months.revenue.sum() / 100 / YEARS <= 1_200_000
    assert 0.9 <= months.customers[-1] / months.customers[0] <= 1.1
    assert 0.95 <= months.living[-1] / months.living[0] <= 1.05


def test_customers_leave_for_another_shop_as_often_as_assumed(without_a_card: Bought) -> None:
    """A quarter a year, a little fewer where they are happier than elsewhere."""
    assert 0.20 <= without_a_card.leaving() <= 0.28


def test_one_in_seven_ceases_to_work_nearby_each_year(without_a_card: Bought) -> None:
    months = without_a_card.months
    monthly = months.died.sum() / months.customers.sum()
    assert 0.13 <= 1 - (1 - monthly) ** 12 <= 0.17


def test_half_of_the_failures_are_told(without_a_card: Bought) -> None:
    months = without_a_card.months
    assert 0.45 <= months.silent.sum() / months.incidents.sum() <= 0.55
    assert months.put_right.sum() <= months.incidents.sum() - months.silent.sum()


@pytest.mark.parametrize("strategy", ["heavy_buyers", "everyone"])
def test_most_rewards_go_to_who_would_have_bought_anyway(strategy: str) -> None:
    """Liu 2007: heavy buyers collect rewards and buy as before; the shop's are no better."""
    months = bought(scenario("coffee_place", years=2), strategy).months
    assert 0.7 <= months.rewards_anyway.sum() / months.rewards.sum() <= 0.95
    assert (months.rewards_anyway <= months.rewards).all()


def test_the_heaviest_three_in_a_hundred_are_members_after_the_first_review() -> None:
    months = bought(scenario("coffee_place", years=1), "heavy_buyers").months
    assert (months.members[:3] == 0).all()
    share = months.members[3:] / months.customers[3:]
    assert ((share > 0.02) & (share < 0.035)).all()


def test_strategies_differ_in_the_card_only() -> None:
    strategies = scenario("coffee_place").strategies
    kept = [
        strategy.model_copy(update={"about": "", "loyalty": None})
        for strategy in strategies.values()
    ]
    assert all(other == kept[0] for other in kept)
    assert strategies["nobody"].loyalty is None


def test_nobody_is_better_than_its_card_where_a_card_costs_and_does_nothing() -> None:
    """A card without any effect costs the shop what it costs: no strategy wins by construction."""
    nothing = [
        f"strategies.heavy_buyers.loyalty.{word}=0" for word in ("ease", "keeps", "discount")
    ]
    loaded = scenario("coffee_place", *nothing, years=1)
    with_card, without = (bought(loaded, name) for name in ("heavy_buyers", "nobody"))
    assert np.array_equal(with_card.revenue, without.revenue)
    assert with_card.outcome.people.npv.sum() < without.outcome.people.npv.sum()
