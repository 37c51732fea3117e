"""Intervals for figures of the whole firm, by leaving out one group of people at a time.

The deepest point of the firm's cash, or the rate at which a verdict flips, is no mean over people.
People are dealt into groups by their number, and the figure is taken again without each group.
"""

import math
from collections.abc import Sequence

import numpy as np

from sim.experiments.estimate import Estimate, t_interval


def jackknife(full: float | None, without: Sequence[float | None]) -> Estimate:
    """The figure of everybody, with the interval of the delete-a-group jackknife.

    The variance is ``(G-1)/G`` times the squared deviations of the ``G`` figures ``without`` one
    group from their mean, with ``G - 1`` degrees of freedom (Kott 2001, Journal of Official
    Statistics 17). For a mean over equal groups it equals the variance between group means. The
    interval is not defined where the figure is not, with or without some group.

    >>> jackknife(2.0, [1.5, 2.5]).n
    2
    """
    groups = len(without)
    figures = [figure for figure in without if figure is not None]
    if full is None or groups < 2 or len(figures) < groups:
        return Estimate(full, None, None, groups)
    deviations = np.array(figures) - np.mean(figures)
    variance = (groups - 1) / groups * float(np.sum(deviations**2))
    return t_interval(full, math.sqrt(variance), groups - 1, groups)
