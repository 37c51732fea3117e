"""A loan's life in the ledger, against an amortisation table worked out apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy_financial as npf
import pytest

from sim.world.ledger import Line
from tests.worlds import months_of, posted, world

AMOUNT = 10_000_000  # minor units
LOAN: dict[str, object] = {
    "years": 6,
    "products": (
        "{loan: {kind: loan, need: 100%, wins: {stranger: 100%}, amount: 100_000, term: 5 years,"
        " market_rate: 4.6%, ftp: 3.7%}}"
    ),
}
BORROWS_ONCE = {
    "life.stages": "{new: {from: 18}, adult: {from: 18.08}}",
    "products.loan.need": "{new: 100%}",
}
Rates = Callable[[int], float]


def balances(rates: Rates, months: int = 60) -> list[int]:
    """The balance before each month's payment; the payment is level anew as the rate changes."""
    balance, payment, rate, found = AMOUNT, 0, float("nan"), []
    for month in range(months):
        if rates(month) != rate:
            rate = rates(month)
            payment = round(-float(npf.pmt(rate / 12, months - month, balance)))
        found.append(balance)
        balance -= min(payment - round(balance * rate / 12), balance)
    assert balance == pytest.approx(0, abs=months)
    return found


def margins(rates: Rates, ftp: float = 0.037) -> list[int]:
    """Net interest of each month."""
    return [
        round(balance * rates(month) / 12) - round(balance * ftp / 12)
        for month, balance in enumerate(balances(rates))
    ]


def test_a_loan_earns_the_interest_margin_on_its_balance_until_it_is_repaid() -> None:
    outcome = world(LOAN, BORROWS_ONCE)
    assert posted(outcome, Line.NET_INTEREST) == margins(lambda _: 0.046) + [0] * 12
    assert months_of(outcome, "matured") == [59]
    assert outcome.people.tenure_months[0] == 60


def test_the_price_on_the_day_is_locked_for_the_term_whatever_later_stages_pay() -> None:
    better = {"strategies.firm.better_by": "{loan: {new: 0.6%, adult: -1%}}"}
    outcome = world(LOAN, BORROWS_ONCE, better)
    assert posted(outcome, Line.NET_INTEREST)[:60] == margins(lambda _: 0.046 - 0.006)


def test_a_fixed_rate_reverts_to_the_market_plus_the_step_whatever_it_was() -> None:
    """Two years at 4.0 %, then 4.6 % + 2.6 %, with a level payment for the remaining term."""
    outcome = world(
        LOAN,
        BORROWS_ONCE,
        {
            "products.loan.fixed": "{years: 2, then: +2.6%}",
            "strategies.firm.better_by": "{loan: 0.6%}",
        },
    )

    def rates(month: int) -> float:
        return 0.046 - 0.006 if month < 24 else 0.046 + 0.026

    assert posted(outcome, Line.NET_INTEREST)[:60] == margins(rates)


def test_a_fixed_time_as_long_as_the_term_never_reverts() -> None:
    outcome = world(LOAN, BORROWS_ONCE, {"products.loan.fixed": "{years: 5, then: +2.6%}"})
    assert posted(outcome, Line.NET_INTEREST)[:60] == margins(lambda _: 0.046)


def test_capital_is_charged_on_the_balance_and_is_no_cash() -> None:
    outcome = world(
        LOAN,
        BORROWS_ONCE,
        {
            "products.loan.risk_weight": "20%",
            "products.loan.ftp": "4.6%",
            "firm.capital": "{ratio: 13%, cost: 10%}",
        },
    )
    charges = [-round(b * 0.2 * 0.13 * 0.10 / 12) for b in balances(lambda _: 0.046)]
    assert posted(outcome, Line.CAPITAL_CHARGE)[:60] == charges
    assert outcome.people.capital_charge[0] == sum(charges)
    assert outcome.people.cash[0] == 0
    assert not outcome.months.cash.any()


def test_a_default_loses_its_share_of_the_balance_left() -> None:
    """A certain default as month 12 begins a stage is not drawn before: the hazard is by stage."""
    outcome = world(
        LOAN,
        {
            "life.stages": "{new: {from: 18}, adult: {from: 18.08}, late: {from: 19}}",
            "products.loan.need": "{new: 100%}",
            "products.loan.default": "{late: 100%}",
            "products.loan.loss_given_default": "12%",
        },
    )
    assert months_of(outcome, "defaulted") == [12]
    left = balances(lambda _: 0.046)[13]
    assert posted(outcome, Line.CREDIT_LOSS)[12] == -round(left * 0.12)
    assert sum(posted(outcome, Line.CREDIT_LOSS)) == -round(left * 0.12)
    assert not any(posted(outcome, Line.NET_INTEREST)[13:])


def test_defaults_come_at_the_yearly_chance_of_the_stage() -> None:
    outcome = world(LOAN, BORROWS_ONCE, {"people": 800, "years": 1, "products.loan.default": "30%"})
    assert outcome.events is not None
    defaults = [event.person for event in outcome.events if event.event == "defaulted"]
    assert len(defaults) == len(set(defaults))
    assert len(defaults) == pytest.approx(240, abs=4 * (800 * 0.3 * 0.7) ** 0.5)


def test_an_amount_follows_the_persons_income_and_one_rank_for_life() -> None:
    """Lognormal about three times the income: half of the people borrow less than the median."""
    outcome = world(
        LOAN,
        BORROWS_ONCE,
        {
            "people": 800,
            "years": 5,
            "life.income": 30_000,
            "products.loan.amount": "{times_income: 3, spread: 0.5}",
            "products.loan.term": "1 month",
        },
    )
    assert outcome.events is not None
    amounts = sorted(event.amount for event in outcome.events if event.event == "opened")
    below = sum(amount < 9_000_000 for amount in amounts)
    assert below == pytest.approx(400, abs=4 * 200**0.5)
    within = sum(9_000_000 / 1.6487 < amount < 9_000_000 * 1.6487 for amount in amounts)
    assert within / 800 == pytest.approx(0.6827, abs=4 * (0.6827 * 0.3173 / 800) ** 0.5)


def test_a_loan_keeps_what_treasury_charged_when_its_rate_was_fixed() -> None:
    dearer = {"changes": "[{from: 2026-01, set: {products.loan.ftp: 4.5%}}]"}
    told = posted(world(LOAN, BORROWS_ONCE, dearer), Line.NET_INTEREST)
    assert told == posted(world(LOAN, BORROWS_ONCE), Line.NET_INTEREST)
    reverts = {"products.loan.fixed": "{years: 2, then: 1%}"}
    then = posted(world(LOAN, BORROWS_ONCE, dearer, reverts), Line.NET_INTEREST)
    before = posted(world(LOAN, BORROWS_ONCE, reverts), Line.NET_INTEREST)
    assert then[:24] == before[:24]
    assert all(now < once for now, once in zip(then[24:60], before[24:60], strict=True))
