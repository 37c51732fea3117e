"""Claims: the people and banks of the shipped scenario are such as British surveys find them.

Everything is measured on runs of the scenario, with people, not months, as the independent draws.
Nothing here looks at money, and no number of the scenario may be chosen by what it does to the
comparison.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.scenario import load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy
from tests.scenarios.estimates import Estimate, ratio, yearly
from tests.scenarios.holdings import Holdings, holdings_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PEOPLE = 6_000
ADULTS = (18, 99)
MAIN_ACCOUNTS = ("student_account", "current_account")

SURVEYED = {
    "current_account": MAIN_ACCOUNTS,
    "overdraft_used_last_year": ("student_overdraft",),
    "any_savings_account": ("savings_account",),
    "investment_product": ("investments",),
    "any_protection_insurance": ("life_insurance",),
    "credit_card": ("credit_card",),
    "mortgage": ("mortgage",),
}
"""What a survey asked for, and the scenario's products it is."""


@dataclass(frozen=True)
class Lived:
    """One strategy's run, and who held what in it."""

    tables: Tables
    cohort: Cohort
    outcome: Outcome
    holdings: Holdings

    @cached_property
    def customers(self) -> NDArray[np.bool_]:
        return self.holdings.customer

    def products_per_customer(self) -> Estimate:
        customers = self.customers & self.holdings.aged(*ADULTS)
        return ratio(self.holdings.here.sum(axis=0) * customers, customers)

    def share_of_adults(self) -> Estimate:
        adults = self.holdings.aged(*ADULTS)
        return ratio(self.customers & adults, adults)

    def kept_where_they_bank(self, product: str) -> Estimate:
        """Of main-account customers who hold a product anywhere, the share who hold it here."""
        holders = self.holdings.aged(*ADULTS) & self.holdings.held_here(*MAIN_ACCOUNTS)
        holders &= self.holdings.held(product)
        return ratio(holders & self.holdings.held_here(product), holders)

    def leaving(self, ages: tuple[int, int], *segments: str) -> Estimate:
        """The yearly chance with which customers of these kinds leave."""
        kinds = [self.tables.segment_names.index(segment) for segment in segments]
        customers = self.customers & self.holdings.aged(*ages)
        customers &= np.isin(self.cohort.segment, kinds)[:, None]
        return yearly(ratio(self.holdings.left & customers, customers))


def lived(strategy: str, people: int = PEOPLE) -> Lived:
    tables = tabulate(load(SCENARIOS / "hsbc.yaml", people=people))
    cohort = born(tables)
    index = tables.strategy_names.index(strategy)
    outcome = run_strategy(tables, cohort, index, events=True)
    return Lived(tables, cohort, outcome, holdings_of(tables, cohort, outcome))


@pytest.fixture(scope="module")
def full_range() -> Lived:
    return lived("customer_centric")


@pytest.fixture(scope="module")
def few_products() -> Lived:
    return lived("customer_focused")


def test_holdings_rebuilt_from_events_are_those_the_engine_counted(full_range: Lived) -> None:
    holdings, months = full_range.holdings, full_range.outcome.months
    assert np.array_equal(holdings.here.sum(axis=(0, 1)), months.products_held)
    assert np.array_equal(full_range.customers.sum(axis=0), months.customers)
    assert np.array_equal(holdings.left.sum(axis=0), months.churned)
    assert np.array_equal(holdings.alive.sum(axis=0), months.living)
    assert not (holdings.here & holdings.elsewhere).any()


def test_customers_of_the_full_range_hold_two_to_two_point_six_products(full_range: Lived) -> None:
    assert full_range.products_per_customer().agrees_with(2.0, 2.6)


def test_customers_of_the_other_bank_hold_one_to_three(few_products: Lived) -> None:
    assert few_products.products_per_customer().agrees_with(1.0, 3.0)
    assert few_products.holdings.here.sum(axis=0).max() <= 3


@pytest.mark.parametrize(("product", "found"), [("credit_card", 0.52), ("personal_loan", 0.48)])
def test_about_half_borrow_where_they_bank(full_range: Lived, product: str, found: float) -> None:
    assert full_range.kept_where_they_bank(product).agrees_with(found - 0.07, found + 0.07)


