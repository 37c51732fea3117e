"""The products of a scenario as tables: one concept of `sim.scenario.tabulate`, in its own file."""

from collections.abc import Callable, Sequence
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from sim.scenario import units
from sim.scenario.grids import grid
from sim.scenario.keys import product_key
from sim.scenario.models import Account, Loan, Product, Purchase, Scenario
from sim.scenario.tables import (
    NO_FIXED_TIME,
    NO_PRODUCT,
    AmountValue,
    Kind,
    ProductTables,
    Trait,
)
from sim.scenario.traits import Traits, minor, trait_of
from sim.scenario.values import ByStage, Distribution, Each, TimesIncome

Floats = NDArray[np.float64]

KINDS = {"account": Kind.ACCOUNT, "loan": Kind.LOAN, "purchase": Kind.PURCHASE}


def tabulate_products(
    scenario: Scenario, traits: Traits, stages: tuple[str, ...], scale: float
) -> ProductTables:
    names, products = list(scenario.products), list(scenario.products.values())
    nothing: ByStage[float] = ByStage()

    def each(value: Callable[[Product], float], unit: float = 1.0) -> Floats:
        return np.array([minor(value(product), unit) for product in products])

    def staged(value: Callable[[Product], ByStage[Any]]) -> Floats:
        return grid((value(product) for product in products), stages)

    def paths(word: str) -> list[str]:
        return [f"products.{name}.{word}" for name in names]

    frequency = [
        [p.per_year.at(s) if isinstance(p, Purchase) else 0.0 for s in stages] for p in products
    ]
    return ProductTables(
        key=np.array([product_key(name) for name in names], dtype=np.int64),
        kind=np.array([KINDS[product.kind] for product in products], dtype=np.int64),
        need=staged(lambda p: p.need),
        wins_customer=each(lambda p: p.wins.customer),
        wins_stranger=each(lambda p: p.wins.stranger),
        response=each(lambda p: p.response),
        amount=_amounts([_sum_of(p) for p in products], names, traits, stages, scale),
        basket=_amounts([_basket_of(p) for p in products], names, traits, stages, scale),
        basket_each=tuple(
            _each_of(product, path, scale)
            for product, path in zip(products, paths("basket"), strict=True)
        ),
        per_year=traits.value(frequency, paths("per_year"), units.FREQUENCY),
        margin=each(lambda p: p.margin if isinstance(p, Purchase) else 0.0),
        share_of_wallet=each(lambda p: p.share_of_wallet if isinstance(p, Purchase) else 1.0),
        market_rate=each(lambda p: 0.0 if isinstance(p, Purchase) else p.market_rate),
        ftp=each(lambda p: 0.0 if isinstance(p, Purchase) else p.ftp),
        fee=each(lambda p: p.fee, scale),
        open_cost=each(lambda p: p.costs.open, scale),
        yearly_cost=each(lambda p: p.costs.yearly, scale),
        ends=staged(lambda p: p.ends.per_year),
        term=each(lambda p: p.term if isinstance(p, Loan) else 0).astype(np.int64),
        fixed_months=each(_fixed_months).astype(np.int64),
        reverts_by=each(lambda p: p.fixed.then if isinstance(p, Loan) and p.fixed else 0.0),
        default=staged(lambda p: p.default if isinstance(p, Loan) else nothing),
        loss_given_default=each(lambda p: p.loss_given_default if isinstance(p, Loan) else 0.0),
        risk_weight=each(lambda p: p.risk_weight if isinstance(p, Loan) else 0.0),
        becomes=_becomes(products, names, stages),
    )


def _sum_of(product: Product) -> ByStage[Any]:
    if isinstance(product, Account):
        return product.balance
    return product.amount if isinstance(product, Loan) else ByStage()


def _basket_of(product: Product) -> ByStage[Any]:
    if isinstance(product, Purchase) and not isinstance(product.basket, Each):
        return ByStage(product.basket)
    return ByStage()


def _each_of(product: Product, path: str, scale: float) -> Trait | None:
    if isinstance(product, Purchase) and isinstance(product.basket, Each):
        return trait_of(product.basket.each, path, units.AMOUNT, scale)
    return None


def _fixed_months(product: Product) -> int:
    if isinstance(product, Loan) and product.fixed:
        return 12 * product.fixed.years
    return NO_FIXED_TIME


def _amounts(
    sums: Sequence[ByStage[Any]],
    names: Sequence[str],
    traits: Traits,
    stages: Sequence[str],
    scale: float,
) -> AmountValue:
    """Amounts by product and stage; the rank of a person belongs to the product's name."""
    rows = [[value.at(stage) for stage in stages] for value in sums]
    levels = [[v.first if _is_lognormal(v) else v for v in row] for row in rows]

    def each(part: Callable[[Any], float]) -> Floats:
        return np.array([[part(value) for value in row] for row in rows], dtype=np.float64)

    return AmountValue(
        level=traits.value(levels, names, units.AMOUNT, scale),
        times_income=each(lambda v: v.times_income if isinstance(v, TimesIncome) else 0.0),
        spread=each(_spread),
    )


def _is_lognormal(value: object) -> TypeGuard[Distribution]:
    return isinstance(value, Distribution) and value.kind == "lognormal"


def _spread(value: object) -> float:
    """Sigma of a lognormal amount; other distributions become traits."""
    if _is_lognormal(value):
        return value.second
    return value.spread if isinstance(value, TimesIncome) else 0.0


def _becomes(
    products: Sequence[Product], names: Sequence[str], stages: Sequence[str]
) -> NDArray[np.int64]:
    becomes = np.full((len(products), len(stages)), NO_PRODUCT, dtype=np.int64)
    for row, product in enumerate(products):
        if not isinstance(product, Loan):
            for stage, successor in product.becomes.items():
                becomes[row, stages.index(stage)] = names.index(successor)
    return becomes
