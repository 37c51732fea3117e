"""Growth: prices step once a year, each kind at its own rate."""

from __future__ import annotations

import pytest

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_HOLDS, Changes, posted, world

GROWTH = {"years": 3, "growth": "{income: 50%, amounts: 10%, costs: 20%}"}
CONTACT = {
    "strategies.firm.contact": "{per_year: 6000, cost: 1}",
    "products.card": "{kind: account, need: 0.0001%}",
}
REACH = {"strategies.firm.acquire": "{adult: {reach: 100%, cost: 1, takes: 0%, opens: account}}"}
CASES: dict[str, tuple[Line, Changes, float]] = {
    "fees": (Line.FEES, {"products.account.fee": 1_200}, 1.1),
    "balances": (
        Line.NET_INTEREST,
        {"products.account.balance": 120_000, "products.account.ftp": "1%"},
        1.1,
    ),
    "balances set by income": (
        Line.NET_INTEREST,
        {
            "life.income": 120_000,
            "products.account.balance": "{times_income: 1}",
            "products.account.ftp": "1%",
        },
        1.5,
    ),
    "yearly costs": (Line.SERVICING, {"products.account.costs": "{yearly: 1_200}"}, 1.2),
    "costs of customers": (
        Line.SERVICING,
        {"strategies.firm.service": "{cost_per_customer: 1_200}"},
        1.2,
    ),
    "contacts": (Line.CONTACTS, CONTACT, 1.2),
    "failures": (
        Line.SERVICE_RECOVERY,
        {
            "behaviour.satisfaction.incidents_per_year": 6000,
            "strategies.firm.service": "{puts_right: 100%, cost_per_incident: 1}",
        },
        1.2,
    ),
    "baskets": (
        Line.SALES_MARGIN,
        {
            "opening_book.holds": "[tea]",
            "products.tea": "{kind: purchase, per_year: 2400, basket: 100, margin: 100%}",
        },
        1.1,
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_amounts_grow_once_a_year_at_the_rate_of_their_kind(what: str) -> None:
    line, changes, factor = CASES[what]
    flows = posted(world(EVERYBODY_HOLDS, GROWTH, changes), line)
    if line != Line.SALES_MARGIN:
        assert len(set(flows[:12])) == 1
        assert flows[12] != flows[11]
    years = [sum(flows[12 * year : 12 * year + 12]) for year in range(3)]
    tolerance = 0.1 if line == Line.SALES_MARGIN else 1e-9
    assert years[1] == pytest.approx(years[0] * factor, rel=tolerance)
    assert years[2] == pytest.approx(years[0] * factor**2, rel=tolerance)


def test_reaching_strangers_grows_dearer_with_costs() -> None:
    flows = posted(world(GROWTH, REACH), Line.ACQUISITION)
    assert flows == [-100] * 12 + [-120] * 12 + [-144] * 12


def test_a_loan_keeps_the_amount_of_its_day_while_new_ones_grow() -> None:
    loan = {
        "products.loan": (
            "{kind: loan, need: 100%, wins: {stranger: 100%, customer: 100%}, amount: 1_000,"
            " term: 18 months}"
        )
    }
    outcome = world(GROWTH, loan)
    assert outcome.events is not None
    opened = [(event.month, event.amount) for event in outcome.events if event.event == "opened"]
    assert opened == [(0, 100_000), (18, 110_000)]


def test_without_growth_every_year_is_the_same() -> None:
    flows = posted(world(EVERYBODY_HOLDS, {"years": 3, "products.account.fee": 100}), Line.FEES)
    assert flows[:12] == flows[12:24] == flows[24:]
    assert sum(flows[:12]) == 10_000


def test_opening_and_incentives_grow_dearer_with_costs() -> None:
    """Everybody leaves and is won every month; the incentive is paid to later entrants too."""
    again = {
        "life.enter": "{age: 18, arrivals_per_year: 1}",
        "behaviour.churn.per_year": "100%",
        "products.account.costs": "{open: 1}",
        "strategies.firm.acquire": (
            "{adult: {reach: 100%, takes: 100%, incentive: 5, opens: account}}"
        ),
    }
    outcome = world(GROWTH, again)
    assert posted(outcome, Line.OPENING) == [-200] * 12 + [-360] * 12 + [-576] * 12
    paid = {m: flow for m, flow in enumerate(posted(outcome, Line.INCENTIVES)) if flow}
    assert paid == {0: -1000, 12: -600, 24: -720}
