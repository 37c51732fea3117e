"""A market won by reach and by word of mouth, against the diffusion of Bass (1969)."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.experiments.validation.diffusion import bass, joined
from sim.world.outcome import Outcome
from tests.worlds import counted, world

PEOPLE, YEARS = 20_000, 15
FAMILY = 0.001
"""The chance that any comparison of this file fails although the program is right."""
MARKETS = [(0.03, 0.38), (0.01, 0.8), (0.05, 0.0)]
Z = float(stats.norm.isf(FAMILY / (len(MARKETS) * YEARS + 4) / 2))


def expected(p: float, q: float) -> list[tuple[float, float]]:
    """The share who joined by the end of each month, and its standard error."""
    return joined(p, q, PEOPLE, 12 * YEARS)


@cache
def won(p: float, q: float, seed: int = 1969, people: int = PEOPLE, years: int = YEARS) -> Outcome:
    """Who has joined stays, and is satisfied to the full."""
    return world(
        {
            "people": people,
            "years": years,
            "seed": seed,
            "behaviour.satisfaction.start": "100%",
            "strategies.firm.service": "{quality: 100%}",
            "strategies.firm.word_of_mouth": f"{{per_satisfied_customer: {q}}}",
            "strategies.firm.acquire": (
                f"{{adult: {{reach: {1 - math.exp(-p)}, takes: 100%, opens: account}}}}"
            ),
        }
    )


@pytest.mark.parametrize(("p", "q"), MARKETS)
def test_as_many_have_joined_by_each_year_as_bass_says(p: float, q: float) -> None:
    found = np.cumsum(counted(won(p, q), "joined")) / PEOPLE
    for year in range(1, YEARS + 1):
        share, error = expected(p, q)[12 * year - 1]
        assert error < 0.02
        assert abs(found[12 * year - 1] - share) < Z * error, year


def test_the_months_that_were_expected_are_close_to_the_closed_form() -> None:
    shares = [share for share, _ in expected(0.03, 0.38)]
    assert max(abs(f - bass((m + 1) / 12, 0.03, 0.38)) for m, f in enumerate(shares)) < 0.011


def test_the_error_is_that_of_many_small_markets() -> None:
    """Forty markets of 500, five years on: their variance, by chi-squared, and their mean."""
    small, markets, month = 500, 40, 59
    shares = [
        sum(counted(won(0.03, 0.38, seed, small, years=5), "joined")) / small
        for seed in range(markets)
    ]
    share, error = expected(0.03, 0.38)[month]
    error *= math.sqrt(PEOPLE / small)
    ratio = (markets - 1) * np.var(shares, ddof=1) / error**2
    low, high = stats.chi2.ppf([1e-4, 1 - 1e-4], markets - 1)
    assert low < ratio < high
    assert abs(np.mean(shares) - share) < Z * error / math.sqrt(markets) + 1 / small


def test_most_join_when_the_closed_form_says() -> None:
    """Within half a year of ``ln(q/p) / (p + q)`` years, by counts of thirteen months each."""
    new = np.convolve(counted(won(0.03, 0.38), "joined"), np.ones(13) / 13, "same")
    peak = 12 * math.log(0.38 / 0.03) / 0.41
    assert abs(int(new.argmax()) - peak) < 6
