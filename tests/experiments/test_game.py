"""Claims about the fair division of what players bring together."""

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest

from sim.experiments.mixtures.game import first, interaction, last, shapley
from sim.experiments.mixtures.levers import steps

GENERATOR = np.random.default_rng(5)
PLAYERS = 4
ANY = GENERATOR.normal(size=2**PLAYERS)


def game(players: int, worth: Callable[[set[int]], float]) -> np.ndarray:
    coalitions = ({k for k in range(players) if c >> k & 1} for c in range(2**players))
    return np.array([float(worth(each)) for each in coalitions])


def test_in_an_additive_game_everybody_gets_what_he_brings() -> None:
    brings = [3.0, -1.0, 0.5]
    worth = game(3, lambda some: 10 + sum(brings[k] for k in some))
    for share in (shapley(worth), first(worth), last(worth)):
        assert share == pytest.approx(brings)
    assert interaction(worth, 0, 1) == pytest.approx(0)


def test_the_glove_game_pays_the_one_left_glove_four_sixths() -> None:
    """Two right gloves and one left, a pair being worth 1: 1/6, 1/6 and 4/6 (Shapley 1953)."""
    worth = game(3, lambda some: 2 in some and bool(some & {0, 1}))
    assert shapley(worth) == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_the_airport_game_shares_each_stretch_among_who_needs_it() -> None:
    """Runways of cost 1, 2, 4: 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2 (Littlechild and Owen 1973)."""
    cost = [1.0, 2.0, 4.0]
    worth = game(3, lambda some: max((cost[k] for k in some), default=0.0))
    assert shapley(worth) == pytest.approx([1 / 3, 5 / 6, 17 / 6])


def test_shares_add_up_to_what_all_bring() -> None:
    assert shapley(ANY).sum() == pytest.approx(ANY[-1] - ANY[0])


def test_a_share_is_the_mean_over_all_orders_of_joining() -> None:
    brought = np.zeros(PLAYERS)
    orders = list(permutations(range(PLAYERS)))
    for order in orders:
        there = 0
        for player in order:
            brought[player] += ANY[there | 1 << player] - ANY[there]
            there |= 1 << player
    assert shapley(ANY) == pytest.approx(brought / len(orders))


def test_players_who_bring_the_same_get_the_same_and_who_brings_nothing_gets_nothing() -> None:
    worth = game(4, lambda some: len(some - {3}) ** 2)
    shares = shapley(worth)
    assert shares == pytest.approx([3.0, 3.0, 3.0, 0.0])
    assert interaction(worth, 0, 3) == pytest.approx(0)


def test_the_share_in_the_sum_of_two_games_is_the_sum_of_shares() -> None:
    other = GENERATOR.normal(size=2**PLAYERS)
    assert shapley(ANY + other) == pytest.approx(shapley(ANY) + shapley(other))


def test_interaction_is_the_product_in_a_game_of_one_product() -> None:
    """In v(S) = 6 where players 0 and 1 are both in S, only those two interact, by 6."""
    worth = game(3, lambda some: 6.0 * ({0, 1} <= some))
    assert interaction(worth, 0, 1) == pytest.approx(6)
    assert interaction(worth, 0, 2) == pytest.approx(0)
    assert shapley(worth) == pytest.approx([3, 3, 0])


def test_interaction_spreads_over_the_pairs_of_who_need_each_other() -> None:
    """The unanimity game of three: every pair has 1 / (3 - 1) (Grabisch and Roubens 1999)."""
    worth = game(3, lambda some: len(some) == 3)
    for pair in ((0, 1), (0, 2), (1, 2)):
        assert interaction(worth, *pair) == pytest.approx(1 / 2)


def test_games_of_several_seeds_are_divided_each_by_itself() -> None:
    two = np.column_stack([ANY, 2 * ANY])
    assert shapley(two)[:, 1] == pytest.approx(2 * shapley(two)[:, 0])
    assert interaction(two, 0, 1)[1] == pytest.approx(2 * interaction(ANY, 0, 1))


def test_a_number_of_coalitions_that_is_no_power_of_two_is_refused() -> None:
    with pytest.raises(ValueError, match="power of two"):
        shapley(np.zeros(3))


def test_steps_shown_lead_from_the_one_rounded_worth_to_the_other() -> None:
    for _ in range(50):
        start, changes = GENERATOR.normal(0, 5), GENERATOR.normal(0, 3, size=6)
        shown = steps(start, list(changes))
        assert round(start) + sum(shown) == round(start + sum(changes))
        assert all(abs(one - change) <= 1 for one, change in zip(shown, changes, strict=True))
    assert steps(0.4, [0.0, 0.0]) == [0, 0]
