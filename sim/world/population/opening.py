"""What people hold when the run begins: the firm's opening book, and the opening market."""

import math
from typing import Protocol

from sim.rules.chance import Decision
from sim.world.happenings import Happening
from sim.world.market import Market
from sim.world.population.record import Record

OPENING_BOOK = int(Decision.OPENING_BOOK)
OPENING_MARKET = int(Decision.OPENING_MARKET)


class Newcomer(Protocol):
    """Somebody about to begin a life in the market."""

    market: Market
    record: Record
    stage: int

    def luck(self, decision: int, k: int, month: int) -> float:
        """The draw for a decision."""

    def can_take(self, product: int, month: int) -> bool:
        """Whether the product can be had at all."""

    def hold(self, product: int, month: int) -> None:
        """Hold a product at the firm."""

    def hold_elsewhere(self, product: int, month: int, until: int | None = None) -> None:
        """Hold a product elsewhere."""


def take_opening_place(person: Newcomer, month: int) -> None:
    """Be a customer already, or hold things elsewhere, as the scenario's shares and luck have it.

    A loan held elsewhere is somewhere in its term, with equal chance anywhere.
    """
    tables = person.market.tables
    if person.luck(OPENING_BOOK, 0, month) < tables.book_share:
        for product in tables.book_holds.tolist():
            if person.can_take(product, month):
                person.hold(product, month)
        return
    for product, share in enumerate(tables.market_share[:, person.stage].tolist()):
        u = person.luck(OPENING_MARKET, person.market.keys[product], month)
        if u < share and person.can_take(product, month):
            term = person.market.terms[product]
            remaining = math.ceil(u / share * term)
            person.hold_elsewhere(product, month, month + remaining - 1 if term else None)
            person.record.tell(Happening.HELD_ELSEWHERE, product)
