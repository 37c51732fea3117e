"""What the engines are timed with: people of a scenario who live under all its strategies.

Timed is `run_strategy`, from people who are born to what became of them. Reading the scenario,
drawing lives (once for all strategies), tables of results and files are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.pairs import Work
from benchmarks.plain import without_practices
from sim.scenario import Scenario, load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.run import ENGINES, run_strategy

SLOW, FAST = "agents", "columns"
"""The two engines that are compared."""

GROWN_UP = (
    "years=2",
    "life.enter.age={uniform: [18, 70]}",
    "opening_book={share: 50%, holds: [current_account, savings_account]}",
)
"""Two years out of the middle of lives: all stages at once, half of the people customers. So many
people are soon through, and hold all there is to hold."""


class CannotMeasureError(Exception):
    """Something that is compared is not there; the message says what."""


@dataclass(frozen=True)
class People:
    """People of a scenario, ready to live."""

    tables: Tables
    cohort: Cohort

    @property
    def person_months(self) -> int:
        """Living person-months under one strategy."""
        lived = self.cohort.dies.astype("int64") - self.cohort.enters.astype("int64")
        return int(lived.clip(min=0).sum())

    def lives(self, engine: str, *, threads: int = 1, times: int = 1) -> Work:
        """Their lives under every strategy, ``times`` over."""
        options = options_of(engine, threads)
        strategies = range(len(self.tables.strategies))

        def live() -> int:
            for strategy in [*strategies] * times:
                run_strategy(self.tables, self.cohort, strategy, **options)
            return self.person_months * len(strategies) * times

        return live


def people_of(scenario: Scenario) -> People:
    """Everybody in a scenario, born."""
    tables = tabulate(scenario)
    return People(tables, born(tables))


def hsbc(people: int, *, grown_up: bool = False) -> People:
    """People of the shipped bank scenario, its practices left out: whole lives, or two years."""
    overrides = (f"people={people}", *(GROWN_UP if grown_up else ()))
    return people_of(without_practices(overrides))


def hsbc_month_by_month(people: int) -> People:
    """People of the shipped bank scenario as it is: its firms look back every month."""
    return people_of(load("hsbc", people=people))


def options_of(engine: str, threads: int) -> dict[str, Any]:
    """Arguments of `run_strategy`; only the fast engine has threads.

    Raises:
        CannotMeasureError: there is no such engine.
    """
    if engine not in ENGINES:
        raise CannotMeasureError(f"there is no engine {engine!r}")
    return {"engine": engine} if engine == SLOW else {"engine": engine, "threads": threads}
