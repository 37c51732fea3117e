"""One person in columns: what is felt, what is held, and what was written down of it."""

import numpy as np
from numpy.typing import NDArray

from sim.rules.balance import person_amount
from sim.rules.chance import Decision, draw
from sim.rules.compiled import ZERO, constant, part
from sim.rules.life import income
from sim.rules.numbers import normal_quantile
from sim.rules.service import drifted
from sim.rules.waiting import next_month
from sim.scenario.tables import NO_TRAIT
from sim.world.population.compiled.records import (
    Address,
    Few,
    Flag,
    Index,
    Month,
    Real,
    Whole,
    bytes_of,
    fetch,
    flags_at,
    layout,
    reals_at,
    rows_at,
    wholes_at,
)
from sim.world.population.compiled.world import (
    World,
    cell_of,
    fatigue_kept,
    gap_kept,
    product_of,
    segment_of,
    stage_of,
    year_of,
)

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRAIT = constant(Decision.TRAIT)
NOT_HELD = constant(-1)


class Me:
    """What there is to know of a person, but for holdings.

    Memory is fetched in lines of eight numbers: what a month asks for stands first.
    """

    # Of strangers, one line:
    month: Month  # the next one to be lived
    dies: Month
    next_stage: Month
    next_need: Month  # at the earliest; likewise the next ending
    next_reach: Month
    next_ending: Month
    hears_at: Real  # of the firm, when people have heard so much of it on average
    arrived: Flag
    changed: Flag  # whether what is held, or its prices, changed since the last look ahead
    had_incentive: Flag
    member: Flag
    holds: Few  # products, here
    # Of customers:
    joined: Month
    left: Month
    number: Whole
    segment: Index
    stage: Index
    here: Address
    held: Address
    winning: Whole  # what the month's acquisition brought, before it is valued
    next_reversion: Month
    next_survey: Month
    felt: Real  # satisfaction when an event last moved it
    felt_in: Month
    tired: Real  # fatigue, likewise
    tired_in: Month
    base_log_odds: Real  # of leaving, at this stage
    points_dearer: Real
    may_leave: Real  # the chance to leave is below it until something changes
    tired_at_most: Real  # and as long as fatigue is not above this
    # The months from which living as a customer, and satisfaction, are yet to be written down.
    customer_from: Month
    satisfied_from: Month
    since: Month  # in which the present relationship began
    # Age in whole years, from a month on until the next birthday.
    age: Whole
    aged_from: Month
    birthday: Month
    tenure: Month
    npv_other: Real
    cash: Whole
    capital_charge: Whole
    # Now and then:
    enters: Month
    months_old: Month
    needs: Address
    endings: Address
    entries: Address
    hazards: Address
    traits: Address
    stages: Index
    barred_until: Month  # no lender lends before this month
    income_rank: Real
    price: Real
    frequency: Real
    for_people: Real
    silent: Real  # harm that nobody was told of, as `felt`
    silent_in: Month
    bought: Whole  # purchases of last month
    made: Whole  # purchases since the last review of membership, and what was spent
    spent: Whole
    buys_year: Whole  # a year of the run, and the purchases made in it
    buys: Whole
    entry_stage: Index
    exit: Index
    products_opened: Whole
    purchases: Whole
    revenue: Whole
    life: Whole
    acquisition_cost: Whole
    npv_acquisition: Real


class Holding:
    """A person and a product: whether it is held elsewhere, on what terms; when it is needed.

    In lines, as `Me`.
    """

    # What it brings, one line for accounts and loans:
    unwritten_from: Month  # the month from which flows are yet to be written down
    kept_in: Month  # the month in which to count it as kept, if a contact sold it; else -1
    margin: Whole  # accounts: interest a month, as base and bits of twelfths
    margin_bits: Whole
    balance: Whole  # loans: what is owed
    payment: Whole
    rate: Real
    ftp: Real  # loans: what treasury charges, fixed with the rate
    # To speak of it, one line:
    elsewhere: Month  # the month in which what is held elsewhere ends, or `NOT_HELD`
    amount_at: Whole  # the place and time (see `moment`) for which `amount` holds
    pitched_at: Whole  # likewise `worth` and `against`
    amount: Whole  # balance, or amount to be lent
    worth: Real
    against: Real
    need: Month  # one that was drawn: the next one, or while it is held any before it
    points_dearer: Real
    # The rest:
    last_month: Month  # loans
    monthly: Real  # purchases: how many a month
    basket: Real  # minor units; where baskets are drawn anew, what each is multiplied by
    usual: Real  # the mean basket, minor units
    ends: Month
    defaults: Month  # loans: the month of default, if before the last
    reverts: Month  # loans: the month in which the rate reverts; -1: never
    rank: Real  # standard normal; nan until it is asked for


