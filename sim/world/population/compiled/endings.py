"""Endings: of a product, of a loan, of a relationship."""

from sim.rules.balance import credit_loss
from sim.rules.compiled import ZERO, constant, once, part
from sim.scenario.tables import Kind
from sim.world.books import COUNTS
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit
from sim.world.population.compiled.books import Books, count, note, post
from sim.world.population.compiled.holdings import release
from sim.world.population.compiled.needs import (
    BY_REACH,
    UNTIL_LEFT,
    await_reach,
    await_talk,
    hold_elsewhere,
)
from sim.world.population.compiled.person import (
    NOT_HELD,
    Me,
    endings,
    first_of,
    here,
    holding_of,
)
from sim.world.population.compiled.world import World, product_of, segment_of

LOAN = constant(Kind.LOAN)
CREDIT_LOSS = constant(Line.CREDIT_LOSS)
MATURED = constant(Happening.MATURED)
CLOSED = constant(Happening.CLOSED)
DEFAULTED = constant(Happening.DEFAULTED)
LEFT_RIVAL = constant(Happening.LEFT_RIVAL)
LEFT = constant(Happening.LEFT)
CHURN = constant(Exit.CHURN)
DEATH = constant(Exit.DEATH)
LAPSE = constant(Exit.LAPSE)
CHURNED = constant(COUNTS.index("churned"))
LAPSED = constant(COUNTS.index("lapsed"))
LOST_OF_YEAR = constant(COUNTS.index("lost_of_year"))
DIED_OF_YEAR = constant(COUNTS.index("died_of_year"))


@once
def end_what_ends(world: World, books: Books, me: Me, month: int) -> None:
    """Loans default or mature, products end by themselves, here and elsewhere."""
    due, was_customer = endings(me, world.products), me.holds > 0
    for product in range(world.products if was_customer else 0):
        holding = holding_of(me, product)
        if due[product] > month or not here(me, world.products)[product]:
            continue
        loan = product_of(world, product).kind == LOAN
        if loan and holding.defaults == month and month < holding.last_month:
            _default(world, books, me, product, month)
        elif loan and holding.last_month == month:
            release(world, me, product, month)
            note(world, books, me, month, MATURED, product, ZERO)
        elif holding.ends == month:
            release(world, me, product, month)
            note(world, books, me, month, CLOSED, product, ZERO)
    for product in range(world.products):
        if due[product] <= month and holding_of(me, product).elsewhere != NOT_HELD:
            release(world, me, product, month)
            note(world, books, me, month, LEFT_RIVAL, product, ZERO)
    me.next_ending = first_of(due)
    me.changed = True
    if was_customer and me.holds == 0:
        lapse(world, books, me, month)


@once
def _default(world: World, books: Books, me: Me, product: int, month: int) -> None:
    """Default on a loan: the firm loses a part of it, and no lender lends for a time."""
    holding = holding_of(me, product)
    release(world, me, product, month)
    lost = credit_loss(holding.balance, product_of(world, product).loss_given_default)
    me.barred_until = month + segment_of(world, me.segment).after_default
    post(books, me, month, product, CREDIT_LOSS, -lost)
    note(world, books, me, month, DEFAULTED, product, lost)


@once
def leave(world: World, books: Books, me: Me, month: int) -> None:
    """Take accounts elsewhere, refinance loans elsewhere for their remaining term."""
    for product in range(world.products):
        if here(me, world.products)[product]:
            here(me, world.products)[product] = False
            loan = product_of(world, product).kind == LOAN
            until = holding_of(me, product).last_month if loan else UNTIL_LEFT
            hold_elsewhere(world, me, product, month + 1, until)
    me.holds = 0
    note(world, books, me, month, LEFT, world.products, ZERO)
    part_with(books, me, month, CHURN, CHURNED)
    _be_a_stranger_again(world, me, month)


@part
def lapse(world: World, books: Books, me: Me, month: int) -> None:
    """The last product has ended: the relationship is over."""
    part_with(books, me, month, LAPSE, LAPSED)
    _be_a_stranger_again(world, me, month)


@part
def part_with(books: Books, me: Me, month: int, how: int, which: int) -> None:
    """Stop being a customer in a month; all months that were lived as one are written down."""
    count(books, which, month)
    first = month - month % 12
    if me.since <= first and first < me.customer_from:  # the year's first month was lived
        count(books, DIED_OF_YEAR if how == DEATH else LOST_OF_YEAR, month)
    me.left, me.exit = month, how


@part
def _be_a_stranger_again(world: World, me: Me, month: int) -> None:
    await_reach(world, me, month + 1)
    await_talk(world, me, month, world.heard, BY_REACH)
    me.member = False
    me.changed = True
