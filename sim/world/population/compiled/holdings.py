"""Holding products: on what terms they are opened, what they bring month by month, how they go."""

from sim.rules.balance import (
    account_margin,
    level_payment,
    locked_rate,
    reverted_rate,
)
from sim.rules.chance import Decision
from sim.rules.compiled import ZERO, constant, once, part
from sim.rules.money import twelfths
from sim.rules.waiting import next_in_chain
from sim.scenario.tables import Kind
from sim.world.books import COUNTS
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit
from sim.world.population.compiled.books import (
    Books,
    count,
    note,
    post,
)
from sim.world.population.compiled.person import (
    NOT_HELD,
    Holding,
    Me,
    amount,
    basket,
    endings,
    entries,
    here,
    holding_of,
    needs,
    own,
    waits,
)
from sim.world.population.compiled.world import (
    FIXED,
    World,
    cell_of,
    default_hazards,
    end_hazards,
    need_hazards,
    price_of,
    product_of,
    segment_of,
    survey_hazards,
    year_of,
)

LOAN = constant(Kind.LOAN)
PURCHASE = constant(Kind.PURCHASE)
NEED = constant(Decision.NEED)
ENDS = constant(Decision.ENDS)
DEFAULT = constant(Decision.DEFAULT)
SURVEY = constant(Decision.SURVEY)
PURCHASES = constant(Decision.PURCHASES)
BASKET = constant(Decision.BASKET)
NET_INTEREST = constant(Line.NET_INTEREST)
FEES = constant(Line.FEES)
SALES_MARGIN = constant(Line.SALES_MARGIN)
OPENING = constant(Line.OPENING)
SERVICING = constant(Line.SERVICING)
CAPITAL_CHARGE = constant(Line.CAPITAL_CHARGE)
CUSTOMERS = constant(COUNTS.index("customers"))
JOINED = constant(COUNTS.index("joined"))
PRODUCTS_HELD = constant(COUNTS.index("products_held"))
OPENED = constant(Happening.OPENED)
HORIZON = constant(Exit.HORIZON)


@part
def is_held(me: Me, product: int) -> bool:
    """Here or elsewhere."""
    return here(me, product + 1)[product] or holding_of(me, product).elsewhere != NOT_HELD


@part
def can_take(world: World, me: Me, product: int, month: int) -> bool:
    """Loans need a lender that lends and an amount to borrow."""
    if product_of(world, product).term == 0:
        return True
    return month >= me.barred_until and amount(world, me, product, month) > 0


@part
def can_switch_to(world: World, me: Me, product: int, month: int) -> bool:
    """As `can_take`; and a loan that is owed elsewhere stays there."""
    if product_of(world, product).term > 0 and holding_of(me, product).elsewhere != NOT_HELD:
        return False
    return can_take(world, me, product, month)


@part
def await_need(world: World, me: Me, product: int, month: int) -> None:
    """Let the needs for a product up to this month pass; the next one will be noticed."""
    holding, terms = holding_of(me, product), product_of(world, product)
    endings(me, world.products)[product] = world.months
    if holding.need <= month:
        holding.need = next_in_chain(
            world.seed,
            me.number,
            holding.need,
            month,
            NEED,
            terms.key,
            entries(me),
            need_hazards(world, product),
            terms.need_block,
            world.months,
        )
    needs(me, world.products)[product] = holding.need
    me.next_need = min(me.next_need, holding.need)


@part
def hold_until(world: World, me: Me, product: int, until: int) -> None:
    """Hold a product, wherever, to the end of a month; no need for it is noticed meanwhile."""
    needs(me, world.products)[product] = world.months
    endings(me, world.products)[product] = until
    me.next_ending = min(me.next_ending, until)


@part
def open_product(world: World, books: Books, me: Me, product: int, month: int) -> None:
    """Open a product at the firm, at its cost; from elsewhere, if it was held there."""
    holding_of(me, product).elsewhere = NOT_HELD
    hold(world, books, me, product, month, OPENED)
    cost = price_of(world, product, month).open_cost
    post(books, me, month, product, OPENING, -cost)


@part
def hold(world: World, books: Books, me: Me, product: int, month: int, how: int) -> None:
    """Hold a product at the firm from now on; with the first, become a customer."""
    holding = holding_of(me, product)
    if me.holds == 0 and how == OPENED:
        _join(world, books, me, month)
    owed = _take_terms(world, me, product, month)
    plan(world, me, product, month)
    here(me, world.products)[product] = True
    holding.unwritten_from = month
    holding.kept_in = -1
    me.holds += 1
    if how == OPENED:
        me.products_opened += 1
    note(world, books, me, month, how, product, owed)
    me.changed = True


