"""Dated changes: of the market for all, of a strategy for itself, at once or month by month."""

from __future__ import annotations

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import (
    EVERYBODY_BUYS,
    EVERYBODY_HOLDS,
    Changes,
    counted,
    months_of,
    posted,
    told,
    world,
    worlds,
)

MARKET = "changes"
OWN = "strategies.firm.changes"
FEE = {"products.account.fee": 1200}
"""100.00 a month."""


def changed(path: str, settings: str, *changes: Changes, over: str = "0 months") -> Outcome:
    """A world in which something changes in month 6."""
    change = f"[{{from: 2025-07, set: {{{settings}}}, over: {over}}}]"
    return world(*changes, {path: change})


# When, and how fast ------------------------------------------------------------------------------


def test_a_change_holds_from_the_month_of_its_date_on() -> None:
    outcome = changed(MARKET, "products.account.fee: 2400", EVERYBODY_HOLDS, FEE)
    assert posted(outcome, Line.FEES) == [10_000] * 6 + [20_000] * 6


def test_a_change_over_some_months_moves_evenly_and_is_done_in_the_last_of_them() -> None:
    outcome = changed(MARKET, "products.account.fee: 2400", EVERYBODY_HOLDS, FEE, over="5 months")
    steps = [12_000, 14_000, 16_000, 18_000, 20_000]
    assert posted(outcome, Line.FEES) == [10_000] * 6 + steps + [20_000]


def test_a_change_may_hold_from_the_first_month_on() -> None:
    first = {"changes": "[{from: 2025-01, set: {products.account.fee: 2400}}]"}
    assert posted(world(EVERYBODY_HOLDS, FEE, first), Line.FEES) == [20_000] * 12


def test_changes_of_the_same_thing_follow_each_other() -> None:
    """The second takes over what the first has come to; both add up where they overlap."""
    changes = (
        "[{from: 2025-03, set: {products.account.fee: 3600}, over: 4 months},"
        " {from: 2025-09, set: {products.account.fee: 0}, over: 2 months}]"
    )
    outcome = world(EVERYBODY_HOLDS, FEE, {MARKET: changes})
    expected = [100, 100, 150, 200, 250, 300, 300, 300, 150, 0, 0, 0]
    assert posted(outcome, Line.FEES) == [100 * fee for fee in expected]


def test_changes_of_different_things_do_not_disturb_each_other() -> None:
    changes = (
        "[{from: 2025-03, set: {products.account.fee: 3600}, over: 4 months},"
        " {from: 2025-04, set: {products.account.costs.yearly: 1200}, over: 2 months}]"
    )
    outcome = world(EVERYBODY_HOLDS, FEE, {MARKET: changes})
    expected = [100, 100, 150, 200, 250, 300, 300, 300, 300, 300, 300, 300]
    assert posted(outcome, Line.FEES) == [100 * fee for fee in expected]
    costs = [0, 0, 0, 50, 100, 100, 100, 100, 100, 100, 100, 100]
    assert posted(outcome, Line.SERVICING) == [-100 * cost for cost in costs]


def test_words_change_at_once_however_long_the_numbers_take() -> None:
    """Contacts begin to speak of what is worth most, and what it sells follows slowly."""
    two = {
        "products.rich": "{kind: account, need: 1%, fee: 100, response: 0%}",
        "products.needed": "{kind: account, need: 9%, response: 0%}",
        "strategies.firm.contact": "{per_year: 6000, choose: best_need}",
    }
    settings = "contact.choose: best_margin, contact.cost: 12"
    outcome = changed(OWN, settings, EVERYBODY_HOLDS, two, over="6 months")
    needed, rich = (posted(outcome, Line.CONTACTS, place) for place in (2, 1))
    assert not any(needed)
    assert rich == [0] * 6 + [-200, -400, -600, -800, -1000, -1200]


# Whose -----------------------------------------------------------------------------------------


