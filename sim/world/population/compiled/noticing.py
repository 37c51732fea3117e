"""Taking notice of the firm as it is this month."""

import numpy as np

from sim.rules.compiled import constant, once
from sim.rules.service import drifted
from sim.scenario.tables import Kind
from sim.world.population.compiled.holdings import await_survey, compare, plan
from sim.world.population.compiled.needs import BY_REACH, await_reach, await_talk
from sim.world.population.compiled.person import Me, here, holding_of
from sim.world.population.compiled.world import World, gap_kept, product_of, segment_of

NEVER = np.inf
LOAN = constant(Kind.LOAN)


@once
def take_notice(world: World, me: Me, month: int) -> None:
    """Meet the firm as it is this month: its ways, its service, its programme of rewards."""
    if world.new_ways:
        _meet_new_ways(world, me, month)
    if me.holds == 0:
        return
    segment = segment_of(world, me.segment)
    if segment.quality != segment.quality_before:
        if month - 1 != me.felt_in:
            kept = float(gap_kept(world, me.segment)[month - 1 - me.felt_in])
            me.felt = drifted(me.felt, segment.quality_before, kept)
        me.felt_in = month - 1
        me.tired_at_most = -1.0
    if world.rewarding:
        me.tired_at_most = -1.0
    if world.reviews:
        measure = me.made if world.by_purchases else me.spent
        me.member = measure >= world.joins_from
        me.spent = me.made = 0


@once
def _meet_new_ways(world: World, me: Me, month: int) -> None:
    """The firm has changed its ways, or rivals theirs: everything is worth something else."""
    for product in range(world.products):
        holding = holding_of(me, product)
        holding.pitched_at = 0
        if not here(me, world.products)[product]:
            continue
        if product_of(world, product).kind == LOAN:
            compare(holding, product_of(world, product).market_rate)
        else:
            plan(world, me, product, month)
    me.changed = True
    if world.reach_changed:
        await_reach(world, me, month)
    if world.surveys_changed and me.holds > 0:
        await_survey(world, me, month)
    if world.talk_changed:
        me.hears_at = NEVER
        await_talk(world, me, month, world.heard_before, BY_REACH)
