"""Conservation of money: people = ledger = firm, every month, to the minor unit.

Interest on what the firm owes is in its cash and in the ledger; it is nobody's.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.scenario.tabulate import tabulate
from sim.world.books import Books, lines_by_month
from sim.world.eras import eras_of
from sim.world.firm import BooksDoNotBalance, Firm
from sim.world.ledger import ACQUISITION_LINES, Line
from sim.world.outcome import GROUPS, Ints, Outcome
from sim.world.population.columns import Columns
from tests.contracts.markets import PEOPLE, Market, market, outcomes, practising
from tests.worlds import EVERYBODY_HOLDS, scenario, world

STRATEGIES = {
    "customer_centric": market,
    "customer_focused": market,
    "narrow": market,
    "everything": practising,
    "beyond_its_means": practising,
    "regulars": practising,
    "everybody": practising,
}
OPENING = {market: PEOPLE * 25_000, practising: 60 * 800}
each = pytest.mark.parametrize(("name", "of"), STRATEGIES.items())


def cash_flows(outcome: Outcome) -> Ints:
    """The ledger's sum a month, capital charge aside."""
    flows: Ints = np.delete(outcome.ledger, Line.CAPITAL_CHARGE, axis=2).sum(axis=(1, 2))
    return flows


def of_people(outcome: Outcome) -> Ints:
    """The ledger without interest, which is nobody's."""
    ledger = outcome.ledger.copy()
    ledger[:, :, Line.FINANCING] = 0
    return ledger


@each
def test_the_firms_cash_moves_by_the_ledger_every_month(name: str, of: Market) -> None:
    outcome = outcomes(of=of)[name]
    assert (OPENING[of] + np.cumsum(cash_flows(outcome)) == outcome.months.cash).all()


@each
def test_what_people_brought_is_what_the_ledger_says_but_for_interest(
    name: str, of: Market
) -> None:
    outcome = outcomes(of=of)[name]
    assert outcome.people.cash.sum() == (cash_flows(outcome) - outcome.financing).sum()
    assert (outcome.ledger[:, :, Line.FINANCING].sum(axis=1) == outcome.financing).all()
    charge = outcome.ledger[:, :, Line.CAPITAL_CHARGE].sum()
    assert outcome.people.capital_charge.sum() == charge
    spent = outcome.ledger[:, :, list(ACQUISITION_LINES)].sum()
    assert outcome.people.acquisition_cost.sum() == spent


@each
def test_what_people_of_a_group_brought_is_what_the_groups_books_say(name: str, of: Market) -> None:
    outcome = outcomes(of=of)[name]
    people = outcome.people
    for group in range(GROUPS):
        its = people.person % GROUPS == group
        lines = outcome.group_ledger[group].sum(axis=0)
        charge = lines[Line.CAPITAL_CHARGE]
        assert people.cash[its].sum() == lines.sum() - charge == outcome.group_tenure[group].sum()
        assert people.capital_charge[its].sum() == charge
        assert outcome.group_ages[group].sum() == lines.sum()
        assert people.tenure_months[its].sum() == outcome.group_counts["customers"][group].sum()
        assert people.tenure_months[its].sum() == outcome.group_age_customer_months[group].sum()
        held = outcome.group_counts["products_held"][group].sum()
        assert held == outcome.group_age_products_held[group].sum()


@each
def test_groups_add_up_to_the_firm(name: str, of: Market) -> None:
    outcome = outcomes(of=of)[name]
    assert (outcome.group_ledger.sum(axis=0) == of_people(outcome).sum(axis=1)).all()
    assert (outcome.group_ages.sum(axis=0) == outcome.ages.sum(axis=1)).all()
    for count, by_group in outcome.group_counts.items():
        assert (by_group.sum(axis=0) == getattr(outcome.months, count)).all()


