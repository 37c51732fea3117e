"""The closed forms of value and survival, against sums, enumeration and published figures."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import numpy_financial as npf
import pytest
from scipy import optimize, stats

from sim.experiments.validation import constant_retention, errors, level_annuity, life_table
from sim.experiments.validation import shifted_beta_geometric as sbg
from sim.experiments.validation.markov_chain import Branch, Month, moments
from sim.scenario.life_table import read_life_table

UK = Path(__file__).parents[2] / "scenarios/data/uk_life_table_2018_2020.csv"

# Constant retention ------------------------------------------------------------------------------


@pytest.mark.parametrize(("r", "i"), [(0.8, 0.12), (0.976, 0.008), (0.3, 0.0)])
def test_value_under_constant_retention_is_the_sum_of_its_margins(r: float, i: float) -> None:
    v = r / (1 + i)
    before = sum(7.0 * v**k for k in range(5000))
    assert constant_retention.worth_before_first_margin(7.0, r, i) == pytest.approx(before)
    after = constant_retention.worth_after_first_margin(7.0, r, i)
    assert after == pytest.approx(before - 7.0)


@pytest.mark.parametrize(
    ("r", "i", "multiple"), [(0.6, 0.10, 1.20), (0.8, 0.12, 2.50), (0.9, 0.10, 4.50)]
)
def test_margin_multiples_are_the_published_ones(r: float, i: float, multiple: float) -> None:
    """Gupta and Lehmann (2003), Customers as Assets, their table of margin multiples."""
    found = constant_retention.worth_after_first_margin(1.0, r, i)
    assert found == pytest.approx(multiple, abs=0.005)


def test_the_spread_of_value_is_that_of_a_geometric_number_of_margins() -> None:
    r, i = 0.9, 0.02
    chances = [(1 - r) * r ** (k - 1) for k in range(1, 3000)]
    worth = [sum(5.0 * (1 + i) ** -j for j in range(k)) for k in range(1, 3000)]
    mean = float(np.dot(chances, worth))
    spread = math.sqrt(float(np.dot(chances, np.square(worth))) - mean**2)
    assert constant_retention.spread(5.0, r, i) == pytest.approx(spread, rel=1e-6)


# Markov chains -----------------------------------------------------------------------------------


def test_a_long_chain_has_the_mean_and_variance_of_its_linear_equations() -> None:
    """``V = (I - v P)**-1 R`` (Pfeifer and Carraway 2000), ``M = (I - v**2 P)**-1 (R**2 + 2 v R P
    V)`` (Sobel 1982), where a state has one reward."""
    v, reward = 0.8, np.array([36.0, -4.0, -4.0])
    move = np.array([[0.3, 0.7, 0.0], [0.2, 0.0, 0.8], [0.05, 0.0, 0.0]])
    names = ("bought", "a year ago", "two years ago")
    month: Month = {
        name: [
            *(Branch(move[i, j], reward[i], names[j]) for j in range(3)),
            Branch(1 - move[i].sum(), reward[i], None),
        ]
        for i, name in enumerate(names)
    }
    mean = np.linalg.solve(np.eye(3) - v * move, reward)
    square = np.linalg.solve(np.eye(3) - v**2 * move, reward**2 + 2 * v * reward * (move @ mean))
    for i, name in enumerate(names):
        found = moments(lambda _: month, 200, v, name)
        assert found[:2] == pytest.approx((mean[i], square[i]))


def test_a_short_chain_has_the_moments_of_all_its_paths() -> None:
    """Four months, three branches, by enumeration; chances and rewards change with the month."""
    v = 0.9

    def month(t: int) -> Month:
        stays = 0.5 + 0.1 * t
        return {
            "in": [
                Branch(stays, t + 1, "in"),
                Branch(0.2, -3, "in"),
                Branch(0.3 - 0.1 * t, 2, None),
            ]
        }

    paths: list[tuple[float, float]] = []
    for choice in itertools.product(range(3), repeat=4):
        chance, worth, place = 1.0, 0.0, 0
        for place, which in enumerate(choice):
            branch = month(place)["in"][which]
            chance, worth = chance * branch.chance, worth + branch.reward * v**place
            if branch.then is None:
                break
        if not any(choice[place + 1 :]):  # each path once: what follows an end is 0
            paths.append((chance, worth))
    assert sum(chance for chance, _ in paths) == pytest.approx(1)
    expected = [sum(chance * worth**k for chance, worth in paths) for k in (1, 2, 3, 4)]
    assert moments(month, 4, v, "in") == pytest.approx(expected)


def test_the_error_of_a_variance_is_that_of_many_samples() -> None:
    law, n, samples = stats.gamma(2.0), 40, 20_000
    spread = float(np.std(law.rvs((samples, n), random_state=7).var(axis=1, ddof=1)))
    expected = errors.of_variance([float(law.moment(k)) for k in (1, 2, 3, 4)], n)
    assert spread == pytest.approx(expected, rel=0.05)


# The shifted beta-geometric ----------------------------------------------------------------------

PUBLISHED = {
    (0.668, 3.806): (86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1),
    (0.704, 1.182): (63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1),
}
"""Fader and Hardie (2007): per cent of customers left after 1 to 7 years in
the segments high end and regular, and the parameters that they found."""


@pytest.mark.parametrize("parameters", PUBLISHED)
def test_the_published_customers_lead_to_the_published_parameters(
    parameters: tuple[float, float],
) -> None:
    left = np.array([100.0, *PUBLISHED[parameters]])

    def surprise(logs: np.ndarray) -> float:
        a, b = np.exp(logs)
        stays = np.array([sbg.survivors(k, a, b) for k in range(8)])
        return float(
            -(left[:-1] - left[1:]) @ np.log(-np.diff(stays)) - left[-1] * np.log(stays[-1])
        )

    found = optimize.minimize(surprise, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-8})
    assert np.exp(found.x) == pytest.approx(parameters, abs=0.002)


def test_survival_is_the_recursion_of_the_paper() -> None:
    """Fader and Hardie (2007): ``P(t) = P(t-1) (b+t-2) / (a+b+t-1)``."""
    a, b = 0.668, 3.806
    dies, stays = a / (a + b), 1 - a / (a + b)
    for t in range(2, 60):
        assert sbg.survivors(t - 1, a, b) == pytest.approx(stays)
        dies *= (b + t - 2) / (a + b + t - 1)
        stays -= dies


@pytest.mark.parametrize(("a", "b"), [(0.668, 3.806), (0.704, 1.182), (3.8, 15.2)])
@pytest.mark.parametrize("renewed", [0, 1, 4])
def test_residual_lifetime_is_the_discounted_sum_of_survivors(
    a: float, b: float, renewed: int
) -> None:
    stays = [sbg.survivors(k, a, b) for k in range(renewed, 600)]
    expected = sum(stays[k] / stays[0] * 1.1 ** -(k - 1) for k in range(1, len(stays)))
    assert sbg.residual_lifetime(0.1, renewed, a, b) == pytest.approx(expected, rel=1e-9)


def test_the_spread_of_residual_lifetime_is_that_of_geometric_lives_of_many_kinds() -> None:
    a, b, renewed, n = 0.704, 1.182, 2, 400_000
    chance = np.random.default_rng(3)
    stays = 1 - chance.beta(a, b + renewed, n)
    years = np.minimum(chance.geometric(1 - stays) - 1, 60 - renewed)
    found = sbg.annuity(years, 0.1).std()
    assert sbg.spread_of_residual(0.1, renewed, a, b, 60) == pytest.approx(found, rel=0.01)


# Life tables -------------------------------------------------------------------------------------


def test_life_expectancy_is_the_published_one_to_a_tenth_of_a_year() -> None:
    """ONS, National life tables UK 2018-2020: 79.04 years for men, 82.86 for women. Months are
    whole here, half a month less on average."""
    tables = list(read_life_table(UK.read_text(encoding="utf-8")).qx.values())
    found = [life_table.survivors(qx, 12 * 130)[1:].sum() / 12 + 1 / 24 for qx in tables]
    assert found == pytest.approx([79.04, 82.86], abs=0.1)


def test_survivors_are_products_of_years() -> None:
    qx = (0.1, 0.2, 0.5)
    alive = life_table.survivors(qx, 61)[::12]
    assert alive == pytest.approx([1, 0.9, 0.9 * 0.8, 0.36, 0.18, 0.09])


# Loans -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "rate", "months"), [(200_000, 0.005, 360), (1_500, 0.02, 7)])
def test_payment_and_balance_are_those_of_a_financial_library(
    amount: float, rate: float, months: int
) -> None:
    payment = -npf.pmt(rate, months, amount)
    assert level_annuity.payment(amount, rate, months) == pytest.approx(payment)
    for paid in range(months):
        left = -npf.fv(rate, paid, -payment, amount)
        found = level_annuity.balance(amount, rate, months, paid)
        assert found == pytest.approx(left, abs=1e-6 * amount)


def test_roundings_spread_payment_and_balance_as_far_as_the_errors_say() -> None:
    """Many loans of slightly different amounts, in whole minor units."""
    rate, months, paid = 0.005, 120, 40
    off = []
    for amount in range(1_000_000, 1_400_000, 97):
        payment = round(level_annuity.payment(amount, rate, months))
        left, interest, read = amount, 0, 0.0
        for month in range(months):
            charged = round(left * rate)
            if month == paid:
                read = charged / rate
            interest += charged
            left -= payment - charged
        mean = (amount + interest) / months
        exact = level_annuity.payment(amount, rate, months)
        owed = level_annuity.balance(amount, rate, months, paid)
        off.append((mean - exact, read - owed))
    spread = np.sqrt(np.mean(np.square(off), axis=0))
    expected = (
        level_annuity.error_of_payment(rate, months),
        level_annuity.error_of_balance(rate, paid),
    )
    assert spread == pytest.approx(expected, rel=0.05)
