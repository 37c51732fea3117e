"""Values of what is believed of a number: by the same rules by which people differ, so that every
machine finds the same, to the bit."""

from sim.rules.distributions import distributed, quantile_of
from sim.scenario.values import Distribution

INSIDE = 2.0**-53
"""So far from 0 and from 1 a share is kept: some distributions have no end there."""


def quantile(about: Distribution, share: float) -> float:
    """The value below which a share of a distribution lies.

    >>> quantile(Distribution("uniform", 2.0, 6.0), 0.25)
    3.0
    >>> quantile(Distribution("normal", 2.0, 0.0), 0.25)
    2.0
    """
    if about.kind != "uniform":
        share = min(max(share, INSIDE), 1.0 - INSIDE)
    return float(quantile_of(int(distributed(about.kind)), about.first, about.second, share))
