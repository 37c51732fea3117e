"""Winning strangers: those whom the firm reaches, and those to whom its customers speak."""

from typing import TYPE_CHECKING

from sim.rules.chance import Decision
from sim.rules.choice import chance_of_winning
from sim.rules.numbers import log
from sim.scenario.practices import Stop
from sim.scenario.tables import NO_PRODUCT
from sim.world.happenings import Happening
from sim.world.ledger import Line

if TYPE_CHECKING:
    from sim.world.population.person import Person

REACH = int(Decision.REACH)
TAKES = int(Decision.TAKES)
HEARS = int(Decision.HEARS)
INCENTIVES = int(Line.INCENTIVES)
ACQUISITION = int(Line.ACQUISITION)
BY_REACH, BY_TALK = 0, 1


def be_reached(person: "Person", month: int) -> None:
    """Be reached as a stranger; take what is offered, or not."""
    await_reach(person, month + 1)
    if person.firm.stops(Stop.ACQUIRE):
        return
    cost, product = person.ways.reach_cost[month // 12][person.stage], _opens(person)
    person.record.post(person.market.no_product, ACQUISITION, -cost)
    person.record.tell(Happening.REACHED, product, -cost)
    consider(person, month, BY_REACH)


def hear(person: "Person", month: int) -> None:
    """Hear of the firm from a customer."""
    await_talk(person, month, person.signals.heard, BY_TALK)
    person.record.tell(Happening.HEARD, _opens(person))
    consider(person, month, BY_TALK)


def consider(person: "Person", month: int, how: int) -> None:
    """Consider what the firm opens for strangers; take it, or not."""
    product = _opens(person)
    if product == NO_PRODUCT or not person.can_switch_to(product, month):
        return
    if person.is_loan(product) and person.firm.stops(Stop.LENDING):
        return
    ways, stage = person.ways, person.stage
    chance = chance_of_winning(
        ways.takes[stage], person.nature.price, ways.points[product][stage], 0.0, 0.0
    )
    if person.happens(TAKES, how, month, chance * person.signals.considers):
        person.open(product, month)
        if not person.had_incentive:
            person.had_incentive = True
            incentive = ways.incentive[month // 12][stage]
            person.record.post(product, INCENTIVES, -incentive)


def await_reach(person: "Person", month: int) -> None:
    """Wait to be reached by the firm, from this month on."""
    person.next_reach = person.waits(REACH, NO_PRODUCT, month, person.ways.reach_hazards)


def await_talk(person: "Person", month: int, heard: float, how: int) -> None:
    """Wait until a customer speaks of the firm: an exponential wait on the clock of talk.

    ``heard`` is how many recommendations people have heard so far, on average.
    """
    if person.ways.talk:
        person.hears_at = heard - log(person.luck(HEARS, how, month))


def _opens(person: "Person") -> int:
    return person.ways.opens[person.stage]
