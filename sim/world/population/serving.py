"""Being served: what goes wrong, what may be spent to put it right, what surveys bring up."""

from typing import TYPE_CHECKING

from sim.rules.chance import Decision
from sim.rules.money import rounded
from sim.rules.service import chance_within_budget, recovery_cost, with_purchases
from sim.scenario.practices import Stop
from sim.scenario.tables import NO_PRODUCT
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.ways import NO_LIMIT

if TYPE_CHECKING:
    from sim.world.population.person import Person

PUTS_RIGHT = int(Decision.PUTS_RIGHT)
VOICED = int(Decision.VOICED)
RECOVERY_COST = int(Decision.RECOVERY_COST)
SURVEY = int(Decision.SURVEY)
ACTS_ON = int(Decision.ACTS_ON)
SERVICE_RECOVERY = int(Line.SERVICE_RECOVERY)
PROGRAMMES = int(Line.PROGRAMMES)


def be_served(person: "Person", month: int, incident: float) -> None:
    """Satisfaction follows quality; a failure, put right or not, moves it."""
    person.feelings.look(month)
    ways, segment = person.ways, person.nature.segment
    chance = with_purchases(
        ways.incident_chance[segment], ways.failures_per_purchase[segment], person.bought
    )
    person.bought = 0
    if incident >= chance:
        return
    person.record.count("incidents")
    told = person.happens(VOICED, 0, month, person.temper.voiced)
    put_right = False
    if told:
        put_right = person.happens(PUTS_RIGHT, 0, month, person.signals.puts_right)
        put_right = put_right and put_right_by_staff(person, month)
    else:
        person.record.count("silent")
    person.feelings.take_failure(month, put_right, told)
    happened = Happening.PUT_RIGHT if put_right else Happening.FAILED
    person.record.note(happened, person.market.no_product)


def put_right_by_staff(person: "Person", month: int) -> bool:
    """Whether what it takes is within what an employee may spend; it is spent then."""
    year = month // 12
    cost, budget = person.ways.cost_per_incident[year], person.ways.budget_per_incident[year]
    if budget != NO_LIMIT:
        needed = recovery_cost(person.luck(RECOVERY_COST, 0, month), float(cost))
        if not person.happens(RECOVERY_COST, 1, month, chance_within_budget(needed, float(budget))):
            return False
        cost = rounded(min(needed, float(budget)))
    person.record.count("put_right")
    person.record.post(person.market.no_product, SERVICE_RECOVERY, -cost)
    return True


def await_survey(person: "Person", month: int) -> None:
    """Wait to be asked, from this month on."""
    person.next_survey = person.waits(SURVEY, NO_PRODUCT, month, person.ways.survey_hazards)


def be_surveyed(person: "Person", month: int) -> None:
    """Be asked how one was served: some of what was silent comes up, and is put right."""
    await_survey(person, month + 1)
    surveys = person.ways.surveys
    if person.firm.stops(Stop.FEEDBACK):
        return
    record, feelings = person.record, person.feelings
    record.count("surveys")
    record.note(Happening.SURVEYED, person.market.no_product)
    record.post(person.market.no_product, PROGRAMMES, -surveys.cost[month // 12])
    feelings.tire(month, surveys.tires)
    if feelings.unsaid(month) > 0.0:
        put_right = person.happens(ACTS_ON, 0, month, surveys.acts_on)
        put_right = put_right and put_right_by_staff(person, month)
        feelings.speak_up(month, put_right)
        if put_right:
            record.note(Happening.PUT_RIGHT, person.market.no_product)
