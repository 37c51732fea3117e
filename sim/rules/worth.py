"""What an offer is worth to the firm before it is made: the measures behind the choice of contacts.

They are the firm's expectations at the present stage of the person, not what later comes of it.
"""

from sim.rules.compiled import rule
from sim.rules.numbers import exp, power


@rule
def account_first_year(
    balance: float, ftp: float, paid: float, fee: float, yearly_cost: float
) -> float:
    """Margin of an account in its first year: interest and fee less servicing (minor units).

    >>> account_first_year(1000.0, 0.5, 0.25, 10.0, 60.0)
    200.0
    """
    return balance * (ftp - paid) + fee - yearly_cost


@rule
def loan_first_year(
    amount: float,
    rate: float,
    ftp: float,
    fee: float,
    yearly_cost: float,
    default: float,
    loss_given_default: float,
    capital: float,
) -> float:
    """Margin of a loan in its first year, on the amount lent (minor units).

    Interest and fee less servicing, expected loss and capital charge; ``default`` is the chance a
    year, ``capital`` the charge a year per unit lent.

    >>> loan_first_year(1000.0, 0.5, 0.25, 0.0, 50.0, 0.1, 0.5, 0.0)
    150.0
    """
    return (
        amount * (rate - ftp)
        + fee
        - yearly_cost
        - default * loss_given_default * amount
        - capital * amount
    )


@rule
def purchase_first_year(
    per_year: float, basket: float, margin: float, discount: float, fee: float, yearly_cost: float
) -> float:
    """Margin of a repeat purchase in its first year: sales margin and fee less servicing.

    >>> purchase_first_year(10.0, 500.0, 0.75, 0.25, 0.0, 100.0)
    2400.0
    """
    return per_year * basket * (margin - discount) + fee - yearly_cost


@rule
def discounted_years(hazard: float, discount_factor: float, months: int) -> float:
    """How many years of margin to expect, discounted: ``sum q**k / 12`` over ``months`` months.

    ``q = exp(-hazard) * v``: the month's chance to keep the product, times a month's discount
    factor; ``hazard`` adds up leaving, ending and default.

    >>> discounted_years(0.0, 1.0, 24)
    2.0
    """
    q = exp(-hazard) * discount_factor
    if q >= 1.0:
        return months / 12.0
    return (1.0 - power(q, months)) / (1.0 - q) / 12.0
