"""Claims: the businesses and the carrier of `parcel_carrier.yaml` are as public figures have them.

Few businesses stand for the market, and new ones come in proportion. Nothing here looks at which
strategy is worth more.
"""

import csv

import numpy as np
import pytest

from sim.rules.choice import chance_of_winning
from sim.world.outcome import Outcome
from tests.scenarios.lives import SCENARIOS, lived, share_of_the_best, yearly_leaving

PEOPLE = 3_000
OVERRIDES = ("life.enter.arrivals_per_year=255",)  # 850 for 10,000
STRATEGIES = ("customers_from_1994", "stay_with_efficiency", "turn_later")


def run(strategy: str, years: int = 17) -> Outcome:
    return lived("parcel_carrier", strategy, PEOPLE, years, OVERRIDES)


def satisfaction(outcome: Outcome, year: int) -> float:
    months = slice(12 * (year - 1990), 12 * (year - 1989))
    felt = outcome.months.satisfaction[months].sum() * 1e-9
    return float(felt / outcome.months.customers[months].sum())


@pytest.mark.parametrize("strategy", STRATEGIES[1:])
def test_until_1994_there_is_one_carrier(strategy: str) -> None:
    first, other = run(STRATEGIES[0]).months, run(strategy).months
    assert np.array_equal(first.revenue[:48], other.revenue[:48])
    assert np.array_equal(first.cash[:48], other.cash[:48])
    assert not np.array_equal(first.cash, other.cash)


@pytest.mark.parametrize(
    ("years", "low", "high"), [(1, 0.79, 0.80), (2, 0.68, 0.70), (5, 0.50, 0.52), (10, 0.33, 0.36)]
)
def test_businesses_live_as_long_as_american_ones(years: int, low: float, high: float) -> None:
    """79.6, 69, 51, 34 to 35 % of new establishments are alive after so many years."""
    with (SCENARIOS / "data" / "us_firm_life_table.csv").open() as file:
        dying = [float(row["qx"]) for row in csv.DictReader(file)]
    assert low <= np.prod([1.0 - qx for qx in dying[:years]]) <= high


def test_two_in_three_businesses_are_customers() -> None:
    """60 to 63 % of parcels by road, at nine tenths of a wallet; 3,000 businesses: one point."""
    months = run("customers_from_1994").months
    share = months.customers[84:96].sum() / months.living[84:96].sum()
    assert 0.58 <= share <= 0.72


def test_few_businesses_send_most_parcels() -> None:
    """By judgement one in 140 sends two fifths; companies find two thirds or more with a fifth."""
    revenue = run("customers_from_1994", 1).people.revenue
    assert 0.30 <= share_of_the_best(revenue, 0.01) <= 0.60
    assert 0.70 <= share_of_the_best(revenue, 0.20) <= 0.90


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_fewer_leave_than_mean_to_change_their_carriers(strategy: str) -> None:
    """22 % mean to change their mix within a year; a change of mix is mostly wallet."""
    assert 0.03 <= yearly_leaving(run(strategy)) <= 0.08


def test_the_turned_carrier_satisfies_as_the_index_finds() -> None:
    """82 in 2005, 83 in 2006; the index itself is good to about a point and a half."""
    outcome = run("customers_from_1994")
    assert 0.81 <= satisfaction(outcome, 2005) <= 0.84
    assert 0.81 <= satisfaction(outcome, 2006) <= 0.84


def test_the_efficient_carrier_lies_between_the_post_and_the_industry() -> None:
    """74 to 75 and 80 to 83 in 2005-06."""
    assert 0.75 <= satisfaction(run("stay_with_efficiency"), 2005) <= 0.81


def test_a_team_brings_no_more_parcels_than_kodak_sent() -> None:
    """A discount of 3 % and ease of 5 %, on a wallet of 92 %: at most 15 %, a success story."""
    wallet = chance_of_winning(np.log(0.92 / 0.08), 0.12, 3.0, 0.0, 0.0)
    assert 0.05 <= 1.05 * wallet / 0.92 - 1.0 <= 0.15


def test_teams_serve_one_customer_in_a_hundred() -> None:
    months = run("customers_from_1994").months
    assert 0.009 <= months.members[60:].sum() / months.customers[60:].sum() <= 0.012
