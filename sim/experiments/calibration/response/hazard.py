"""The chance that a call sells, by its number: discrete-time hazards, with and without frailty.

Two models. The first is a logit of each call (Cox 1972, Allison 1982): the log-odds of a yes are
those of the client's kind plus an effect of the call's number. The second is a proportional hazard
in the complementary log-log form in which clients also differ in a way nobody sees, by a factor
that is gamma-distributed with mean 1 (Prentice and Gloeckler 1978, Meyer 1990): the eager say yes
first, so the hazard falls with the call's number though nobody tires.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from sim.experiments.calibration.response.calls import MOST_CALLS, Clients, Floats

Value = Callable[[Floats], tuple[float, Floats]]
TINY = 1e-300
STEP = 1e-5


@dataclass(frozen=True)
class Fit:
    """Estimates by maximum likelihood, with standard errors from the observed information."""

    names: tuple[str, ...]
    estimates: Floats
    errors: Floats
    log_likelihood: float

    def of(self, name: str) -> tuple[float, float]:
        """The estimate of that name, and its standard error."""
        place = self.names.index(name)
        return float(self.estimates[place]), float(self.errors[place])


def call_effects(each: bool, most: int = MOST_CALLS) -> tuple[Floats, tuple[str, ...]]:
    """What calls differ in: a step a call, or with ``each`` every call for itself.

    >>> call_effects(False, 3)[0].ravel().tolist()
    [0.0, 1.0, 2.0]
    """
    if not each:
        return np.arange(most, dtype=np.float64)[:, None], ("each further call",)
    return np.eye(most)[:, 1:], tuple(f"call {call}" for call in range(2, most + 1))


def logit_hazard(clients: Clients, *, each: bool = False) -> Fit:
    """The logit of each call's chance; every call before the last was a no."""
    calls, call_names = call_effects(each)
    trials, successes = _cells(clients)

    def value(at: Floats) -> tuple[float, Floats]:
        kinds = clients.traits.shape[1]
        log_odds = (clients.traits @ at[:kinds])[:, None] + (calls @ at[kinds:])[None, :]
        chance = expit(log_odds)
        likelihood = successes * log_odds - trials * np.logaddexp(0.0, log_odds)
        slope = successes - trials * chance
        gradient = np.concatenate(
            [clients.traits.T @ slope.sum(axis=1), calls.T @ slope.sum(axis=0)]
        )
        return -float(likelihood.sum()), -gradient

    return _fitted(value, clients.names + call_names)


def frailty_hazard(clients: Clients, variance: float, *, each: bool = False) -> Fit:
    """The proportional hazard with gamma frailty of a given variance; 0 is none at all."""
    calls, call_names = call_effects(each)
    last = clients.calls - 1
    rows = np.arange(len(last))

    def value(at: Floats) -> tuple[float, Floats]:
        kinds = clients.traits.shape[1]
        log_hazard = (clients.traits @ at[:kinds])[:, None] + (calls @ at[kinds:])[None, :]
        hazard = np.exp(np.minimum(log_hazard, 50.0))
        sums = np.cumsum(hazard, axis=1)
        weighted = np.cumsum(hazard[:, :, None] * calls[None, :, :], axis=1)
        until, with_calls = sums[rows, last], weighted[rows, last]
        before = until - hazard[rows, last]
        before_calls = with_calls - hazard[rows, last, None] * calls[last]
        kept, fall = _survival(until, variance)
        kept_before, fall_before = _survival(before, variance)
        chance = np.maximum(np.where(clients.sold, kept_before - kept, kept), TINY)
        weight = clients.number / chance
        up, down = weight * np.where(clients.sold, fall_before, 0.0), weight * fall
        sign = np.where(clients.sold, -1.0, 1.0)
        by_kind = clients.traits.T @ (up * before + sign * down * until)
        by_calls = before_calls.T @ up + with_calls.T @ (sign * down)
        value = -float((clients.number * np.log(chance)).sum())
        return value, -np.concatenate([by_kind, by_calls])

    return _fitted(value, clients.names + call_names)


def _survival(total: Floats, variance: float) -> tuple[Floats, Floats]:
    """The share still saying no after so much hazard, and how it changes with it.

    >>> [round(float(part[0]), 4) for part in _survival(np.array([1.0]), 1.0)]
    [0.5, -0.25]
    """
    if variance == 0.0:
        kept = np.exp(-total)
        return kept, -kept
    base = 1.0 + variance * total
    kept = base ** (-1.0 / variance)
    return kept, -kept / base


def _cells(clients: Clients) -> tuple[Floats, Floats]:
    """Calls made and won, by group and call number."""
    call = np.arange(1, MOST_CALLS + 1)
    made = (call[None, :] <= clients.calls[:, None]) * clients.number[:, None]
    won = (call[None, :] == clients.calls[:, None]) & clients.sold[:, None]
    return made.astype(np.float64), (won * clients.number[:, None]).astype(np.float64)


def _fitted(value: Value, names: tuple[str, ...]) -> Fit:
    start = np.array([-3.0 if name.startswith("period") else 0.0 for name in names])
    found = minimize(value, start, jac=True, method="BFGS", options={"gtol": 1e-4, "maxiter": 2000})
    information = _slope_of_gradient(value, found.x)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(names, found.x, errors, -float(found.fun))


def _slope_of_gradient(value: Value, at: Floats) -> Floats:
    """The matrix of second derivatives, by central differences of the gradient."""
    steps = STEP * np.eye(len(at))
    rows = [(value(at + step)[1] - value(at - step)[1]) / (2 * STEP) for step in steps]
    second = np.array(rows)
    symmetric: Floats = (second + second.T) / 2
    return symmetric
