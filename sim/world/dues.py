"""Dues: flows that are agreed by the year and fall due month by month."""

from typing import NamedTuple

from sim.rules.money import twelfths
from sim.world.books import WIDTH


class Due(NamedTuple):
    """One yearly flow of one product; month ``m`` of a year bears ``base + (bits >> m & 1)``."""

    cell: int  # product * WIDTH + line
    line: int
    base: int
    bits: int


def dues_of(product: int, yearly: dict[int, int]) -> tuple[Due, ...]:
    """What falls due of a product, from its yearly flows by line; what is zero is left out.

    >>> dues_of(2, {1: 1200, 6: -24, 0: 0})
    (Due(cell=31, line=1, base=100, bits=0), Due(cell=36, line=6, base=-2, bits=0))
    """
    return tuple(
        Due(product * WIDTH + line, line, *twelfths(amount))
        for line, amount in yearly.items()
        if amount
    )
