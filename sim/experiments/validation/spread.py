"""The mean and the variance of a figure of each person, beside the moments that theory gives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.validation import errors
from sim.experiments.validation.comparison import Comparison


def mean_and_variance(
    names: tuple[str, str],
    theory: tuple[str, str, str],
    moments: Sequence[float],
    values: NDArray[np.float64],
) -> list[Comparison]:
    """Two comparisons, named ``names``.

    Args:
        names: what the mean and the variance are called.
        theory: formula, source and timing.
        moments: the first four about zero, of one person.
        values: what each person came to.
    """
    n = len(values)
    mean, variance = float(values.mean()), float(values.var(ddof=1))
    return [
        Comparison(names[0], *theory, moments[0], mean, errors.of_mean(moments, n)),
        Comparison(
            names[1], *theory, errors.variance(moments), variance, errors.of_variance(moments, n)
        ),
    ]
