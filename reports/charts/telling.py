"""What a chart says of its points and lines in words: under the pointer, and to who cannot see."""

from collections.abc import Callable, Sequence

import numpy as np

from reports.figures import interval, share_interval
from reports.money import money, number
from reports.verdict import amount
from reports.words import capital, listed, spoken
from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.results.facts import Facts

Words = Callable[[float, float, float], str]
JACKKNIFE = (
    "95 % interval at every point, by leaving out one twentieth of the people at a time "
    "(jackknife, Kott 2001)."
)


def estimate(value: float, low: float, high: float) -> Estimate:
    """A point of a line as a figure; NaN is not defined."""
    known, lower, upper = (None if np.isnan(end) else float(end) for end in (value, low, high))
    return Estimate(known, lower, upper, 0)


def money_words(facts: Facts) -> Words:
    """Money with its interval."""
    return lambda value, low, high: interval(estimate(value, low, high), facts)


def whole_words(facts: Facts) -> Words:
    """Money of the whole firm, to three significant digits, with its interval."""

    def said(value: float, low: float, high: float) -> str:
        text = sum_of_money(value, facts)
        if np.isnan(low) or np.isnan(high) or low == high:
            return text
        return f"{text} [{sum_of_money(low, facts)}, {sum_of_money(high, facts)}]"

    return said


def sum_of_money(value: float, facts: Facts) -> str:
    """A sum of the whole firm, to three significant digits."""
    size = len(f"{abs(value):.0f}")
    return money(value, facts.currency, min(0, 3 - size))


def number_words(value: float, low: float, high: float) -> str:
    """A number to two places with its interval."""
    text = number(value, 2)
    if np.isnan(low) or np.isnan(high):
        return text
    return f"{text} [{number(low, 2)}, {number(high, 2)}]"


def share_words(value: float, low: float, high: float) -> str:
    """A share of people with its interval."""
    return share_interval(estimate(value, low, high))


def plain_money(value: float, facts: Facts) -> str:
    """An amount without an interval."""
    return amount(value, None if abs(value) < 100 else abs(value) / 10, facts)


def extremes(curve: Curve, at: Callable[[float], str], words: Callable[[float], str]) -> str:
    """Where a line begins, its lowest and highest points, and where it ends."""
    known = np.flatnonzero(np.isfinite(curve.value))
    if not known.size:
        return f"{capital(spoken(curve.strategy))}: not defined anywhere."
    low, high = (known[pick(curve.value[known])] for pick in (np.argmin, np.argmax))
    places = (("starts at", known[0]), ("lowest", low), ("highest", high), ("ends at", known[-1]))
    parts = [
        f"{name} {words(float(curve.value[k]))} ({at(float(curve.x[k]))})" for name, k in places
    ]
    return f"{capital(spoken(curve.strategy))}: {', '.join(parts)}."


def lines_told(
    what: str,
    curves: Sequence[Curve],
    at: Callable[[float], str],
    words: Callable[[float], str],
) -> str:
    """An alternative text for a chart of lines."""
    names = listed([spoken(curve.strategy) for curve in curves])
    told = " ".join(extremes(curve, at, words) for curve in curves)
    return f"Line chart of {what} for {names}. {told}"


def years_since(x: float) -> str:
    """So many years after the start of a relationship."""
    return "at joining" if x == 0 else f"after {x:.1f} years".replace(".0 ", " ")