ME, HOLDING = layout(Me), layout(Holding)
BYTES_OF_ME, BYTES_OF_A_HOLDING = constant(bytes_of(Me)), constant(bytes_of(Holding))


@part
def holding_of(me: Me, product: int) -> Holding:
    """The person's holding of a product, or what there is instead."""
    return rows_at(me.held, product + 1, HOLDING)[product]


@part
def here(me: Me, products: int) -> Flags:
    """By product, whether it is held at the firm."""
    return flags_at(me.here, products)


@part
def fetch_holdings(me: Me, products: int) -> None:
    """Have what is held here at hand when the month is written down."""
    for product in range(products):
        if here(me, products)[product]:
            fetch(me.held + product * BYTES_OF_A_HOLDING)


@part
def needs(me: Me, products: int) -> Ints:
    """By product, the month of the next need; never while it is held."""
    return wholes_at(me.needs, products)


@part
def endings(me: Me, products: int) -> Ints:
    """By product, the month in which what is held, here or elsewhere, ends."""
    return wholes_at(me.endings, products)


@part
def first_of(months: Ints) -> int:
    """The earliest of some months."""
    first = int(months[0])
    for month in months:
        first = min(first, int(month))
    return first


@part
def entries(me: Me) -> Ints:
    """The month in which each stage begins."""
    return wholes_at(me.entries, me.stages)


@part
def base_hazards(me: Me) -> Floats:
    """The base hazard of leaving, by stage."""
    return reals_at(me.hazards, me.stages)


@part
def own(me: Me, number: float, trait: int) -> float:
    """This person's value of a number that may differ between people."""
    if trait == NO_TRAIT:
        return number
    return float(reals_at(me.traits, trait + 1)[trait])


@part
def luck(world: World, me: Me, decision: int, k: int, month: int) -> float:
    """This person's draw for a decision of this month."""
    return draw(world.seed, me.number, month, decision, k)


@part
def waits(
    world: World, me: Me, decision: int, k: int, month: int, hazards: Floats, end: int
) -> int:
    """The month, from ``month`` on and before ``end``, in which something next happens."""
    number = me.number
    return next_month(world.seed, number, month, decision, k, entries(me), hazards, end)


@part
def satisfaction(world: World, me: Me, month: int) -> float:
    """Satisfaction at the end of a month, unless something moves it in that month."""
    if month == me.felt_in:
        return me.felt
    quality = segment_of(world, me.segment).quality
    kept = float(gap_kept(world, me.segment)[month - me.felt_in])
    return drifted(me.felt, quality, kept)


@part
def fatigue(world: World, me: Me, month: int) -> float:
    """How tired of contacts the person is in a month."""
    return me.tired * float(fatigue_kept(world, me.segment)[month - me.tired_in])


@part
def unsaid(world: World, me: Me, month: int) -> float:
    """What is left of the harm that nobody was told of."""
    return me.silent * float(gap_kept(world, me.segment)[month - me.silent_in])


@part
def is_rewarded(world: World, me: Me) -> bool:
    """Whether the person gets what members get."""
    return me.member and not world.no_loyalty


@part
def moment(world: World, me: Me, month: int) -> int:
    """A number for what amounts depend on as time goes by: the stage, and the year if it counts."""
    return me.stage + (month // 12 * world.stages if world.grows else 0) + 1


@part
def amount(world: World, me: Me, product: int, month: int) -> int:
    """The person's balance of a product, or the loan, at this stage, in minor units."""
    holding = holding_of(me, product)
    now = moment(world, me, month)
    if holding.amount_at != now:
        cell = cell_of(world, product, me.stage)
        level = own(me, cell.amount, cell.amount_trait)
        holding.amount = _sum(
            world, me, product, month, level, cell.amount_times_income, cell.amount_spread
        )
        holding.amount_at = now
    return holding.amount


@part
def basket(world: World, me: Me, product: int, month: int) -> int:
    """What the person spends at a purchase, where that is one value a person."""
    cell = cell_of(world, product, me.stage)
    level = own(me, cell.basket, cell.basket_trait)
    return _sum(world, me, product, month, level, cell.basket_times_income, cell.basket_spread)


@part
def _sum(
    world: World,
    me: Me,
    product: int,
    month: int,
    level: float,
    times_income: float,
    spread: float,
) -> int:
    year = year_of(world, month)
    earned = 0.0
    if times_income != 0.0:
        median = stage_of(world, me.stage).income
        earned = income(median, world.income_spread, me.income_rank, year.income_growth)
    rank = _rank(world, me, product) if spread != 0.0 else 0.0
    return person_amount(level, times_income, earned, year.amount_growth, spread, rank)


@part
def _rank(world: World, me: Me, product: int) -> float:
    holding = holding_of(me, product)
    if holding.rank != holding.rank:
        u = luck(world, me, TRAIT, product_of(world, product).key, ZERO)
        holding.rank = normal_quantile(u)
    return holding.rank
