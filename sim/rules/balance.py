"""Balances: what accounts earn, how loans are repaid, what they lose and what capital they tie up.

Balances and flows are whole minor units; rates are nominal a year, a twelfth a month.
"""

from sim.rules.compiled import rule
from sim.rules.money import rounded
from sim.rules.numbers import exp

LARGEST_AMOUNT = 1e14
"""No balance is above this many minor units, so that sums of whole money stay exact."""


@rule
def person_amount(
    level: float, times_income: float, income: float, growth: float, spread: float, rank: float
) -> int:
    """A person's balance or amount in minor units.

    ``level`` (minor units, grown by ``growth``) plus ``times_income`` of the year's ``income``,
    lognormal about that with sigma ``spread`` at the person's standard normal ``rank``. What a
    distribution puts below zero counts as zero, what is above `LARGEST_AMOUNT` as that.

    >>> person_amount(0.0, 3.0, 1_000_000.0, 1.0, 0.0, 0.0)
    3000000
    """
    amount = (level * growth + times_income * income) * exp(spread * rank)
    return rounded(min(max(amount, 0.0), LARGEST_AMOUNT))


@rule
def account_margin(balance: int, ftp: float, paid: float) -> int:
    """Net interest a year on an account: treasury credits ``ftp``, the customer is paid ``paid``.

    >>> account_margin(350_000, 0.032, 0.005)
    9450
    """
    return rounded(balance * (ftp - paid))


@rule
def level_payment(balance: int, rate: float, months: int) -> int:
    """The monthly payment that repays ``balance`` in ``months``, interest included.

    The balance over the present worth of 1 a month, ``sum (1 + rate / 12)**-k``: summed by doubling
    the number of months; ``(1 - (1 + r)**-n) / r`` loses all its digits where the rate is near 0.

    >>> level_payment(20_000_000, 0.06, 360), level_payment(1_200, 0.0, 12)
    (119910, 100)
    """
    kept = 1.0 / (1.0 + rate / 12.0)
    worth, last, place = 0.0, 1.0, 1  # of the months so far, and of the last of them
    while place <= months:
        place *= 2
    while place > 1:
        place //= 2
        worth, last = worth + last * worth, last * last
        if months & place:
            worth, last = (worth + 1.0) * kept, last * kept
    return rounded(balance / worth)


@rule
def month_interest(balance: int, rate: float) -> int:
    """Interest on a loan's balance for one month.

    >>> month_interest(120_000, 0.05)
    500
    """
    return rounded(balance * rate / 12.0)


@rule
def principal_repaid(balance: int, payment: int, interest: int, months_left: int) -> int:
    """The part of a payment that lowers the balance; all of it in the last month.

    >>> principal_repaid(1_000, 300, 10, 4), principal_repaid(295, 300, 1, 1)
    (290, 295)
    """
    if months_left <= 1:
        return balance
    return min(payment - interest, balance)


@rule
def capital_charge(balance: int, risk_weight: float, ratio: float, cost: float) -> int:
    """What a month of the capital behind a loan costs: ``balance * weight * ratio * cost / 12``.

    >>> capital_charge(10_000_000, 0.2, 0.13, 0.10)
    2167
    """
    return rounded(balance * risk_weight * ratio * cost / 12.0)


@rule
def loan_month(
    balance: int,
    payment: int,
    months_left: int,
    rate: float,
    ftp: float,
    risk_weight: float,
    ratio: float,
    cost: float,
) -> tuple[int, int, int]:
    """A month of a loan: net interest, capital charge (positive) and principal repaid.

    The customer pays interest at ``rate``, treasury charges ``ftp``, both on the balance before
    the payment.

    >>> loan_month(120_000, 10_272, 12, 0.05, 0.03, 0.2, 0.13, 0.10)
    (200, 26, 9772)
    """
    interest = month_interest(balance, rate)
    return (
        interest - month_interest(balance, ftp),
        capital_charge(balance, risk_weight, ratio, cost),
        principal_repaid(balance, payment, interest, months_left),
    )


@rule
def credit_loss(balance: int, loss_given_default: float) -> int:
    """What is lost when a loan defaults.

    >>> credit_loss(1_000, 0.12)
    120
    """
    return rounded(balance * loss_given_default)


@rule
def locked_rate(market_rate: float, better_by: float) -> float:
    """The rate at which a loan is opened: points better than the market's for the customer.

    >>> locked_rate(0.5, 0.25)
    0.25
    """
    return market_rate - better_by


@rule
def reverted_rate(market_rate: float, step: float) -> float:
    """The rate once the fixed time is over: the market's plus a step, whatever it was before.

    >>> reverted_rate(0.5, 0.25)
    0.75
    """
    return market_rate + step
