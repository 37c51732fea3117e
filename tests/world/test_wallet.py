"""The share of wallet: how much of what people buy is bought here."""

from __future__ import annotations

import pytest

from tests.worlds import (
    EVERYBODY_BUYS,
    Changes,
    counted,
    logistic,
    logit,
    poisson_errors,
    world,
)

PEOPLE = 300
USUAL = 12 * 50 * PEOPLE
"""Purchases in a year, here and elsewhere."""
WALLET = {"people": PEOPLE, **EVERYBODY_BUYS, "products.tea.share_of_wallet": "40%"}
PRICE = {"behaviour.choice.price": 0.05}
MEMBERS = "strategies.firm.loyalty"
PROMOTION = "strategies.firm.promotion"


def assert_share(expected: float, *changes: Changes) -> None:
    """That share of what everybody buys is bought here, but for chance."""
    found = sum(counted(world(WALLET, *changes), "purchases"))
    assert poisson_errors(found, expected * USUAL) < 4


def moved(log_odds: float) -> float:
    """A share of 40 %, moved by log-odds."""
    return logistic(logit(0.4) + log_odds)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
def test_at_equal_price_and_satisfaction_that_share_is_bought_here(share: float) -> None:
    assert_share(share, {"products.tea.share_of_wallet": share})


def test_all_is_bought_here_where_nothing_else_is_said_and_nothing_moves_it() -> None:
    everything = {**WALLET, **PRICE, "strategies.firm.better_by": "{tea: 20%}"}
    del everything["products.tea.share_of_wallet"]
    assert poisson_errors(sum(counted(world(everything), "purchases")), USUAL) < 4


def test_a_better_price_moves_the_share_by_its_points() -> None:
    assert_share(moved(0.05 * 20), PRICE, {"strategies.firm.better_by": "{tea: 20%}"})
    assert_share(moved(-0.05 * 20), PRICE, {"strategies.firm.better_by": "{tea: -20%}"})


def test_a_members_discount_moves_the_members_share() -> None:
    assert_share(moved(0.05 * 15), PRICE, {MEMBERS: "{join: all, discount: 15%}"})
    nobody = "{join: {top: 0%}, discount: 15%}"
    assert_share(0.4, PRICE, {MEMBERS: nobody})


def test_a_discount_that_a_members_baskets_never_reach_moves_nothing() -> None:
    large = "{join: all, discount: 15%, discount_from_basket: 1.01}"
    assert_share(0.4, PRICE, {MEMBERS: large})


def test_a_promotions_discount_moves_everybodys_share_while_it_is_on() -> None:
    half = "{lasts: 6 months, discount: 30%}"
    assert_share((moved(0.05 * 30) + 0.4) / 2, PRICE, {PROMOTION: half})


def test_all_discounts_add_up() -> None:
    assert_share(
        moved(0.05 * (10 + 15 + 30)),
        PRICE,
        {
            "strategies.firm.better_by": "{tea: 10%}",
            MEMBERS: "{join: all, discount: 15%}",
            PROMOTION: "{lasts: 1 year, discount: 30%}",
        },
    )


@pytest.mark.parametrize("quality", [0.3, 0.9])
def test_satisfaction_above_the_markets_moves_the_share(quality: float) -> None:
    felt = {
        "behaviour.choice.satisfaction": 2,
        "behaviour.satisfaction": f"{{market: 60%, start: {quality}}}",
        "strategies.firm.service": f"{{quality: {quality}}}",
    }
    assert_share(moved(2 * (quality - 0.6)), felt)


def test_share_and_frequency_move_together() -> None:
    both = {"behaviour.buying.frequency": 2, **PRICE, "strategies.firm.better_by": "{tea: 10%}"}
    assert_share(2 * moved(0.05 * 10), both)


def test_what_a_member_buys_here_instead_of_elsewhere_counts_as_added() -> None:
    usual = world(WALLET, PRICE)
    outcome = world(WALLET, PRICE, {MEMBERS: "{join: all, discount: 15%}"})
    added = outcome.months.purchases_added
    assert added.sum() > 0
    assert (outcome.months.purchases - added == usual.months.purchases).all()
