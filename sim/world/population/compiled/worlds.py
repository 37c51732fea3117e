"""From the market and a firm's ways to the rows of numbers that compiled code reads."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.rules.contact import odds_against
from sim.rules.distributions import distributed
from sim.rules.money import twelfths
from sim.scenario.tables import NO_TRAIT, AmountValue, Trait
from sim.world.market import Market
from sim.world.population.compiled.records import Packed, table
from sim.world.population.compiled.world import (
    FIXED,
    CellRow,
    ChurnRow,
    PitchRow,
    PriceRow,
    ProductRow,
    ReachRow,
    SegmentRow,
    StageRow,
    World,
    YearRow,
)
from sim.world.ways import Ways


def world_of(market: Market, ways: Ways) -> Packed:
    """One firm in its market, as a `World`."""
    tables = market.tables
    products, stages = len(tables.product_names), len(tables.stage_names)
    return Packed(
        World,
        seed=tables.seed,
        months=tables.months,
        products=products,
        stages=stages,
        grows=market.grows,
        contact_chance=ways.contact_chance,
        choose=int(ways.choose),
        puts_right=ways.puts_right,
        income_spread=tables.life.income_spread,
        book_share=tables.book_share,
        book_size=len(tables.book_holds),
        capital_ratio=tables.capital_ratio,
        capital_cost=tables.capital_cost,
        month_discount=market.month_discount,
        product=_products(market),
        cell=_cells(market, ways),
        stage=table(StageRow, stages, income=market.incomes, takes=ways.takes, opens=ways.opens),
        segment=_segments(market, ways),
        churn=table(
            ChurnRow,
            len(market.tempers),
            stages,
            yearly=tables.behaviour.churn.value,
            trait=tables.behaviour.churn.trait,
        ),
        pitch=_pitches(market, ways),
        year=_years(market, ways),
        price=_prices(market),
        reach=table(
            ReachRow,
            len(ways.reach_cost),
            stages,
            cost=ways.reach_cost,
            incentive=ways.incentive,
        ),
        need_hazards=np.array(market.need_hazards),
        end_hazards=np.array(market.end_hazards),
        default_hazards=np.array(market.default_hazards),
        reach_hazards=ways.reach_hazards,
        discount=np.array(market.discount),
        fatigue_kept=np.array([temper.fatigue_kept for temper in market.tempers]),
        gap_kept=np.array([temper.gap_kept for temper in market.tempers]),
        book_holds=tables.book_holds,
        month_of_year=np.arange(tables.months, dtype=np.int64) % 12,
    )


def _products(market: Market) -> Any:
    terms = market.tables.products
    each = [_each(trait) for trait in terms.basket_each]
    return table(
        ProductRow,
        len(market.keys),
        key=terms.key,
        need_block=market.need_blocks,
        kind=terms.kind,
        term=terms.term,
        fixed_months=terms.fixed_months,
        market_rate=terms.market_rate,
        ftp=terms.ftp,
        margin=terms.margin,
        reverts_by=terms.reverts_by,
        loss_given_default=terms.loss_given_default,
        risk_weight=terms.risk_weight,
        wins_customer=market.wins_customer,
        wins_stranger=market.wins_stranger,
        response=market.response,
        mean_basket=[np.nan if mean is None else mean for mean in market.mean_basket],
        each=[drawn[0] for drawn in each],
        each_first=[drawn[1] for drawn in each],
        each_second=[drawn[2] for drawn in each],
        each_low=[drawn[3] for drawn in each],
        each_high=[drawn[4] for drawn in each],
    )


def _each(trait: Trait | None) -> tuple[int, float, float, float, float]:
    if trait is None:
        return FIXED, 0.0, 0.0, 0.0, 0.0
    return int(distributed(trait.kind)), trait.first, trait.second, trait.low, trait.high


def _cells(market: Market, ways: Ways) -> Any:
    terms = market.tables.products
    need: Any = terms.need
    spoken_of = np.zeros(need.shape, dtype=np.bool_)
    for stage, products in enumerate(ways.to_speak_of):
        spoken_of[list(products), stage] = True
    return table(
        CellRow,
        *need.shape,
        need=need,
        default=terms.default,
        becomes=terms.becomes,
        market_share=market.tables.market_share,
        offered=ways.offered,
        spoken_of=spoken_of,
        better_by=ways.better_by,
        points=ways.points,
        per_year=terms.per_year.value,
        per_year_trait=terms.per_year.trait,
        **_sums("amount", terms.amount),
        **_sums("basket", terms.basket),
    )


def _sums(name: str, amount: AmountValue) -> dict[str, object]:
    return {
        name: amount.level.value,
        f"{name}_trait": amount.level.trait,
        f"{name}_times_income": amount.times_income,
        f"{name}_spread": amount.spread,
    }


def _segments(market: Market, ways: Ways) -> Any:
    own = ("price", "price_trait", "quality", "incident_chance")
    tempers = {
        name: [getattr(temper, name) for temper in market.tempers]
        for name in SegmentRow.__annotations__
        if name not in own
    }
    return table(
        SegmentRow,
        len(market.tempers),
        price=[price.number for price in market.choice_price],
        price_trait=[price.trait for price in market.choice_price],
        quality=ways.quality,
        incident_chance=ways.incident_chance,
        **tempers,
    )


def _years(market: Market, ways: Ways) -> Any:
    dues = [twelfths(-cost) for cost in ways.cost_per_customer]
    return table(
        YearRow,
        len(dues),
        income_growth=market.income_growth,
        amount_growth=market.amount_growth,
        contact_cost=ways.contact_cost,
        cost_per_incident=ways.cost_per_incident,
        due=[base for base, _ in dues],
        due_bits=[bits for _, bits in dues],
    )


def _prices(market: Market) -> Any:
    fee, cost = np.array(market.fee), np.array(market.yearly_cost)
    return table(
        PriceRow,
        *fee.shape,
        fee=fee,
        yearly_cost=cost,
        open_cost=market.open_cost,
        **_dues("fee", fee.tolist()),
        **_dues("cost", (-cost).tolist()),
    )


def _dues(name: str, yearly: Sequence[Sequence[int]]) -> dict[str, object]:
    parts = np.array([[twelfths(amount) for amount in row] for row in yearly])
    return {f"{name}_due": parts[:, :, 0], f"{name}_bits": parts[:, :, 1]}


def _pitches(market: Market, ways: Ways) -> Any:
    products, stages = len(market.keys), len(market.tables.stage_names)
    rows = table(PitchRow, len(market.tempers), products, stages)
    for segment, product, stage in np.ndindex(rows.shape):
        leaves, price = market.churn_chances[segment][stage], market.choice_price[segment]
        years = against = np.nan
        if leaves.trait == NO_TRAIT:
            years = market.likely_years(product, stage, float(market.churn[segment][0][stage]))
        if price.trait == NO_TRAIT:
            points = ways.points[product][stage]
            against = odds_against(market.response[product], price.number, points)
        rows[segment, product, stage] = years, against
    return rows
