"""What people hold when the run begins: the firm's opening book, and the opening market."""

import math

from sim.rules.chance import Decision
from sim.rules.compiled import ZERO, constant, once
from sim.world.happenings import Happening
from sim.world.population.compiled.books import Books, tell
from sim.world.population.compiled.holdings import OPENED, can_take, hold
from sim.world.population.compiled.needs import UNTIL_LEFT, hold_elsewhere
from sim.world.population.compiled.person import Me, luck
from sim.world.population.compiled.world import World, book_holds, cell_of, product_of

OPENING_BOOK = constant(Decision.OPENING_BOOK)
OPENING_MARKET = constant(Decision.OPENING_MARKET)
HELD_ELSEWHERE = constant(Happening.HELD_ELSEWHERE)


@once
def take_opening_place(world: World, books: Books, me: Me, month: int) -> None:
    """Be a customer already, or hold things elsewhere, as the scenario's shares and luck have it.

    A loan held elsewhere is somewhere in its term, with equal chance anywhere.
    """
    if luck(world, me, OPENING_BOOK, ZERO, month) < world.book_share:
        for product in book_holds(world):
            if can_take(world, me, product, month):
                hold(world, books, me, product, month, OPENED)
        return
    for product in range(world.products):
        share = cell_of(world, product, me.stage).market_share
        u = luck(world, me, OPENING_MARKET, product_of(world, product).key, month)
        if u < share and can_take(world, me, product, month):
            term, until = product_of(world, product).term, UNTIL_LEFT
            if term > 0:
                until = month + math.ceil(u / share * term) - 1
            hold_elsewhere(world, me, product, month, until)
            tell(books, me, month, HELD_ELSEWHERE, product, ZERO)
