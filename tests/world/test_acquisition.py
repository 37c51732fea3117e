"""Acquisition reaches strangers, costs every time, and sells as price allows."""

from __future__ import annotations

import numpy as np
import pytest

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_HOLDS, logistic, logit, months_of, posted, world, worlds

N = 4000


def test_every_reach_costs_whether_it_sells_or_not() -> None:
    outcome = world(
        {"strategies.firm.acquire": "{adult: {reach: 100%, cost: 4, takes: 0%, opens: account}}"}
    )
    assert posted(outcome, Line.ACQUISITION) == [-400] * 12
    assert outcome.people.joined[0] == -1
    assert outcome.people.acquisition_cost[0] == -4800
    assert np.isnan(outcome.people.clv[0])


def test_customers_are_not_reached() -> None:
    reach = "{adult: {reach: 100%, cost: 4, takes: 100%, opens: account}}"
    outcome = world({"strategies.firm.acquire": reach})
    assert posted(outcome, Line.ACQUISITION) == [-400] + [0] * 11
    held = world(EVERYBODY_HOLDS, {"strategies.firm.acquire": reach})
    assert not any(posted(held, Line.ACQUISITION))


def test_a_reach_costs_opens_and_pays_an_incentive_to_the_product_it_opens() -> None:
    outcome = world(
        {
            "products.account.costs": "{open: 20}",
            "strategies.firm.acquire": (
                "{adult: {reach: 100%, cost: 4, takes: 100%, incentive: 50, opens: account}}"
            ),
        }
    )
    assert posted(outcome, Line.OPENING, 0)[:2] == [-2000, 0]
    assert posted(outcome, Line.INCENTIVES, 0)[:2] == [-5000, 0]
    assert posted(outcome, Line.ACQUISITION, 1)[:2] == [-400, 0]


def test_who_is_won_by_a_need_gets_no_incentive() -> None:
    outcome = world(
        {
            "products.account": (
                "{kind: account, need: 100%, wins: {stranger: 100%}, costs: {open: 20}}"
            ),
            "strategies.firm.acquire": (
                "{adult: {reach: 100%, takes: 100%, incentive: 50, opens: account}}"
            ),
        }
    )
    assert not any(posted(outcome, Line.INCENTIVES))
    assert posted(outcome, Line.OPENING)[0] == -2000


def test_who_holds_an_account_elsewhere_can_be_won_away() -> None:
    outcome = world(
        {
            "opening_market": "{account: 100%}",
            "products.account.need": "100%",
            "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: account}}",
        }
    )
    assert months_of(outcome, "opened") == [0]
    assert outcome.months.needs.sum() == 0


def test_reaches_come_at_their_yearly_chance_and_in_their_stage_only() -> None:
    """Each month anew at ``1 - 0.6**(1/12)``, in the six months of the second stage."""
    outcome = world(
        {
            "people": N,
            "life.stages": "{young: {from: 18}, adult: {from: 18.5}}",
            "strategies.firm.acquire": "{adult: {reach: 40%, cost: 1, takes: 0%, opens: account}}",
        }
    )
    reached = -np.array(posted(outcome, Line.ACQUISITION)) / 100
    assert not reached[:6].any()
    chance = 1 - 0.6 ** (1 / 12)
    error = np.sqrt(N * chance * (1 - chance))
    assert reached[6:] == pytest.approx([N * chance] * 6, abs=4 * error)


def test_a_reach_wins_by_a_logit_in_price_and_ignores_satisfaction() -> None:
    changes: dict[str, object] = {
        "people": N,
        "life.stages": "{new: {from: 18}, adult: {from: 18.08}}",
        "behaviour.choice": "{price: 0.5, satisfaction: 3}",
        "behaviour.satisfaction": "{market: 60%, start: 95%}",
    }
    points = {"firm": 0.0, "cheaper": 2.0, "dearer": -1.0}
    for name, better in points.items():
        changes[f"strategies.{name}"] = {
            "offers": "all",
            "acquire": {"new": {"reach": "100%", "takes": "30%", "opens": "account"}},
            "better_by": {"account": f"{better:g}%"},
        }
    outcomes = worlds(changes)
    for name, better in points.items():
        chance = logistic(logit(0.3) + 0.5 * better)
        error = np.sqrt(chance * (1 - chance) / N)
        assert outcomes[name].months.joined[0] / N == pytest.approx(chance, abs=4 * error), name
    joined = {name: outcome.people.joined >= 0 for name, outcome in outcomes.items()}
    assert (joined["cheaper"] >= joined["firm"]).all()
    assert (joined["firm"] >= joined["dearer"]).all()


def test_nobody_is_reached_again_in_the_month_of_leaving() -> None:
    outcome = world(
        {
            "behaviour.churn.per_year": "100%",
            "strategies.firm.acquire": "{adult: {reach: 100%, takes: 100%, opens: account}}",
        }
    )
    assert months_of(outcome, "opened") == months_of(outcome, "left") == [*range(12)]


def test_every_reach_is_told_with_its_cost() -> None:
    outcome = world(
        {"strategies.firm.acquire": "{adult: {reach: 100%, cost: 4, takes: 0%, opens: account}}"}
    )
    assert outcome.events is not None
    told = [(event.month, event.event, event.amount) for event in outcome.events]
    assert told == [(month, "reached", -400) for month in range(12)]
