"""Whole money: how flows become minor units, years become months, and months are discounted."""

from sim.rules.compiled import rule
from sim.rules.numbers import exp, log, power


@rule
def rounded(amount: float) -> int:
    """To whole minor units, half to even. A rule rounds once.

    >>> rounded(2.5), rounded(3.5), rounded(-0.4)
    (2, 4, 0)
    """
    return round(amount)


@rule
def twelfth(yearly: int, month: int) -> int:
    """The part of a yearly amount (minor units) that falls into a month: any twelve make the year.

    The difference of rounded cumulative twelfths, counted from the start of the run.

    >>> [twelfth(100, month) for month in range(12)]
    [8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8]
    """
    place = month % 12
    return rounded(yearly * (place + 1) / 12.0) - rounded(yearly * place / 12.0)


@rule
def twelfths(yearly: int) -> tuple[int, int]:
    """All `twelfth` parts of a yearly amount: the smallest, and which months bear one unit more.

    The months are the bits of the second number: part of month ``m`` is ``base + (bits >> m & 1)``.

    >>> base, bits = twelfths(100)
    >>> [base + (bits >> month & 1) for month in range(12)]
    [8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8]
    """
    base = yearly // 12
    bits = 0
    for month in range(12):
        bits |= (twelfth(yearly, month) - base) << month
    return base, bits


@rule
def grown(growth: float, month: int) -> float:
    """The factor by which amounts have grown by ``month``, at ``growth`` a year, stepped each year.

    >>> grown(0.5, 11), grown(0.5, 24)
    (1.0, 2.25)
    """
    return power(1.0 + growth, month // 12)


@rule
def discount_factor(yearly_rate: float, month: int) -> float:
    """What one unit in ``month`` is worth in month 0: ``(1 + d)**(-month / 12)``, d a year.

    >>> discount_factor(0.1, 0), round(discount_factor(0.1, 12), 6)
    (1.0, 0.909091)
    """
    return exp(-month / 12.0 * log(1.0 + yearly_rate))
