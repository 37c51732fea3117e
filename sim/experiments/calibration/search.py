"""Looking for the numbers at which the misfit is least: widely first, then downhill.

The wide search is Optuna's tree of Parzen estimators (Bergstra and others 2011), which needs the
extra `experiments`; today's numbers are its first trial. The way downhill from the best of them is
SciPy's trust region for least squares within bounds (Branch, Coleman, Li 1999), with slopes by
finite differences under common random numbers.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from sim.experiments.calibration.misfit import Misfit
from sim.experiments.calibration.worlds import Point

STEP = 0.1
"""Of a range: so far apart are the points a slope is taken from. Nearer, chance events of single
people would make it; farther, the curve."""


class SearchError(Exception):
    """The search cannot be made; the message says what to do."""


def best_of_trials(misfit: Misfit, trials: int, seed: int) -> Point:
    """The best of so many points over the whole ranges; today's where none is tried."""
    today = misfit.worlds.today
    if trials < 1:
        return today
    try:
        import optuna
    except ImportError:
        raise SearchError(
            "A wide search needs Optuna: pip install 'lifecycle-offers[experiments]', "
            "or go downhill from today's numbers alone: --trials 0."
        ) from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    paths = list(misfit.worlds.targets.fit)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed % 2**32))
    study.enqueue_trial(dict(zip(paths, today.tolist(), strict=True)))

    def tried(trial: Any) -> float:
        return misfit.total(np.array([trial.suggest_float(path, 0.0, 1.0) for path in paths]))

    study.optimize(tried, n_trials=trials)
    return np.array([study.best_params[path] for path in paths])


def downhill(misfit: Misfit, start: Point, steps: int, few: Misfit | None = None) -> Point:
    """The least misfit found by so many steps from a point; never worse than there.

    ``few`` is the misfit among fewer people, for the slopes.
    """
    if steps < 1 or not len(start):
        return start
    made: list[Point] = []

    def slope(at: Point) -> Point:
        if len(made) < steps:  # after the last step the slopes are asked for, but not used
            made.append(_slopes_one_way(few or misfit, at))
        return made[-1]

    inside = np.clip(start, 1e-6, 1 - 1e-6)
    found = least_squares(
        misfit.residuals,
        inside,
        jac=slope,
        bounds=(0.0, 1.0),
        method="trf",
        max_nfev=steps + 1,
        xtol=1e-3,
        ftol=1e-3,
    )
    return min((start, np.asarray(found.x)), key=misfit.total)


def slopes(misfit: Misfit, at: Point) -> Point:
    """How the residuals change with each number, over its whole range: ``[pattern, number]``."""
    columns = [
        (misfit.residuals(high) - misfit.residuals(low)) / (high - low)[k]
        for k, (low, high) in enumerate(_pairs(at))
    ]
    return np.column_stack(columns)


def _slopes_one_way(misfit: Misfit, at: Point) -> Point:
    """The same from the point itself to one side, with half as many runs."""
    here, columns = misfit.residuals(at), []
    for k, (low, high) in enumerate(_pairs(at)):
        other = high if high[k] - at[k] >= STEP / 2 else low
        columns.append((misfit.residuals(other) - here) / (other - at)[k])
    return np.column_stack(columns)


def slopes_by_seed(misfit: Misfit, at: Point) -> NDArray[np.float64]:
    """The same for each seed alone: ``[seed, pattern, number]``."""
    by_number = [
        [(up - down) / (high - low)[k] for up, down in _each(misfit, high, low)]
        for k, (low, high) in enumerate(_pairs(at))
    ]
    return np.moveaxis(np.array(by_number), 0, 2)


def _each(misfit: Misfit, high: Point, low: Point) -> Iterator[tuple[Point, Point]]:
    return zip(misfit.by_seed(high), misfit.by_seed(low), strict=True)


def _pairs(at: Point) -> Iterator[tuple[Point, Point]]:
    """Below and above the point along each number, within the ranges."""
    for k in range(len(at)):
        low, high = at.copy(), at.copy()
        low[k], high[k] = max(at[k] - STEP, 0.0), min(at[k] + STEP, 1.0)
        yield low, high
