"""Customers and people who are still there, against geometric, shifted-beta and life-table laws."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.validation import shifted_beta_geometric
from sim.experiments.validation.life_table import survivors
from sim.rules.chance import Decision, draw
from sim.scenario.life_table import read_life_table
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, monthly, scenario, world

PEOPLE = 3000
SEX = int(Decision.SEX)
UK = Path(__file__).parents[2] / "scenarios/data/uk_life_table_2018_2020.csv"


@cache
def stays(churn: str, years: int) -> Outcome:
    return world(
        EVERYBODY_HOLDS,
        {"people": PEOPLE, "years": years, "behaviour.churn.per_year": churn},
    )


def test_customers_stay_as_long_as_the_geometric_law_says_month_by_month() -> None:
    """One distribution function, by Kolmogorov's bound at 1 in 10,000."""
    tenure = stays("40%", 2).people.tenure_months
    found = [np.mean(tenure > k) for k in range(1, 24)]
    expected = [(1 - monthly(0.4)) ** k for k in range(1, 24)]
    assert np.abs(np.subtract(found, expected)).max() < 2.23 / np.sqrt(PEOPLE)


@pytest.mark.parametrize(("a", "b"), [(1.0, 3.0), (0.5, 1.0)])
def test_churn_by_person_gives_the_shifted_beta_geometric_survivors(a: float, b: float) -> None:
    """``B(a, b + k) / B(a, b)`` after k whole years (Fader and Hardie 2007)."""
    tenure = stays(f"{{beta: [{a}, {b}]}}", 4).people.tenure_months
    for k in (1, 2, 3):
        expected = shifted_beta_geometric.survivors(k, a, b)
        error = np.sqrt(expected * (1 - expected) / PEOPLE)
        assert np.mean(tenure > 12 * k) == pytest.approx(expected, abs=4 * error), k


def test_retention_rises_with_tenure_where_people_differ() -> None:
    """What the geometric law with one chance for all would not show."""
    tenure = stays("{beta: [0.5, 1.0]}", 4).people.tenure_months
    living = [np.mean(tenure > 12 * k) for k in range(4)]
    retained = [after / before for before, after in itertools.pairwise(living)]
    assert retained[0] + 0.1 < retained[1] < retained[2]


@cache
def newborns() -> Cohort:
    life = {
        "people": 20_000,
        "years": 115,
        "life.stages": "{adult: {from: 0}}",
        "life.mortality": "{table: uk.csv}",
    }
    return born(tabulate(scenario(life, tables={"uk.csv": UK.read_text(encoding="utf-8")})))


@pytest.mark.parametrize("sex", [0, 1])
def test_people_survive_as_the_uk_life_table_says(sex: int) -> None:
    """Ages 1, 10, ..., 110 for both sexes: 24 shares, each within 4.2 standard errors."""
    cohort = newborns()
    table = list(read_life_table(UK.read_text(encoding="utf-8")).qx.values())[sex]
    of = np.array([int(2 * draw(1865, person, 0, SEX, 0)) == sex for person in range(len(cohort))])
    assert of.sum() == pytest.approx(10_000, abs=4 * np.sqrt(5_000))
    for age in (1, *range(10, 120, 10)):
        expected = survivors(table, 12 * age + 1)[-1]
        error = np.sqrt(expected * (1 - expected) / of.sum())
        assert np.mean(cohort.dies[of] >= 12 * age) == pytest.approx(expected, abs=4.2 * error), age


def test_people_whose_age_differs_by_months_die_by_their_own_birthdays() -> None:
    """A chance of 1 at 19: everybody dies on the 19th birthday."""
    life = {"people": 500, "years": 2, "life.enter": "{age: {uniform: [18, 19]}}"}
    deaths = {"life.mortality": "{table: t.csv}"}
    tables = tabulate(scenario({**life, **deaths}, tables={"t.csv": "age,qx\n18,0\n19,1\n"}))
    cohort = born(tables)
    assert ((cohort.months_old + cohort.dies - cohort.enters) == 12 * 19).all()
    assert len(set(cohort.dies.tolist())) == 12


def test_a_stage_begins_when_it_or_a_later_one_is_reached() -> None:
    """Families begin at 32 +- 8 years, but who is 40 is established, family or not."""
    stages = "{single: {from: 18}, family: {from: {normal: [32, 8]}}, established: {from: 40}}"
    cohort = born(tabulate(scenario({"people": 2000, "life.stages": stages, "years": 1})))
    assert (cohort.entries[:, 0] <= cohort.entries[:, 1]).all()
    assert (cohort.entries[:, 1] <= cohort.entries[:, 2]).all()
    assert (cohort.entries[:, 2] == (40 - 18) * 12).all()
    early = np.mean(cohort.entries[:, 1] < (40 - 18) * 12)
    assert early == pytest.approx(0.8413, abs=4 * np.sqrt(0.8413 * 0.1587 / 2000))


def test_income_ranks_are_standard_normal_and_kept() -> None:
    ranks = born(tabulate(scenario({"people": 5000}))).income_rank
    assert ranks.mean() == pytest.approx(0, abs=4 / np.sqrt(5000))
    assert ranks.std() == pytest.approx(1, abs=4 / np.sqrt(10_000))
