"""Practices at settings without effect change no number, and in `practising` all have one.

What a practice without effect still tells is left aside: who is a member, what the firm made known.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.scenario.tabulate import tabulate
from sim.world.books import COUNTS
from sim.world.cohort import born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy
from tests.contracts.engines import AGENTS, COLUMNS, attentive
from tests.contracts.markets import market, outcomes, plain, practising
from tests.worlds import differing

NAME, PLACE = "customer_focused", 1
"""The strategy that takes up each practice. It offers accounts and coffee, and has service."""
OWN = f"strategies.{NAME}"
ASIDE = {"months.members", "group_counts.members"}

WITHOUT_EFFECT = {
    "surveys that tire nobody, cost nothing and are not acted on": (
        f"{OWN}.feedback={{surveys_per_year: 0, acts_on: 0%, tires: 0}}",
    ),
    "surveys that nobody answers": (f"{OWN}.feedback={{surveys_per_year: 0, acts_on: 100%}}",),
    "everything is told": ("behaviour.satisfaction.voiced=100%",),
    "a desk where nobody waits, of staff who are all trained, stay and cost nothing": (
        f"{OWN}.staff={{per_1000_customers: 1000, minutes_per_incident: 10, trained: 100%,"
        " untrained_quality: 0%}",
    ),
    "members who get nothing": (f"{OWN}.loyalty={{join: all}}",),
    "the best who get nothing": (f"{OWN}.loyalty={{join: {{top: 30%}}, reviewed: 3 months}}",),
    "rewards that nobody joins for": (
        f"{OWN}.loyalty={{join: {{top: 0%}}, discount: 20%, ease: 0.5, keeps: -2,"
        " free_item_per_week: 1, per_year: 10}",
    ),
    "rewards off baskets that nobody fills": (
        f"{OWN}.loyalty={{join: all, discount: 20%, discount_from_basket: 100_000}}",
    ),
    "contacts that are never relevant": (
        f"{OWN}.contact={{per_year: 12, cost: 1}}",
        f"{OWN}.personal={{relevance: 0%, responds: 5, tires: 9}}",
    ),
    "relevant contacts like any other": (
        f"{OWN}.contact={{per_year: 12, cost: 1}}",
        f"{OWN}.personal={{relevance: 60%, responds: 0, tires: 1}}",
    ),
    "promotions without a price": (
        "behaviour.buying.price=0.1",
        f"{OWN}.promotion={{lasts: 2 months, brought_forward: 50%}}",
    ),
    "promotions after the end": (
        "behaviour.buying.price=0.1",
        f"{OWN}.promotion={{lasts: 2 months, first: 20 years, discount: 50%, free_item: 2}}",
    ),
    "improvement by nothing": (f"{OWN}.improvement={{per_year: 0%}}",),
    "improvement that is over at once": (f"{OWN}.improvement={{per_year: 5%, lasts: 0 months}}",),
    "improvement that is over before a year": (
        f"{OWN}.improvement={{per_year: 5%, lasts: 11 months}}",
    ),
    "customers who say nothing": (
        f"{OWN}.word_of_mouth={{per_satisfied_customer: 0, per_dissatisfied_customer: 0}}",
    ),
    "a firm that would stop spending and need not": (
        f"{OWN}.funding=[acquire, contact, lending, feedback, loyalty, promotion]",
        "firm.cash={opening_per_person: 100_000, credit_rate: 50%}",
    ),
    "changes to what holds already": (
        f"{OWN}.changes=[{{from: 2027-01, set: {{service.quality: 85%}}}},"
        " {from: 2030-06, set: {acquire.starting_out.reach: 25%}, over: 2 years}]",
        "changes=[{from: 2028-01, set: {products.mortgage.market_rate: 4.6%}, over: 1 year},"
        " {from: 2029-04, set: {products.current_account.fee: 12}}]",
    ),
    "changes after the end": (f"{OWN}.changes=[{{from: 2045-01, set: {{service.quality: 0%}}}}]",),
    "all is bought here": ("products.coffee.share_of_wallet=100%",),
    "nothing moves how often people buy": ("behaviour.buying={satisfaction: 0, price: 0}",),
    "one buys for oneself, as often as is usual": (
        "behaviour.buying={frequency: 1, for_people: 1}",
    ),
    "purchases that never fail": (f"{OWN}.service.failures_per_purchase=0%",),
    "a first purchase may fail, and nobody is served": (
        "behaviour.satisfaction.failures_per_purchase=0%",
    ),
}
"""Overrides of the plain market; what a practice needs to be seen goes into both runs."""

SHARED = ("contact=", "behaviour.buying.price=", "firm.cash=")


def base_of(overrides: tuple[str, ...]) -> tuple[str, ...]:
    """What of some overrides is not the practice, but what it needs to be seen."""
    return tuple(one for one in overrides if any(word in one for word in SHARED))


@cache
def lived(overrides: tuple[str, ...], engine: str) -> Outcome:
    tables = tabulate(plain(overrides=overrides))
    return run_strategy(tables, born(tables), PLACE, engine=engine)


@pytest.mark.parametrize("overrides", WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT.keys())
@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
def test_a_practice_without_effect_changes_no_number(
    overrides: tuple[str, ...], engine: str
) -> None:
    before, after = lived(base_of(overrides), engine), lived(overrides, engine)
    found = {name for name in differing(before, after) if not name.startswith("signals.")}
    assert found <= ASIDE
    assert before.people.life.tolist() == after.people.life.tolist()


def test_the_plain_market_is_one_in_which_nobody_looks_at_anybody() -> None:
    assert not attentive(tabulate(plain()), PLACE)
    assert attentive(tabulate(market()), PLACE)


def test_every_count_counts_where_all_is_practised() -> None:
    months = outcomes(of=practising)["everything"].months
    assert [name for name in COUNTS if not getattr(months, name).any()] == []


def test_every_signal_moves_where_all_is_practised() -> None:
    signals = outcomes(of=practising)["everything"].signals
    assert [name for name, told in signals.items() if not np.ptp(told) > 0] == []


def test_money_runs_out_and_comes_back_twice_and_elsewhere_never() -> None:
    """The whole list stops and begins again, twice, in a firm that is ruined meanwhile."""
    found = outcomes(of=practising)
    stopped, most = found["everything"].signals["stopped"], 6
    assert runs_of(np.sign(np.diff(stopped))) == [1, -1, 1, -1]
    assert (stopped == most).sum() > 2
    assert found["everything"].ruined >= 0
    assert runs_of(np.sign(np.diff(found["beyond_its_means"].signals["stopped"]))) == [1]
    assert found["beyond_its_means"].ruined >= 0
    assert found["regulars"].ruined == -1


def runs_of(signs: np.ndarray) -> list[int]:
    """The signs in order, zeros left out, each as often as it begins anew."""
    moved = [int(sign) for sign in signs if sign]
    return [sign for place, sign in enumerate(moved) if place == 0 or moved[place - 1] != sign]
