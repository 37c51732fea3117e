"""From the market and a firm's ways to the rows of numbers that compiled code reads."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from sim.rules.contact import odds_against
from sim.rules.distributions import distributed
from sim.rules.loyalty import NOBODY
from sim.rules.money import twelfths
from sim.scenario.practices import Join, Stop
from sim.scenario.tables import NO_TRAIT, AmountValue, Kind, Trait
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
from sim.world.product import Personal
from sim.world.signals import Signals, everybody_joins
from sim.world.ways import PROGRAMMES, SERVICING, STAFF, Ways

CHANGES = ("new_ways", "reach_changed", "surveys_changed", "talk_changed")
"""Of the firm's ways: told in the first month of new ones."""
NOTHING_KNOWN = {
    **dict.fromkeys(CHANGES, False),
    "reviews": False,
    "joins_from": NOBODY,
    "heard": 0.0,
    "heard_before": 0.0,
    "considers": 1.0,
    "no_acquisition": False,
    "no_contact": False,
    "no_lending": False,
    "no_feedback": False,
    "no_loyalty": False,
    "no_promotion": False,
}
"""What a firm makes known that never looks back."""
TOLD = ("puts_right", "reviews", "joins_from", "heard", "heard_before", "considers")
"""Signals that are known by their own names."""
UNKNOWN = Signals._make([None] * len(Signals._fields))
"""Differs from all that a firm makes known."""
STOPS = {
    "no_acquisition": Stop.ACQUIRE,
    "no_contact": Stop.CONTACT,
    "no_lending": Stop.LENDING,
    "no_feedback": Stop.FEEDBACK,
    "no_loyalty": Stop.LOYALTY,
    "no_promotion": Stop.PROMOTION,
}


def world_of(market: Market, ways: Ways, *, attentive: bool = False) -> Packed:
    """One firm in its market, as a `World`.

    ``attentive``: people and firm look at each other every month.
    """
    tables = market.tables
    products, stages = len(tables.product_names), len(tables.stage_names)
    return Packed(
        World,
        seed=tables.seed,
        months=tables.months,
        products=products,
        stages=stages,
        grows=market.grows,
        habits=int((tables.products.kind == Kind.PURCHASE).sum()),
        contact_chance=ways.contact_chance,
        choose=int(ways.choose),
        puts_right=ways.puts_right,
        attentive=attentive,
        talks=ways.talk is not None,
        acts_on=ways.surveys.acts_on,
        survey_tires=ways.surveys.tires,
        relevance=ways.relevance.share,
        relevance_odds=ways.relevance.odds,
        relevance_tires=ways.relevance.tires,
        rewarding=ways.rewards.reviewed > 0,
        everybody_joins=everybody_joins(ways),
        by_purchases=ways.rewards.join == Join.PURCHASES_PER_YEAR,
        discount=ways.rewards.discount,
        ease=ways.rewards.ease,
        keeps=ways.rewards.keeps,
        **NOTHING_KNOWN,
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
        survey_hazards=ways.survey_hazards,
        campaign_discount=np.array(ways.campaign.discount),
        campaign_item=np.array(ways.campaign.free_item, dtype=np.int64),
        discounts=np.array(market.discount),
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
        wallet=market.wallet,
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
    own = {
        "quality": ways.quality,
        "quality_before": ways.quality,
        "incident_chance": ways.incident_chance,
        "failures_per_purchase": ways.failures_per_purchase,
        "promotions": (1.0,) * len(market.tempers),
        **_personal("price", market.choice_price),
        **_personal("frequency", market.buying_frequency),
        **_personal("for_people", market.buying_for_people),
    }
    tempers = {
        name: [getattr(temper, name) for temper in market.tempers]
        for name in SegmentRow.__annotations__
        if name not in own
    }
    return table(SegmentRow, len(market.tempers), **own, **tempers)


def _personal(name: str, values: Sequence[Personal]) -> dict[str, object]:
    """By segment: a number, or each person's trait."""
    return {
        name: [value.number for value in values],
        f"{name}_trait": [value.trait for value in values],
    }


def _years(market: Market, ways: Ways) -> Any:
    rewards = ways.rewards
    return table(
        YearRow,
        len(ways.yearly),
        income_growth=market.income_growth,
        amount_growth=market.amount_growth,
        contact_cost=ways.contact_cost,
        cost_per_incident=ways.cost_per_incident,
        budget_per_incident=ways.budget_per_incident,
        survey_cost=ways.surveys.cost,
        from_basket=rewards.from_basket,
        free_item=rewards.free_item,
        **_in_months("due", "due_bits", [each[SERVICING] for each in ways.yearly]),
        **_in_months("staff_due", "staff_bits", [each[STAFF] for each in ways.yearly]),
        **_in_months("programme_due", "programme_bits", [each[PROGRAMMES] for each in ways.yearly]),
        **_in_months("member_due", "member_bits", [-cost for cost in rewards.per_year]),
    )


def _in_months(base: str, bits: str, yearly: Sequence[int]) -> dict[str, object]:
    """Yearly flows, by year, as base and bits of twelfths."""
    parts = [*map(cache(twelfths), yearly)]
    return {base: [part[0] for part in parts], bits: [part[1] for part in parts]}


def _prices(market: Market) -> Any:
    fee, cost = np.array(market.fee), np.array(market.yearly_cost)
    return table(
        PriceRow,
        *fee.shape,
        fee=fee,
        yearly_cost=cost,
        open_cost=market.open_cost,
        margin=market.margin,
        **_dues("fee", fee.tolist()),
        **_dues("cost", (-cost).tolist()),
    )


def _dues(name: str, yearly: Sequence[Sequence[int]]) -> dict[str, object]:
    in_twelfths = cache(twelfths)  # most years are alike
    parts = np.array([[in_twelfths(amount) for amount in row] for row in yearly])
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


def make_known(world: Packed, ways: Ways, signals: Signals, before: Signals) -> None:
    """Write what a firm makes known for the month into its world.

    ``before`` is what was written into the same world a month ago, or `UNKNOWN`: only what differs
    is written.
    """
    cells, segments = world.cells, world.arrays["segment"]
    for name in TOLD:
        told = getattr(signals, name)
        if told != getattr(before, name):
            cells[name][0] = told
    if signals.quality != before.quality:
        segments["quality"] = signals.quality
    if signals.frequency != before.frequency:
        segments["promotions"] = signals.frequency
    if signals.stopped != before.stopped:
        stopped = ways.funding[: signals.stopped]
        for name, stop in STOPS.items():
            cells[name][0] = stop in stopped


def tell_changes(world: Packed, before: Ways, ways: Ways) -> None:
    """Write into the world of new ways in what they differ from those before."""
    cells = world.cells
    cells["new_ways"][0] = True
    cells["reach_changed"][0] = not np.array_equal(before.reach_hazards, ways.reach_hazards)
    cells["surveys_changed"][0] = before.surveys.hazard != ways.surveys.hazard
    cells["talk_changed"][0] = (before.talk is None) != (ways.talk is None)


def forget_changes(world: Packed) -> None:
    """A month later nothing is new any more."""
    cells, segments = world.cells, world.arrays["segment"]
    if cells["new_ways"][0]:
        for name in CHANGES:
            cells[name][0] = False
    segments["quality_before"] = segments["quality"]
