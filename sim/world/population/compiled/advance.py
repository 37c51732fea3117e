"""Many lives, from the month each has come to up to a given month: the loop that is compiled.

A customer's dice are thrown for a block of months at once and looked through for the first month in
which anything can happen: a contact, an incident, or a die for leaving below what the chance to
leave can be at most until something changes. Only that month is lived in full.
"""

from sim.rules.compiled import constant, loop, once, part
from sim.world.population.compiled.books import (
    BOOKS,
    SATISFACTION,
    Books,
    close_accounts,
    counts,
    fetch_row,
    takings,
)
from sim.world.population.compiled.dice import (
    BLOCK,
    NOT_ROLLED,
    Dice,
    contacts,
    incidents,
    leavings,
    roll,
)
from sim.world.population.compiled.holdings import CUSTOMERS
from sim.world.population.compiled.life import CLEARLY, arrive, die, live
from sim.world.population.compiled.person import BYTES_OF_ME, ME, Me, fetch_holdings
from sim.world.population.compiled.records import Address, Table, Whole, fetch, rows_at
from sim.world.population.compiled.serving import INCIDENTS
from sim.world.population.compiled.world import World, segment_of
from sim.world.population.compiled.writing import write_all

WORDS = 2.0**32
ONE = constant(1)
AHEAD = constant(4)
"""So many people ahead memory is fetched: a stranger's month takes less time than that."""


class Group:
    """People with books of their own, but for the ledger."""

    people: Address
    size: Whole
    books: Address


@loop
def advance(
    worlds: Table[World], groups: Table[Group], dice: Table[Dice], until: int
) -> tuple[int, int, int, int]:
    """Let all groups live up to the month ``until``.

    Gives back the last month's cash, how many more customers there were in it than in the month
    before, its incidents, and the sum of satisfaction.
    """
    world, month = worlds[0], until - 1
    cash = customers = failures = satisfaction = 0
    for place in range(len(groups)):
        group = groups[place]
        books = rows_at(group.books, ONE, BOOKS)[0]
        people = rows_at(group.people, group.size, ME)
        for row in range(len(people)):
            fetch(group.people + (row + AHEAD) * BYTES_OF_ME)
            if people[row].month < min(until, world.months):
                _advance(world, books, people[row], dice[0], until)
        cash += takings(books)[month]
        customers += counts(books, CUSTOMERS)[month]
        failures += counts(books, INCIDENTS)[month]
        satisfaction += counts(books, SATISFACTION)[month]
    return cash, customers, failures, satisfaction


@once
def _advance(world: World, written: Books, me: Me, dice: Dice, until: int) -> None:
    """Let one person live up to the month ``until``."""
    start, end = me.month, min(until, me.dies)
    if world.attentive and me.holds == 0 and me.arrived and _is_undisturbed(world, me, start):
        me.month = world.months if end == me.dies else until
        return
    written.offers = -1
    if start < end and not me.arrived:
        arrive(world, written, me, start)
    if world.attentive and me.holds > 0:
        fetch_row(written, me, start)
        fetch_holdings(me, world.products)
    month = start
    rolled_from = rolled_to = start
    while month < end:
        if world.attentive:  # every month is lived in full
            quiet = month
        elif me.holds > 0:
            quiet = _quiet_until(world, me, month, end)
            below_contact = _bound(world.contact_chance)
            below_incident = _bound(segment_of(world, me.segment).incident_chance)
            below_leaves = _bound(me.may_leave)
            contact, incident, leaving = contacts(dice), incidents(dice), leavings(dice)
            while month < quiet:
                if month >= rolled_to:
                    rolled_from, rolled_to = month, min(month + BLOCK, end)
                    roll(world, me, dice, rolled_from, rolled_to)
                stop = min(quiet, rolled_to)
                while (
                    month < stop
                    and contact[month - rolled_from] >= below_contact
                    and incident[month - rolled_from] >= below_incident
                    and leaving[month - rolled_from] >= below_leaves
                ):
                    month += 1
                if month < stop:
                    break
        else:
            due = min(me.next_stage, me.next_need, me.next_reach, me.next_ending)
            month = max(month, due)
        if month < end:
            place = month - rolled_from if month < rolled_to else NOT_ROLLED
            live(world, written, me, month, dice, place)
            month += 1
    _come_to_a_halt(world, written, me, start, end, until)


@once
def _come_to_a_halt(world: World, books: Books, me: Me, start: int, end: int, until: int) -> None:
    """Write everything down, and die if that is what comes next."""
    write_all(world, books, me, end)
    if me.joined >= 0:
        last = end if me.holds > 0 else min(me.left + 1, end)
        close_accounts(world, books, me, max(start, me.joined), last)
    if me.holds > 0 and end == me.dies < world.months:
        die(world, books, me, end)
    me.month = world.months if end == me.dies else until


@once
def _is_undisturbed(world: World, me: Me, month: int) -> bool:
    """Whether nothing can happen to a stranger this month, but death."""
    due = min(me.next_stage, me.next_need, me.next_reach, me.next_ending)
    return month < due and world.heard < me.hears_at and not world.new_ways


@once
def _quiet_until(world: World, me: Me, month: int, end: int) -> int:
    """The first month, from ``month`` on, that is to be lived in full whatever the dice say."""
    quiet = min(me.next_stage, me.next_need, me.next_ending, me.next_reversion, me.next_survey, end)
    if world.grows:
        quiet = min(quiet, (month + 11) // 12 * 12)
    return max(quiet, month)


@part
def _bound(chance: float) -> int:
    """A number that no word of something that happens reaches."""
    return int(chance * CLEARLY * WORDS + 1.0)
