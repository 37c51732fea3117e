"""From words to numbers: a scenario as the tables that the world reads.

Decides the order of indices (that of the file) and the units (minor units, fractions, months).
Chances stay chances a year; no formula of the model is here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from sim.scenario import units
from sim.scenario.keys import product_key
from sim.scenario.life_table import read_life_table
from sim.scenario.models import Account, Behaviour, Loan, Product, Purchase, Scenario, Strategy
from sim.scenario.segments import behaviour_of
from sim.scenario.tables import (
    NO_FIXED_TIME,
    NO_PRODUCT,
    AmountValue,
    BehaviourTables,
    Choose,
    Growth,
    Kind,
    Life,
    ProductTables,
    StrategyTables,
    Tables,
    Trait,
)
from sim.scenario.traits import Traits, minor, trait_of
from sim.scenario.values import ByStage, Distribution, Each, TimesIncome

Floats = NDArray[np.float64]

EVERYBODY = "everybody"
"""The one segment of a scenario that names none."""

KINDS = {"account": Kind.ACCOUNT, "loan": Kind.LOAN, "purchase": Kind.PURCHASE}


def tabulate(scenario: Scenario) -> Tables:
    """The tables of a scenario."""
    traits = Traits()
    stages, products = tuple(scenario.life.stages), tuple(scenario.products)
    segments = tuple(scenario.segments) or (EVERYBODY,)
    behaviours = [behaviour_of(scenario, s if scenario.segments else None) for s in segments]
    scale = float(10**scenario.minor_digits)
    cash = scenario.firm.cash.opening_per_person
    return Tables(
        title=scenario.title,
        start=f"{scenario.start:%Y-%m}",
        currency=scenario.currency,
        minor_digits=scenario.minor_digits,
        months=scenario.months,
        initial_people=scenario.people,
        seed=int(np.uint64(scenario.seed).view(np.int64)),
        discount_rate=scenario.discount_rate,
        stage_names=stages,
        product_names=products,
        segment_names=segments,
        growth=Growth(scenario.growth.income, scenario.growth.amounts, scenario.growth.costs),
        life=_life(scenario, traits, scale),
        behaviour=_behaviour(behaviours, traits, stages),
        products=_products(scenario, traits, stages, scale),
        book_share=scenario.opening_book.share,
        book_holds=np.array(
            [products.index(p) for p in scenario.opening_book.holds], dtype=np.int64
        ),
        market_share=_grid((scenario.opening_market.get(p, ByStage()) for p in products), stages),
        capital_ratio=scenario.firm.capital.ratio,
        capital_cost=scenario.firm.capital.cost,
        opening_cash=int(minor(cash, scale)) * scenario.people,
        strategies=tuple(
            _strategy(name, strategy, scenario, behaviours, scale)
            for name, strategy in scenario.strategies.items()
        ),
        traits=tuple(traits.found),
    )


def _grid(values: Iterable[ByStage[Any]], stages: Sequence[str], scale: float = 1.0) -> Floats:
    """Plain numbers by row and stage."""
    rows = [[minor(value.at(stage), scale) for stage in stages] for value in values]
    return np.array(rows, dtype=np.float64).reshape(-1, len(stages))


def _life(scenario: Scenario, traits: Traits, scale: float) -> Life:
    life, segments = scenario.life, scenario.segments
    stage_from = traits.value(
        [[stage.from_] for stage in life.stages.values()],
        [f"life.stages.{name}.from" for name in life.stages],
        units.AGE,
    )
    first_age, qx = _mortality(scenario)
    return Life(
        age_at_entry=traits.value([[life.enter.age]], "life.enter.age", units.AGE),
        arrivals_per_year=life.enter.arrivals_per_year,
        stage_from=stage_from,
        income=_grid([life.income], list(life.stages), scale)[0],
        income_spread=life.income_spread,
        first_age=first_age,
        qx=qx,
        segment_share=np.array([segment.share for segment in segments.values()] or [1.0]),
    )


def _mortality(scenario: Scenario) -> tuple[int, Floats]:
    mortality = scenario.life.mortality
    if mortality.table is None:
        return 0, np.array([[mortality.per_year]])
    table = read_life_table(scenario.source.tables[mortality.table])
    return table.first_age, np.array(list(table.qx.values()))


def _behaviour(
    behaviours: Sequence[Behaviour], traits: Traits, stages: Sequence[str]
) -> BehaviourTables:
    def each(value: Callable[[Behaviour], float]) -> Floats:
        return np.array([value(behaviour) for behaviour in behaviours], dtype=np.float64)

    churn = [[b.churn.per_year.at(stage) for stage in stages] for b in behaviours]
    return BehaviourTables(
        churn=traits.value(churn, "behaviour.churn.per_year", units.CHANCE),
        churn_satisfaction=each(lambda b: b.churn.satisfaction),
        churn_each_further=each(lambda b: b.churn.each_further_product),
        churn_fatigue=each(lambda b: b.churn.fatigue),
        churn_price=each(lambda b: b.churn.price),
        choice_price=traits.value(
            [[b.choice.price] for b in behaviours], "behaviour.choice.price", units.LOG_ODDS
        ),
        choice_satisfaction=each(lambda b: b.choice.satisfaction),
        contact_fatigue=each(lambda b: b.contact.fatigue),
        contact_forgets=each(lambda b: b.contact.forgets),
        market=each(lambda b: b.satisfaction.market),
        start=each(lambda b: b.satisfaction.start),
        half_life=each(lambda b: b.satisfaction.half_life),
        harm=each(lambda b: b.satisfaction.harm),
        recovery=each(lambda b: b.satisfaction.recovery),
        after_default=each(lambda b: b.after_default).astype(np.int64),
    )


def _products(
    scenario: Scenario, traits: Traits, stages: tuple[str, ...], scale: float
) -> ProductTables:
    names, products = list(scenario.products), list(scenario.products.values())
    nothing: ByStage[float] = ByStage()

    def each(value: Callable[[Product], float], unit: float = 1.0) -> Floats:
        return np.array([minor(value(product), unit) for product in products])

    def staged(value: Callable[[Product], ByStage[Any]]) -> Floats:
        return _grid((value(product) for product in products), stages)

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


def _strategy(
    name: str,
    strategy: Strategy,
    scenario: Scenario,
    behaviours: Sequence[Behaviour],
    scale: float,
) -> StrategyTables:
    stages, products = tuple(scenario.life.stages), tuple(scenario.products)
    acquire = [strategy.acquire.get(stage) for stage in stages]
    service = strategy.service
    market = np.array([behaviour.satisfaction.market for behaviour in behaviours])
    return StrategyTables(
        name=name,
        offered=np.array([[strategy.offers.on_offer(p, s) for s in stages] for p in products]),
        better_by=_grid((strategy.better_by.get(p, ByStage()) for p in products), stages),
        reach=np.array([a.reach if a else 0.0 for a in acquire]),
        reach_cost=np.array([minor(a.cost, scale) if a else 0.0 for a in acquire]),
        takes=np.array([a.takes if a else 0.0 for a in acquire]),
        incentive=np.array([minor(a.incentive, scale) if a else 0.0 for a in acquire]),
        opens=np.array(
            [products.index(a.opens) if a else NO_PRODUCT for a in acquire], dtype=np.int64
        ),
        contacts_per_year=strategy.contact.per_year,
        contact_cost=minor(strategy.contact.cost, scale),
        choose=Choose[strategy.contact.choose.upper()],
        quality=market
        if service is None or service.quality is None
        else np.full(len(behaviours), service.quality),
        incidents_per_year=np.array([_incidents(strategy, behaviour) for behaviour in behaviours]),
        puts_right=service.puts_right if service else 0.0,
        cost_per_incident=minor(service.cost_per_incident, scale) if service else 0.0,
        cost_per_customer=minor(service.cost_per_customer, scale) if service else 0.0,
    )


def _incidents(strategy: Strategy, behaviour: Behaviour) -> float:
    """Failures a year: the strategy's own, else the behaviour's; none without service."""
    if strategy.service is None:
        return 0.0
    own = strategy.service.incidents_per_year
    return behaviour.satisfaction.incidents_per_year if own is None else own
