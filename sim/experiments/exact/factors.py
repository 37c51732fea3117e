"""What differs between people for life and multiplies a figure: its mean and its mean square."""

import math
from dataclasses import dataclass

import numpy as np

from sim.experiments.exact.life import distribution
from sim.experiments.exact.terms import Terms
from sim.rules.distributions import mean
from sim.scenario.tables import NO_TRAIT, PersonValue, Tables


@dataclass(frozen=True)
class Factor:
    """A factor with its mean and its mean square."""

    mean: float
    square: float

    @property
    def varies(self) -> bool:
        """Whether it differs between people."""
        return self.square > self.mean * self.mean * (1.0 + 1e-12)

    def times(self, other: "Factor") -> "Factor":
        """The product with an independent factor."""
        return Factor(self.mean * other.mean, self.square * other.square)


@dataclass(frozen=True)
class Buyers:
    """How people differ in buying: how often, and for how much."""

    often: tuple[float, ...]  # [stage] purchases a year before `buys`
    buys: Factor  # times as often
    spends: Factor  # times as often times as much
    noise: float  # mean of times as often, times the square of times as much
    basket: float | None  # minor units, where it is the same for everybody and every purchase
    first: float  # mean basket before what differs between people, minor units
    second: float  # mean square of it


def amount_factor(tables: Tables, product: int) -> Factor:
    """By which a person's balance or loan differs from the median, at every stage alike.

    Lognormal: about a level, or about a multiple of an income that is lognormal itself.
    """
    amount, income = tables.products.amount, tables.life.income_spread
    sigmas = set()
    for stage in range(len(tables.stage_names)):
        spread = float(amount.spread[product, stage])
        times = float(amount.times_income[product, stage])
        if times:
            sigmas.add(math.hypot(spread, income))
        elif amount.level.value[product, stage]:
            sigmas.add(spread)
    return lognormal(max(sigmas, default=0.0))


def has_one_factor(tables: Tables, product: int) -> bool:
    """Whether one factor holds at all stages: the same spread, and of the same kind."""
    amount = tables.products.amount
    if (amount.level.trait[product] != NO_TRAIT).any():
        return False
    kinds = {
        (float(amount.spread[product, s]), bool(amount.times_income[product, s]))
        for s in range(len(tables.stage_names))
        if amount.times_income[product, s] or amount.level.value[product, s]
    }
    return len(kinds) <= 1


def lognormal(sigma: float) -> Factor:
    """A lognormal factor with median 1."""
    return Factor(math.exp(sigma**2 / 2.0), math.exp(2.0 * sigma**2))


def person_factor(tables: Tables, value: PersonValue, row: int, column: int = 0) -> Factor:
    """The factor that a value by person is."""
    trait = int(value.trait[row, column])
    if trait == NO_TRAIT:
        number = float(value.value[row, column])
        return Factor(number, number * number)
    given = tables.traits[trait]
    found = distribution(given)
    return Factor(float(found.mean()), float(found.moment(2)))


def purchase_factor(terms: Terms, product: int) -> Buyers:
    """How people of a segment differ in buying a product."""
    tables, segment = terms.tables, terms.segment
    products, behaviour = tables.products, tables.behaviour
    stages = range(len(tables.stage_names))
    own = products.per_year.trait[product]
    shared = person_factor(tables, products.per_year, product) if own[0] != NO_TRAIT else None
    often = tuple(
        1.0 if shared else float(products.per_year.value[product, stage]) for stage in stages
    )
    buys = person_factor(tables, behaviour.buying_frequency, segment)
    buys = buys.times(shared) if shared else buys
    people = person_factor(tables, behaviour.buying_for_people, segment)
    each = products.basket_each[product]
    if each is not None:
        drawn = distribution(each)
        first, second = mean(each.kind, each.first, each.second), float(drawn.moment(2))
        whole = None
    else:
        basket = tables.products.basket
        spread = lognormal(float(basket.spread[product, 0]))
        level = person_factor(tables, basket.level, product)
        size = level.times(spread)
        first = second = 1.0
        whole = None if size.varies or people.varies else size.mean * people.mean
        people = Factor(1.0, 1.0) if whole is not None else people.times(size)
    return Buyers(
        often=often,
        buys=buys,
        spends=buys.times(people),
        noise=buys.mean * people.square,
        basket=whole,
        first=first,
        second=second,
    )


def is_alike(row: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> bool:
    """Whether all stages have the same trait, or none."""
    return len(set(row.tolist())) == 1
