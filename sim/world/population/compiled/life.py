"""A life, month by month, in the order that the scenario language fixes.

It is the story of `sim.world.population.person`, told to many at once. Two things differ, and no
number does: months in which nothing can happen are passed over, and the flows of what does not
change are written down for many months together.
"""

import numpy as np

from sim.rules.churn import chance_to_leave, monthly_log_odds
from sim.rules.compiled import ZERO, constant, once, part
from sim.rules.life import stage_at
from sim.rules.service import with_purchases
from sim.rules.waiting import hazard
from sim.scenario.tables import FIRST_ARRIVAL, NO_PRODUCT
from sim.world.books import COUNTS
from sim.world.happenings import Happening
from sim.world.outcome import Exit
from sim.world.population.compiled.books import Books, note, tell
from sim.world.population.compiled.contact import be_contacted
from sim.world.population.compiled.dice import Dice, fallen
from sim.world.population.compiled.endings import end_what_ends, lapse, leave, part_with
from sim.world.population.compiled.holdings import (
    await_need,
    hold,
    hold_until,
    is_held,
    plan,
    release,
    revert,
)
from sim.world.population.compiled.needs import (
    BY_REACH,
    await_reach,
    await_talk,
    be_reached,
    close_winning,
    hear,
    meet_needs,
)
from sim.world.population.compiled.noticing import take_notice
from sim.world.population.compiled.opening import take_opening_place
from sim.world.population.compiled.person import (
    NOT_HELD,
    Me,
    base_hazards,
    entries,
    fatigue,
    here,
    holding_of,
    is_rewarded,
    own,
    satisfaction,
)
from sim.world.population.compiled.serving import be_surveyed, fail
from sim.world.population.compiled.world import World, cell_of, churn_of, segment_of
from sim.world.population.compiled.writing import write_all

BECAME = constant(Happening.BECAME)
BECAME_ELSEWHERE = constant(Happening.BECAME_ELSEWHERE)
CLOSED = constant(Happening.CLOSED)
DEATH = constant(Exit.DEATH)
DIED = constant(Happening.DIED)
DIED_COUNT = constant(COUNTS.index("died"))
NEVER = -np.inf
CLEARLY = 1.0 + 1e-9
"""Above 1 by more than the rounding of a chance, so that a bound is one."""


@once
def arrive(world: World, books: Books, me: Me, month: int) -> None:
    """Enter the market: with what the opening book or the opening market gives."""
    me.arrived = True
    me.next_need = me.next_ending = world.months
    _be_oneself(world, me)
    _enter_stage(world, me, month)
    for product in range(world.products):
        holding = holding_of(me, product)
        holding.elsewhere, holding.need, holding.rank = NOT_HELD, month - 1, np.nan
    if me.number < FIRST_ARRIVAL:
        take_opening_place(world, books, me, month)
    for product in range(world.products):
        if not is_held(me, product):
            await_need(world, me, product, month - 1)
    await_reach(world, me, month)
    await_talk(world, me, month, world.heard_before, BY_REACH)
    look_ahead(world, books, me)
    if me.holds > 0:
        look_out(world, me)


@once
def _be_oneself(world: World, me: Me) -> None:
    """Bring along what is one's own: how one feels about prices, how apt one is to leave."""
    segment, hazards = segment_of(world, me.segment), base_hazards(me)
    me.price = own(me, segment.price, segment.price_trait)
    me.frequency = own(me, segment.frequency, segment.frequency_trait)
    me.for_people = own(me, segment.for_people, segment.for_people_trait)
    for stage in range(world.stages):
        chance = churn_of(world, me.segment, stage)
        hazards[stage] = hazard(own(me, chance.yearly, chance.trait))


@once
def live(world: World, books: Books, me: Me, month: int, dice: Dice, place: int) -> None:
    """One month; its dice are in their place among those thrown, or `NOT_ROLLED`."""
    if world.attentive:
        take_notice(world, me, month)
        if me.changed:
            look_ahead(world, books, me)
    new_year = world.grows and month % 12 == 0 and me.holds > 0
    if month >= me.next_stage or month >= me.next_reversion or new_year:
        write_all(world, books, me, month)
    if month >= me.next_stage:
        _grow_older(world, books, me, month)
    elif new_year:
        _replan(world, me, month)
    if month >= me.next_need:
        meet_needs(world, books, me, month)
    if month == me.next_reach and me.holds == 0:
        be_reached(world, books, me, month)
    if world.talks and world.heard >= me.hears_at and me.holds == 0:
        hear(world, books, me, month)
    if me.winning != 0:
        close_winning(world, books, me, month)
    leaves = 1.0
    if me.holds > 0:
        contact, incident, leaves = fallen(world, me, dice, place, month)
        if contact < world.contact_chance:
            be_contacted(world, books, me, month)
        if incident < _chance_of_incident(world, me):
            fail(world, books, me, month)
        if month >= me.next_survey:
            be_surveyed(world, books, me, month)
        if month >= me.next_reversion or me.changed:
            _revert_what_reverts(world, me, month)
    if me.changed:
        look_ahead(world, books, me)
    if month >= me.next_ending:
        write_all(world, books, me, month + 1)
        end_what_ends(world, books, me, month)
        look_ahead(world, books, me)
    if me.holds > 0 and _is_off(world, me, month, leaves):
        write_all(world, books, me, month + 1)
        leave(world, books, me, month)
        look_ahead(world, books, me)


