"""Loans are repaid to the minor unit by the level annuity; balances earn what they should."""

from __future__ import annotations

import numpy_financial as npf
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sim.rules import balance as rules

BALANCES = st.integers(1, 10**12)
RATES = st.one_of(st.just(0.0), st.floats(0.0, 0.6))
TERMS = st.integers(1, 600)


def repaid(balance: int, rate: float, months: int) -> list[tuple[int, int]]:
    """Interest and principal of each month."""
    payment = rules.level_payment(balance, rate, months)
    flows = []
    for left in range(months, 0, -1):
        interest = rules.month_interest(balance, rate)
        principal = rules.principal_repaid(balance, payment, interest, left)
        balance -= principal
        flows.append((interest, principal))
    assert balance == 0
    return flows


@given(BALANCES, RATES, TERMS)
@settings(deadline=None, derandomize=True)
def test_the_level_payment_is_the_textbook_annuity(balance: int, rate: float, months: int) -> None:
    assume(rate == 0 or rate > 1e-4)  # below, the textbook's own formula loses digits
    exact = -float(npf.pmt(rate / 12, months, balance))
    assert rules.level_payment(balance, rate, months) == pytest.approx(exact, abs=0.51, rel=1e-10)


@pytest.mark.parametrize("rate", [1e-300, 1.2e-38, 5.5e-17, 1e-13, 1e-9, 1e-6])
def test_a_rate_near_nothing_repays_like_no_interest(rate: float) -> None:
    """To first order the annuity is ``B / n (1 + (n + 1) r / 2)``."""
    exact = 20_000_000 / 300 * (1 + 301 / 2 * rate / 12)
    assert rules.level_payment(20_000_000, rate, 300) == round(exact)


@given(BALANCES, RATES, TERMS)
@example(1, 0.05, 360)
@example(5, 0.0, 600)
@example(100, 0.6, 600)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_loan_is_repaid_to_nothing_at_the_end_of_its_term(
    balance: int, rate: float, months: int
) -> None:
    flows = repaid(balance, rate, months)
    assert sum(principal for _, principal in flows) == balance
    assert all(interest >= 0 for interest, _ in flows)
    assert all(principal >= 0 for _, principal in flows)


@pytest.mark.parametrize("rate", [0.0, 0.015, 0.046, 0.072, 0.199])
def test_the_interest_of_a_term_is_what_the_payments_exceed_the_loan_by(rate: float) -> None:
    """Rounding moves each month by at most a unit, and those units bear interest."""
    balance, months = 25_000_000, 300
    payment = -float(npf.pmt(rate / 12, months, balance))
    interest = sum(flow for flow, _ in repaid(balance, rate, months))
    growth = (1 + rate / 12) ** months
    assert interest == pytest.approx(payment * months - balance, abs=months * growth)


def test_every_payment_but_the_last_is_the_level_payment() -> None:
    payment = rules.level_payment(12_345_678, 0.05, 120)
    flows = repaid(12_345_678, 0.05, 120)
    assert {sum(flow) for flow in flows[:-1]} == {payment}
    assert sum(flows[-1]) == pytest.approx(payment, abs=120)


def test_a_month_of_a_loan_counts_interest_before_the_payment_at_a_twelfth_of_the_rates() -> None:
    payment = rules.level_payment(10_000_000, 0.06, 360)
    margin, charge, principal = rules.loan_month(
        10_000_000, payment, 360, 0.06, 0.036, 0.5, 0.12, 0.10
    )
    assert margin == 50_000 - 30_000
    assert charge == 5_000
    assert principal == payment - 50_000


def test_an_account_earns_what_treasury_pays_above_what_the_customer_is_paid() -> None:
    assert rules.account_margin(1_000_000, 0.032, 0.005) == 27_000
    assert rules.account_margin(1_000_000, 0.005, 0.032) == -27_000


def test_a_loss_is_a_share_of_the_balance() -> None:
    assert rules.credit_loss(1_000_001, 0.12) == 120_000


@pytest.mark.parametrize(
    ("level", "times_income", "growth", "expected"),
    [(500.0, 0.0, 1.1, 550), (0.0, 3.0, 1.1, 90_000), (100.0, 0.1, 2.0, 3_200)],
)
def test_growth_of_amounts_moves_levels_and_leaves_income_to_its_own(
    level: float, times_income: float, growth: float, expected: int
) -> None:
    assert rules.person_amount(level, times_income, 30_000.0, growth, 0.0, 0.0) == expected


def test_an_amount_is_lognormal_about_its_median_and_never_below_nothing() -> None:
    assert rules.person_amount(1000.0, 0.0, 0.0, 1.0, 0.25, 1.0) == round(1000 * 2.718281828**0.25)
    assert rules.person_amount(-50.0, 0.0, 0.0, 1.0, 0.0, 0.0) == 0
