"""Claims about the checks of the books: any penny that moves is noticed."""

from dataclasses import replace

import numpy as np
import pytest

from sim.results.conservation import ConservationError, check_books
from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.results.factory import facts, outcome, random_lives

ABOUT = facts(40, ["centric"])
WHOLE = outcome("centric", random_lives(3, 40), ABOUT)
OWING = outcome("centric", random_lives(3, 40), ABOUT, owed=[0, -5, -7])


def with_a_penny_more(name: str) -> Outcome:
    """The outcome in which one cell of one account is wrong by one minor unit."""
    part, _, column = name.partition(".")
    record = getattr(WHOLE, part)
    cells = (getattr(record, column) if column else record).copy()
    cells.flat[0] += 1
    return replace(WHOLE, **{part: replace(record, **{column: cells}) if column else cells})


def test_books_that_balance_pass() -> None:
    check_books(WHOLE, ABOUT)


@pytest.mark.parametrize(
    "account",
    [
        "people.cash",
        "people.capital_charge",
        "people.acquisition_cost",
        "months.cash",
        "ledger",
        "ages",
        "tenure",
        "group_ledger",
        "group_tenure",
        "group_ages",
    ],
)
def test_a_penny_too_many_in_any_account_is_noticed(account: str) -> None:
    with pytest.raises(ConservationError, match=r"differ by -?1 minor units"):
        check_books(with_a_penny_more(account), ABOUT)


def test_interest_is_in_ledger_and_cash_and_is_nobodys() -> None:
    check_books(OWING, ABOUT)
    assert OWING.months.cash[-1] == WHOLE.months.cash[-1] - 12
    assert OWING.ledger.sum() == OWING.group_ledger.sum() - 12


@pytest.mark.parametrize("account", ["financing", "months.cash", "ledger"])
def test_interest_that_is_not_the_same_in_ledger_cash_and_firm_is_noticed(account: str) -> None:
    whole = replace(OWING, financing=OWING.financing.copy())
    if account == "financing":
        whole.financing[1] += 1
    else:
        whole = outcome("centric", random_lives(3, 40), ABOUT, owed=[0, -5, -8])
        kept = OWING.months if account == "ledger" else whole.months
        whole = replace(whole, months=kept, financing=OWING.financing)
    with pytest.raises(ConservationError, match=r"month [12]"):
        check_books(whole, ABOUT)


def test_interest_charged_to_people_is_noticed() -> None:
    ledger = WHOLE.ledger.copy()
    ledger[0, 0, Line.FINANCING] += ledger[0, 0, Line.FEES] or 1
    with pytest.raises(ConservationError, match="minor units"):
        check_books(replace(WHOLE, ledger=ledger), ABOUT)


def test_money_moved_between_months_is_noticed_though_sums_agree() -> None:
    cash = WHOLE.months.cash.copy()
    cash[3] += 5
    wrong = replace(WHOLE, months=replace(WHOLE.months, cash=cash))
    with pytest.raises(ConservationError, match="month 3"):
        check_books(wrong, ABOUT)


def test_a_wrong_opening_balance_is_noticed() -> None:
    with pytest.raises(ConservationError, match="month 0"):
        check_books(WHOLE, replace(ABOUT, opening_cash=7))


def test_a_price_of_money_below_zero_leaves_room_for_adding_floats_in_another_order() -> None:
    about = replace(ABOUT, discount_rate=1e-9 - 1)
    whole = outcome("centric", random_lives(3, 40), about)
    npv = whole.people.npv.copy()
    at = int(np.argmax(np.abs(npv)))
    npv[at] *= 1 + 1e-12
    assert abs(npv[at] - whole.people.npv[at]) > 1 + 1e-9 * np.abs(whole.ledger).sum()
    check_books(replace(whole, people=replace(whole.people, npv=npv)), about)
    npv[at] *= 1.01
    with pytest.raises(ConservationError, match="net present values"):
        check_books(replace(whole, people=replace(whole.people, npv=npv)), about)


@pytest.mark.parametrize("wrong", [2.5, np.nan])
def test_discounted_values_that_do_not_add_up_are_noticed(wrong: float) -> None:
    npv = WHOLE.people.npv.copy()
    npv[0] += wrong
    with pytest.raises(ConservationError, match="net present values"):
        check_books(replace(WHOLE, people=replace(WHOLE.people, npv=npv)), ABOUT)
