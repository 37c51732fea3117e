"""The difference between the means of two independent samples."""

import math

import numpy as np

from sim.experiments.estimate import Estimate, Numbers, t_interval, undefined


def less(first: Numbers, second: Numbers) -> Estimate:
    """The first mean less the second, with Welch's interval (Welch 1947, Biometrika 34).

    The variances need not be equal; the degrees of freedom are Satterthwaite's (1946, Biometrics
    Bulletin 2). A sample of one gives no interval.

    >>> found = less(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 2.0]))
    >>> found.value, round(found.high, 3)
    (1.0, 3.267)
    """
    n = len(first) + len(second)
    if not len(first) or not len(second):
        return undefined(n)
    value = float(np.mean(first) - np.mean(second))
    if min(len(first), len(second)) < 2:
        return Estimate(value, None, None, n)
    parts = [float(np.var(each, ddof=1)) / len(each) for each in (first, second)]
    variance = sum(parts)
    if variance == 0:
        return Estimate(value, value, value, n)
    weights = [part**2 / (len(each) - 1) for part, each in zip(parts, (first, second), strict=True)]
    return t_interval(value, math.sqrt(variance), variance**2 / sum(weights), n)
