"""One life, told in the order of the month.

A person is a SimPy process. A customer lives month by month; a stranger sleeps until something can
happen: a stage of life, a need, the firm's reach, the end of something held elsewhere. What the
person needs, and when life takes its turns, does not depend on any firm; what comes of it does.
"""

import math
from array import array
from collections.abc import Generator

import simpy

from sim.rules.balance import credit_loss
from sim.rules.chance import Decision, month_dice
from sim.rules.choice import chance_of_winning
from sim.rules.churn import chance_to_leave
from sim.rules.contact import mood
from sim.rules.life import stage_at
from sim.scenario.practices import Stop
from sim.scenario.tables import FIRST_ARRIVAL
from sim.world.firm import Firm
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.outcome import Exit
from sim.world.population import contracts
from sim.world.population.acquisition import (
    BY_REACH,
    await_reach,
    await_talk,
    be_reached,
    hear,
)
from sim.world.population.calendar import Calendar
from sim.world.population.feelings import Feelings
from sim.world.population.holdings import Habit, Loan
from sim.world.population.nature import Nature
from sim.world.population.notebook import Notebook
from sim.world.population.noticing import take_notice
from sim.world.population.opening import take_opening_place
from sim.world.population.portfolio import NOT_HELD, NOTHING, Portfolio
from sim.world.population.record import Record
from sim.world.population.serving import await_survey, be_served, be_surveyed
from sim.world.population.shopping import be_member, buy, is_rewarded
from sim.world.signals import everybody_joins

NEVER = -math.inf

WINS = int(Decision.WINS)
RESPONSE = int(Decision.RESPONSE)
RELEVANT = int(Decision.RELEVANT)

OPENING = int(Line.OPENING)
CONTACTS = int(Line.CONTACTS)
CREDIT_LOSS = int(Line.CREDIT_LOSS)


