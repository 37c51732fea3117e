"""Claims: the four ways of `orientations.yaml` spend alike, and buyers act as studies find.

Budgets are measured in money spent; nothing here looks at money earned.
"""

import numpy as np
import pytest

import sim
from tests.scenarios.lives import SCENARIOS, at_work, lived, share_of_the_best

PEOPLE = 6_000
WAYS = ("sales", "product", "operations", "customers")
BASE = (
    "strategies.sales.acquire.adult.reach=20%",
    "strategies.sales.acquire.adult.incentive=4",
    "strategies.sales.contact.per_year=4",
    "strategies.sales.promotion.discount=0%",
)
"""What all four do, as a way of its own."""


def spent(strategy: str, overrides: tuple[str, ...] = ()) -> float:
    """Pounds spent per customer and year: all lines but sales, and what a low price gives away."""
    file = SCENARIOS / "orientations.yaml"
    scenario = sim.load(file, people=PEOPLE, overrides=overrides)
    outcome = sim.run(scenario, strategy=strategy)
    lines = outcome.ledger[outcome.ledger["line"].astype(str) != "sales_margin"]
    lower = 0.04 if strategy == "operations" else 0.0
    given = lower * lived("orientations", strategy, PEOPLE, 10).months.revenue.sum()
    customers = outcome.months["customers"].sum() / 12.0
    return float((given - lines["amount"].sum()) / 100.0 / customers)


def test_the_four_ways_spend_alike() -> None:
    """£4.4 to £4.7 with 20,000 people; with fewer, give or take a tenth."""
    base = spent("sales", BASE)
    budgets = [spent(way) - base for way in WAYS]
    assert min(budgets) > 3.8
    assert max(budgets) < 5.3
    assert max(budgets) / min(budgets) < 1.2


def test_a_price_cut_sells_half_as_much_again() -> None:
    """73 % more for a fifth off is 51 % for 15 %; prices of four months ago are remembered."""
    cut, usual = (lived("orientations", "sales", PEOPLE, 3, o) for o in ((), BASE[3:]))
    on, after = slice(2, None, 4), slice(3, None, 4)
    assert 1.25 <= cut.months.purchases[on].sum() / usual.months.purchases[on].sum() <= 1.70
    assert cut.months.purchases[after].sum() < usual.months.purchases[after].sum()


def test_a_lower_price_sells_as_much_more_as_elasticities_say() -> None:
    """2.62 percent more for one percent, on average of 1,851; most lie between 1 and 5."""
    dearer = tuple(f"strategies.operations.better_by.{p}=0%" for p in ("coffee", "equipment"))
    low, high = (lived("orientations", "operations", PEOPLE, 10, o) for o in ((), dearer))
    more = np.log(low.months.revenue.sum() / high.months.revenue.sum()) / 0.04
    assert 1.0 <= more <= 5.0


@pytest.mark.parametrize("way", WAYS)
def test_the_best_fifth_of_buyers_make_half_of_a_years_sales(way: str) -> None:
    """60 % for brands, somewhat less for what is bought often and by one purse."""
    [(_, revenue)] = at_work([lived("orientations", way, PEOPLE, 1)])
    assert 0.42 <= share_of_the_best(revenue, 0.20) <= 0.65


@pytest.mark.parametrize("way", WAYS)
def test_most_people_are_never_customers(way: str) -> None:
    joined = lived("orientations", way, PEOPLE, 10).people.joined
    assert (joined < 0).mean() > 0.75
