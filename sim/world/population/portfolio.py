"""What a person holds, here and elsewhere, and what follows from it for the months to come.

What is to be held is decided in `sim.world.population.person`; here it is kept, and looked ahead
from: the next need and the next ending, what falls due, what the firm may speak of.
"""

from array import array

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import Decision, draw, happens
from sim.rules.waiting import next_in_chain
from sim.scenario.practices import Stop
from sim.scenario.tables import NO_PRODUCT
from sim.world.dues import Due
from sim.world.firm import Firm
from sim.world.population import contracts
from sim.world.population.holdings import Account, Habit, Loan
from sim.world.population.nature import Nature
from sim.world.population.offers import Pitches
from sim.world.signals import Signals

Floats = NDArray[np.float64]

NEED = int(Decision.NEED)
LEAVES_RIVAL = int(Decision.LEAVES_RIVAL)

NOT_HELD = -1
NOTHING: dict[int, Account] = {}
"""What strangers hold at the firm. It is shared and never written to."""


class Portfolio:
    """A person's holdings. Products are indices in the order of the file."""

    __slots__ = (
        "barred_until",
        "changed",
        "dues",
        "elsewhere",
        "firm",
        "here",
        "market",
        "nature",
        "needs",
        "next_ending",
        "next_need",
        "number",
        "pitches",
        "points_dearer",
        "seed",
        "stage",
        "varying",
        "ways",
    )

    def __init__(self, nature: Nature, firm: Firm) -> None:
        self.nature, self.market, self.ways, self.firm = nature, nature.market, firm.ways, firm
        self.seed, self.number = nature.market.tables.seed, nature.number
        self.stage = 0
        self.here = NOTHING  # holdings by product, in the order of the file
        # By product: the month in which what is held elsewhere ends, and that of the next need.
        self.elsewhere = array("h", [NOT_HELD]) * len(self.market.keys)
        self.needs = array("h")
        self.barred_until = 0  # no lender lends before this month
        # What follows from all this, as of the last look ahead.
        self.changed = False  # whether what is held, or its prices, changed since
        self.next_need = self.next_ending = 0
        self.dues: tuple[Due, ...] = ()  # what falls due month by month
        self.varying: tuple[Loan | Habit, ...] = ()  # what differs from month to month
        self.points_dearer = 0.0  # than the market, mean over what is held here
        self.pitches: Pitches | None = None  # what a contact may speak of; None: to be found

    def replan(self, month: int) -> None:
        """Set what each holding earns at this stage, in this year."""
        for holding in self.here.values():
            contracts.replan(holding, self.nature, self.ways, self.stage, month)
        self.changed = True

    def release(self, product: int, month: int) -> None:
        """No longer hold a product, anywhere; a need for it may arise again after this month."""
        self.here.pop(product, None)
        self.elsewhere[product] = NOT_HELD
        self.await_need(product, month)

    def hold_elsewhere(self, product: int, month: int, until: int | None = None) -> None:
        """Hold a product elsewhere: a loan to the end of its term, another until it is left."""
        term = self.market.terms[product]
        if until is None and term:
            until = month + term - 1
        elif until is None:
            until = self.waits(LEAVES_RIVAL, product, month, self.nature.base_hazards)
        self.elsewhere[product] = until

    def holds(self, product: int) -> bool:
        """Here or elsewhere."""
        return product in self.here or self.elsewhere[product] != NOT_HELD

    def can_take(self, product: int, month: int) -> bool:
        """Loans need a lender that lends and an amount to borrow."""
        if not self.market.terms[product]:
            return True
        if month < self.barred_until:
            return False
        return self.nature.amount(product, self.stage, month) > 0

    def is_loan(self, product: int) -> bool:
        """Whether the product is a loan."""
        return self.market.terms[product] > 0

    def is_on_offer(self, product: int) -> bool:
        """Whether the firm offers the product to people of this stage, and can afford to."""
        if self.is_loan(product) and self.firm.stops(Stop.LENDING):
            return False
        return self.ways.offered[product][self.stage]

    def can_switch_to(self, product: int, month: int) -> bool:
        """As `can_take`; and a loan that is owed elsewhere stays there."""
        owed = self.market.terms[product] > 0 and self.elsewhere[product] != NOT_HELD
        return not owed and self.can_take(product, month)

    def look_ahead(self, month: int) -> None:
        """After a change of what is held, or of its prices: look again at what follows from it."""
        here, never = self.here, self.market.tables.months
        self.changed = False
        self.pitches = None
        ending = min(never, *self._look_at_holdings(month)) if here else never
        need = never
        for product, (until, due) in enumerate(zip(self.elsewhere, self.needs, strict=True)):
            if until != NOT_HELD:
                ending = until if until < ending else ending
            elif due < need and product not in here:
                need = due
        self.next_ending, self.next_need = ending, need

    def _look_at_holdings(self, month: int) -> list[int]:
        """Gather what falls due every month, and how dear the firm is; give back all endings."""
        holdings = self.here.values()
        self.dues = self.ways.customer_dues[month // 12]
        endings = [holding.ends for holding in holdings]
        dearer = 0.0  # added up in the order of the file; `sum` differs between Pythons
        for holding in holdings:
            dearer += holding.points_dearer
            self.dues += holding.dues
            if isinstance(holding, Loan):
                endings += (holding.defaults, holding.last_month)
        self.varying = tuple(h for h in holdings if isinstance(h, Loan | Habit))
        self.points_dearer = dearer / len(holdings)
        return endings

    def await_need(self, product: int, month: int) -> None:
        """Let the needs for a product up to this month pass; the next one will be noticed.

        Needs come one after the other whatever is held, so their months are the same under every
        strategy; those for something held are passed over here, in one go.
        """
        known, market = self.needs[product], self.market
        if known <= month:
            self.needs[product] = next_in_chain(
                self.seed,
                self.number,
                known,
                month,
                NEED,
                market.keys[product],
                self.nature.entries,
                market.need_hazards[product],
                market.need_blocks[product],
                market.tables.months,
            )

    def what_to_speak_of(self, month: int) -> Pitches:
        """What a contact may speak of."""
        if self.pitches is not None and not self.changed:
            return self.pitches
        products = [
            product
            for product in self.ways.to_speak_of[self.stage]
            if product not in self.here
            and self.can_switch_to(product, month)
            and self.is_on_offer(product)
        ]
        pitches = Pitches(products, self.nature, self.ways, self.stage, month)
        # While the person is barred, they change by themselves as soon as lenders lend again.
        moves = month < self.barred_until or self.firm.attentive
        self.pitches = None if self.changed or moves else pitches
        return pitches

    @property
    def signals(self) -> Signals:
        """What the firm has made known for this month."""
        return self.firm.signals

    def waits(self, decision: int, product: int, month: int, hazards: Floats) -> int:
        """The month, from ``month`` on, in which something next happens, by hazards by stage."""
        key = 0 if product == NO_PRODUCT else self.market.keys[product]
        return self.nature.waits(decision, key, month, hazards, self.market.tables.months)

    def luck(self, decision: int, k: int, month: int) -> float:
        """This person's draw for a decision of this month."""
        return draw(self.seed, self.number, month, decision, k)

    def happens(self, decision: int, k: int, month: int, chance: float) -> bool:
        """Whether something of that chance happens to this person this month."""
        return happens(self.seed, self.number, month, decision, k, chance)