def test_a_change_of_the_market_holds_for_every_strategy_and_ones_own_for_oneself() -> None:
    found = worlds(
        {
            **EVERYBODY_HOLDS,
            **FEE,
            "strategies.other": "{offers: all, service: {cost_per_customer: 120}}",
            "strategies.firm.service": "{cost_per_customer: 120}",
            MARKET: "[{from: 2025-07, set: {products.account.fee: 2400}}]",
            OWN: "[{from: 2025-07, set: {service.cost_per_customer: 240}}]",
        }
    )
    for outcome in found.values():
        assert posted(outcome, Line.FEES) == [10_000] * 6 + [20_000] * 6
    assert posted(found["other"], Line.SERVICING) == [-1000] * 12
    assert posted(found["firm"], Line.SERVICING) == [-1000] * 6 + [-2000] * 6


# The market ------------------------------------------------------------------------------------

ACCOUNT = {"products.account": "{kind: account, balance: 12_000, ftp: 3%, market_rate: 1%}"}
"""Interest of 20.00 a month is left to the firm."""


@pytest.mark.parametrize(
    ("settings", "line", "before", "after"),
    [
        ("ftp: 5%", Line.NET_INTEREST, 2000, 4000),
        ("market_rate: 2%", Line.NET_INTEREST, 2000, 1000),
        ("fee: 12", Line.FEES, 0, 100),
        ("costs.yearly: 12", Line.SERVICING, 0, -100),
    ],
)
def test_a_change_of_an_account_reaches_those_who_hold_it(
    settings: str, line: Line, before: int, after: int
) -> None:
    outcome = changed(MARKET, f"products.account.{settings}", EVERYBODY_HOLDS, ACCOUNT)
    assert posted(outcome, line) == [before] * 6 + [after] * 6


def test_opening_costs_what_it_costs_in_its_month() -> None:
    again = {
        "behaviour.churn.per_year": "100%",
        "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: account}}",
        "products.account.costs": "{open: 5}",
    }
    outcome = changed(MARKET, "products.account.costs.open: 7", again)
    assert posted(outcome, Line.OPENING) == [-500] * 6 + [-700] * 6


