"""One life, told in the order of the month.

A person is a SimPy process. A customer lives month by month; a stranger sleeps until something can
happen: a stage of life, a need, the firm's reach, the end of something held elsewhere. What the
person needs, and when life takes its turns, does not depend on any firm; what comes of it does.
"""

import math
from array import array
from collections.abc import Generator

import simpy

from sim.rules import churn, contact, service
from sim.rules.balance import credit_loss
from sim.rules.chance import Decision, month_dice
from sim.rules.choice import chance_of_winning
from sim.rules.compiled import interpreted
from sim.rules.life import stage_at
from sim.scenario.tables import FIRST_ARRIVAL, NO_PRODUCT
from sim.world.firm import Firm
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit
from sim.world.population import contracts
from sim.world.population.calendar import Calendar
from sim.world.population.holdings import Habit, Loan
from sim.world.population.nature import Nature
from sim.world.population.opening import take_opening_place
from sim.world.population.portfolio import NOT_HELD, NOTHING, Portfolio
from sim.world.population.record import Record

after_incident = interpreted(service.after_incident)
drifted = interpreted(service.drifted)
mood = interpreted(contact.mood)
chance_to_leave = interpreted(churn.chance_to_leave)

NEVER = -math.inf

WINS = int(Decision.WINS)
REACH = int(Decision.REACH)
TAKES = int(Decision.TAKES)
RESPONSE = int(Decision.RESPONSE)
PUTS_RIGHT = int(Decision.PUTS_RIGHT)

INCENTIVES = int(Line.INCENTIVES)
ACQUISITION = int(Line.ACQUISITION)
OPENING = int(Line.OPENING)
SERVICING = int(Line.SERVICING)
CONTACTS = int(Line.CONTACTS)
SERVICE_RECOVERY = int(Line.SERVICE_RECOVERY)
CREDIT_LOSS = int(Line.CREDIT_LOSS)


