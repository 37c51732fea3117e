"""One product of the market in plain numbers, by stage where it differs by stage."""

from dataclasses import dataclass
from typing import NamedTuple

from sim.scenario.tables import AmountValue, Kind, PersonValue, Tables, Trait


class Personal(NamedTuple):
    """A number for everybody; where ``trait`` is 0 or above, each person's trait of that index."""

    number: float
    trait: int


class Sum(NamedTuple):
    """An amount: (level or trait) + times_income * income, lognormal with sigma ``spread``."""

    level: Personal  # minor units
    times_income: float
    spread: float


class Capital(NamedTuple):
    """What a lender must hold against a loan, and what that costs a year."""

    risk_weight: float
    ratio: float
    cost: float


@dataclass(frozen=True, slots=True)
class Product:
    """A product; rates and chances are a year, tuples are by stage."""

    key: int
    kind: Kind
    need: tuple[float, ...]
    amount: tuple[Sum, ...]
    basket: tuple[Sum, ...]
    basket_each: Trait | None
    per_year: tuple[Personal, ...]
    market_rate: float
    ftp: float
    term: int  # months; 0: none
    fixed_months: int
    reverts_by: float
    default: tuple[float, ...]
    loss_given_default: float
    capital: Capital


def products_of(tables: Tables) -> tuple[Product, ...]:
    """The products of a scenario, in the order of the file."""
    t = tables.products
    return tuple(
        Product(
            key=int(t.key[p]),
            kind=Kind(int(t.kind[p])),
            need=tuple(t.need[p].tolist()),
            amount=_sums(t.amount, p),
            basket=_sums(t.basket, p),
            basket_each=t.basket_each[p],
            per_year=personal(t.per_year, p),
            market_rate=float(t.market_rate[p]),
            ftp=float(t.ftp[p]),
            term=int(t.term[p]),
            fixed_months=int(t.fixed_months[p]),
            reverts_by=float(t.reverts_by[p]),
            default=tuple(t.default[p].tolist()),
            loss_given_default=float(t.loss_given_default[p]),
            capital=Capital(float(t.risk_weight[p]), tables.capital_ratio, tables.capital_cost),
        )
        for p in range(len(tables.product_names))
    )


def personal(value: PersonValue, row: int) -> tuple[Personal, ...]:
    """One row of a table of by-person values."""
    return tuple(map(Personal, value.value[row].tolist(), value.trait[row].tolist()))


def _sums(amount: AmountValue, row: int) -> tuple[Sum, ...]:
    levels = personal(amount.level, row)
    return tuple(map(Sum, levels, amount.times_income[row].tolist(), amount.spread[row].tolist()))
