"""Needs, and who meets them: the firm, or a rival."""

from sim.rules.chance import Decision
from sim.rules.choice import chance_of_winning
from sim.rules.compiled import ZERO, constant, once, part
from sim.rules.numbers import log
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
HEARS = constant(Decision.HEARS)
HEARD = constant(Happening.HEARD)
UNTIL_LEFT = constant(-1)
BY_REACH, BY_TALK = constant(0), constant(1)


@once
def meet_needs(world: World, books: Books, me: Me, month: int) -> None:
    """Meet the needs of the month, in the order of the file, at the firm or elsewhere."""
    for product in range(world.products):
        if needs(me, world.products)[product] != month:
            continue
        if can_take(world, me, product, month):
            count(books, NEEDS, month)
            if _is_on_offer(world, me, product) and _firm_wins(world, me, product, month):
                count(books, NEEDS_WON, month)
                open_product(world, books, me, product, month)
            else:
                hold_elsewhere(world, me, product, month, UNTIL_LEFT)
                note(world, books, me, month, MET_ELSEWHERE, product, ZERO)
        else:
            await_need(world, me, product, month)
    me.next_need = first_of(needs(me, world.products))
    me.changed = True


@part
def _is_on_offer(world: World, me: Me, product: int) -> bool:
    """Whether the firm offers the product to people of this stage, and can afford to."""
    if world.no_lending and product_of(world, product).term > 0:
        return False
    return cell_of(world, product, me.stage).offered


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
    if me.holds == 0:
        chance *= world.considers
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
    await_reach(world, me, month + 1)
    if world.no_acquisition:
        return
    cost = reach_of(world, me.stage, month).cost
    _spend(books, me, month, world.products, ACQUISITION, cost)
    tell(books, me, month, REACHED, stage_of(world, me.stage).opens, -cost)
    _consider(world, books, me, month, BY_REACH)


@once
def hear(world: World, books: Books, me: Me, month: int) -> None:
    """Hear of the firm from a customer."""
    await_talk(world, me, month, world.heard, BY_TALK)
    tell(books, me, month, HEARD, stage_of(world, me.stage).opens, ZERO)
    _consider(world, books, me, month, BY_TALK)


@part
def _consider(world: World, books: Books, me: Me, month: int, how: int) -> None:
    """Consider what the firm opens for strangers; take it, or not."""
    product = stage_of(world, me.stage).opens
    if product == NO_PRODUCT or not can_switch_to(world, me, product, month):
        return
    if product_of(world, product).term > 0 and world.no_lending:
        return
    chance = chance_of_winning(
        stage_of(world, me.stage).takes,
        me.price,
        cell_of(world, product, me.stage).points,
        0.0,
        0.0,
    )
    if luck(world, me, TAKES, how, month) < chance * world.considers:
        open_product(world, books, me, product, month)
        if not me.had_incentive:
            me.had_incentive = True
            incentive = reach_of(world, me.stage, month).incentive
            _spend(books, me, month, product, INCENTIVES, incentive)


@part
def _spend(books: Books, me: Me, month: int, product: int, line: int, cost: int) -> None:
    """Spend on winning the person; a month's spending is valued together, at its end."""
    post_aside(books, me, month, product, line, -cost)
    me.winning -= cost


@once
def close_winning(world: World, books: Books, me: Me, month: int) -> None:
    """Value what was spent on winning the person this month."""
    me.acquisition_cost += me.winning
    me.cash += me.winning
    me.npv_acquisition += discounts(world)[month] * me.winning
    takings(books)[month] += me.winning
    me.winning = 0


@part
def await_reach(world: World, me: Me, month: int) -> None:
    """Wait to be reached by the firm, from this month on."""
    me.next_reach = waits(world, me, REACH, ZERO, month, reach_hazards(world), world.months)


@part
def await_talk(world: World, me: Me, month: int, heard: float, how: int) -> None:
    """Wait until a customer speaks of the firm: an exponential wait on the clock of talk."""
    if world.talks:
        me.hears_at = heard - log(luck(world, me, HEARS, how, month))