def test_a_change_of_margin_reaches_every_basket() -> None:
    outcome = changed(MARKET, "products.tea.margin: 40%", EVERYBODY_BUYS)
    bought = counted(outcome, "revenue")
    earned = posted(outcome, Line.SALES_MARGIN)
    assert earned == bought[:6] + [spent * 2 // 5 for spent in bought[6:]]


def test_rivals_who_serve_better_are_the_new_measure() -> None:
    """Without service the firm is as good as rivals; its customers follow with their half-life."""
    half = {"behaviour.satisfaction": "{market: 60%, start: 60%, half_life: 1 month}"}
    outcome = changed(MARKET, "behaviour.satisfaction.market: 80%", EVERYBODY_HOLDS, half)
    felt = outcome.months.satisfaction / 1e9
    assert felt == pytest.approx([0.6] * 6 + [0.8 - 0.2 * 2**-k for k in range(1, 7)], abs=1e-9)


def test_customers_leave_for_rivals_who_serve_better() -> None:
    service = {
        "strategies.firm.service": "{quality: 60%}",
        "behaviour.churn": "{per_year: 0.0001%, satisfaction: -100}",
    }
    outcome = changed(MARKET, "behaviour.satisfaction.market: 90%", EVERYBODY_HOLDS, service)
    assert months_of(outcome, "left") == [6]


LOAN = {
    "products.loan": (
        "{kind: loan, need: 0%, amount: 1_200, term: 10 years, market_rate: 7%, ftp: 3%}"
    ),
    "opening_book": "{share: 100%, holds: [loan]}",
    "behaviour.churn": "{per_year: 0.0001%, price: 40}",
}
"""A loan at 7 %, and a borrower who leaves if that is a point dearer than elsewhere."""


def test_who_borrowed_at_yesterdays_rate_leaves_when_rivals_lend_at_less() -> None:
    outcome = changed(MARKET, "products.loan.market_rate: 6%", LOAN)
    assert months_of(outcome, "left") == [6]


def test_who_borrowed_at_yesterdays_rate_stays_when_rivals_lend_at_more() -> None:
    outcome = changed(MARKET, "products.loan.market_rate: 9%", LOAN)
    assert months_of(outcome, "left") == []
    assert not outcome.months.churned.any()


def test_a_locked_rate_stays_and_a_new_loan_is_at_the_new_rate() -> None:
    """Loans of a month, won every month: interest less funding, on 1,200.00."""
    short = {
        "products.loan": (
            "{kind: loan, need: 100%, wins: {customer: 100%}, amount: 1_200, term: 1 month,"
            " market_rate: 7%, ftp: 3%}"
        ),
    }
    outcome = changed(MARKET, "products.loan.market_rate: 9%", EVERYBODY_HOLDS, short)
    assert posted(outcome, Line.NET_INTEREST) == [400] * 6 + [600] * 6
    steady = {**LOAN, "behaviour.churn": "{per_year: 0%}"}
    before, after = world(steady), changed(MARKET, "products.loan.market_rate: 9%", steady)
    assert posted(before, Line.NET_INTEREST) == posted(after, Line.NET_INTEREST)


def test_a_rate_reverts_to_the_market_as_it_is_by_then() -> None:
    reverts = {
        **LOAN,
        "years": 2,
        "behaviour.churn": "{per_year: 0%}",
        "products.loan.fixed": "{years: 1, then: 1%}",
    }
    usual, dearer = world(reverts), changed(MARKET, "products.loan.market_rate: 9%", reverts)
    one, other = posted(usual, Line.NET_INTEREST), posted(dearer, Line.NET_INTEREST)
    assert one[:12] == other[:12]
    assert other[12] > one[12]
    left_over = round(one[11] / 0.04 * 12)  # a month of 7 % less 3 %, on what is owed still
    assert one[12] == pytest.approx(left_over * 0.05 / 12, rel=0.02)
    assert other[12] == pytest.approx(left_over * 0.07 / 12, rel=0.02)


# A strategy's own ------------------------------------------------------------------------------


def test_a_better_price_reaches_those_who_hold_it_and_those_who_come() -> None:
    better = {"strategies.firm.better_by": "{account: 0.5%}"}
    outcome = changed(OWN, "better_by.account: 1.5%", EVERYBODY_HOLDS, ACCOUNT, better)
    assert posted(outcome, Line.NET_INTEREST) == [1500] * 6 + [500] * 6


def test_contacts_begin() -> None:
    extra = {
        "products.extra": "{kind: account, need: 0.0001%, response: 0%}",
        "strategies.firm.contact": "{per_year: 0}",
    }
    outcome = changed(OWN, "contact.per_year: 6000", EVERYBODY_HOLDS, extra)
    assert counted(outcome, "contacts") == [0] * 6 + [1] * 6


def test_reaching_begins_and_ends() -> None:
    reach = {"strategies.firm.acquire": "{adult: {reach: 0%, cost: 3, takes: 0%, opens: account}}"}
    changes = (
        "[{from: 2025-04, set: {acquire.adult.reach: 100%}},"
        " {from: 2025-08, set: {acquire.adult.cost: 5}},"
        " {from: 2025-10, set: {acquire.adult.reach: 0%}}]"
    )
    outcome = world(reach, {OWN: changes})
    assert posted(outcome, Line.ACQUISITION) == [0] * 3 + [-300] * 4 + [-500] * 2 + [0] * 3


def test_what_is_withdrawn_is_met_elsewhere_and_stays_with_who_holds_it() -> None:
    need = {
        "products.more": (
            "{kind: account, need: 100%, wins: {customer: 100%}, ends: {per_year: 100%}}"
        ),
        **FEE,
    }
    outcome = changed(OWN, "offers: [account]", EVERYBODY_HOLDS, need)
    assert counted(outcome, "needs_won") == [1] * 6 + [0] * 6
    assert posted(outcome, Line.FEES) == [10_000] * 12


def test_service_changes_in_every_part() -> None:
    service = {
        "behaviour.satisfaction.incidents_per_year": 6000,
        "strategies.firm.service": "{quality: 60%, puts_right: 100%, cost_per_incident: 3}",
    }
    settings = "service.cost_per_incident: 5, service.quality: 80%, service.cost_per_customer: 12"
    outcome = changed(OWN, settings, EVERYBODY_HOLDS, service)
    assert posted(outcome, Line.SERVICE_RECOVERY) == [-300] * 6 + [-500] * 6
    assert posted(outcome, Line.SERVICING) == [0] * 6 + [-100] * 6
    assert told(outcome, "quality") == pytest.approx([0.6] * 6 + [0.8] * 6)
    outcome = changed(OWN, "service.puts_right: 0%", EVERYBODY_HOLDS, service)
    assert counted(outcome, "put_right") == [1] * 6 + [0] * 6


def test_quality_that_rises_by_and_by_is_followed_by_satisfaction() -> None:
    service = {
        "behaviour.satisfaction": "{start: 60%, half_life: 1 month}",
        "strategies.firm.service": "{quality: 60%}",
    }
    outcome = changed(OWN, "service.quality: 90%", EVERYBODY_HOLDS, service, over="3 months")
    felt = [0.6]
    for quality in [0.6] * 6 + [0.7, 0.8, 0.9, 0.9, 0.9, 0.9]:
        felt.append((felt[-1] + quality) / 2)
    assert outcome.months.satisfaction / 1e9 == pytest.approx(felt[1:], abs=1e-9)


@pytest.mark.parametrize("before", [0, 0.001])
def test_surveys_begin_in_their_month_whatever_was_awaited(before: float) -> None:
    asks = {
        "strategies.firm.service": "{quality: 60%}",
        "strategies.firm.feedback": f"{{surveys_per_year: {before}}}",
    }
    outcome = changed(OWN, "feedback.surveys_per_year: 6000", EVERYBODY_HOLDS, asks)
    assert counted(outcome, "surveys") == [0] * 6 + [1] * 6


def test_a_programme_may_begin_and_change_who_joins() -> None:
    """All from month 4 on; from month 8 on who spends most, whom a review is yet to find."""
    changes = (
        "[{from: 2025-05, set: {loyalty.join: all, loyalty.free_item_per_week: 0.5}},"
        " {from: 2025-09, set: {loyalty.join: {top: 100%}}}]"
    )
    outcome = world(EVERYBODY_BUYS, {"years": 2, OWN: changes})
    assert counted(outcome, "members") == [0] * 4 + [1] * 4 + [0] * 4 + [1] * 12
    assert [bool(cost) for cost in posted(outcome, Line.LOYALTY)] == (
        [False] * 4 + [True] * 4 + [False] * 4 + [True] * 12
    )


def test_talk_may_begin() -> None:
    others = {
        "people": 50,
        "opening_book.share": "50%",
        "strategies.firm.acquire": "{adult: {takes: 100%, opens: account}}",
    }
    settings = "word_of_mouth.per_satisfied_customer: 6000"
    outcome = changed(OWN, settings, EVERYBODY_HOLDS, others)
    strangers = 50 - int(outcome.months.customers[0])
    assert counted(outcome, "joined")[1:] == [0] * 5 + [strangers] + [0] * 5


def test_what_improvement_has_won_stays_when_it_ends() -> None:
    cost = {
        "years": 3,
        "products.account.costs": "{yearly: 120}",
        "strategies.firm.improvement": "{per_year: 10%}",
        OWN: "[{from: 2026-01, set: {improvement.per_year: 0%}}]",
    }
    monthly = posted(world(EVERYBODY_HOLDS, cost), Line.SERVICING)
    assert [sum(monthly[start : start + 12]) for start in (0, 12, 24)] == [
        -12_000,
        -10_800,
        -10_800,
    ]