@part
def await_survey(world: World, me: Me, month: int) -> None:
    """Wait to be asked, from this month on."""
    me.next_survey = world.months
    if survey_hazards(world)[0] > 0.0:
        me.next_survey = waits(world, me, SURVEY, ZERO, month, survey_hazards(world), world.months)


@once
def _join(world: World, books: Books, me: Me, month: int) -> None:
    count(books, JOINED, month)
    me.left, me.exit = -1, HORIZON
    if me.joined < 0:
        me.joined, me.entry_stage = month, me.stage
    me.felt, me.felt_in = segment_of(world, me.segment).start, month - 1
    me.tired, me.tired_in = 0.0, month
    me.customer_from = me.satisfied_from = me.since = month
    me.silent, me.silent_in = 0.0, month
    me.bought = me.made = me.spent = 0
    me.member = world.everybody_joins
    await_survey(world, me, month + 1)


@once
def _take_terms(world: World, me: Me, product: int, month: int) -> int:
    """Fix what is fixed on the day; give back what is lent."""
    holding, terms = holding_of(me, product), product_of(world, product)
    key, never = terms.key, world.months
    holding.ends = waits(world, me, ENDS, key, month, end_hazards(world, product), never)
    holding.reverts = -1
    if terms.kind != LOAN:
        hold_until(world, me, product, holding.ends)
        return 0
    holding.last_month = month + terms.term - 1
    holding.defaults = waits(
        world, me, DEFAULT, key, month, default_hazards(world, product), holding.last_month
    )
    hold_until(world, me, product, min(holding.ends, holding.defaults, holding.last_month))
    holding.balance = amount(world, me, product, month)
    better_by = cell_of(world, product, me.stage).better_by
    rate = locked_rate(terms.market_rate, better_by)
    _reprice(holding, month, rate, terms.market_rate, terms.ftp)
    if 0 <= terms.fixed_months < terms.term:
        holding.reverts = month + terms.fixed_months
    return holding.balance


@part
def _reprice(holding: Holding, month: int, rate: float, market_rate: float, ftp: float) -> None:
    """Take a rate from this month on, its funding, and the level payment that goes with it."""
    holding.rate, holding.ftp = rate, ftp
    holding.payment = level_payment(holding.balance, rate, holding.last_month - month + 1)
    compare(holding, market_rate)


@part
def compare(holding: Holding, market_rate: float) -> None:
    """See how dear a loan is beside what rivals charge now."""
    holding.points_dearer = (holding.rate - market_rate) * 100.0


@once
def revert(world: World, me: Me, product: int, month: int) -> None:
    """Let the rate of a loan revert: the market's rate plus the step, whatever it was."""
    terms = product_of(world, product)
    rate = reverted_rate(terms.market_rate, terms.reverts_by)
    _reprice(holding_of(me, product), month, rate, terms.market_rate, terms.ftp)
    holding_of(me, product).reverts = -1
    me.changed = True


@part
def plan(world: World, me: Me, product: int, month: int) -> None:
    """Set what a holding earns at this stage, in this year of the run."""
    terms, cell = product_of(world, product), cell_of(world, product, me.stage)
    holding = holding_of(me, product)
    if terms.kind == LOAN:
        return
    holding.points_dearer = -cell.points
    if terms.kind == PURCHASE:
        holding.monthly = own(me, cell.per_year, cell.per_year_trait) / 12.0 * me.frequency
        if terms.each == FIXED:
            holding.basket = basket(world, me, product, month) * me.for_people
            holding.usual = holding.basket
        else:
            holding.basket = year_of(world, month).amount_growth * me.for_people
            holding.usual = terms.mean_basket * holding.basket
        return
    balance = amount(world, me, product, month)
    margin = account_margin(balance, terms.ftp, terms.market_rate + cell.better_by)
    holding.margin, holding.margin_bits = twelfths(margin)


@part
def release(world: World, me: Me, product: int, month: int) -> None:
    """No longer hold a product, anywhere; a need for it may arise again after this month."""
    if here(me, world.products)[product]:
        here(me, world.products)[product] = False
        me.holds -= 1
    holding_of(me, product).elsewhere = NOT_HELD
    await_need(world, me, product, month)
