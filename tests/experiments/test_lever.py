"""Claims about which numbers can be moved, and how far."""

from pathlib import Path

import pytest

import sim
from sim.experiments.lever import LeverError, lever_of

CASH = "firm.cash.opening_per_person"
FORGETS = "behaviour.contact.forgets"
SCENARIO = sim.load(Path(__file__).with_name("young_firm.yaml"))


def test_by_default_the_range_is_from_nothing_to_twice_today() -> None:
    lever = lever_of(SCENARIO, CASH)
    assert (lever.low, lever.today, lever.high) == (0, 80, 160)
    assert lever.step == 0.16


def test_the_range_is_cut_where_the_unit_ends_and_turned_round_below_zero() -> None:
    share = lever_of(SCENARIO, "strategies.dear.acquire.adult.reach")
    assert (share.low, share.high) == (0, 1)
    years = lever_of(SCENARIO, "years")
    assert (years.low, years.high) == (1, 8)
    below = sim.override(SCENARIO, "behaviour.churn.each_further_product=-0.3")
    odds = lever_of(below, "behaviour.churn.each_further_product")
    assert (odds.low, odds.high) == (-0.6, 0)


def test_ends_are_read_as_in_a_file_and_rounded_to_what_it_can_say() -> None:
    lever = lever_of(SCENARIO, FORGETS, "2 months", "2 years")
    assert (lever.low, lever.high, lever.step) == (2, 24, 1)
    assert lever_of(SCENARIO, CASH, 10.123).low == 10.12
    assert lever_of(SCENARIO, "discount_rate", "2%").low == 0.02


def test_nothing_finer_is_told_apart_than_can_be_written() -> None:
    assert lever_of(SCENARIO, CASH, 79, 81).step == 0.01
    assert lever_of(SCENARIO, "discount_rate").step == pytest.approx(0.16 / 1000)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("firm.cash.opening_per_persn", "Did you mean 'firm.cash.opening_per_person'"),
        ("opening_cash", "Did you mean 'firm.cash.opening_per_person'"),
        ("opening_per_person", "Did you mean 'firm.cash.opening_per_person'"),
        ("strategies.dear.aquire.adult.cost", "Did you mean 'strategies.dear.acquire.adult.cost'"),
        ("title", "'title' is no number of the scenario"),
        ("seed", "'seed' is no number of the scenario"),
        ("firm", "'firm' is no number of the scenario"),
    ],
)
def test_what_is_no_number_is_told_with_the_nearest_that_is_one(path: str, said: str) -> None:
    with pytest.raises(LeverError, match=said):
        lever_of(SCENARIO, path)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (90, 10, "upside down: it runs from 90 to 10. Swap"),
        (100, 200, "is 80 now, which lies outside the range from 100 to 200"),
        (80, 80, "holds one value only"),
        (-1, None, "-1 is out of range. Expected an amount of money from 0"),
        ("-1", None, "`-1` is out of range. Expected an amount of money from 0"),
        ("£5", None, "Leave out the currency sign"),
        ("5 months", None, "is not a number"),
    ],
)
def test_a_range_that_will_not_do_is_told(low: float | str, high: float | None, said: str) -> None:
    with pytest.raises(LeverError, match=said):
        lever_of(SCENARIO, CASH, low, high)


def test_a_number_that_is_zero_today_needs_an_end() -> None:
    poor = sim.override(SCENARIO, f"{CASH}=0")
    with pytest.raises(LeverError, match="is 0 now, and the range from 0 to 0 holds one value"):
        lever_of(poor, CASH)
    assert lever_of(poor, CASH, high="50").high == 50


def test_a_number_that_differs_between_people_or_is_not_given_is_told() -> None:
    drawn = sim.override(SCENARIO, "life.enter.age={uniform: [18, 20]}")
    with pytest.raises(LeverError, match=r"not one number today, but {'uniform': \[18.0, 20.0\]}"):
        lever_of(drawn, "life.enter.age")
    served = sim.override(SCENARIO, "strategies.dear.service={quality: 80%}")
    with pytest.raises(LeverError, match=r"has no value today\. Give it one first: --set"):
        lever_of(served, "strategies.dear.service.incidents_per_year")
