"""What an account earns: interest of the stage, fee and costs, by exact twelfths."""

from __future__ import annotations

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_HOLDS, posted, world

SAVES = {"products.account": "{kind: account, balance: 1_000, market_rate: 1%, ftp: 3%}"}


def test_treasury_credits_what_the_customer_is_paid_less() -> None:
    """1,000 at 3 % less 1 % is 20 a year."""
    interest = posted(world(EVERYBODY_HOLDS, SAVES), Line.NET_INTEREST, 0)
    assert sum(interest) == 2_000
    assert set(interest) == {166, 167}


def test_a_better_price_pays_the_customer_more_and_the_firm_less() -> None:
    better = {"strategies.firm.better_by": "{account: 0.5%}"}
    assert sum(posted(world(EVERYBODY_HOLDS, SAVES, better), Line.NET_INTEREST)) == 1_500
    worse = {"strategies.firm.better_by": "{account: -0.5%}"}
    assert sum(posted(world(EVERYBODY_HOLDS, SAVES, worse), Line.NET_INTEREST)) == 2_500


def test_balance_and_price_are_those_of_the_present_stage() -> None:
    changes = {
        "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
        "products.account.balance": "{young: 600, adult: 1_800}",
        "strategies.firm.better_by": "{account: {adult: 1%}}",
    }
    interest = posted(world(EVERYBODY_HOLDS, SAVES, changes), Line.NET_INTEREST)
    assert sum(interest[:6]) == 600
    assert sum(interest[6:]) == 900


def test_fee_and_yearly_cost_fall_due_by_twelfths_that_make_the_year() -> None:
    changes = {"products.account.fee": 10, "products.account.costs": "{yearly: 25}"}
    outcome = world(EVERYBODY_HOLDS, changes)
    assert sum(posted(outcome, Line.FEES, 0)) == 1_000
    assert sum(posted(outcome, Line.SERVICING, 0)) == -2_500
    assert max(posted(outcome, Line.FEES)) - min(posted(outcome, Line.FEES)) == 1


def test_a_fee_may_be_paid_to_the_customer() -> None:
    outcome = world(EVERYBODY_HOLDS, {"products.account.fee": -12})
    assert posted(outcome, Line.FEES, 0) == [-100] * 12
