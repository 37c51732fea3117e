"""Being served: what goes wrong, what may be spent to put it right, what surveys bring up."""

from sim.rules.chance import Decision
from sim.rules.compiled import ZERO, constant, once, part
from sim.rules.money import rounded
from sim.rules.service import (
    after_incident,
    brought_up,
    chance_within_budget,
    recovery_cost,
)
from sim.world.books import COUNTS
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.population.compiled.books import Books, count, note, post, write_satisfaction
from sim.world.population.compiled.holdings import await_survey
from sim.world.population.compiled.person import Me, fatigue, luck, satisfaction, unsaid
from sim.world.population.compiled.world import World, segment_of, year_of
from sim.world.ways import NO_LIMIT as WITHOUT_LIMIT

PUTS_RIGHT = constant(Decision.PUTS_RIGHT)
VOICED = constant(Decision.VOICED)
RECOVERY_COST = constant(Decision.RECOVERY_COST)
ACTS_ON = constant(Decision.ACTS_ON)
ONE = constant(1)
FAILED = constant(Happening.FAILED)
PUT_RIGHT_THEN = constant(Happening.PUT_RIGHT)
SURVEYED = constant(Happening.SURVEYED)
SERVICE_RECOVERY = constant(Line.SERVICE_RECOVERY)
PROGRAMMES = constant(Line.PROGRAMMES)
INCIDENTS = constant(COUNTS.index("incidents"))
SILENT = constant(COUNTS.index("silent"))
PUT_RIGHT = constant(COUNTS.index("put_right"))
SURVEYS = constant(COUNTS.index("surveys"))
NO_LIMIT = constant(WITHOUT_LIMIT)


@once
def fail(world: World, books: Books, me: Me, month: int) -> None:
    """Let a customer down, put it right or not; satisfaction moves."""
    segment = segment_of(world, me.segment)
    count(books, INCIDENTS, month)
    told = segment.voiced >= 1.0 or luck(world, me, VOICED, ZERO, month) < segment.voiced
    put_right = False
    if not told:
        count(books, SILENT, month)
    elif luck(world, me, PUTS_RIGHT, ZERO, month) < world.puts_right:
        put_right = _put_right_by_staff(world, books, me, month)
    before = satisfaction(world, me, month)
    write_satisfaction(world, books, me, month)
    me.felt = after_incident(before, put_right, segment.harm, segment.recovery)
    me.felt_in = month
    me.tired_at_most = -1.0
    if not told:
        me.silent, me.silent_in = unsaid(world, me, month) + (before - me.felt), month
    happened = PUT_RIGHT_THEN if put_right else FAILED
    note(world, books, me, month, happened, world.products, ZERO)


@part
def _put_right_by_staff(world: World, books: Books, me: Me, month: int) -> bool:
    """Whether what it takes is within what an employee may spend; it is spent then."""
    year = year_of(world, month)
    cost, budget = year.cost_per_incident, year.budget_per_incident
    if budget != NO_LIMIT:
        needed = recovery_cost(luck(world, me, RECOVERY_COST, ZERO, month), float(cost))
        within = chance_within_budget(needed, float(budget))
        if luck(world, me, RECOVERY_COST, ONE, month) >= within:
            return False
        cost = rounded(min(needed, float(budget)))
    count(books, PUT_RIGHT, month)
    post(books, me, month, world.products, SERVICE_RECOVERY, -cost)
    return True


@once
def be_surveyed(world: World, books: Books, me: Me, month: int) -> None:
    """Be asked how one was served: some of what was silent comes up, and is put right."""
    await_survey(world, me, month + 1)
    if world.no_feedback:
        return
    count(books, SURVEYS, month)
    note(world, books, me, month, SURVEYED, world.products, ZERO)
    post(books, me, month, world.products, PROGRAMMES, -year_of(world, month).survey_cost)
    me.tired, me.tired_in = fatigue(world, me, month) + world.survey_tires, month
    lost = unsaid(world, me, month)
    if lost <= 0.0:
        return
    if luck(world, me, ACTS_ON, ZERO, month) < world.acts_on and _put_right_by_staff(
        world, books, me, month
    ):
        before = satisfaction(world, me, month)
        write_satisfaction(world, books, me, month)
        me.felt = brought_up(before, lost, segment_of(world, me.segment).recovery)
        me.felt_in = month
        me.tired_at_most = -1.0
        note(world, books, me, month, PUT_RIGHT_THEN, world.products, ZERO)
    me.silent, me.silent_in = 0.0, month
