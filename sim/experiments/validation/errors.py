"""Standard errors of a mean and of a variance, from the moments that theory gives."""

import math
from collections.abc import Sequence


def of_share(share: float, n: int) -> float:
    """Of the share found among ``n`` people: binomial.

    >>> of_share(0.5, 100)
    0.05
    """
    return math.sqrt(share * (1 - share) / n)


def of_mean(moments: Sequence[float], n: int) -> float:
    """Of the mean of ``n`` values, from their first two moments about zero.

    >>> of_mean((3.0, 13.0), 100)
    0.2
    """
    return math.sqrt(variance(moments) / n)


def variance(moments: Sequence[float]) -> float:
    """The variance, from the first two moments about zero.

    >>> variance((3.0, 13.0))
    4.0
    """
    return moments[1] - moments[0] ** 2


def of_variance(moments: Sequence[float], n: int) -> float:
    """Of the sample variance of ``n`` values, from their first four moments about zero.

    ``Var s**2 = (mu4 - (n-3)/(n-1) sigma**4) / n`` (Cramér 1946, section 27.4). A normal with
    variance 1 has ``2/(n-1)``:

    >>> round(of_variance((0.0, 1.0, 0.0, 3.0), 101) ** 2, 9)
    0.02
    """
    mean, square, cube, fourth = moments
    central = fourth - 4 * mean * cube + 6 * mean**2 * square - 3 * mean**4
    return math.sqrt((central - (n - 3) / (n - 1) * variance(moments) ** 2) / n)
