"""A simulated log of purchases, against the model that it follows and a library that fits it.

Who buys a Poisson number of times a month with a mean that is exponential across people, ``6`` a
year on average, buys at least once with a chance that is beta ``(1, 12/6)`` across them. Who
leaves within a year with a chance that is beta ``(1, b)`` leaves within a month with one that is
beta ``(1, 12 b)``. So the log is BG/BB, month by month, without approximation.

The first month is that in which all are won; the occasions are the months after it. A purchase
fails and is put right in the month after, if its buyer is still there: that tells of it.
"""

import warnings

import numpy as np
from numpy.typing import NDArray

from sim.experiments.validation import errors
from sim.experiments.validation.buy_till_you_die import (
    Parameters,
    chances,
    error_of_purchases,
    errors_of_estimates,
    expected_purchases,
)
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SOURCE = "BG/BB: Fader, Hardie and Shang 2010, Marketing Science 29(6)"
TIMING = "an occasion a month; nothing is discounted"
LIBRARY = "lifetimes"
CHURN, FREQUENCY = "behaviour.churn.per_year", "products.tea.per_year"
Ints = NDArray[np.int64]


def parameters(lived: Lived) -> Parameters:
    """Those of a month.

    Raises:
        ValueError: the scenario's distributions do not lead to the model.
    """
    churn, frequency = lived.across(CHURN), lived.across(FREQUENCY)
    if churn.first != 1 or frequency.first != 1:
        raise ValueError(f"The first number of {CHURN} and of {FREQUENCY} has to be 1.")
    return Parameters(1.0, 12 / frequency.second, 1.0, 12 * churn.second)


def occasions(lived: Lived) -> int:
    """The months after the first."""
    return lived.scenario.months - 1


def log_of_purchases(lived: Lived) -> tuple[Ints, Ints]:
    """How many months each person bought in, and the last of them; from the table of events."""
    events = lived.run.frames.events
    if events is None:
        raise ValueError("The table of events is needed.")
    told = events[events["event"] == "put_right"]
    frequency = np.zeros(lived.scenario.people, dtype=np.int64)
    recency = np.zeros_like(frequency)
    np.add.at(frequency, told["person"].to_numpy(), 1)
    np.maximum.at(recency, told["person"].to_numpy(), told["month"].to_numpy())
    return frequency, recency


def compare(lived: Lived) -> list[Comparison]:
    """How often people buy, and how many never do."""
    of, n, people = parameters(lived), occasions(lived), lived.scenario.people
    frequency, _ = log_of_purchases(lived)
    never = float(chances(of, n)[0])
    return [
        Comparison(
            f"Months with a purchase, of {n}",
            "a/(a+b) sum of B(c, d+t)/B(c, d)",
            SOURCE,
            TIMING,
            expected_purchases(of, n),
            float(frequency.mean()),
            error_of_purchases(of, n, people),
        ),
        Comparison(
            "Share who never buy",
            "likelihood at x = 0, t = 0",
            SOURCE,
            TIMING,
            never,
            float((frequency == 0).mean()),
            errors.of_share(never, people),
        ),
    ]


def compare_fit(lived: Lived) -> list[Comparison]:
    """The parameters that the library finds, from the log alone."""
    of, n = parameters(lived), occasions(lived)
    found = fitted(*log_of_purchases(lived), n)
    spread = errors_of_estimates(of, n, lived.scenario.people)
    return [
        Comparison(
            f"{name}, as fitted",
            f"maximum likelihood by {LIBRARY}; error by Fisher's information",
            SOURCE,
            TIMING,
            expected,
            simulated,
            error,
        )
        for name, expected, simulated, error in zip(of._fields, of, found, spread, strict=True)
    ]


def fitted(frequency: Ints, recency: Ints, n: int) -> Parameters:
    """What the library makes of a log: the model's parameters."""
    histories, weights = np.unique(np.stack([frequency, recency]), axis=1, return_counts=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is older than the pandas and numpy it runs on
        from lifetimes import BetaGeoBetaBinomFitter

        model = BetaGeoBetaBinomFitter()
        model.fit(histories[0], histories[1], np.full(len(weights), n), weights)
    return Parameters(*(float(model.params_[name]) for name in Parameters._fields))


CHECK = Check("repeat_buying", compare, events=True)
FIT = Check("repeat_buying", compare_fit, part=f", fitted by {LIBRARY}", events=True, needs=LIBRARY)
