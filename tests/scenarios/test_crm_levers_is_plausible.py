"""Claims: the buyers of `crm_levers.yaml` are such as studies find them, and so are the levers.

Nothing here looks at what a lever is worth.
"""

import numpy as np
import pytest

from sim.world.outcome import Outcome
from tests.scenarios.lives import at_work, lived, share_of_the_best, yearly_leaving

PEOPLE = 8_000
LEVERS = ("personal", "loyalty", "service", "feedback")


def run(strategy: str, years: int = 3) -> Outcome:
    return lived("crm_levers", strategy, PEOPLE, years)


def test_one_adult_in_seven_is_a_customer() -> None:
    """ASOS has 15 % of British adults; 8,000 people are good to 0.4 points."""
    months = run("none").months
    assert 0.11 <= months.customers.sum() / months.living.sum() <= 0.16


def test_the_best_fifth_of_buyers_make_three_fifths_of_sales() -> None:
    """60 % of a brand's, 67 to 68 % of a company's, over a year and more; baskets vary besides."""
    assert 0.55 <= share_of_the_best(run("none").people.revenue, 0.20) <= 0.68


def test_most_buyers_buy_again_next_year() -> None:
    """Below 40 % a shop lives off new customers, above 60 % off old ones; this one is large."""
    years = at_work([run("none", 1), run("none", 2)])
    (first, _), (second, _) = years
    again = float((second[first > 0] > 0).mean())
    assert 0.50 <= again <= 0.75


def test_more_new_customers_buy_again_than_on_average_of_shops() -> None:
    """28 % do on average of online shops, 15 to 40 % by trade."""
    outcome = run("none")
    new = outcome.people.purchases[outcome.people.joined > 0]
    assert float((new > 1).sum() / (new > 0).sum()) > 0.28


def test_one_purchase_in_twenty_fails_and_half_of_it_stays_silent() -> None:
    """5 % of purchases, of which two in a month count as one failure; half tell nobody."""
    months = run("none").months
    assert 0.040 <= months.incidents.sum() / months.purchases.sum() <= 0.052
    assert 0.40 <= months.silent.sum() / months.incidents.sum() <= 0.60


def test_without_a_lever_the_shop_satisfies_as_the_market_does() -> None:
    months = run("none").months
    assert abs(months.satisfaction.sum() * 1e-9 / months.customers.sum() - 0.60) < 0.01


def test_personal_letters_sell_a_third_more() -> None:
    """31 % more in field experiments; some 100 letters sell in each run: give or take 30 points."""
    rates = [run(lever).months for lever in ("none", "personal")]
    plain, personal = (months.responses.sum() / months.contacts.sum() for months in rates)
    assert 1.0 < personal / plain < 1.7


@pytest.mark.parametrize("lever", LEVERS)
def test_all_shops_write_equally_often_and_win_the_same_people(lever: str) -> None:
    none, other = run("none"), run(lever)
    written = [o.months.contacts.sum() / o.months.customers.sum() for o in (none, other)]
    assert written[1] == pytest.approx(written[0], rel=0.02)
    assert np.array_equal(none.people.joined[:1000] >= 0, other.people.joined[:1000] >= 0)


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_keeps_customers_and_all_four_keep_more(lever: str) -> None:
    none, one, four = (yearly_leaving(run(s, 10)) for s in ("none", lever, "all_four"))
    assert four < one < none
