"""The BG/BB model of repeat buying (Fader, Hardie and Shang 2010, Marketing Science 29(6)).

At each of ``n`` occasions a customer who is still alive buys with chance ``p``, and before each
the customer dies, unseen, with chance ``theta``. Across customers ``p`` is beta ``(alpha, beta)``
and ``theta`` beta ``(gamma, delta)``. Of a customer it is enough to know ``x``, how often, and
``t``, when last he or she bought; 0 and 0 for who never did.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, comb, logsumexp

Floats = NDArray[np.float64]
STEP = 1e-5


class Parameters(NamedTuple):
    """Of buying (alpha, beta) and of dying (gamma, delta)."""

    alpha: float
    beta: float
    gamma: float
    delta: float


class Histories(NamedTuple):
    """Every history that there can be, with what is asked of each; one entry a history."""

    x: NDArray[np.int64]
    t: NDArray[np.int64]
    ways: Floats  # how many patterns of buying have that frequency and recency


def histories(n: int) -> Histories:
    """Every frequency and recency within ``n`` occasions."""
    pairs = [(0, 0)] + [(x, t) for t in range(1, n + 1) for x in range(1, t + 1)]
    x, t = np.array(pairs).T
    ways = np.where(x > 0, comb(t - 1, np.maximum(x - 1, 0)), 1.0)
    return Histories(x, t, ways)


def log_likelihood(of: Parameters, x: int, t: int, n: int) -> float:
    """Of one customer with one pattern of that frequency and recency."""
    a, b, c, d = of
    later = np.arange(n - t)
    alive = betaln(a + x, b + n - x) - betaln(a, b) + betaln(c, d + n) - betaln(c, d)
    died = (
        betaln(a + x, b + t - x + later)
        - betaln(a, b)
        + betaln(c + 1, d + t + later)
        - betaln(c, d)
    )
    return float(logsumexp(np.append(died, alive)))


def chances(of: Parameters, n: int) -> Floats:
    """The chance of each of `histories`; they add up to 1."""
    x, t, ways = histories(n)
    logs = [
        log_likelihood(of, int(bought), int(last), n) for bought, last in zip(x, t, strict=True)
    ]
    return np.asarray(ways * np.exp(logs))


def expected_purchases(of: Parameters, n: int) -> float:
    """The mean number of occasions with a purchase.

    >>> round(expected_purchases(Parameters(1.0, 1.0, 1.0, 1e9), 6), 6)
    3.0
    """
    a, b, c, d = of
    alive = np.exp(betaln(c, d + np.arange(1, n + 1)) - betaln(c, d))
    return a / (a + b) * float(alive.sum())


def errors_of_estimates(of: Parameters, n: int, people: int) -> tuple[float, ...]:
    """The standard errors of maximum likelihood, by the expected information of Fisher (1922).

    There are finitely many histories, so that it is a sum over them and no estimate.
    """
    truth = chances(of, n)
    slopes = np.array([_slope(of, place, n) for place in range(len(of))])
    information = people * (slopes / truth) @ slopes.T
    return tuple(np.sqrt(np.diag(np.linalg.inv(information))).tolist())


def _slope(of: Parameters, place: int, n: int) -> Floats:
    """The derivative of `chances` by one parameter."""
    step = STEP * of[place]
    low, high = (
        chances(of._replace(**{of._fields[place]: of[place] + move}), n) for move in (-step, step)
    )
    return (high - low) / (2 * step)


def error_of_purchases(of: Parameters, n: int, people: int) -> float:
    """The standard error of the mean number of occasions with a purchase."""
    x, likely = histories(n).x, chances(of, n)
    mean = float(likely @ x)
    return math.sqrt((float(likely @ x**2) - mean**2) / people)
