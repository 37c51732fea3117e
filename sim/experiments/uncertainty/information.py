"""What it would be worth to know: all numbers (EVPI), or one of them (EVPPI).

Who decides now takes the strategy that is best on average over all draws. Who knew the numbers
would take the best one in each draw, and who knew one of them the best one to be expected at its
value.
The value of perfect information is what that adds, per person (Raiffa and Schlaifer 1961). What is
to be expected at a value is a smooth line through all draws (Strong, Oakley and Brennan 2014,
Medical Decision Making 34), so that no draw is run again. Decision 0035 says why it is done so.
"""

import numpy as np
from numpy.typing import NDArray

from sim.experiments.uncertainty.matched import matched
from sim.experiments.uncertainty.smooth import smoothed

Floats = NDArray[np.float64]


def gain(values: Floats, weights: Floats) -> float:
    """The mean of the best less the best of the means, of ``[strategy, draw]``.

    >>> gain(np.array([[0.0, 0.0], [-1.0, 3.0]]), np.ones(2))
    0.5
    """
    knowing = float(np.average(values.max(axis=0), weights=weights))
    return max(knowing - float(np.average(values, axis=1, weights=weights).max()), 0.0)


def with_first(contrasts: Floats) -> Floats:
    """All strategies, the first being what the others are compared with.

    >>> with_first(np.array([[1.0, 2.0]])).tolist()
    [[0.0, 0.0], [1.0, 2.0]]
    """
    return np.concatenate([np.zeros_like(contrasts[:1]), contrasts])


def gain_of_one(basis: Floats, contrasts: Floats, weights: Floats, *, bare: bool = False) -> float:
    """What it would be worth to know one number.

    Args:
        basis: ``[draw, spline]`` of its values.
        contrasts: ``[strategy, draw]`` what each other strategy is worth more than the first.
        weights: ``[draw]`` how often each counts.
        bare: leave the error of the fit in its spread.
    """
    fit = smoothed(basis, contrasts, weights)
    mean = np.average(contrasts, axis=1, weights=weights)
    away = fit.fitted - mean[:, None]
    spread = (away * weights) @ away.T / weights.sum()
    noise = np.zeros_like(fit.noise) if bare else fit.noise
    return gain(with_first(matched(fit.fitted, spread, noise, mean)), weights)


def share_of_one(
    basis: Floats, lead: Floats, weights: Floats, knowledge: float, *, bare: bool = False
) -> float:
    """The share of what all numbers do to the lead that one of them does alone: its first-order
    index (Sobol' 1993), of the smooth line through all draws.

    Args:
        basis: ``[draw, spline]`` of its values.
        lead: ``[draw]`` means over seeds.
        weights: ``[draw]`` how often each counts.
        knowledge: the variance of the lead that is owed to all numbers.
        bare: leave the error of the fit in its spread.
    """
    if knowledge <= 0:
        return 0.0
    fit = smoothed(basis, lead[None], weights)
    away = fit.fitted[0] - np.average(lead, weights=weights)
    spread = float(np.average(away**2, weights=weights))
    return max(spread - (0.0 if bare else float(fit.noise[0, 0])), 0.0) / knowledge
