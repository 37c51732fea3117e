"""Ages, birthdays, stages, and deaths that follow a life table month by month."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import life
from sim.rules.numbers import log
from sim.rules.waiting import hazard

GRID = 4_000
FINE = (np.arange(GRID) + 0.5) / GRID


def deaths(months_old: int, first_age: int, qx: list[float], end: int) -> np.ndarray:
    table = np.array([hazard(chance) for chance in qx])
    return np.array([life.month_of_death(u, 0, months_old, first_age, table, end) for u in FINE])


def surviving(died: np.ndarray, month: int) -> float:
    """The share that lives through ``month``."""
    return float(np.mean(died > month))


def test_every_month_of_a_year_of_age_has_the_same_chance_of_death() -> None:
    died = deaths(30 * 12, 30, [0.3], 12)
    for month in range(12):
        assert surviving(died, month) == pytest.approx(0.7 ** ((month + 1) / 12), abs=1 / GRID)


def test_a_year_of_age_begins_with_the_birthday_and_not_with_the_run() -> None:
    """Seven months to the birthday at one chance, then the next year's."""
    died = deaths(30 * 12 + 5, 30, [0.2, 0.6], 24)
    assert surviving(died, 6) == pytest.approx(0.8 ** (7 / 12), abs=1 / GRID)
    assert surviving(died, 18) == pytest.approx(0.8 ** (7 / 12) * 0.4, abs=1 / GRID)


def test_the_last_row_holds_beyond_the_table_and_the_first_before_it() -> None:
    beyond = deaths(90 * 12, 50, [0.9, 0.1], 24)
    before = deaths(20 * 12, 50, [0.1, 0.9], 24)
    for died in (beyond, before):
        assert surviving(died, 11) == pytest.approx(0.9, abs=1 / GRID)
        assert surviving(died, 23) == pytest.approx(0.81, abs=1 / GRID)


def test_a_chance_of_one_is_death_in_the_first_month_of_that_age() -> None:
    assert set(deaths(18 * 12 + 2, 18, [0.0, 1.0], 60)) == {10}


def test_a_life_that_begins_later_in_the_run_is_as_long() -> None:
    """Over four years of age, with another hazard in each."""
    table = np.array([0.01, 0.03, 0.002, 0.05])
    early, late = (
        [life.month_of_death(u, enters, 30 * 12 + 5, 30, table, enters + 48) for u in FINE]
        for enters in (0, 31)
    )
    assert late == [month + 31 for month in early]
    assert len(set(early)) == 49


def test_the_last_month_before_a_birthday_belongs_to_the_year_of_age_before_it() -> None:
    """A draw on the very edge between the two, in eighths of its hazard, which are exact."""
    table = np.array([-log(0.3) / 8, 1.0])
    assert life.month_of_death(0.3, 0, 30 * 12 + 4, 30, table, 60) == 7


def test_nobody_dies_who_cannot() -> None:
    assert set(deaths(0, 0, [0.0], 60)) == {60}


def test_birthdays_come_every_twelve_months_and_count_whole_years() -> None:
    enters, months_old = 4, 12 * 18 + 7
    ages = [life.age_at(month, enters, months_old) for month in range(4, 40)]
    changes = [month for month in range(5, 40) if ages[month - 4] != ages[month - 5]]
    assert ages[0] == 18
    assert changes == [9, 21, 33]
    assert [life.next_birthday(month, enters, months_old) for month in (4, 8, 9, 20)] == [
        9,
        9,
        21,
        21,
    ]


@pytest.mark.parametrize(
    ("age", "month"), [(18.0, 0), (18.5, 6), (21.04, 37), (17.0, -12), (18.0 + 1 / 12, 1)]
)
def test_a_stage_begins_in_the_first_month_in_which_its_age_is_reached(
    age: float, month: int
) -> None:
    assert life.entry_month(0, 18 * 12, age) == month
    assert life.entry_month(5, 18 * 12, age) == month + 5


def test_the_stage_is_the_last_that_has_begun() -> None:
    entries = np.array([-20, 3, 3, 10])
    assert [life.stage_at(month, entries) for month in (0, 2, 3, 9, 10, 99)] == [0, 0, 2, 2, 3, 3]


def test_income_is_lognormal_about_the_median_at_one_rank() -> None:
    assert life.income(30_000.0, 0.5, 0.0, 1.1) == pytest.approx(33_000)
    assert life.income(30_000.0, 0.5, -2.0, 1.0) == pytest.approx(30_000 / np.e)
