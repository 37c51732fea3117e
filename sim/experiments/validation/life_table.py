"""Who is still alive at an age, and how long people live, by a life table.

Survivors to age ``x`` are the product of ``1 - q`` over the years before (any textbook of
demography, such as Preston, Heuveline and Guillot 2001). Within a year of age the force of
mortality is constant, so a month's chance is ``1 - (1-q)**(1/12)``.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.experiments.validation import errors
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived
from sim.scenario.life_table import read_life_table

SOURCE = "Preston, Heuveline and Guillot 2001, Demography, chapter 3; table of the ONS 2018-2020"
AGES = (1, 20, 40, 60, 70, 80, 90, 100)


def survivors(qx: tuple[float, ...], months: int) -> NDArray[np.float64]:
    """The share alive after each whole number of months of life, from 0 on.

    Beyond the table its last row holds.

    >>> survivors((0.5,), 13).round(3).tolist()[::12]
    [1.0, 0.5]
    """
    ages = np.minimum(np.arange(months) // 12, len(qx) - 1)
    stays = (1 - np.asarray(qx)[ages]) ** (1 / 12)
    return np.concatenate([[1.0], np.cumprod(stays)])[:months]


def both_sexes(lived: Lived) -> NDArray[np.float64]:
    """The share of people alive after each whole month of life; half are of each sex."""
    (text,) = lived.scenario.source.tables.values()
    months = lived.scenario.months + 1
    tables = read_life_table(text).qx.values()
    return np.asarray(np.mean([survivors(qx, months) for qx in tables], axis=0))


def compare(lived: Lived) -> list[Comparison]:
    """Survivors to some ages, and life expectancy at birth."""
    alive, n = both_sexes(lived), lived.scenario.people
    found = np.append(1.0, lived.months()["living"].to_numpy() / n)
    return [
        *(
            Comparison(
                f"Alive at {age}",
                "product of 1 - q",
                SOURCE,
                "on the birthday",
                float(alive[12 * age]),
                float(found[12 * age]),
                errors.of_share(float(alive[12 * age]), n),
            )
            for age in AGES
        ),
        Comparison(
            "Life expectancy, years",
            "sum of survivors over whole months / 12",
            SOURCE,
            "whole months lived; nothing is discounted",
            float(alive[1:].sum() / 12),
            float(found[1:].sum() / 12),
            _spread(alive[1:]) / 12 / math.sqrt(n),
        ),
    ]


def _spread(alive: NDArray[np.float64]) -> float:
    """The standard deviation of months lived: ``E N**2 = sum of (2k - 1) P(N >= k)``."""
    k = np.arange(1, len(alive) + 1)
    return math.sqrt(float(((2 * k - 1) * alive).sum() - alive.sum() ** 2))


CHECK = Check("life_table", compare)
