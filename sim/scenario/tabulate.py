"""From words to numbers: a scenario as the tables that the world reads.

Decides the order of indices (that of the file) and the units (minor units, fractions, months).
Chances stay chances a year; no formula of the model is here.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.scenario import units
from sim.scenario.changes import phases
from sim.scenario.grids import grid
from sim.scenario.life_table import read_life_table
from sim.scenario.models import Behaviour, Scenario, Strategy
from sim.scenario.practices import WITHOUT_LIMIT
from sim.scenario.segments import behaviour_of
from sim.scenario.tables import (
    NO_PRODUCT,
    BehaviourTables,
    Choose,
    Growth,
    Life,
    Phase,
    StrategyTables,
    Tables,
)
from sim.scenario.tabulate_practices import tabulate_practices
from sim.scenario.tabulate_products import tabulate_products
from sim.scenario.traits import Traits, minor
from sim.scenario.values import ByStage

Floats = NDArray[np.float64]

EVERYBODY = "everybody"
"""The one segment of a scenario that names none."""


def tabulate(scenario: Scenario) -> Tables:
    """The tables of a scenario, and those of the changes to come."""
    to_come = tuple(_phases(scenario, name) for name in scenario.strategies)
    return replace(_as_written(scenario), phases=to_come)


def _phases(scenario: Scenario, strategy: str) -> tuple[Phase, ...]:
    """The changes that one strategy meets: its own and the market's."""
    if not (scenario.changes or scenario.strategies[strategy].changes):
        return ()
    return tuple(
        Phase(phase.month, phase.over, _as_written(phase.scenario))
        for phase in phases(scenario, strategy)[1:]
    )


def _as_written(scenario: Scenario) -> Tables:
    """The tables of a scenario that never changes."""
    traits = Traits()
    stages, products = tuple(scenario.life.stages), tuple(scenario.products)
    segments = tuple(scenario.segments) or (EVERYBODY,)
    behaviours = [behaviour_of(scenario, s if scenario.segments else None) for s in segments]
    scale = float(10**scenario.minor_digits)
    cash = scenario.firm.cash
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
        products=tabulate_products(scenario, traits, stages, scale),
        book_share=scenario.opening_book.share,
        book_holds=np.array(
            [products.index(p) for p in scenario.opening_book.holds], dtype=np.int64
        ),
        market_share=grid((scenario.opening_market.get(p, ByStage()) for p in products), stages),
        capital_ratio=scenario.firm.capital.ratio,
        capital_cost=scenario.firm.capital.cost,
        opening_cash=int(minor(cash.opening_per_person, scale)) * scenario.people,
        credit_line=int(minor(cash.credit_line_per_person, scale)) * scenario.people,
        credit_rate=cash.credit_rate,
        strategies=tuple(
            _strategy(name, strategy, scenario, behaviours, scale)
            for name, strategy in scenario.strategies.items()
        ),
        phases=(),
        traits=tuple(traits.found),
    )


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
        income=grid([life.income], list(life.stages), scale)[0],
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
        voiced=each(lambda b: b.satisfaction.voiced),
        buying_satisfaction=each(lambda b: b.buying.satisfaction),
        buying_price=each(lambda b: b.buying.price),
        buying_reference=each(lambda b: b.buying.reference),
        buying_frequency=traits.value(
            [[b.buying.frequency] for b in behaviours], "behaviour.buying.frequency", units.TIMES
        ),
        buying_for_people=traits.value(
            [[b.buying.for_people] for b in behaviours], "behaviour.buying.for_people", units.TIMES
        ),
        after_default=each(lambda b: b.after_default).astype(np.int64),
    )


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
        better_by=grid((strategy.better_by.get(p, ByStage()) for p in products), stages),
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
        failures_per_purchase=np.array([_failures(strategy, each) for each in behaviours]),
        puts_right=service.puts_right if service else 0.0,
        cost_per_incident=minor(service.cost_per_incident, scale) if service else 0.0,
        budget_per_incident=_budget(strategy, scale),
        cost_per_customer=minor(service.cost_per_customer, scale) if service else 0.0,
        practices=tabulate_practices(strategy, scale),
    )


def _incidents(strategy: Strategy, behaviour: Behaviour) -> float:
    """Failures a year: the strategy's own, else the behaviour's; none without service."""
    if strategy.service is None:
        return 0.0
    own = strategy.service.incidents_per_year
    return behaviour.satisfaction.incidents_per_year if own is None else own


def _failures(strategy: Strategy, behaviour: Behaviour) -> float:
    """The chance that a purchase fails: the strategy's own, else the behaviour's."""
    if strategy.service is None:
        return 0.0
    own = strategy.service.failures_per_purchase
    return behaviour.satisfaction.failures_per_purchase if own is None else own


def _budget(strategy: Strategy, scale: float) -> float:
    """What may be spent on a failure, in minor units."""
    if strategy.service is None or strategy.service.budget_per_incident is None:
        return WITHOUT_LIMIT
    return minor(strategy.service.budget_per_incident, scale)
