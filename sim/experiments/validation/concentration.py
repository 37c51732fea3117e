"""What share of all revenue the customers who bring most of it account for (Lorenz 1905).

If revenue S is above s for the share ``top`` of customers, they bring ``E[S; S > s] / E[S]``. The
distribution with density ``s f(s) / E[S]`` of a lognormal is again a lognormal, of a gamma again a
gamma. Numbers of purchases are whole: of those who bought as often as the last of the top, only
some belong to it.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, special, stats

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SOURCE = "Lorenz 1905; Aitchison and Brown 1957; error: Cowell and Victoria-Feser 1996"
NBD = "Lorenz 1905; NBD: Ehrenberg 1959; error: Cowell and Victoria-Feser 1996"
TIMING = "revenue of a year; nothing is discounted"
TOPS = (0.05, 0.2)


def lognormal_top_share(top: float, sigma: float) -> float:
    """Where the log of revenue is normal with that sigma.

    Weighting by revenue moves the normal to the right by sigma, so it is above ``z``, the quantile
    of ``1 - top``, with chance ``Phi(sigma - z)``.
    """
    z = -float(special.ndtri(top))
    return float(special.ndtr(sigma - z))


def gamma_top_share(top: float, shape: float) -> float:
    """Where revenue is gamma with that shape: weighting by revenue adds 1 to the shape."""
    least = float(special.gammainccinv(shape, top))
    return float(special.gammaincc(shape + 1, least))


def error_of_top_share(spends: Any, top: float, share: float, n: int) -> float:
    """The standard error among ``n`` people whose revenue has the distribution ``spends`` of SciPy.

    Of the share ``L`` of the ``top``, ``s`` the least of theirs, the influence function is
    ``((S - s)+ + top s - L S) / mean`` (Cowell and Victoria-Feser 1996).
    """
    mean, least = spends.mean(), spends.isf(top)

    def square(spend: float) -> float:
        influence = (max(spend - least, 0.0) + top * least - share * spend) / mean
        return float(influence**2 * spends.pdf(spend))

    variance = integrate.quad(square, 0, least)[0] + integrate.quad(square, least, np.inf)[0]
    return math.sqrt(variance / n)


def counted_top_share(top: float, chances: NDArray[np.float64]) -> tuple[float, int]:
    """Where people buy 0, 1, 2 … times with those chances; and how often the last of the top buys.

    >>> counted_top_share(0.5, np.array([0.75, 0.25]))
    (1.0, 0)
    """
    above = np.append(1 - np.cumsum(chances), 0.0)  # the chance to buy more often than so
    least = int(np.argmax(above <= top))
    k = np.arange(len(chances))
    bought = float(chances[least + 1 :] @ k[least + 1 :]) + least * (top - float(above[least]))
    return bought / float(chances @ k), least


def counted_error(top: float, chances: NDArray[np.float64], n: int) -> float:
    """The same error where revenue is counted."""
    share, least = counted_top_share(top, chances)
    k = np.arange(len(chances))
    influence = np.maximum(k - least, 0) + top * least - share * k
    return math.sqrt(float(chances @ influence**2) / n) / float(chances @ k)


def top_share(revenue: NDArray[np.float64], top: float) -> float:
    """The share of all revenue that the top customers bring."""
    ranked = np.sort(revenue)[::-1]
    return float(ranked[: round(top * len(ranked))].sum() / ranked.sum())


def compare_savers(lived: Lived) -> list[Comparison]:
    """Under a lognormal of balances."""
    sigma = lived.across("products.account.balance").second
    revenue = lived.people()["cash"].to_numpy().astype(np.float64)
    shares = {top: lognormal_top_share(top, sigma) for top in TOPS}
    return [
        Comparison(
            f"Revenue brought by the top {top:.0%}",
            "Phi(sigma - z(1 - top))",
            SOURCE,
            TIMING,
            share,
            top_share(revenue, top),
            error_of_top_share(stats.lognorm(sigma), top, share, len(revenue)),
        )
        for top, share in shares.items()
    ]


def compare_buyers(lived: Lived) -> list[Comparison]:
    """Under a gamma of frequencies."""
    across = lived.across("products.coffee.per_year")
    chances = negative_binomial(across.first, across.second * lived.scenario.years)
    revenue = lived.people()["revenue"].to_numpy()
    return [
        Comparison(
            f"Revenue brought by the top {top:.0%}",
            "E[N; N among the top] / E[N], N negative binomial",
            NBD,
            TIMING,
            counted_top_share(top, chances)[0],
            top_share(revenue, top),
            counted_error(top, chances, len(revenue)),
        )
        for top in TOPS
    ]


def negative_binomial(shape: float, mean: float) -> NDArray[np.float64]:
    """The chances of 0, 1, 2 … purchases, Poisson with a gamma mean; all but 1e-12 of them."""
    law = stats.nbinom(shape, shape / (shape + mean))
    return np.asarray(law.pmf(np.arange(int(law.isf(1e-12)) + 1)))


def note_on_buyers(lived: Lived) -> str:
    """What the gamma alone would give."""
    shape = lived.across("products.coffee.per_year").first
    shares = ", ".join(f"{gamma_top_share(top, shape):.4f}" for top in TOPS)
    return f"Of what people would buy on average, by the gamma alone, it is {shares}."


SAVERS = Check("heavy_savers", compare_savers)
BUYERS = Check("heavy_buyers", compare_buyers, note_on_buyers)
