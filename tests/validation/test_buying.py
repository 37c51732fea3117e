"""The closed forms of repeat buying and of concentration: integrals, sums and published figures."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from sim.experiments.validation import buy_till_you_die as btyd
from sim.experiments.validation import concentration
from sim.experiments.validation.repeat_buying import fitted

DONATIONS = {
    (0, 0): 3464,
    (1, 1): 1091,
    (1, 2): 277,
    (2, 2): 613,
    (1, 3): 129,
    (2, 3): 255,
    (3, 3): 322,
    (1, 4): 78,
    (2, 4): 155,
    (3, 4): 181,
    (4, 4): 240,
    (1, 5): 119,
    (2, 5): 173,
    (3, 5): 225,
    (4, 5): 284,
    (5, 5): 335,
    (1, 6): 129,
    (2, 6): 234,
    (3, 6): 357,
    (4, 6): 512,
    (5, 6): 728,
    (6, 6): 1203,
}
"""Fader, Hardie and Shang (2010): donors to public radio by frequency and recency."""
FOUND = btyd.Parameters(1.204, 0.750, 0.657, 2.783)
"""What they found, with a log-likelihood of -33,225.6."""


def test_the_published_donors_are_as_likely_as_published() -> None:
    assert sum(DONATIONS.values()) == 11_104
    logs = [count * btyd.log_likelihood(FOUND, *at, 6) for at, count in DONATIONS.items()]
    assert sum(logs) == pytest.approx(-33_225.6, abs=0.1)


def test_the_library_finds_the_published_parameters_of_the_donors() -> None:
    pytest.importorskip("lifetimes", exc_type=ImportError)
    pairs = np.repeat(np.array(list(DONATIONS)), list(DONATIONS.values()), axis=0)
    assert fitted(pairs[:, 0], pairs[:, 1], 6) == pytest.approx(FOUND, abs=0.002)


def test_a_history_is_as_likely_as_its_integral_over_customers() -> None:
    """Every pattern of four occasions, over both betas by Gauss-Jacobi quadrature."""
    of, n, total = btyd.Parameters(1.3, 2.2, 1.6, 3.1), 4, 0.0
    buys, of_buying = across(of.alpha, of.beta)
    dies, of_dying = across(of.gamma, of.delta)
    p, theta = buys[:, None], dies[None, :]
    for bought in itertools.product((0, 1), repeat=n):
        x, last = sum(bought), max((k for k, b in enumerate(bought, start=1) if b), default=0)
        likely = sum(
            p**x * (1 - p) ** (lived - x) * (1 - theta) ** lived * (theta if lived < n else 1)
            for lived in range(last, n + 1)
        )
        found = np.exp(btyd.log_likelihood(of, x, last, n))
        assert found == pytest.approx(of_buying @ likely @ of_dying)
        total += found
    assert total == pytest.approx(1)


def across(a: float, b: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points and weights that integrate a polynomial over a beta exactly."""
    points, weights = special.roots_jacobi(20, b - 1, a - 1)
    return (1 + points) / 2, weights / weights.sum()


def test_chances_add_up_and_have_the_mean_of_the_closed_form() -> None:
    for n in (1, 6, 35):
        likely = btyd.chances(FOUND, n)
        assert likely.sum() == pytest.approx(1)
        mean = float(likely @ btyd.histories(n).x)
        assert btyd.expected_purchases(FOUND, n) == pytest.approx(mean)


def test_the_errors_of_estimates_shrink_with_people_and_with_occasions() -> None:
    of, n, people = btyd.Parameters(2.0, 3.0, 1.5, 4.0), 12, 5000
    spread = np.array(btyd.errors_of_estimates(of, n, people))
    assert btyd.errors_of_estimates(of, n, 4 * people) == pytest.approx(spread / 2)
    assert (np.array(btyd.errors_of_estimates(of, 2 * n, people)) < spread).all()


# Concentration -----------------------------------------------------------------------------------


@pytest.mark.parametrize("top", [0.05, 0.2, 0.5])
def test_the_share_of_counted_purchases_is_that_of_people_in_order(top: float) -> None:
    chances = concentration.negative_binomial(0.6, 4.0)
    people = np.repeat(np.arange(len(chances)), np.round(chances * 1e6).astype(int))
    found, _ = concentration.counted_top_share(top, chances)
    assert concentration.top_share(people.astype(float), top) == pytest.approx(found, abs=1e-4)


def test_the_errors_of_top_shares_are_those_of_many_samples() -> None:
    top, n, samples = 0.2, 2000, 2000
    chances = concentration.negative_binomial(0.6, 4.0)
    drawn = np.random.default_rng(5).choice(len(chances), (samples, n), p=chances / chances.sum())
    found = np.std([concentration.top_share(each.astype(float), top) for each in drawn])
    assert found == pytest.approx(concentration.counted_error(top, chances, n), rel=0.06)
    savers = np.random.default_rng(6).lognormal(0, 0.8, (samples, n))
    found = np.std([concentration.top_share(each, top) for each in savers])
    share = concentration.lognormal_top_share(top, 0.8)
    expected = concentration.error_of_top_share(stats.lognorm(0.8), top, share, n)
    assert found == pytest.approx(expected, rel=0.06)
