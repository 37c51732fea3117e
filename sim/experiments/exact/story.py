"""The month of one person as branches: everything that may happen, each with its chance.

It is told a second time here, in the order that the scenario language fixes, and shares nothing
with the engines, so that a rule broken there is found.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sim.experiments.exact.terms import Terms
from sim.scenario.tables import NO_PRODUCT, Choose

NOWHERE, HERE, ELSEWHERE = 0, 1, 2


class Place(NamedTuple):
    """Where a product is held; of a loan, the payments left, and the stage it was opened in."""

    where: int
    left: int = 0
    stage: int = 0


NOT_HELD = Place(NOWHERE)


class State(NamedTuple):
    """A person at the start of a month."""

    places: tuple[Place, ...]  # of the products told of, in the order of the file
    was_won: bool = False  # ever before; kept only where it is asked for
    was_paid: bool = False  # the incentive


Counted = tuple[str, int, int, int]
"""What happened: its name; the product, or -1; of a loan, payments left and stage of opening."""

Branches = dict[tuple[State, tuple[Counted, ...]], float]
"""Chances by where one ends up, and what was counted on the way."""

Step = Callable[[State], Iterable[tuple[float, State, tuple[Counted, ...]]]]


def counted(name: str, product: int = -1, left: int = 0, stage: int = 0) -> tuple[Counted, ...]:
    """One thing that happened."""
    return ((name, product, left, stage),)


class Story:
    """The month of people of one segment in one stage, as far as some products go."""

    def __init__(self, terms: Terms, products: tuple[int, ...], stage: int, history: bool) -> None:
        """``history``: whether it is remembered who was won, and paid, before."""
        self.terms, self.products, self.stage, self.history = terms, products, stage, history
        self.place = {product: place for place, product in enumerate(products)}

    # The month -----------------------------------------------------------------------------------

    def month(self, state: State) -> Branches:
        """From after the turn of the stage to the end of the month."""
        branches: Branches = {(state, ()): 1.0}
        for product in self.products:
            branches = spread(branches, lambda at, p=product: self.need(at, p))  # type: ignore[misc]
        for step in (self.reached, self.contacted, self.settles, self.ends, self.leaves):
            branches = spread(branches, step)
        return branches

    def need(
        self, state: State, product: int
    ) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """A need arises or not; the firm wins it, or it is met elsewhere."""
        terms, stage = self.terms, self.stage
        chance = float(terms.need[product, stage])
        if not chance or self._at(state, product) != NOT_HELD or not terms.lends(product, stage):
            yield 1.0, state, ()
            return
        wins = 0.0
        if terms.here[product, stage]:
            chances = terms.wins_customer if is_customer(state) else terms.wins_stranger
            wins = float(chances[product, stage])
        yield 1.0 - chance, state, ()
        won, what = self._open(state, product)
        yield chance * wins, won, counted("need") + counted("need_won") + what
        away = Place(ELSEWHERE, int(terms.tables.products.term[product]))
        yield chance * (1.0 - wins), self._put(state, product, away), counted("need")

    def reached(self, state: State) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """A stranger is reached or not; takes what is opened, or not."""
        terms, stage = self.terms, self.stage
        reach, opens = float(terms.reach[stage]), int(terms.strategy.opens[stage])
        if is_customer(state) or not reach:
            yield 1.0, state, ()
            return
        takes = 0.0
        if opens != NO_PRODUCT and self._can_switch(state, opens):
            takes = float(terms.takes[opens, stage])
        yield 1.0 - reach, state, ()
        yield reach * (1.0 - takes), state, counted("reached")
        if takes:
            won, what = self._open(state, opens)
            if not state.was_paid:
                won, what = won._replace(was_paid=self.history), what + counted("incentive", opens)
            yield reach * takes, won, counted("reached") + what

    def contacted(self, state: State) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """A customer is spoken to of one product, or not; takes it, or not."""
        terms, stage = self.terms, self.stage
        offers = [p for p in self.products if self._may_speak_of(state, p)]
        if not is_customer(state) or not terms.contact or not offers:
            yield 1.0, state, ()
            return
        yield 1.0 - terms.contact, state, ()
        if terms.strategy.choose != Choose.RANDOM:
            offers = [max(offers, key=lambda p: float(terms.need[p, stage]))]
        for product in offers:
            chance, sells = terms.contact / len(offers), float(terms.responds[product, stage])
            yield chance * (1.0 - sells), state, counted("contact", product)
            took, what = self._open(state, product)
            yield chance * sells, took, counted("contact", product) + counted("response") + what

    def settles(self, state: State) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """What a month as a customer is counted by."""
        if not is_customer(state):
            yield 1.0, state, ()
            return
        held = [
            (("owed" if place.left else "held"), product, place.left, place.stage)
            for product, place in zip(self.products, state.places, strict=True)
            if place.where == HERE
        ]
        yield 1.0, state, (*counted("customer"), *held)

    def ends(self, state: State) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """Loans default or mature; anything may end by itself, here and elsewhere."""
        branches: Branches = {(state, ()): 1.0}
        for product in self.products:
            branches = spread(branches, lambda at, p=product: self._one_ends(at, p))  # type: ignore[misc]
        for (after, what), chance in branches.items():
            lapsed = is_customer(state) and not is_customer(after)
            yield chance, after, (*what, *(counted("lapsed") if lapsed else ()))

    def _one_ends(
        self, state: State, product: int
    ) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        place, gone = self._at(state, product), self._put(state, product, NOT_HELD)
        if place.where == HERE:
            yield from self._ends_here(state, product, place)
        elif place.where == ELSEWHERE and place.left:
            rest = self._put(state, product, Place(ELSEWHERE, place.left - 1))
            yield 1.0, gone if place.left == 1 else rest, ()
        elif place.where == ELSEWHERE:
            chance = float(self.terms.leaves_rival[self.stage])
            yield chance, gone, ()
            yield 1.0 - chance, state, ()
        else:
            yield 1.0, state, ()

    def _ends_here(
        self, state: State, product: int, place: Place
    ) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        gone = self._put(state, product, NOT_HELD)
        if place.left == 1:
            yield 1.0, gone, ()
            return
        stays = 1.0
        if place.left:
            stays -= float(self.terms.defaults[product, self.stage])
            yield 1.0 - stays, gone, counted("defaulted", product, place.left, place.stage)
            state = self._put(state, product, place._replace(left=place.left - 1))
        ends = float(self.terms.ends[product, self.stage])
        yield stays * ends, gone, ()
        yield stays * (1.0 - ends), state, ()

    def leaves(self, state: State) -> Iterable[tuple[float, State, tuple[Counted, ...]]]:
        """Leave the firm altogether, or stay."""
        held = [
            (product, place)
            for product, place in zip(self.products, state.places, strict=True)
            if place.where == HERE
        ]
        if not held:
            yield 1.0, state, ()
            return
        dearer = sum(self._dearer(*each) for each in held) / len(held)
        chance = self.terms.leaves(self.stage, len(held), dearer)
        yield 1.0 - chance, state, ()
        away = tuple(
            Place(ELSEWHERE, each.left) if each.where == HERE else each for each in state.places
        )
        yield chance, state._replace(places=away), counted("churned")

    # The turn of a stage -------------------------------------------------------------------------

    def turned(self, state: State, before: int) -> tuple[State, bool]:
        """What a state becomes on the way from an earlier stage; whether the relation lapses."""
        was, becomes = is_customer(state), self.terms.tables.products.becomes
        for stage in range(before + 1, self.stage + 1):
            for product in self.products:
                successor = int(becomes[product, stage])
                if successor != NO_PRODUCT:
                    state = self._become(state, product, successor)
        return state, was and not is_customer(state)

    def _become(self, state: State, product: int, successor: int) -> State:
        place, free = self._at(state, product), self._at(state, successor) == NOT_HELD
        kept = place.where == HERE and not self.terms.here[successor, self.stage]
        if place.where == NOWHERE or kept:
            return state
        state = self._put(state, product, NOT_HELD)
        return self._put(state, successor, place) if free else state

    # Words ---------------------------------------------------------------------------------------

    def _open(self, state: State, product: int) -> tuple[State, tuple[Counted, ...]]:
        what = counted("opened", product)
        if not is_customer(state):
            what += counted("joined")
            if self.history and not state.was_won:
                what += counted("won")
            state = state._replace(was_won=self.history)
        loan = int(self.terms.tables.products.term[product])
        return self._put(state, product, Place(HERE, loan, self.stage if loan else 0)), what

    def _may_speak_of(self, state: State, product: int) -> bool:
        return (
            self._at(state, product).where != HERE
            and bool(self.terms.here[product, self.stage])
            and float(self.terms.need[product, self.stage]) > 0.0
            and self._can_switch(state, product)
        )

    def _can_switch(self, state: State, product: int) -> bool:
        owed = self.terms.is_loan(product) and self._at(state, product).where == ELSEWHERE
        return not owed and self.terms.lends(product, self.stage)

    def _dearer(self, product: int, place: Place) -> float:
        """Percentage points dearer than the market."""
        if not place.left:
            return -100.0 * float(self.terms.strategy.better_by[product, self.stage])
        rate = self.terms.rate(product, place.stage, place.left + 1)  # the month's payment is made
        return 100.0 * (rate - float(self.terms.tables.products.market_rate[product]))

    def _at(self, state: State, product: int) -> Place:
        return state.places[self.place[product]]

    def _put(self, state: State, product: int, place: Place) -> State:
        at = self.place[product]
        return state._replace(places=(*state.places[:at], place, *state.places[at + 1 :]))


def is_customer(state: State) -> bool:
    """Whether anything is held at the firm."""
    return any(place.where == HERE for place in state.places)


def spread(branches: Branches, step: Step) -> Branches:
    """Every branch led on by a step; those that come to the same are one."""
    led: Branches = {}
    for (state, what), chance in branches.items():
        for further, after, more in step(state):
            if further > 0.0:
                key = after, what + more
                led[key] = led.get(key, 0.0) + chance * further
    return led
