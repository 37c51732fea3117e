"""The payment that repays a loan, and what is left of the loan on the way.

Payment: ``P i / (1 - (1+i)**-n)``; balance after ``k`` payments: ``P (1+i)**k - payment *
((1+i)**k - 1) / i`` (Kellison 2009, The Theory of Interest, chapters 3 and 5).

The engine counts whole cents. The payment is rounded once and the interest every month; the last
payment takes up what is left. A rounding is taken as uniform with variance 1/12 and they as
independent (Henrici 1962), which gives the standard errors here. No luck is involved.
"""

import math

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived

SOURCE = "Kellison 2009, The Theory of Interest, chapters 3 and 5; rounding: Henrici 1962"
TIMING = "a payment at the end of each month; valued at the loan's own rate"
LOAN = "products.loan"


def payment(amount: float, rate: float, months: int) -> float:
    """The level payment; ``rate`` is that of a month.

    >>> round(payment(100_000, 0.06 / 12, 360), 2)
    599.55
    """
    return amount * rate / (1 - (1 + rate) ** -months)


def balance(amount: float, rate: float, months: int, paid: int) -> float:
    """What is owed after so many payments.

    >>> round(balance(100_000, 0.06 / 12, 360, 360), 6)
    0.0
    """
    grown = (1 + rate) ** paid
    return amount * grown - payment(amount, rate, months) * (grown - 1) / rate


def error_of_payment(rate: float, months: int) -> float:
    """Of the mean payment, ``(amount + all interest) / months``; in minor units."""
    of_payment = (accumulated(rate, months) - months) ** 2
    of_interest = accumulated((1 + rate) ** 2 - 1, months)
    return math.sqrt((of_payment + of_interest) / 12) / months


def error_of_balance(rate: float, paid: int) -> float:
    """Of the balance read off the next month's interest; in minor units."""
    of_payment = accumulated(rate, paid) ** 2
    of_interest = accumulated((1 + rate) ** 2 - 1, paid)
    return math.sqrt((of_payment + of_interest + rate**-2) / 12)


def accumulated(rate: float, months: int) -> float:
    """What 1 a month comes to after the last of so many: ``((1+i)**n - 1) / i``."""
    return ((1 + rate) ** months - 1) / rate


def compare(lived: Lived) -> list[Comparison]:
    """The payment, and the balance after a third of the term."""
    amount, months = lived.number(f"{LOAN}.amount"), int(lived.number(f"{LOAN}.term"))
    rate = lived.number(f"{LOAN}.market_rate") / 12
    interest = lived.flows("net_interest") / lived.scenario.people
    paid, minor = months // 3, 10**-lived.scenario.minor_digits
    return [
        Comparison(
            "Monthly payment",
            "P i / (1 - (1+i)**-n)",
            SOURCE,
            TIMING,
            payment(amount, rate, months),
            (amount + float(interest.sum())) / months,
            error_of_payment(rate, months) * minor,
        ),
        Comparison(
            f"Balance after {paid} payments",
            "P (1+i)**k - payment ((1+i)**k - 1) / i",
            SOURCE,
            TIMING,
            balance(amount, rate, months, paid),
            float(interest[paid]) / rate,
            error_of_balance(rate, paid) * minor,
        ),
    ]


CHECK = Check("level_annuity", compare)