@each
def test_ages_and_tenures_tell_the_ledger_again_line_by_line(name: str, of: Market) -> None:
    outcome = outcomes(of=of)[name]
    by_line = of_people(outcome).sum(axis=(0, 1))
    assert (outcome.ages.sum(axis=0) == by_line).all()
    assert (outcome.tenure.sum(axis=0) == by_line).all()
    lived = outcome.months.customers.sum()
    assert lived == outcome.people.tenure_months.sum()
    assert lived == outcome.age_customer_months.sum() == outcome.tenure_customers.sum()
    assert outcome.months.products_held.sum() == outcome.age_products_held.sum()


def test_the_markets_of_these_tests_move_every_line_there_is() -> None:
    every = outcomes(of=practising)["everything"].ledger
    assert {line for line in Line if not every[:, :, line].any()} == set()
    plain = outcomes()["customer_centric"].ledger
    silent = {Line.STAFF, Line.LOYALTY, Line.PROGRAMMES, Line.FINANCING}
    assert {line for line in Line if not plain[:, :, line].any()} == silent


@each
def test_customers_come_and_go_by_the_counts(name: str, of: Market) -> None:
    """Joined, less churned, lapsed and died, is who is a customer at the end of a month."""
    outcome = outcomes(of=of)[name]
    months, people = outcome.months, outcome.people
    left = months.joined - months.churned - months.lapsed - months.died
    assert left.sum() == ((people.joined >= 0) & (people.left < 0)).sum()
    assert (np.cumsum(left) >= 0).all()


def test_undiscounted_npv_is_cash_and_capital_charge() -> None:
    people = outcomes(overrides=("discount_rate=0",))["customer_centric"].people
    assert people.npv == pytest.approx(people.cash + people.capital_charge)


def firm_of_a_month() -> Firm:
    """A firm whose only month is over, and in which nothing happened."""
    tables = replace(tabulate(scenario({})), months=1)
    books = Books(1, ("account",), 1, False)
    firm = Firm(eras_of(tables, 0), (books,), np.ones(1, dtype=np.int64))
    firm.close()
    firm.check(lines_by_month(firm.books))
    return firm


def test_books_that_a_flow_was_slipped_into_do_not_close() -> None:
    firm = firm_of_a_month()
    firm.books[0].lines[int(Line.FEES)] += 1
    with pytest.raises(BooksDoNotBalance, match="firm, month 0: people handed over 0"):
        firm.check(lines_by_month(firm.books))


def test_a_ledger_that_a_flow_was_slipped_into_does_not_close() -> None:
    firm = firm_of_a_month()
    firm.ledger[int(Line.FEES)] += 1
    with pytest.raises(BooksDoNotBalance, match="month 0: fees: products brought 1, groups of p"):
        firm.check(lines_by_month(firm.books))


def test_a_flow_that_products_and_groups_of_people_call_by_other_names_is_found() -> None:
    firm = firm_of_a_month()
    firm.ledger[int(Line.FEES)] += 1
    firm.books[0].lines[int(Line.SERVICING)] += 1
    firm.cash_at_month_end[0] += 1
    with pytest.raises(BooksDoNotBalance, match="month 0: fees"):
        firm.check(lines_by_month(firm.books))


def test_a_run_names_the_month_in_which_a_penny_went_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receive = Firm.receive
    monkeypatch.setattr(Firm, "receive", lambda firm, cash: receive(firm, cash - 1))
    with pytest.raises(BooksDoNotBalance, match="month 0"):
        world(EVERYBODY_HOLDS, {"products.account.fee": 12})


def test_a_run_stops_whose_people_kept_other_accounts_than_the_ledger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = Columns.people

    def forgetful(columns: Columns) -> object:
        record = people(columns)
        record.cash[0] += 1
        return record

    monkeypatch.setattr(Columns, "people", forgetful)
    with pytest.raises(BooksDoNotBalance, match="accounts and the ledger differ"):
        world(EVERYBODY_HOLDS)
