"""The world outside the people, as rows of numbers: what the market and a firm's ways hold."""

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import ZERO, constant, part
from sim.world.population.compiled.records import (
    WORD,
    Address,
    Flag,
    Index,
    Real,
    Whole,
    layout,
    reals_at,
    rows_at,
    wholes_at,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FIXED = constant(-1)
"""In place of a distribution's number: baskets are not drawn anew."""


class ProductRow:
    """What is the same at every stage; as in `sim.world.product.Product`."""

    key: Whole
    need_block: Whole
    kind: Index
    term: Index
    fixed_months: Index
    market_rate: Real
    ftp: Real
    wallet: Real  # log-odds of buying here; infinite where nothing is bought elsewhere
    reverts_by: Real
    loss_given_default: Real
    risk_weight: Real
    wins_customer: Real
    wins_stranger: Real
    response: Real
    mean_basket: Real
    each: Index  # a `Distributed`, or `FIXED`
    each_first: Real
    each_second: Real
    each_low: Real
    each_high: Real


class CellRow:
    """A product at a stage of life, as this firm offers it."""

    need: Real
    default: Real
    becomes: Index
    market_share: Real
    offered: Flag
    spoken_of: Flag
    better_by: Real
    points: Real
    amount: Real  # the level, then what is added to it and how it spreads
    amount_trait: Index
    amount_times_income: Real
    amount_spread: Real
    basket: Real
    basket_trait: Index
    basket_times_income: Real
    basket_spread: Real
    per_year: Real
    per_year_trait: Index


class StageRow:
    """A stage of life."""

    income: Real
    takes: Real
    opens: Index


class SegmentRow:
    """A kind of people; as in `sim.world.market.Temper`, and how this firm serves them."""

    churn_satisfaction: Real
    churn_each_further: Real
    churn_fatigue: Real
    churn_price: Real
    choice_satisfaction: Real
    contact_fatigue: Real
    market: Real
    start: Real
    harm: Real
    recovery: Real
    voiced: Real
    buying_satisfaction: Real
    after_default: Index
    price: Real
    price_trait: Index
    frequency: Real
    frequency_trait: Index
    for_people: Real
    for_people_trait: Index
    quality: Real
    quality_before: Real  # in the month before
    incident_chance: Real
    failures_per_purchase: Real
    promotions: Real  # by what they multiply how often people buy this month


class ChurnRow:
    """The base chance of people of a segment to leave at a stage, a year."""

    yearly: Real
    trait: Index


class PitchRow:
    """A product at a stage, to the people of a segment; nan where it differs between them."""

    years: Real  # for which its margin is likely to be earned, discounted
    against: Real  # odds against selling it to one who is rested


class YearRow:
    """A year of the run."""

    income_growth: Real
    amount_growth: Real
    contact_cost: Whole
    cost_per_incident: Whole
    budget_per_incident: Whole  # `NO_LIMIT`: whatever it costs
    survey_cost: Whole
    from_basket: Whole
    free_item: Whole
    due: Whole  # the cost per customer: base and bits of twelfths; the next three likewise
    due_bits: Whole
    staff_due: Whole
    staff_bits: Whole
    programme_due: Whole
    programme_bits: Whole
    member_due: Whole
    member_bits: Whole


class PriceRow:
    """A product in a year of the run: fee and servicing as base and bits of twelfths."""

    fee: Whole
    yearly_cost: Whole
    open_cost: Whole
    margin: Real
    fee_due: Whole
    fee_bits: Whole
    cost_due: Whole
    cost_bits: Whole


class ReachRow:
    """Acquisition at a stage of life, in a year of the run."""

    cost: Whole
    incentive: Whole


class World:
    """Everything outside the people: numbers, and where the tables of the rows above lie.

    Grids are by product then stage, by year of the run then product or stage, or by segment then
    month.
    """

    seed: Whole
    months: Whole
    products: Whole
    stages: Whole
    grows: Flag
    habits: Index  # so many products are bought again and again
    contact_chance: Real
    choose: Whole
    puts_right: Real
    attentive: Flag  # people and firm look at each other every month
    talks: Flag
    acts_on: Real
    survey_tires: Real
    relevance: Real
    relevance_odds: Real
    relevance_tires: Real
    rewarding: Flag
    everybody_joins: Flag
    by_purchases: Flag  # membership is by their number, not by what was spent
    discount: Real  # of members
    ease: Real
    keeps: Real
    # What the firm makes known for the month, where it is attentive:
    new_ways: Flag
    reach_changed: Flag
    surveys_changed: Flag
    talk_changed: Flag
    reviews: Flag
    joins_from: Whole
    heard: Real
    heard_before: Real
    considers: Real
    no_acquisition: Flag
    no_contact: Flag
    no_lending: Flag
    no_feedback: Flag
    no_loyalty: Flag
    no_promotion: Flag
    income_spread: Real
    book_share: Real
    book_size: Whole
    capital_ratio: Real
    capital_cost: Real
    month_discount: Real
    product: Address
    cell: Address
    stage: Address
    segment: Address
    churn: Address
    pitch: Address
    year: Address
    price: Address
    reach: Address
    need_hazards: Address
    end_hazards: Address
    default_hazards: Address
    reach_hazards: Address
    survey_hazards: Address
    campaign_discount: Address
    campaign_item: Address
    discounts: Address
    fatigue_kept: Address
    gap_kept: Address
    book_holds: Address
    month_of_year: Address


PRODUCT, CELL, STAGE = layout(ProductRow), layout(CellRow), layout(StageRow)
SEGMENT, CHURN, YEAR = layout(SegmentRow), layout(ChurnRow), layout(YearRow)
PRICE, REACH, PITCH = layout(PriceRow), layout(ReachRow), layout(PitchRow)


@part
def product_of(world: World, product: int) -> ProductRow:
    """A product, whatever the stage."""
    return rows_at(world.product, world.products, PRODUCT)[product]


@part
def cell_of(world: World, product: int, stage: int) -> CellRow:
    """A product at a stage."""
    place = product * world.stages + stage
    return rows_at(world.cell, place + 1, CELL)[place]


@part
def stage_of(world: World, stage: int) -> StageRow:
    """A stage of life."""
    return rows_at(world.stage, world.stages, STAGE)[stage]


@part
def segment_of(world: World, segment: int) -> SegmentRow:
    """A kind of people."""
    return rows_at(world.segment, segment + 1, SEGMENT)[segment]


@part
def churn_of(world: World, segment: int, stage: int) -> ChurnRow:
    """The base chance to leave."""
    place = segment * world.stages + stage
    return rows_at(world.churn, place + 1, CHURN)[place]


@part
def pitch_of(world: World, segment: int, product: int, stage: int) -> PitchRow:
    """What speaking of a product to people of a segment promises."""
    place = (segment * world.products + product) * world.stages + stage
    return rows_at(world.pitch, place + 1, PITCH)[place]


@part
def year_of(world: World, month: int) -> YearRow:
    """The year of the run in which a month lies."""
    year = month // 12
    return rows_at(world.year, year + 1, YEAR)[year]


@part
def price_of(world: World, product: int, month: int) -> PriceRow:
    """A product's prices in the year of a month."""
    place = month // 12 * world.products + product
    return rows_at(world.price, place + 1, PRICE)[place]


@part
def reach_of(world: World, stage: int, month: int) -> ReachRow:
    """What acquisition costs at a stage in the year of a month."""
    place = month // 12 * world.stages + stage
    return rows_at(world.reach, place + 1, REACH)[place]


@part
def need_hazards(world: World, product: int) -> Floats:
    """By stage, per month; the next four likewise."""
    return _by_stage(world, world.need_hazards, product)


@part
def end_hazards(world: World, product: int) -> Floats:
    return _by_stage(world, world.end_hazards, product)


@part
def default_hazards(world: World, product: int) -> Floats:
    return _by_stage(world, world.default_hazards, product)


@part
def reach_hazards(world: World) -> Floats:
    return _by_stage(world, world.reach_hazards, ZERO)


@part
def survey_hazards(world: World) -> Floats:
    return _by_stage(world, world.survey_hazards, ZERO)


@part
def discounts(world: World) -> Floats:
    """What one unit of each month is worth in month 0."""
    return reals_at(world.discounts, world.months)


@part
def campaign_discounts(world: World) -> Floats:
    """The share off every basket, by month."""
    return reals_at(world.campaign_discount, world.months)


@part
def campaign_items(world: World) -> Ints:
    """What is given away with every purchase, by month."""
    return wholes_at(world.campaign_item, world.months)


@part
def fatigue_kept(world: World, segment: int) -> Floats:
    """The share of fatigue that is left after so many months."""
    months = world.months + 1
    return reals_at(world.fatigue_kept, (segment + 1) * months)[segment * months :]


@part
def gap_kept(world: World, segment: int) -> Floats:
    """The share of a gap between satisfaction and quality that is left after so many months."""
    months = world.months + 1
    return reals_at(world.gap_kept, (segment + 1) * months)[segment * months :]


@part
def book_holds(world: World) -> Ints:
    """The products of the opening book."""
    return wholes_at(world.book_holds, world.book_size)


@part
def months_of_year(world: World) -> Ints:
    """By month of the run, its place in the year, from 0."""
    return wholes_at(world.month_of_year, world.months)


@part
def _by_stage(world: World, address: int, row: int) -> Floats:
    return reals_at(address + row * world.stages * WORD, world.stages)
