"""The people: their lives, drawn once before any firm acts and shared by all strategies."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.rules import life
from sim.rules.chance import Decision, draw
from sim.rules.compiled import rule
from sim.rules.distributions import quantile
from sim.rules.numbers import normal_quantile
from sim.rules.waiting import hazard
from sim.scenario.tables import FIRST_ARRIVAL, NO_TRAIT, PersonValue, Tables

Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
Floats = NDArray[np.float64]

SEGMENT = int(Decision.SEGMENT)
SEX = int(Decision.SEX)
DEATH = int(Decision.DEATH)
INCOME = int(Decision.INCOME)
TRAIT = int(Decision.TRAIT)


@dataclass(frozen=True)
class Cohort:
    """People in the order of ``person``; arrays have one entry (or row) each.

    ``months_old`` is the age in whole months at entering; ``entries[i, s]`` is the month in which
    person ``i`` enters stage ``s`` or a later one, which may be before the start; ``dies[i]`` the
    month of death, or the number of months for who outlives the run.
    """

    person: Ints
    enters: Shorts
    months_old: Shorts
    dies: Shorts
    entries: Shorts
    segment: Shorts
    income_rank: Floats
    traits: Floats

    def __len__(self) -> int:
        return len(self.person)

    def part(self, rows: Ints) -> "Cohort":
        """Some of the people."""
        return Cohort(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})


def born(tables: Tables, people: Ints | None = None) -> Cohort:
    """Draw the lives of ``people`` (out of `Tables.person_numbers`; default: everyone)."""
    person = tables.person_numbers() if people is None else people
    enters = np.zeros(len(person), dtype=np.int64)
    later = person >= FIRST_ARRIVAL
    enters[later] = tables.arrival_months(person[later] - FIRST_ARRIVAL)
    traits = np.empty((len(person), len(tables.traits)))
    for i, trait in enumerate(tables.traits):
        u = _draws(tables.seed, person, TRAIT, trait.key)
        drawn = quantile(trait.kind, trait.first, trait.second, u)
        traits[:, i] = np.clip(drawn, trait.low, trait.high)
    months_old = _months_old(_by_person(tables.life.age_at_entry, traits)[:, 0])
    stage_from = _by_person(tables.life.stage_from, traits)
    dies = _deaths(
        _draws(tables.seed, person, SEX, 0),
        _draws(tables.seed, person, DEATH, 0),
        enters,
        months_old,
        tables.life.first_age,
        _monthly_hazards(tables.life.qx),
        tables.months,
    )
    bounds = np.cumsum(tables.life.segment_share)[:-1]
    segment = np.searchsorted(bounds, _draws(tables.seed, person, SEGMENT, 0), side="right")
    return Cohort(
        person=person,
        enters=enters.astype(np.int16),
        months_old=months_old.astype(np.int16),
        dies=dies.astype(np.int16),
        entries=_entries(enters, months_old, stage_from),
        segment=segment.astype(np.int16),
        income_rank=_ranks(_draws(tables.seed, person, INCOME, 0)),
        traits=traits,
    )


def _by_person(value: PersonValue, traits: Floats) -> Floats:
    """The values of everyone: a row a person, a column a cell of the table."""
    rows = np.tile(value.value.ravel(), (len(traits), 1))
    for column, trait in enumerate(value.trait.ravel()):
        if trait != NO_TRAIT:
            rows[:, column] = traits[:, trait]
    return rows


@rule
def _draws(seed: int, person: Ints, decision: int, k: int) -> Floats:
    u = np.empty(len(person))
    for i in range(len(person)):
        u[i] = draw(seed, person[i], 0, decision, k)
    return u


@rule
def _ranks(u: Floats) -> Floats:
    ranks = np.empty_like(u)
    for i in range(len(u)):
        ranks[i] = normal_quantile(u[i])
    return ranks


@rule
def _months_old(years: Floats) -> Ints:
    months = np.empty(len(years), dtype=np.int64)
    for i in range(len(years)):
        months[i] = life.whole_months(years[i])
    return months


@rule
def _monthly_hazards(yearly: Floats) -> Floats:
    hazards = np.empty_like(yearly)
    for row in range(len(yearly)):
        for age in range(yearly.shape[1]):
            hazards[row, age] = hazard(yearly[row, age])
    return hazards


@rule
def _deaths(
    sex: Floats, u: Floats, enters: Ints, ages: Ints, first_age: int, hazards: Floats, end: int
) -> Ints:
    dies = np.empty(len(u), dtype=np.int64)
    for i in range(len(u)):
        table = hazards[min(int(sex[i] * 2.0), len(hazards) - 1)]
        dies[i] = life.month_of_death(u[i], enters[i], ages[i], first_age, table, end)
    return dies


@rule
def _entries(enters: Ints, ages: Ints, stage_from: Floats) -> Shorts:
    """The last stage reached counts, so a stage begins when it or a later one is reached."""
    people, stages = stage_from.shape
    entries = np.empty((people, stages), dtype=np.int16)
    for i in range(people):
        for s in range(stages - 1, -1, -1):
            month = life.entry_month(enters[i], ages[i], stage_from[i, s])
            entries[i, s] = month if s == stages - 1 else min(month, entries[i, s + 1])
    return entries


def living_by_month(cohort: Cohort, months: int) -> Ints:
    """How many people live in each month."""
    lives = cohort.enters < cohort.dies
    born = np.bincount(cohort.enters[lives], minlength=months + 1)
    died = np.bincount(cohort.dies[lives], minlength=months + 1)
    living: Ints = np.cumsum(born - died)[:months]
    return living


def oldest(cohort: Cohort, months: int) -> int:
    """The age in whole years that nobody of the cohort outgrows within the run."""
    if not len(cohort):
        return 0
    months_old = cohort.months_old.astype(np.int64) - cohort.enters
    return int(life.age_at(months, 0, int(months_old.max())))
