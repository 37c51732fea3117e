"""Where a difference that is known with noise crosses zero, and how surely.

At any value the difference is measured once for each seed, and has Student's t interval over the
seeds (Student 1908, Biometrika 6). The interval of the crossing is found by inversion (Fieller
1954, Journal of the Royal Statistical Society B 16): a value belongs to it where the interval of
the difference holds zero. At the true crossing that is so 95 times in 100. What is given is the
unbroken stretch of such values around the crossing; an end is open where the stretch does not end
within the range.

Crossings are bracketed on quarters of the way from today's value to each end, nearest first; two
within one quarter are missed. Between the last two values that were measured, less than a step
apart, the line through both is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.estimate import Estimate, mean_estimate, undefined

QUARTERS = 4

Measure = Callable[[float], Sequence[float]]
"""Gives the difference at a value, once for each seed."""


@dataclass(frozen=True)
class Span:
    """The range that is searched, and how finely. It holds today's value."""

    low: float
    today: float
    high: float
    step: float

    def stops(self, end: float) -> list[float]:
        """The values on the way from today's to an end at which a crossing is looked for.

        >>> Span(0.0, 4.0, 12.0, 0.1).stops(12.0)
        [6.0, 8.0, 10.0, 12.0]
        """
        way = end - self.today
        return [self.today + way * k / QUARTERS for k in range(1, QUARTERS)] + [end]


@dataclass(frozen=True)
class Evaluation:
    """What was measured at a value."""

    x: float
    each: tuple[float, ...]  # the difference under each seed; nan where its run failed
    difference: Estimate  # the mean of those known

    @staticmethod
    def of(x: float, each: Sequence[float]) -> "Evaluation":
        """What was measured at a value, by seed."""
        values = np.array(each, dtype=np.float64)
        known = values[np.isfinite(values)]
        return Evaluation(x, tuple(values.tolist()), mean_estimate(known))

    @property
    def leads(self) -> bool:
        """Whether the difference is above zero."""
        return (self.difference.value or 0.0) > 0


class Curve:
    """A difference by value, measured once wherever it is asked for.

    ``writable`` gives the nearest value at which it can be measured.
    """

    def __init__(self, measure: Measure, writable: Callable[[float], float] = float) -> None:
        self._measure, self._writable = measure, writable
        self._known: dict[float, Evaluation] = {}

    def at(self, x: float) -> Evaluation:
        """What is measured at a value."""
        place = self._writable(x)
        if place not in self._known:
            self._known[place] = Evaluation.of(place, self._measure(place))
        return self._known[place]

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """All that was measured, by value."""
        return tuple(self._known[x] for x in sorted(self._known))

    def beyond(self, x: float, end: float, stops: Sequence[float]) -> list[float]:
        """Known values and ``stops`` that lie beyond ``x`` towards an end, nearest first."""
        ahead = 1 if end > x else -1
        places = {*self._known, *map(self._writable, stops)}
        return sorted((p for p in places if (p - x) * ahead > 0), key=lambda p: p * ahead)


def crossing(curve: Curve, span: Span, end: float) -> Estimate:
    """The crossing nearest to today's value on the way to an end; undefined where there is none.

    ``n`` is the number of seeds. With one seed there is no interval.
    """
    seeds = curve.at(span.today).difference.n
    bracket = _bracket(curve, span, end)
    if bracket is None:
        return undefined(seeds)
    near, far = _halved(curve, *bracket, lambda each: each.leads, span.step)
    value = _root(near, far, "value")
    if seeds < 2:
        return Estimate(value, None, None, seeds)
    back = span.low if end == span.high else span.high
    limits = _limit(curve, span, far, back), _limit(curve, span, near, end)
    low, high = limits if end == span.high else limits[::-1]
    return Estimate(value, low, high, seeds)


def _bracket(curve: Curve, span: Span, end: float) -> tuple[Evaluation, Evaluation] | None:
    near = curve.at(span.today)
    for stop in span.stops(end):
        far = curve.at(stop)
        if far.leads != near.leads:
            return near, far
        near = far
    return None


def _halved(
    curve: Curve,
    inner: Evaluation,
    outer: Evaluation,
    property_of: Callable[[Evaluation], bool],
    step: float,
) -> tuple[Evaluation, Evaluation]:
    """Two values no further apart than a step between which a property changes."""
    changed = property_of(outer)
    while abs(outer.x - inner.x) > step:
        middle = curve.at((inner.x + outer.x) / 2)
        if middle.x in (inner.x, outer.x):
            break
        if property_of(middle) == changed:
            outer = middle
        else:
            inner = middle
    return inner, outer


def _limit(curve: Curve, span: Span, start: Evaluation, end: float) -> float | None:
    """The value, on the way from within the interval to an end, from which on it holds zero no
    more."""
    inner = start
    for x in curve.beyond(start.x, end, [*span.stops(span.low), *span.stops(span.high)]):
        outer = curve.at(x)
        if outer.difference.excludes_zero:
            part = "low" if outer.leads else "high"
            return _edge(curve, inner, outer, part, span.step)
        inner = outer
    return None


def _edge(
    curve: Curve, inner: Evaluation, outer: Evaluation, part: str, step: float
) -> float | None:
    """Where one limit of the difference's interval crosses zero."""

    def clear(each: Evaluation) -> bool:
        limit = _part(each, part)
        return limit > 0 if part == "low" else limit < 0

    return _root(*_halved(curve, inner, outer, clear, step), part)


def _root(inner: Evaluation, outer: Evaluation, part: str) -> float:
    """Where the line through two values crosses zero."""
    first, last = _part(inner, part), _part(outer, part)
    return inner.x + (outer.x - inner.x) * first / (first - last)


def _part(each: Evaluation, part: str) -> float:
    return float(getattr(each.difference, part))
