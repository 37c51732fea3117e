"""Who joins by reach and by word of mouth: the diffusion of Bass (1969).

In month ``t`` a stranger joins with chance ``pi(F) = 1 - exp(-(p + q F) / 12)``, ``F`` the share
who had joined before. The joiners of a month are binomial, so that with ``N`` people and
``g(F) = F + (1 - F) pi(F)`` the variance of ``F`` grows, to the first order in ``1/N``, by

    V' = g'(F)**2 V + (1 - F) pi (1 - pi) / N

(the delta method, month by month; van Kampen 2007, the linear noise approximation).
"""

import math

import numpy as np

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SOURCE = "Bass 1969, Management Science 15(5); error: van Kampen 2007, linear noise approximation"
YEARS = (2, 5, 8, 12)


def bass(years: float, p: float, q: float) -> float:
    """The share who joined by a time, where everything flows continuously.

    >>> round(bass(5, 0.03, 0.38), 4)
    0.3312
    """
    decay = math.exp(-(p + q) * years)
    return (1 - decay) / (1 + q / p * decay)


def joined(p: float, q: float, people: int, months: int) -> list[tuple[float, float]]:
    """The share who joined by the end of each month, and its standard error."""
    share = variance = 0.0
    found = []
    for _ in range(months):
        stays = math.exp(-(p + q * share) / 12)
        slope = stays + (1 - share) * stays * q / 12
        variance = slope**2 * variance + (1 - share) * (1 - stays) * stays / people
        share += (1 - share) * (1 - stays)
        found.append((share, math.sqrt(variance)))
    return found


def coefficients(lived: Lived) -> tuple[float, float]:
    """Those of innovation and of imitation, a year."""
    reach = lived.number("strategies.firm.acquire.adult.reach")
    talk = lived.number("strategies.firm.word_of_mouth.per_satisfied_customer")
    return -math.log(1 - reach), talk


def compare(lived: Lived) -> list[Comparison]:
    """The share who joined by the end of some years."""
    n = lived.scenario.people
    expected = joined(*coefficients(lived), n, lived.scenario.months)
    found = np.cumsum(lived.months()["joined"].to_numpy()) / n
    return [
        Comparison(
            f"Joined within {year} years",
            "F(t+1) = F + (1-F) (1 - exp(-(p + q F)/12))",
            SOURCE,
            "people decide once a month, by what was true a month before",
            expected[12 * year - 1][0],
            float(found[12 * year - 1]),
            expected[12 * year - 1][1],
        )
        for year in YEARS
    ]


def note(lived: Lived) -> str:
    """What the closed form in continuous time says."""
    shares = ", ".join(f"{bass(year, *coefficients(lived)):.4f}" for year in YEARS)
    return f"Where people decide at every moment, Bass's closed form gives {shares}."


CHECK = Check("diffusion", compare, note)