@pytest.mark.parametrize(
    ("ages", "low", "high"),
    [
        ((18, 23), 0.20, 0.28),
        ((24, 29), 0.13, 0.17),
        ((30, 64), 0.04, 0.08),
        ((65, 99), 0.01, 0.03),
    ],
)
def test_movers_leave_as_often_as_surveys_find(
    full_range: Lived, ages: tuple[int, int], low: float, high: float
) -> None:
    assert full_range.leaving(ages, "movers").agrees_with(low, high, errors=2.0)


def test_stayers_never_leave(full_range: Lived) -> None:
    assert full_range.leaving(ADULTS, "stayers").value == 0.0


def test_two_to_four_customers_in_a_hundred_leave_in_a_year(full_range: Lived) -> None:
    """The switch service counts 2 to 3 %, the market authority 3 %; both miss who leaves unsaid."""
    assert full_range.leaving(ADULTS, "stayers", "movers").agrees_with(0.02, 0.04)


def test_as_many_live_to_each_age_as_in_the_life_table(full_range: Lived) -> None:
    with (SCENARIOS / "data/uk_life_table_2018_2020.csv").open(encoding="utf-8") as file:
        rows = [(row["sex"], int(row["age"]), float(row["qx"])) for row in csv.DictReader(file)]
    for age in (18, 45, 65, 85):
        to_age = [[1 - q for s, a, q in rows if s == sex and 11 <= a < age] for sex in ("M", "F")]
        expected = float(np.mean([np.prod(chances) for chances in to_age]))
        last_month_before = (age - 11) * 12 - 1  # in a month lived, that month's risk is behind
        alive = float(full_range.holdings.alive[:, last_month_before].mean())
        error = np.sqrt(expected * (1 - expected) / PEOPLE)
        assert abs(alive - expected) < 4.0 * error, age


def surveys() -> list[tuple[str, int, int, float]]:
    """What surveys found of British adults of a range of ages."""
    with (SCENARIOS / "data/uk_ownership_by_age.csv").open(encoding="utf-8") as file:
        return [
            (row["product"], int(row["age_lo"]), int(row["age_hi"]), float(row["value"]))
            for row in csv.DictReader(file)
            if row["population"] == "adults" and row["product"] in SURVEYED
        ]


@pytest.mark.parametrize(("asked", "low", "high", "found"), surveys())
def test_as_many_hold_a_product_somewhere_as_surveys_find(
    full_range: Lived, asked: str, low: int, high: int, found: float
) -> None:
    people = full_range.holdings.aged(low, high)
    held = ratio(full_range.holdings.held(*SURVEYED[asked]) & people, people)
    assert held.agrees_with(found - 0.04, found + 0.04)


def test_one_in_fifty_has_no_account(full_range: Lived) -> None:
    adults = full_range.holdings.aged(*ADULTS)
    without = ratio(adults & ~full_range.holdings.held(*MAIN_ACCOUNTS), adults)
    assert without.agrees_with(0.01, 0.03)


def test_neither_bank_has_more_of_the_market_than_a_large_one(
    full_range: Lived, few_products: Lived
) -> None:
    """HSBC UK has 14 to 15 million customers among 54 million adults; branchless banks fewer."""
    assert full_range.share_of_adults().agrees_with(0.20, 0.30)
    assert few_products.share_of_adults().agrees_with(0.03, 0.20)


def test_both_banks_reach_grown_ups_alike(full_range: Lived) -> None:
    one, other = full_range.tables.strategies
    grown_up = full_range.tables.stage_names.index("starting_out")
    for ours, theirs in ((one.reach, other.reach), (one.takes, other.takes)):
        assert np.array_equal(ours[grown_up:], theirs[grown_up:])


def test_loans_of_the_young_are_cheaper_than_those_of_the_old(full_range: Lived) -> None:
    centric, tables = full_range.tables.strategies[0], full_range.tables
    young, old = (tables.stage_names.index(name) for name in ("starting_out", "pre_retirement"))
    for name in ("mortgage", "personal_loan", "credit_card"):
        better = centric.better_by[tables.product_names.index(name)]
        assert all(a >= b for a, b in pairwise(better[young : old + 1]))
        assert better[young] > 0.0 > better[old]
