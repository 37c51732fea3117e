"""What share of all spend the customers who spend most account for (Lorenz 1905).

If spend S is above s for the share ``top`` of customers, they spend ``E[S; S > s] / E[S]`` of all.
The distribution with density ``s f(s) / E[S]`` of a lognormal is again a lognormal, of a gamma
again a gamma.
"""

from __future__ import annotations

from scipy import special


def lognormal_top_share(top: float, sigma: float) -> float:
    """Where the log of spend is normal with that sigma.

    Weighting by spend moves the normal to the right by sigma, so it is above ``z``, the quantile
    of ``1 - top``, with chance ``Phi(sigma - z)``.
    """
    z = -float(special.ndtri(top))
    return float(special.ndtr(sigma - z))


def gamma_top_share(top: float, shape: float) -> float:
    """Where spend is gamma with that shape: weighting by spend adds 1 to the shape."""
    least = float(special.gammainccinv(shape, top))
    return float(special.gammaincc(shape + 1, least))
