"""Fair division of what players bring together, and how much they bring only together.

A game is the worth of every coalition: ``worth[c]``, where bit ``k`` of ``c`` says whether player
``k`` is in it. Further axes, such as seeds, are games of their own.
"""

from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shapley(worth: Floats) -> Floats:
    """``[player, …]`` what each player brings, on average over all orders of joining.

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))  (Shapley 1953).
    They add up to the worth of all less the worth of none.

    >>> shapley(np.array([0.0, 1.0, 1.0, 4.0])).tolist()
    [2.0, 2.0]
    """
    players = _players(worth)
    found = []
    for player in range(players):
        without = _without(players, 1 << player)
        weights = _weights(without, players)
        gains = worth[without | 1 << player] - worth[without]
        found.append(np.tensordot(weights, gains, axes=1))
    return np.array(found)


def first(worth: Floats) -> Floats:
    """``[player, …]`` what each player brings to nobody."""
    return np.array([worth[1 << player] - worth[0] for player in range(_players(worth))])


def last(worth: Floats) -> Floats:
    """``[player, …]`` what each player brings to all the others."""
    everybody = len(worth) - 1
    players = range(_players(worth))
    return np.array([worth[everybody] - worth[everybody - (1 << player)] for player in players])


def interaction(worth: Floats, one: int, other: int) -> Floats:
    """What two players bring together beyond what each brings, over all coalitions of others.

    I_ij = sum over S without i and j of |S|! (n - |S| - 2)! / (n - 1)!
    (v(S + ij) - v(S + i) - v(S + j) + v(S))  (Grabisch and Roubens 1999, the Shapley interaction
    index). It is 0 where the two never touch.

    >>> float(interaction(np.array([0.0, 1.0, 1.0, 4.0]), 0, 1))
    2.0
    """
    players = _players(worth)
    i, j = 1 << one, 1 << other
    without = _without(players, i | j)
    together = worth[without | i | j] - worth[without | i] - worth[without | j] + worth[without]
    found: Floats = np.tensordot(_weights(without, players - 1), together, axes=1)
    return found


def _weights(coalitions: NDArray[np.int64], players: int) -> Floats:
    """The share of all orders in which just these have joined before."""
    by_size = [
        factorial(size) * factorial(players - size - 1) / factorial(players)
        for size in range(players)
    ]
    return np.array([by_size[int(each).bit_count()] for each in coalitions])


def _without(players: int, some: int) -> NDArray[np.int64]:
    return np.array([each for each in range(2**players) if not each & some], dtype=np.int64)


def _players(worth: Floats) -> int:
    players = len(worth).bit_length() - 1
    if len(worth) != 2**players:
        raise ValueError(f"{len(worth)} coalitions: expected a power of two.")
    return players
