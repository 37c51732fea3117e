"""Promotions: a lower price and free items for everybody, for a time, and what comes after."""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_BUYS, Changes, counted, poisson_errors, posted, world

PEOPLE = 400
USUAL = 50 * PEOPLE
"""Purchases in a usual month."""
BUYERS = {"people": PEOPLE, **EVERYBODY_BUYS}
FAMILY = 4.5
"""Standard errors; of twelve months, one lies further off by chance in 10,000 tests."""


def promoted(promotion: str, *changes: Changes) -> Outcome:
    return world(BUYERS, {"strategies.firm.promotion": promotion}, *changes)


def assert_bought(outcome: Outcome, factors: list[float]) -> None:
    """So many times the usual purchases were made in each month, but for chance."""
    bought = counted(outcome, "purchases")
    for month, (count, factor) in enumerate(zip(bought, factors, strict=True)):
        assert poisson_errors(count, USUAL * factor) < FAMILY, month


def on(outcome: Outcome) -> list[int]:
    """The months in which a promotion took something off."""
    return [month for month, cost in enumerate(posted(outcome, Line.PROGRAMMES)) if cost]


@pytest.mark.parametrize(
    ("calendar", "months"),
    [
        ("lasts: 2 months", [0, 1, 12, 13]),
        ("lasts: 1 month, first: 5 months", [5, 17]),
        ("lasts: 1 month, every: 7 months, first: 1 month", [1, 8, 15, 22]),
        ("lasts: 3 months, every: 3 months, first: 20 months", [20, 21, 22, 23]),
    ],
)
def test_promotions_come_when_they_are_said_to(calendar: str, months: list[int]) -> None:
    few = {"people": 5, "years": 2}
    assert on(promoted(f"{{{calendar}, discount: 10%}}", few)) == months


def test_a_discount_comes_off_everybodys_baskets_under_programmes() -> None:
    outcome = promoted("{lasts: 1 month, discount: 20%}")
    assert posted(outcome, Line.PROGRAMMES, 0)[0] == -counted(outcome, "revenue")[0] // 5
    assert posted(outcome, Line.SALES_MARGIN) == counted(outcome, "revenue")


def test_a_free_item_goes_with_every_purchase() -> None:
    outcome = promoted("{lasts: 1 month, free_item: 0.25}")
    assert posted(outcome, Line.PROGRAMMES, 0)[0] == -25 * counted(outcome, "purchases")[0]


def test_without_an_effect_of_price_the_same_is_bought_for_less() -> None:
    outcome, usual = promoted("{lasts: 2 months, discount: 50%}"), world(BUYERS)
    assert counted(outcome, "purchases") == counted(usual, "purchases")


def test_in_a_promotion_people_buy_more_often_by_the_points_off() -> None:
    stays = {"behaviour.buying": "{price: 0.02, reference: 150 years}"}
    outcome = promoted("{lasts: 3 months, first: 2 months, discount: 30%}", stays)
    assert_bought(outcome, [1.0] * 2 + [math.exp(0.6)] * 3 + [1.0] * 7)


def test_the_reference_price_follows_and_then_the_regular_price_is_dear() -> None:
    """With a half-life of two months, by hand: the gap closes by ``1 - 2**(-1/2)`` a month."""
    price = {"behaviour.buying": "{price: 0.02, reference: 2 months}"}
    outcome = promoted("{lasts: 3 months, discount: 40%}", price)
    kept, reference, factors = 2**-0.5, 0.0, []
    for month in range(12):
        points = 40.0 if month < 3 else 0.0
        factors.append(math.exp(0.02 * (points - reference)))
        reference = points + (reference - points) * kept
    assert factors[3] < 0.7
    assert_bought(outcome, factors)


def test_by_default_the_reference_price_has_a_half_life_of_six_months() -> None:
    price = {"behaviour.buying.price": 0.03}
    outcome = promoted("{lasts: 6 months, discount: 40%}", price)
    reached = 40 * (1 - 2**-1)
    expected = USUAL * math.exp(-0.03 * reached)
    assert poisson_errors(counted(outcome, "purchases")[6], expected) < FAMILY


@pytest.mark.parametrize(("over", "months"), [("", 3), (", over: 5 months", 5)])
def test_of_what_is_added_a_share_is_missing_evenly_afterwards(over: str, months: int) -> None:
    stays = {"behaviour.buying": "{price: 0.02, reference: 150 years}"}
    outcome = promoted(
        f"{{lasts: 2 months, first: 1 month, discount: 20%, brought_forward: 60%{over}}}", stays
    )
    added = math.exp(0.4) - 1
    missing = 0.6 * 2 * added / months
    usual = 12 - 3 - months
    assert_bought(outcome, [1.0] + [1 + added] * 2 + [1 - missing] * months + [1.0] * usual)


def test_a_promotion_that_is_given_up_leaves_the_regular_price_dear() -> None:
    """Always 40 % off, until a change takes it away in month 6: people remember the price."""
    price = {
        "behaviour.buying": "{price: 0.02, reference: 2 months}",
        "strategies.firm.changes": "[{from: 2025-07, set: {promotion.discount: 0%}}]",
    }
    outcome = promoted("{lasts: 1 year, discount: 40%}", price)
    gaps = [40 * 2 ** (-month / 2) for month in range(6)]
    reached = 40 * (1 - 2**-3)
    gaps += [-reached * 2 ** (-month / 2) for month in range(6)]
    assert on(outcome) == [*range(6)]
    assert_bought(outcome, [math.exp(0.02 * gap) for gap in gaps])


def test_a_deeper_promotion_is_held_against_the_last_one() -> None:
    """10 % off, and from month 6 on 40 %: by then people have come to expect the ten."""
    price = {
        "behaviour.buying": "{price: 0.03, reference: 1 month}",
        "strategies.firm.changes": "[{from: 2025-07, set: {promotion.discount: 40%}}]",
    }
    outcome = promoted("{lasts: 1 year, discount: 10%}", price)
    gaps = [10 * 2**-month for month in range(6)]
    gaps += [(40 - 10 * (1 - 2**-6)) * 2**-month for month in range(6)]
    assert_bought(outcome, [math.exp(0.03 * gap) for gap in gaps])
