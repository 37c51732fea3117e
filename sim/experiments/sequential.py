"""When enough runs have been made, and how sure a mean is that was looked at on the way.

Who stops as soon as an ordinary interval leaves zero is wrong far too often: luck is looked at
again and again until it agrees. So runs are judged at sizes that are fixed before (`SERIES`), and
by intervals made for that, of which there are two:

- *A share*: stop when the half-width is at most a share of the mean. After Chow and Robbins (1965),
  with the first size as the fewest runs, and Student's t on the freedom of that first size, as in
  Stein (1945): runs that happen to lie close together would end the search too early.
- *The sign*: stop when the interval leaves zero. Each size has its own error; together they make
  5 %, however many there are. So all intervals hold the mean at once with 95 %, and it may be
  stopped, or gone on with, for any reason. These are repeated confidence intervals (Jennison and
  Turnbull 1989) with error spent ahead (Lan and DeMets 1983), added up after Bonferroni.

Both are exact or nearly so for normal runs; `tests/experiments/test_sequential.py` measures how
often they hold the mean, for skewed ones as well.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from sim.experiments.estimate import CONFIDENCE, Estimate, mean_estimate, t_interval, undefined

SERIES = (10, 15, 25, 40, 60)
"""Sizes at which runs are judged, and then ten times as many, and so on: the preferred numbers of
ISO 3 (R"5), each some 1.6 times the one before."""

FIRST = SERIES[0]
SPENT = 0.2
"""Each size takes so large a part of the error that those before it have left."""

LARGEST = 0.5
"""The largest share: below it, whatever meets the share has its sign settled as well."""

Sign = Literal["sign"]
SIGN: Sign = "sign"
Until = float | Sign | None
"""A share of the mean, the sign, or nothing: as many runs as were asked for."""

Floats = NDArray[np.float64]


def until_of(written: float | str | None) -> Until:
    """The rule that is written: a share such as ``5%`` or ``0.05``, or ``sign``.

    Raises:
        ValueError: it is no rule, with what was expected.

    >>> until_of("5%"), until_of("sign")
    (0.05, 'sign')
    """
    if written is None:
        return None
    if written == SIGN:
        return SIGN
    from sim.scenario.problem import FaultyError, did_you_mean
    from sim.scenario.scalars import resolve
    from sim.scenario.units import SHARE, read_number

    hint = did_you_mean(written, [SIGN]) if isinstance(written, str) else ""
    try:
        share = read_number(SHARE, resolve(written) if isinstance(written, str) else written)
    except FaultyError:
        share = 0.0
    if not 0 < share <= LARGEST:
        raise ValueError(
            f"`{written}` is no rule to stop by. Expected a share of the difference above 0% and "
            f"up to {LARGEST:.0%}, such as 5%, or `{SIGN}`. {hint}".strip()
        )
    return float(share)


def sizes(most: int) -> tuple[int, ...]:
    """The sizes at which runs are judged, up to so many.

    >>> sizes(200)
    (10, 15, 25, 40, 60, 100, 150)
    """
    return tuple(takewhile(lambda size: size <= most, _series()))


def next_size(after: int) -> int:
    """The first size above so many runs.

    >>> next_size(100)
    150
    """
    return next(size for size in _series() if size > after)


def part_of(look: int) -> float:
    """The part of the error that a size may take; the first is 0. All of them make 1.

    >>> [round(part_of(look), 3) for look in range(3)]
    [0.2, 0.16, 0.128]
    """
    return float(SPENT * (1 - SPENT) ** look)


def judged(values: Floats, until: Until, look: int) -> Estimate:
    """The mean of some runs with the 95 % interval of a rule, at the size it is looked at."""
    if until is None or len(values) < 2:
        return mean_estimate(values)
    mean, error = float(np.mean(values)), _standard_error(values)
    if until != SIGN:
        return t_interval(mean, error, min(FIRST, len(values)) - 1, len(values))
    wrong = (1 - CONFIDENCE) * part_of(look)
    half = float(stdtrit(len(values) - 1, 1 - wrong / 2)) * error
    return Estimate(mean, mean - half, mean + half, len(values))


def enough(estimate: Estimate, until: Until) -> bool:
    """Whether a mean is known as surely as was asked for.

    An interval of no width is enough: all runs came to the same.

    >>> enough(Estimate(100.0, 96.0, 104.0, 25), 0.05), enough(Estimate(1.0, -1.0, 3.0, 25), SIGN)
    (True, False)
    """
    half = estimate.half_width
    if half is None or estimate.value is None:
        return False
    if half == 0:
        return True
    return estimate.excludes_zero if until == SIGN else half <= (until or 0.0) * abs(estimate.value)


def chance_above_zero(looks: Sequence[Floats], until: Until) -> float | None:
    """The chance by Student's t that the mean is above zero; None from fewer than two runs.

    That is one less the error of saying so (one-sided; with a flat prior it is the posterior
    chance). Of runs that were judged on the way, each size's error counts as many times as its part
    is short of the whole, so that the chance holds at any stop; it is then never below one half.

    Args:
        looks: the runs at each size they were judged at; at the last alone without a rule.
        until: the rule.
    """
    known = [(look, values) for look, values in enumerate(looks) if len(values) > 1]
    if not known:
        return None
    if until is None:
        return 1 - _below(known[-1][1])
    return 1 - min(0.5, *(_below(values) / part_of(look) for look, values in known))


def _below(values: Floats) -> float:
    """The chance by t that the mean is not above zero."""
    mean, error = float(np.mean(values)), _standard_error(values)
    if error == 0:
        return 0.5 if mean == 0 else float(mean < 0)
    return float(stdtr(len(values) - 1, -mean / error))


def spread_ratio(values: Floats, errors: Floats) -> Estimate:
    """How many times as far runs lie apart as the standard error within each would have them.

    The standard deviation of the runs over the root of the mean square of their own errors. Its
    interval takes runs as normal (chi-square) and those errors as known, each resting on thousands
    of people.
    """
    n = len(values)
    own = math.sqrt(float(np.mean(errors**2))) if n else 0.0
    if n < 2 or own == 0:
        return undefined(n)
    from scipy.special import chdtri

    ratio, tail = float(np.std(values, ddof=1)) / own, (1 - CONFIDENCE) / 2
    low, high = (ratio * math.sqrt((n - 1) / float(chdtri(n - 1, p))) for p in (tail, 1 - tail))
    return Estimate(ratio, low, high, n)


def _standard_error(values: Floats) -> float:
    return float(np.std(values, ddof=1)) / math.sqrt(len(values))


def _series() -> Iterator[int]:
    return (size * 10**power for power in count() for size in SERIES)
