"""Dues: flows that are agreed by the year and fall due month by month."""

from typing import TypeAlias

from sim.rules.money import twelfths
from sim.world.books import WIDTH

Due: TypeAlias = tuple[int, int, int, int]
"""One yearly flow of one product: its cell (product * WIDTH + line), its line, ``base`` and
``bits``. Month ``m`` of a year bears ``base + (bits >> m & 1)``."""


def dues_of(product: int, yearly: dict[int, int]) -> tuple[Due, ...]:
    """What falls due of a product, from its yearly flows by line; what is zero is left out.

    >>> dues_of(2, {1: 1200, 6: -24, 0: 0})
    ((31, 1, 100, 0), (36, 6, -2, 0))
    """
    return tuple(
        (product * WIDTH + line, line, *twelfths(amount))
        for line, amount in yearly.items()
        if amount
    )
