"""Life: age, stage and death. Nothing here depends on any firm."""

import math

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import inner, rule
from sim.rules.numbers import exp, log

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@rule
def whole_months(years: float) -> int:
    """An age in whole months.

    >>> whole_months(11.0), whole_months(21.5)
    (132, 258)
    """
    return math.floor(years * 12.0 + 1e-9)


@rule
def entry_month(enters: int, months_old: int, stage_from: float) -> int:
    """The first month in which a person is at least ``stage_from`` years old (may be negative).

    ``enters`` is the month, and ``months_old`` the age in whole months, at which the person enters.

    >>> entry_month(0, 132, 18.0), entry_month(0, 132, 11.0)
    (84, 0)
    """
    return enters + math.ceil(stage_from * 12.0 - 1e-9) - months_old


@inner
def stage_at(month: int, entries: Ints) -> int:
    """The last stage that has begun by ``month``; the first one before any has.

    ``entries`` holds the month in which each stage begins, ascending.
    """
    stage = 0
    for later in range(1, len(entries)):
        stage += int(entries[later] <= month)
    return stage


@rule
def age_at(month: int, enters: int, months_old: int) -> int:
    """Age in whole years in a month.

    >>> age_at(11, 0, 132), age_at(12, 0, 132)
    (11, 12)
    """
    return (months_old + month - enters) // 12


@rule
def next_birthday(month: int, enters: int, months_old: int) -> int:
    """The first month after ``month`` in which the person is a year older.

    >>> next_birthday(0, 0, 132), next_birthday(5, 0, 133)
    (12, 11)
    """
    return month + 12 - (months_old + month - enters) % 12


@rule
def month_of_death(
    u: float, enters: int, months_old: int, first_age: int, hazards: Floats, end: int
) -> int:
    """The month at whose start the person dies; ``end`` if not before ``end``.

    ``hazards[i]`` is the hazard per month in the year of age ``first_age + i``; beyond the table
    its last row holds, before it the first. A life table's chance ``q`` to die within a year of age
    is a hazard of ``-ln(1 - q) / 12``: every month of the year then has the same chance
    ``1 - (1 - q)**(1/12)``.
    """
    left = -log(u)
    last = len(hazards) - 1
    month = enters
    while month < end:
        hazard = hazards[min(max(age_at(month, enters, months_old) - first_age, 0), last)]
        until = min(next_birthday(month, enters, months_old), end)
        if hazard * (until - month) >= left:
            months = math.ceil(left / hazard)
            return int(min(month + max(months, 1), until) - 1)
        left -= hazard * (until - month)
        month = until
    return end


@rule
def income(median: float, spread: float, rank: float, growth: float) -> float:
    """Income a year: lognormal about the stage's median; ``rank``, standard normal, is for life."""
    return median * growth * exp(spread * rank)
