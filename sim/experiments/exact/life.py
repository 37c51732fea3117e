"""Lives before any firm acts: who enters when, at what age, how stages follow, and who survives.

People differ in sex and in the month of birth; everything else about a life is chance that falls
month by month. Stages of random age are a Markov chain: whoever is in stage `s` has reached none of
the later ones, and each later age is drawn by itself, so the chance to reach it this month depends
on the age alone.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.scenario.tables import NO_TRAIT, Tables, Trait

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TAIL = 1e-12
"""Ages at entry so far out are left away; the others are scaled to add to 1."""
GROWN = 12 * 10_000
"""In place of an age from which on nothing changes any more, months."""
SLACK = 1e-9
"""Years of age are turned into months with so much grace, as the language fixes it."""


@dataclass(frozen=True)
class Entry:
    """People who enter in one month: how many, and the share that each birth has among them."""

    month: int
    people: float
    shares: Floats  # [birth]
    later: bool  # arrivals, in month 0 too; not those of the start


@dataclass(frozen=True)
class Lives:
    """All births (sex and month of birth, seen from month 0), and who enters of them when."""

    birth: Ints  # [birth] month of birth; at most 0 for who enters at the start
    hazard: Floats  # [birth, age in months from 0]; the last column holds beyond
    at_stage: tuple[Any, ...]  # [stage] distribution of the age in years at which it begins
    entries: tuple[Entry, ...]
    _known: dict[tuple[str, int], Floats] = field(default_factory=dict)  # by name and month

    def age(self, month: int) -> Ints:
        """[birth] age in whole months."""
        return np.asarray(month - self.birth, dtype=np.int64)

    def survives(self, month: int) -> Floats:
        """[birth] the chance not to die at the start of a month."""
        column = np.clip(self.age(month), 0, self.hazard.shape[1] - 1)
        rate = np.take_along_axis(self.hazard, column[:, None], axis=1)[:, 0]
        return np.asarray(np.exp(-rate), dtype=np.float64)

    def stages(self, month: int) -> Floats:
        """[stage, birth] the chance of each stage, given life."""
        return self._once("stages", month, self._stages)

    def passes(self, month: int) -> Floats:
        """[from, to, birth] the chance to go from one stage to another as a month begins."""
        return self._once("passes", month, self._passes)

    def _once(self, name: str, month: int, found: Callable[[int], Floats]) -> Floats:
        key = name, month
        if key not in self._known:
            self._known[key] = found(month)
        return self._known[key]

    def _stages(self, month: int) -> Floats:
        reached = self._cdf(self.age(month))
        later = np.ones(reached.shape[1])
        chances = np.empty_like(reached)
        for stage in range(len(reached) - 1, -1, -1):
            chances[stage] = later * (reached[stage] if stage else 1.0)
            later = later * (1.0 - reached[stage])
        return chances

    def _passes(self, month: int) -> Floats:
        age = self.age(month)
        before, now = self._sf(age - 1), self._sf(age)
        with np.errstate(invalid="ignore", divide="ignore"):
            reach = np.where(before > 0.0, (before - now) / before, 0.0)
        stages, births = reach.shape
        chances = np.zeros((stages, stages, births))
        for start in range(stages):
            none_later = np.ones(births)
            for end in range(stages - 1, start, -1):
                chances[start, end] = none_later * reach[end]
                none_later = none_later * (1.0 - reach[end])
            chances[start, start] = none_later
        return chances

    def _cdf(self, age: Ints) -> Floats:
        years = (age + SLACK) / 12.0
        return np.array([np.asarray(each.cdf(years)) for each in self.at_stage])

    def _sf(self, age: Ints) -> Floats:
        years = (age + SLACK) / 12.0
        return np.array([np.asarray(each.sf(years)) for each in self.at_stage])


def lives_of(tables: Tables) -> Lives:
    """The lives of a scenario."""
    at_stage = tuple(
        _age(tables, float(value), int(trait))
        for value, trait in zip(
            tables.life.stage_from.value[:, 0], tables.life.stage_from.trait[:, 0], strict=True
        )
    )
    ages, shares = _ages_at_entry(tables, at_stage)
    arrivals = tables.arrival_months()
    months = np.bincount(arrivals, minlength=tables.months)
    groups = [(0, float(tables.initial_people), False)] if tables.initial_people else []
    groups += [(int(month), float(months[month]), True) for month in np.flatnonzero(months)]
    grown = ages >= GROWN
    birth = np.unique([np.where(grown, -GROWN, month - ages) for month, _, _ in groups])
    rates = _hazards(tables)
    if len(rates) > 1 and not len(arrivals) and not grown.any():
        rates, sexes = _mixed(rates, -birth, tables.months), 1
    else:
        rates, sexes = np.repeat(rates, len(birth), axis=0), len(rates)
    return Lives(
        birth=np.tile(birth, sexes),
        hazard=rates,
        at_stage=at_stage,
        entries=tuple(
            Entry(month, people, _shares(birth, sexes, month, ages, shares), later)
            for month, people, later in groups
        ),
    )


def _mixed(rates: Floats, ages: Ints, months: int) -> Floats:
    """[birth, age in months] hazards of both sexes together, for who enters at month 0.

    Those who live long are more and more of the sex that does: exact, as all have entered at once.
    """
    found = np.zeros((len(ages), int(ages.max()) + months + 1))
    for row, age in enumerate(ages.tolist()):
        columns = np.minimum(np.arange(age, age + months + 1), rates.shape[1] - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            alive = np.exp(-np.cumsum(rates[:, columns], axis=1)).mean(axis=0)
            fallen = -np.diff(np.log(alive), prepend=0.0)
        found[row, age : age + months + 1] = np.where(np.isnan(fallen), np.inf, fallen)
    return found


def _shares(birth: Ints, sexes: int, month: int, ages: Ints, shares: Floats) -> Floats:
    born = np.where(ages >= GROWN, -GROWN, month - ages)
    found = np.zeros(len(birth))
    np.add.at(found, np.searchsorted(birth, born), shares)
    return np.tile(found / sexes, sexes)


def _hazards(tables: Tables) -> Floats:
    """[sex, age in months]: a hazard of ``-ln(1 - q) / 12`` in every month of a year of age."""
    with np.errstate(divide="ignore"):
        by_year = -np.log1p(-tables.life.qx) / 12.0
    rows = np.repeat(by_year, 12, axis=1)
    before = np.repeat(rows[:, :1], 12 * tables.life.first_age, axis=1)
    return np.concatenate([before, rows], axis=1)


def _ages_at_entry(tables: Tables, at_stage: tuple[Any, ...]) -> tuple[Ints, Floats]:
    """Ages at entry in whole months, and their chances; `GROWN` from where nothing changes."""
    entry = tables.life.age_at_entry
    age = _age(tables, float(entry.value[0, 0]), int(entry.trait[0, 0]))
    months, chances = _in_months(age)
    if all(isinstance(each, Fixed) for each in at_stage):
        last = 12 * (tables.life.first_age + tables.life.qx.shape[1])
        last = max(last, *(int(12 * each.at) + 1 for each in at_stage))
        months = np.where(months >= last, GROWN, months)
    ages, place = np.unique(months, return_inverse=True)
    return ages, np.bincount(place, weights=chances) / chances.sum()


def _in_months(age: "Fixed | Cut") -> tuple[Ints, Floats]:
    """An age in whole months, rounded down, and the chance of each."""
    if isinstance(age, Fixed):
        return np.array([math.floor(12 * age.at + SLACK)]), np.ones(1)
    low, high = (math.floor(12 * age.ppf(u)) for u in (TAIL, 1.0 - TAIL))
    months = np.arange(max(low - 1, 0), high + 2, dtype=np.int64)
    chances = age.cdf((months + 1) / 12.0) - age.cdf(months / 12.0)
    chances[0] += age.cdf(months[:1] / 12.0)[0]
    return months[chances > 0.0], chances[chances > 0.0]


@dataclass(frozen=True)
class Fixed:
    """An age that is the same for everybody, as a distribution."""

    at: float

    def cdf(self, years: Floats) -> Floats:
        """1 from that age on."""
        return np.asarray(np.asarray(years) >= self.at - SLACK, dtype=np.float64)

    def sf(self, years: Floats) -> Floats:
        """1 before that age."""
        return 1.0 - self.cdf(years)

    def ppf(self, u: float) -> float:
        """That age."""
        return self.at


@dataclass(frozen=True)
class Cut:
    """A distribution whose draws are cut to a range."""

    drawn: Any
    low: float
    high: float

    def cdf(self, years: Floats) -> Floats:
        """The chance of at most so many years."""
        at = np.asarray(years, dtype=np.float64)
        inside = np.where(at < self.low, 0.0, self.drawn.cdf(at))
        return np.asarray(np.where(at >= self.high, 1.0, inside), dtype=np.float64)

    def sf(self, years: Floats) -> Floats:
        """The chance of more than so many years."""
        at = np.asarray(years, dtype=np.float64)
        inside = np.where(at < self.low, 1.0, self.drawn.sf(at))
        return np.asarray(np.where(at >= self.high, 0.0, inside), dtype=np.float64)

    def ppf(self, u: float) -> float:
        """The age that a share ``u`` lies below."""
        return float(np.clip(self.drawn.ppf(u), self.low, self.high))


def _age(tables: Tables, years: float, trait: int) -> Fixed | Cut:
    if trait == NO_TRAIT:
        return Fixed(years)
    given = tables.traits[trait]
    return Cut(distribution(given), given.low, given.high)


def distribution(given: Trait) -> Any:
    """A distribution of the language in SciPy's words."""
    first, second = given.first, given.second
    made: dict[str, Callable[[], Any]] = {
        "normal": lambda: stats.norm(first, second),
        "lognormal": lambda: stats.lognorm(second, scale=first),
        "gamma": lambda: stats.gamma(first, scale=second / first),
        "beta": lambda: stats.beta(first, second),
        "uniform": lambda: stats.uniform(first, second - first),
    }
    return made[given.kind]()
