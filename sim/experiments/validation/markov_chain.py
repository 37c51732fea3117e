"""Moments of the discounted rewards of a Markov chain, by backward recursion.

A customer relationship as a Markov chain with rewards is that of Pfeifer and Carraway (2000,
Journal of Interactive Marketing 14(2)); higher moments by the binomial theorem go back to
Sobel (1982, Journal of Applied Probability 19).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Branch(NamedTuple):
    """One thing that may happen in a month: its chance, its reward, and the state it leads to."""

    chance: float
    reward: float
    then: str | None  # None: nothing more comes


Month = Mapping[str, Sequence[Branch]]
"""What may happen in a month, by state; the chances of a state add up to 1."""

ORDER = 4
"""Moments are wanted up to this: the fourth gives the standard error of a variance."""


def moments(
    month: Callable[[int], Month], months: int, discount: float, start: str
) -> tuple[float, ...]:
    """The first four moments about zero of all rewards from month 0 on, discounted to month 0.

    With ``W = R + v W'``, ``E W**k = sum over j of C(k, j) E[R**(k-j) v**j W'**j]``, from the last
    month backward. One reward of 1 or 3, and then nothing:

    >>> moments(lambda t: {"a": [Branch(0.5, 1, None), Branch(0.5, 3, None)]}, 1, 1.0, "a")[:2]
    (2.0, 5.0)
    """
    nothing = (1.0,) + (0.0,) * ORDER
    after: dict[str | None, tuple[float, ...]] = {None: nothing}
    after |= dict.fromkeys(month(months - 1), nothing)
    for t in reversed(range(months)):
        after = {None: nothing} | {
            state: tuple(_moment(k, branches, after, discount) for k in range(ORDER + 1))
            for state, branches in month(t).items()
        }
    return after[start][1:]


def _moment(
    k: int,
    branches: Sequence[Branch],
    after: Mapping[str | None, tuple[float, ...]],
    discount: float,
) -> float:
    return sum(
        branch.chance
        * sum(
            math.comb(k, j) * branch.reward ** (k - j) * discount**j * after[branch.then][j]
            for j in range(k + 1)
        )
        for branch in branches
    )