@part
def _chance_of_incident(world: World, me: Me) -> float:
    """The chance of a failure this month, those of last month's purchases included."""
    segment = segment_of(world, me.segment)
    if not world.attentive:
        return segment.incident_chance
    chance = with_purchases(segment.incident_chance, segment.failures_per_purchase, me.bought)
    me.bought = 0
    return chance


@part
def _enter_stage(world: World, me: Me, month: int) -> None:
    me.stage = stage_at(month, entries(me))
    me.base_log_odds = monthly_log_odds(base_hazards(me)[me.stage])
    me.next_stage = world.months
    for entry in entries(me):
        if entry > month:
            me.next_stage = min(me.next_stage, entry)


@once
def _grow_older(world: World, books: Books, me: Me, month: int) -> None:
    """Enter the next stage: some products become others, all are worth something else now."""
    before = me.stage
    _enter_stage(world, me, month)
    for stage in range(before + 1, me.stage + 1):
        for product in range(world.products):
            successor = cell_of(world, product, stage).becomes
            if successor != NO_PRODUCT:
                _turn_into(world, books, me, product, successor, month)
    _replan(world, me, month)
    look_ahead(world, books, me)


@once
def _turn_into(
    world: World, books: Books, me: Me, product: int, successor: int, month: int
) -> None:
    """Let a product become another, here and elsewhere; close it where that is held already."""
    holding = holding_of(me, product)
    known = is_held(me, successor)
    if holding.elsewhere != NOT_HELD:
        until = holding.elsewhere
        release(world, me, product, month - 1)
        if not known:
            holding_of(me, successor).elsewhere = until
            hold_until(world, me, successor, until)
            tell(books, me, month, BECAME_ELSEWHERE, successor, ZERO)
    elif here(me, world.products)[product] and cell_of(world, successor, me.stage).offered:
        release(world, me, product, month - 1)
        if not known:
            hold(world, books, me, successor, month, BECAME)
            return
        note(world, books, me, month, CLOSED, product, ZERO)
        if me.holds == 0:
            lapse(world, books, me, month)
            await_reach(world, me, month)


@part
def _replan(world: World, me: Me, month: int) -> None:
    """Set what each holding earns at this stage, in this year."""
    for product in range(world.products):
        if here(me, world.products)[product]:
            plan(world, me, product, month)
    me.changed = True


@once
def _revert_what_reverts(world: World, me: Me, month: int) -> None:
    for product in range(world.products):
        if here(me, world.products)[product] and holding_of(me, product).reverts == month:
            revert(world, me, product, month)


@part
def chance_now(world: World, me: Me, gap: float, tired: float) -> float:
    """The chance to leave this month, at a gap in satisfaction and a fatigue."""
    segment = segment_of(world, me.segment)
    return chance_to_leave(
        me.base_log_odds + (world.keeps if is_rewarded(world, me) else 0.0),
        segment.churn_satisfaction,
        gap,
        segment.churn_each_further,
        me.holds - 1,
        segment.churn_fatigue,
        tired,
        segment.churn_price,
        me.points_dearer,
    )


@once
def _is_off(world: World, me: Me, month: int, leaves: float) -> bool:
    """Whether the customer leaves."""
    look_out(world, me)
    if leaves >= me.may_leave:
        return False
    gap = satisfaction(world, me, month) - segment_of(world, me.segment).market
    return leaves < chance_now(world, me, gap, fatigue(world, me, month))


@part
def look_out(world: World, me: Me) -> None:
    """Bound the chance to leave until something changes, or fatigue goes beyond `tired_at_most`.

    From what was felt, satisfaction goes to quality; fatigue goes to nothing.
    """
    if me.tired <= me.tired_at_most:
        return
    me.tired_at_most = me.tired + 1.0
    me.may_leave = 0.0
    if me.base_log_odds == NEVER:
        return
    segment = segment_of(world, me.segment)
    gap = me.felt - segment.market
    settled = segment.quality - segment.market
    if segment.churn_satisfaction * settled > segment.churn_satisfaction * gap:
        gap = settled
    tired = me.tired_at_most if segment.churn_fatigue > 0.0 else 0.0
    me.may_leave = chance_now(world, me, gap, tired) * CLEARLY


@part
def look_ahead(world: World, books: Books, me: Me) -> None:
    """After a change of what is held, or of its prices: look again at what follows from it."""
    me.changed = False
    me.tired_at_most = -1.0
    books.offers = -1
    me.next_reversion = world.months
    if me.holds == 0:
        return
    dearer = 0.0
    for product in range(world.products):
        if here(me, world.products)[product]:
            holding = holding_of(me, product)
            dearer += holding.points_dearer
            if holding.reverts >= 0:
                me.next_reversion = min(me.next_reversion, holding.reverts)
    me.points_dearer = dearer / me.holds


@once
def die(world: World, books: Books, me: Me, month: int) -> None:
    """Die as a customer, at the start of a month, without its flows."""
    note(world, books, me, month, DIED, world.products, ZERO)
    part_with(books, me, month, DEATH, DIED_COUNT)
    me.holds = 0
