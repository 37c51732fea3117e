"""What an offer is expected to be worth counts every line that it will bring, once."""

from __future__ import annotations

import math

import pytest

from sim.rules.worth import (
    account_first_year,
    discounted_years,
    loan_first_year,
    purchase_first_year,
)


def test_a_loans_first_year_is_interest_and_fee_less_servicing_expected_loss_and_capital() -> None:
    parts = {
        "interest": loan_first_year(1e6, 0.05, 0.03, 0, 0, 0, 0, 0),
        "fee": loan_first_year(1e6, 0.0, 0.0, 700, 0, 0, 0, 0),
        "servicing": loan_first_year(1e6, 0.0, 0.0, 0, 400, 0, 0, 0),
        "loss": loan_first_year(1e6, 0.0, 0.0, 0, 0, 0.02, 0.4, 0),
        "capital": loan_first_year(1e6, 0.0, 0.0, 0, 0, 0, 0, 0.0026),
    }
    assert parts == pytest.approx(
        {"interest": 20_000, "fee": 700, "servicing": -400, "loss": -8_000, "capital": -2_600}
    )
    together = loan_first_year(1e6, 0.05, 0.03, 700, 400, 0.02, 0.4, 0.0026)
    assert together == pytest.approx(sum(parts.values()))


def test_an_accounts_first_year_is_interest_and_fee_less_servicing() -> None:
    assert account_first_year(1e6, 0.03, 0.01, 700, 400) == pytest.approx(20_300)


def test_the_first_year_of_purchases_is_their_margin_less_discount_and_servicing() -> None:
    assert purchase_first_year(12, 500, 0.6, 0.1, 30, 20) == pytest.approx(3_010)


@pytest.mark.parametrize("months", [1, 12, 300])
def test_years_are_counted_while_the_product_is_likely_kept_and_discounted(months: int) -> None:
    v = 1.1 ** (-1 / 12)
    expected = sum((math.exp(-0.02) * v) ** k for k in range(months)) / 12
    assert discounted_years(0.02, v, months) == pytest.approx(expected)


def test_what_surely_ends_this_month_is_worth_one_month() -> None:
    assert discounted_years(math.inf, 0.99, 300) == pytest.approx(1 / 12)
