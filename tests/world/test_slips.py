"""What a slip in the story of a month would change, and no other test says."""

from __future__ import annotations

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_BUYS, EVERYBODY_HOLDS, counted, posted, standard_errors, world


def test_who_is_no_member_gets_no_reward_however_much_is_bought() -> None:
    rewards = {
        "people": 20,
        "strategies.firm.loyalty": "{join: {top: 20%}, reviewed: 5 months, discount: 10%}",
        "products.tea.basket": "{uniform: [1, 9]}",
    }
    outcome = world(EVERYBODY_BUYS, rewards)
    assert all(counted(outcome, "purchases"))
    given = posted(outcome, Line.LOYALTY)
    assert given[:5] == [0] * 5
    assert all(given[5:])
    assert -sum(given) == sum(counted(outcome, "rewards"))


def test_if_all_may_join_so_does_the_opening_book_in_the_first_month() -> None:
    outcome = world(EVERYBODY_BUYS, {"people": 20, "strategies.firm.loyalty": "{join: all}"})
    assert counted(outcome, "customers") == [20] * 12
    assert counted(outcome, "members") == [20] * 12


def test_a_new_stages_prices_hold_from_its_first_month_on() -> None:
    stages = {
        "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
        "products.account": "{kind: account, market_rate: 1%, ftp: 3%}",
        "products.account.balance": "{young: 600, adult: 1_800}",
    }
    assert posted(world(EVERYBODY_HOLDS, stages), Line.NET_INTEREST) == [1_00] * 6 + [3_00] * 6


def test_a_stage_of_a_single_month_is_lived_and_left() -> None:
    stages = {
        "life.stages": "{young: {from: 18}, short: {from: 18.5}, adult: {from: 18.58}}",
        "products.account": "{kind: account, market_rate: 1%, ftp: 3%}",
        "products.account.balance": "{young: 600, short: 1_200, adult: 1_800}",
    }
    interest = posted(world(EVERYBODY_HOLDS, stages), Line.NET_INTEREST)
    assert interest == [1_00] * 6 + [2_00] + [3_00] * 5


def test_a_loan_is_worth_its_margin_less_the_capital_behind_it() -> None:
    terms = "need: 100%, wins: {stranger: 100%}, amount: 100_000, term: 5 years"
    loan = f"{{loan: {{kind: loan, {terms}, market_rate: 4.6%, ftp: 3.7%, risk_weight: 20%}}}}"
    capital = {"products": loan, "firm.capital": "{ratio: 13%, cost: 10%}"}
    outcome = world(capital)
    charged = sum(posted(outcome, Line.CAPITAL_CHARGE))
    assert charged < 0
    assert outcome.people.npv.tolist() == [sum(posted(outcome, Line.NET_INTEREST)) + charged]


def test_who_dies_as_a_month_begins_is_not_among_its_living() -> None:
    outcome = world({"people": 50, "life.mortality.per_year": "100%"})
    assert counted(outcome, "living") == [0] * 12
    some = world({"people": 1_000, "life.mortality.per_year": "90%"})
    for month, living in enumerate(counted(some, "living")):
        share = 0.1 ** ((month + 1) / 12)
        assert standard_errors(living, 1_000, share) < 4.5