class Person(Portfolio):
    """One person: what is felt, and the story of a month; what is held is the portfolio's."""

    __slots__ = (
        "fatigue",
        "felt",
        "had_incentive",
        "next_reach",
        "next_stage",
        "record",
        "satisfaction",
        "temper",
        "tired",
    )

    def __init__(self, nature: Nature, firm: Firm) -> None:
        super().__init__(nature, firm.ways)
        self.temper = nature.market.tempers[nature.segment]
        self.record = Record(nature, firm)
        self.next_reach = self.next_stage = 0
        self.satisfaction = self.fatigue = 0.0
        # What was felt, and how tired one was, when an event last moved it; and the month.
        self.felt = self.tired = (0.0, 0)
        self.had_incentive = False

    # A life ------------------------------------------------------------------------------------

    def life(
        self, env: simpy.Environment, calendar: Calendar
    ) -> Generator[simpy.Event, None, None]:
        """The process: from entering the market to death or the horizon."""
        month, until = self.nature.enters, self.nature.dies
        yield env.timeout(month)
        if month < until:
            self.arrive(month)
        while month < until:
            self.live(month)
            if self.here:
                yield calendar.next_month
                month += 1
            else:
                event = min(self.next_event(month), until)
                yield env.timeout(event - month)
                month = event
        if self.here and until < self.market.tables.months:
            self.die(until)

    def live(self, month: int) -> None:
        """One month, in the order that the scenario language fixes."""
        self.record.turn_to(month)
        if month >= self.next_stage:
            self.grow_older(month)
        elif month % 12 == 0 and self.market.grows:
            self.replan(month)
        if month >= self.next_need:
            self.meet_needs(month)
        if month == self.next_reach and not self.here:
            self.be_reached(month)
        leaves = 1.0
        if self.here:
            contact, incident, leaves = month_dice(self.seed, self.number, month)
            self.rest(month)
            if contact < self.ways.contact_chance:
                self.be_contacted(month)
            self.be_served(month, incident)
            if self.changed:
                self.look_ahead(month)
            self.settle(month)
        if self.changed:
            self.look_ahead(month)
        if month >= self.next_ending:
            self.end_what_ends(month)
        if self.here:
            self.stay_or_leave(month, leaves)
        if self.changed:
            self.look_ahead(month)
        self.record.hand_over()

    def next_event(self, month: int) -> int:
        """The next month in which anything can happen to a stranger."""
        return max(
            min(self.next_stage, self.next_need, self.next_reach, self.next_ending), month + 1
        )

    # Entering the market -----------------------------------------------------------------------

    def arrive(self, month: int) -> None:
        """Enter the market: with what the opening book or the opening market gives."""
        entries = self.nature.entries
        self.record.turn_to(month)
        self.stage = stage_at(month, entries)
        self.next_stage = self.nature.next_stage(month)
        self.needs = array("h", [month - 1] * len(self.market.keys))
        for product in range(len(self.needs)):
            self.await_need(product, month - 1)
        self.next_reach = self._next_reach(month)
        if self.number < FIRST_ARRIVAL:
            take_opening_place(self, month)
        self.look_ahead(month)

    # Stages of life ----------------------------------------------------------------------------

    def grow_older(self, month: int) -> None:
        """Enter the next stage: some products become others, all are worth something else now."""
        before, self.stage = self.stage, stage_at(month, self.nature.entries)
        self.next_stage = self.nature.next_stage(month)
        for stage in range(before + 1, self.stage + 1):
            for product, successor in self.market.becomes[stage]:
                self.turn_into(product, successor, month)
        self.replan(month)
        self.look_ahead(month)  # a product closed may be needed again this very month

    def turn_into(self, product: int, successor: int, month: int) -> None:
        """Let a product become another, here and elsewhere; close it where that is held already."""
        known = self.holds(successor)
        if self.elsewhere[product] != NOT_HELD:
            until = self.elsewhere[product]
            self.release(product, month - 1)
            if not known:
                self.elsewhere[successor] = until
                self.record.tell(Happening.BECAME_ELSEWHERE, successor)
        elif product in self.here and self.ways.offered[successor][self.stage]:
            self.release(product, month - 1)
            if not known:
                self.hold(successor, month, Happening.BECAME)
                return
            self.record.note(Happening.CLOSED, product)
            if not self.here:
                self.lapse(month)
                self.next_reach = self._next_reach(month)  # acquisition is yet to come this month

    # Needs and choices -------------------------------------------------------------------------

    def meet_needs(self, month: int) -> None:
        """Meet the needs of the month, in the order of the file, at the firm or elsewhere."""
        for product, due in enumerate(self.needs):
            if due != month or self.holds(product):
                continue
            self.await_need(product, month)
            if self.can_take(product, month):
                self.choose(product, month)
        self.changed = True

    def choose(self, product: int, month: int) -> None:
        """Take a product at the firm or elsewhere."""
        self.record.count("needs")
        if self.ways.offered[product][self.stage] and self._firm_wins(product, month):
            self.record.count("needs_won")
            self.open(product, month)
        else:
            self.hold_elsewhere(product, month)
            self.record.note(Happening.MET_ELSEWHERE, product)

    def _firm_wins(self, product: int, month: int) -> bool:
        customer = bool(self.here)
        chance = chance_of_winning(
            (self.market.wins_customer if customer else self.market.wins_stranger)[product],
            self.nature.price,
            self.ways.points[product][self.stage],
            self.temper.choice_satisfaction,
            self.satisfaction - self.temper.market if customer else 0.0,
        )
        return self.happens(WINS, self.market.keys[product], month, chance)

    # Acquisition and contact -------------------------------------------------------------------

    def be_reached(self, month: int) -> None:
        """Be reached as a stranger; take what is offered, or not."""
        stage, year = self.stage, month // 12
        self.next_reach = self._next_reach(month + 1)
        cost, product = self.ways.reach_cost[year][stage], self.ways.opens[stage]
        self.record.post(self.market.no_product, ACQUISITION, -cost)
        self.record.tell(Happening.REACHED, product, -cost)
        if product == NO_PRODUCT or not self.can_switch_to(product, month):
            return
        chance = chance_of_winning(
            self.ways.takes[stage], self.nature.price, self.ways.points[product][stage], 0.0, 0.0
        )
        if self.happens(TAKES, 0, month, chance):
            self.open(product, month)
            if not self.had_incentive:
                self.had_incentive = True
                self.record.post(product, INCENTIVES, -self.ways.incentive[year][stage])

    def rest(self, month: int) -> None:
        """Forget contacts: what was left after the last one fades."""
        fatigue, since = self.tired
        self.fatigue = fatigue * self.temper.fatigue_kept[month - since]

    def be_contacted(self, month: int) -> None:
        """Hear of a product from the firm, if there is one to hear of; take it, perhaps; tire."""
        pitches = self.what_to_speak_of(month)
        if not pitches.products:
            return
        temper = self.temper
        gap = self.satisfaction - temper.market
        felt = mood(temper.choice_satisfaction, gap, temper.contact_fatigue, self.fatigue)
        product, chance = pitches.choose(self.nature, self.ways, month, felt)
        self.fatigue += 1.0
        self.tired = self.fatigue, month
        self.record.count("contacts")
        self.record.note(Happening.CONTACTED, product)
        self.record.post(product, CONTACTS, -self.ways.contact_cost[month // 12])
        if self.happens(RESPONSE, self.market.keys[product], month, chance):
            self.open(product, month)
            self.record.sell(self.here[product])

    # Service -----------------------------------------------------------------------------------

    def be_served(self, month: int, incident: float) -> None:
        """Satisfaction follows quality; a failure, put right or not, moves it."""
        temper, ways, segment = self.temper, self.ways, self.nature.segment
        felt, since = self.felt
        self.satisfaction = drifted(felt, ways.quality[segment], temper.gap_kept[month - since])
        if incident >= ways.incident_chance[segment]:
            return
        self.record.count("incidents")
        put_right = self.happens(PUTS_RIGHT, 0, month, self.ways.puts_right)
        self.satisfaction = after_incident(
            self.satisfaction, put_right, temper.harm, temper.recovery
        )
        self.felt = self.satisfaction, month
        self.record.note(
            Happening.PUT_RIGHT if put_right else Happening.FAILED, self.market.no_product
        )
        if put_right:
            cost = self.ways.cost_per_incident[month // 12]
            self.record.post(self.market.no_product, SERVICE_RECOVERY, -cost)

    # Money -------------------------------------------------------------------------------------

    def settle(self, month: int) -> None:
        """Buy; pay fees, costs and interest; repay loans."""
        record = self.record
        record.live_as_customer(len(self.here), self.satisfaction, self.dues)
        if record.sold:
            record.count_kept(self.here)
        for holding in self.varying:
            if isinstance(holding, Habit):
                key = self.market.keys[holding.product]
                holding.buy(month, self.number, key, record.post)
            elif isinstance(holding, Loan):
                if month == holding.reverts:
                    contracts.reverted(holding, self.nature, month)
                    self.changed = True
                holding.pay(month, record.post)

    def open(self, product: int, month: int) -> None:
        """Open a product at the firm, at its cost; from elsewhere, if it was held there."""
        self.elsewhere[product] = NOT_HELD
        self.hold(product, month)
        self.record.post(product, OPENING, -self.market.open_cost[month // 12][product])

    def hold(self, product: int, month: int, how: Happening = Happening.OPENED) -> None:
        """Hold a product at the firm from now on; with the first, become a customer."""
        if not self.here and how == Happening.OPENED:
            self.record.join(self.stage)
            self.satisfaction, self.fatigue = self.temper.start, 0.0
            self.felt, self.tired = (self.temper.start, month - 1), (0.0, month)
        holding = contracts.opened(self.nature, self.ways, product, self.stage, month)
        self.here = dict(sorted([*self.here.items(), (product, holding)]))
        self.record.products_opened += how == Happening.OPENED
        self.record.note(how, product, holding.balance if isinstance(holding, Loan) else 0)
        self.changed = True

    # Endings -----------------------------------------------------------------------------------

    def end_what_ends(self, month: int) -> None:
        """Loans default or mature, products end by themselves, here and elsewhere."""
        was_customer = bool(self.here)
        for product, holding in list(self.here.items()):
            if isinstance(holding, Loan) and holding.defaults == month < holding.last_month:
                self.default(holding, month)
            elif isinstance(holding, Loan) and holding.last_month == month:
                self.release(product, month)
                self.record.note(Happening.MATURED, product)
            elif holding.ends == month:
                self.release(product, month)
                self.record.note(Happening.CLOSED, product)
        for product in [p for p, until in enumerate(self.elsewhere) if NOT_HELD < until <= month]:
            self.release(product, month)
            self.record.note(Happening.LEFT_RIVAL, product)
        self.look_ahead(month)
        if was_customer and not self.here:
            self.lapse(month)

    def default(self, loan: Loan, month: int) -> None:
        """Default on a loan: the firm loses a part of it, and no lender lends for a time."""
        lost = credit_loss(loan.balance, self.market.products[loan.product].loss_given_default)
        self.release(loan.product, month)
        self.barred_until = month + self.temper.after_default
        self.record.post(loan.product, CREDIT_LOSS, -lost)
        self.record.note(Happening.DEFAULTED, loan.product, lost)

    def stay_or_leave(self, month: int, leaves: float) -> None:
        """Leave the firm altogether, or stay."""
        base = self.nature.base_log_odds[self.stage]
        if base == NEVER:
            return
        temper = self.temper
        chance = chance_to_leave(
            base,
            temper.churn_satisfaction,
            self.satisfaction - temper.market,
            temper.churn_each_further,
            len(self.here) - 1,
            temper.churn_fatigue,
            self.fatigue,
            temper.churn_price,
            self.points_dearer,
        )
        if leaves < chance:
            self.leave(month)

    def leave(self, month: int) -> None:
        """Take accounts elsewhere, refinance loans elsewhere for their remaining term."""
        for product, holding in self.here.items():
            until = holding.last_month if isinstance(holding, Loan) else None
            self.hold_elsewhere(product, month + 1, until)
        self.here = NOTHING
        self.record.note(Happening.LEFT, self.market.no_product)
        self.record.part(Exit.CHURN, "churned")
        self._be_a_stranger_again(month)

    def lapse(self, month: int) -> None:
        """The last product has ended: the relationship is over."""
        self.record.part(Exit.LAPSE, "lapsed")
        self._be_a_stranger_again(month)

    def die(self, month: int) -> None:
        """Die as a customer, at the start of a month, without its flows."""
        self.record.turn_to(month)
        self.record.note(Happening.DIED, self.market.no_product)
        self.record.part(Exit.DEATH, "died")

    def _be_a_stranger_again(self, month: int) -> None:
        self.next_reach = self._next_reach(month + 1)
        self.changed = True

    # When things come next ---------------------------------------------------------------------

    def _next_reach(self, month: int) -> int:
        return self.waits(REACH, NO_PRODUCT, month, self.ways.reach_hazards)
