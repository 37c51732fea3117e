"""Needs, and who meets them: the firm, or a rival."""

from sim.rules.chance import Decision
from sim.rules.choice import chance_of_winning
from sim.rules.compiled import ZERO, constant, once, part
from sim.scenario.tables import NO_PRODUCT
from sim.world.books import COUNTS
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.population.compiled.books import (
    Books,
    count,
    note,
    post_aside,
    takings,
    tell,
)
from sim.world.population.compiled.holdings import (
    await_need,
    can_switch_to,
    can_take,
    hold_until,
    open_product,
)
from sim.world.population.compiled.person import (
    Me,
    base_hazards,
    first_of,
    holding_of,
    luck,
    needs,
    satisfaction,
    waits,
)
from sim.world.population.compiled.world import (
    World,
    cell_of,
    discounts,
    product_of,
    reach_hazards,
    reach_of,
    segment_of,
    stage_of,
)

WINS = constant(Decision.WINS)
REACH = constant(Decision.REACH)
TAKES = constant(Decision.TAKES)
LEAVES_RIVAL = constant(Decision.LEAVES_RIVAL)
MET_ELSEWHERE = constant(Happening.MET_ELSEWHERE)
REACHED = constant(Happening.REACHED)
INCENTIVES = constant(Line.INCENTIVES)
ACQUISITION = constant(Line.ACQUISITION)
NEEDS = constant(COUNTS.index("needs"))
NEEDS_WON = constant(COUNTS.index("needs_won"))
UNTIL_LEFT = constant(-1)


@once
def meet_needs(world: World, books: Books, me: Me, month: int) -> None:
    """Meet the needs of the month, in the order of the file, at the firm or elsewhere."""
    for product in range(world.products):
        if needs(me, world.products)[product] != month:
            continue
        if can_take(world, me, product, month):
            count(books, NEEDS, month)
            if cell_of(world, product, me.stage).offered and _firm_wins(world, me, product, month):
                count(books, NEEDS_WON, month)
                open_product(world, books, me, product, month)
            else:
                hold_elsewhere(world, me, product, month, UNTIL_LEFT)
                note(world, books, me, month, MET_ELSEWHERE, product, ZERO)
        else:
            await_need(world, me, product, month)
    me.next_need = first_of(needs(me, world.products))
    me.changed = True


@once
def _firm_wins(world: World, me: Me, product: int, month: int) -> bool:
    terms = product_of(world, product)
    segment = segment_of(world, me.segment)
    log_odds, gap = terms.wins_stranger, 0.0
    if me.holds > 0:
        log_odds = terms.wins_customer
        gap = satisfaction(world, me, month - 1) - segment.market
    chance = chance_of_winning(
        log_odds,
        me.price,
        cell_of(world, product, me.stage).points,
        segment.choice_satisfaction,
        gap,
    )
    return luck(world, me, WINS, terms.key, month) < chance


@part
def hold_elsewhere(world: World, me: Me, product: int, month: int, until: int) -> None:
    """Hold a product elsewhere: a loan to the end of its term, another until it is left."""
    terms = product_of(world, product)
    if until == UNTIL_LEFT:
        if terms.term > 0:
            until = month + terms.term - 1
        else:
            until = waits(world, me, LEAVES_RIVAL, terms.key, month, base_hazards(me), world.months)
    holding_of(me, product).elsewhere = until
    hold_until(world, me, product, until)


@once
def be_reached(world: World, books: Books, me: Me, month: int) -> None:
    """Be reached as a stranger; take what is offered, or not."""
    offer = reach_of(world, me.stage, month)
    await_reach(world, me, month + 1)
    post_aside(books, me, month, world.products, ACQUISITION, -offer.cost)
    spent = -offer.cost
    product = stage_of(world, me.stage).opens
    tell(books, me, month, REACHED, product, -offer.cost)
    if product != NO_PRODUCT and can_switch_to(world, me, product, month):
        chance = chance_of_winning(
            stage_of(world, me.stage).takes,
            me.price,
            cell_of(world, product, me.stage).points,
            0.0,
            0.0,
        )
        if luck(world, me, TAKES, ZERO, month) < chance:
            open_product(world, books, me, product, month)
            if not me.had_incentive:
                me.had_incentive = True
                post_aside(books, me, month, product, INCENTIVES, -offer.incentive)
                spent -= offer.incentive
    me.acquisition_cost += spent
    me.cash += spent
    me.npv_acquisition += discounts(world)[month] * spent
    takings(books)[month] += spent


@part
def await_reach(world: World, me: Me, month: int) -> None:
    """Wait to be reached by the firm, from this month on."""
    me.next_reach = waits(world, me, REACH, ZERO, month, reach_hazards(world), world.months)