class Person(Portfolio):
    """One person: the story of a month; what is held is the portfolio's."""

    __slots__ = (
        "bought",
        "era",
        "feelings",
        "had_incentive",
        "hears_at",
        "made",
        "member",
        "next_reach",
        "next_stage",
        "next_survey",
        "record",
        "spent",
        "temper",
    )

    def __init__(self, nature: Nature, firm: Firm, notes: Notebook) -> None:
        super().__init__(nature, firm)
        self.era = firm.era
        self.temper = nature.market.tempers[nature.segment]
        self.feelings = Feelings(self.temper, firm.signals.quality[nature.segment])
        self.record = Record(nature, firm, notes)
        self.next_reach = self.next_stage = self.next_survey = 0
        self.hears_at = math.inf  # of the firm, when people have heard so much of it on average
        self.had_incentive = False
        # Purchases of last month; and since the last review of membership: how many, for how much.
        self.bought = self.made = self.spent = 0
        self.member = False

    # A life ------------------------------------------------------------------------------------

    def life(self, env: simpy.Environment, calendar: Calendar) -> Generator[simpy.Event, int, None]:
        """The process: from entering the market to death or the horizon."""
        month, until = self.nature.enters, self.nature.dies
        yield env.timeout(month)
        if month < until:
            self.arrive(month)
        while month < until:
            self.live(month)
            if self.here or self.firm.attentive:
                month = yield calendar.next_month
            else:
                event = min(self.next_event(month), until)
                yield env.timeout(event - month)
                month = event
        if self.here and until < self.market.tables.months:
            self.die(until)

    def live(self, month: int) -> None:
        """One month, in the order that the scenario language fixes."""
        self.record.turn_to(month)
        if self.firm.attentive:
            take_notice(self, month)
        if month >= self.next_stage:
            self.grow_older(month)
        elif month % 12 == 0 and self.market.grows:
            self.replan(month)
        if month >= self.next_need:
            self.meet_needs(month)
        if not self.here and month == self.next_reach:
            be_reached(self, month)
        if not self.here and self.signals.heard >= self.hears_at:
            hear(self, month)
        leaves = 1.0
        if self.here:
            contact, incident, leaves = month_dice(self.seed, self.number, month)
            self.feelings.rest(month)
            if contact < self.ways.contact_chance:
                self.be_contacted(month)
            be_served(self, month, incident)
            if month >= self.next_survey:
                be_surveyed(self, month)
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
        await_reach(self, month)
        await_talk(self, month, self.signals.heard_before, BY_REACH)
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
                await_reach(self, month)  # acquisition is yet to come this month

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
        if self.is_on_offer(product) and self._firm_wins(product, month):
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
            self.feelings.gap if customer else 0.0,
        )
        if not customer:
            chance *= self.signals.considers
        return self.happens(WINS, self.market.keys[product], month, chance)

    # Contact ----------------------------------------------------------------------------------

    def be_contacted(self, month: int) -> None:
        """Hear of a product from the firm, if there is one to hear of; take it, perhaps; tire."""
        if self.firm.stops(Stop.CONTACT):
            return
        pitches = self.what_to_speak_of(month)
        if not pitches.products:
            return
        temper, feelings, relevance = self.temper, self.feelings, self.ways.relevance
        felt = mood(
            temper.choice_satisfaction, feelings.gap, temper.contact_fatigue, feelings.fatigue
        )
        relevant = self.happens(RELEVANT, 0, month, relevance.share)
        if relevant:
            felt *= relevance.odds
        product, chance = pitches.choose(self.nature, self.ways, month, felt)
        feelings.tire(month, relevance.tires if relevant else 1.0)
        self.record.count("contacts")
        self.record.note(Happening.CONTACTED, product)
        self.record.post(product, CONTACTS, -self.ways.contact_cost[month // 12])
        if self.happens(RESPONSE, self.market.keys[product], month, chance):
            self.open(product, month)
            self.record.sell(self.here[product])

    # Money -------------------------------------------------------------------------------------

    def settle(self, month: int) -> None:
        """Buy; pay fees, costs and interest; repay loans."""
        record = self.record
        record.live_as_customer(len(self.here), self.feelings.satisfaction, self.dues)
        if record.sold:
            record.count_kept(self.here)
        for holding in self.varying:
            if isinstance(holding, Habit):
                buy(self, holding, month)
            elif isinstance(holding, Loan):
                if month == holding.reverts:
                    contracts.reverted(holding, self.nature, month)
                    self.changed = True
                holding.pay(month, record.post)
        if self.member:
            be_member(self, month)

    def open(self, product: int, month: int) -> None:
        """Open a product at the firm, at its cost; from elsewhere, if it was held there."""
        self.elsewhere[product] = NOT_HELD
        self.hold(product, month)
        self.record.post(product, OPENING, -self.market.open_cost[month // 12][product])

    def hold(self, product: int, month: int, how: Happening = Happening.OPENED) -> None:
        """Hold a product at the firm from now on; with the first, become a customer."""
        if not self.here and how == Happening.OPENED:
            self.join(month)
        holding = contracts.opened(self.nature, self.ways, product, self.stage, month)
        self.here = dict(sorted([*self.here.items(), (product, holding)]))
        self.record.products_opened += how == Happening.OPENED
        self.record.note(how, product, holding.balance if isinstance(holding, Loan) else 0)
        self.changed = True

    def join(self, month: int) -> None:
        """Become a customer."""
        self.record.join(self.stage)
        self.feelings.begin(month)
        await_survey(self, month + 1)
        self.bought = self.made = self.spent = 0
        self.member = everybody_joins(self.ways)

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
        temper, feelings = self.temper, self.feelings
        if is_rewarded(self):
            base += self.ways.rewards.keeps
        chance = chance_to_leave(
            base,
            temper.churn_satisfaction,
            feelings.gap,
            temper.churn_each_further,
            len(self.here) - 1,
            temper.churn_fatigue,
            feelings.fatigue,
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
        self.here = NOTHING

    def _be_a_stranger_again(self, month: int) -> None:
        await_reach(self, month + 1)
        await_talk(self, month, self.signals.heard, BY_REACH)
        self.member = False
        self.changed = True
