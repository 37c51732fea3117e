"""One strategy, one population, from the first month to the horizon."""

import os
from collections.abc import Callable

from sim.scenario.tables import Tables
from sim.world.books import empty_books, lines_by_month
from sim.world.clock import Population, run_clock
from sim.world.closing import Ended, outcome_of
from sim.world.cohort import Cohort, living_by_month, oldest
from sim.world.eras import Era, eras_of
from sim.world.firm import BooksDoNotBalance, Firm
from sim.world.ledger import Line
from sim.world.outcome import Outcome
from sim.world.population.agents import Agents
from sim.world.population.columns import Columns

Progress = Callable[[int, int], None]
"""Called now and then with the person-months lived so far, and how many there will be."""

ENGINES = ("columns", "agents")


def run_strategy(
    tables: Tables,
    cohort: Cohort,
    strategy: int,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Run the strategy of index ``strategy`` on the people of ``cohort``.

    ``threads`` are for columns (by default, one a processor); they change no number.

    Raises ``ValueError`` for an unknown engine or fewer than one thread, `BooksDoNotBalance` if
    money went missing.
    """
    eras = eras_of(tables, strategy)
    return outcome_of(
        run_eras(eras, cohort, engine=engine, threads=threads, events=events, progress=progress)
    )


def run_eras(
    eras: tuple[Era, ...],
    cohort: Cohort,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    progress: Progress | None = None,
) -> Ended:
    """Run a strategy of which the eras are known; the rest is as for `run_strategy`."""
    tables = eras[0].market.tables
    living = living_by_month(cohort, tables.months)
    lived = adding_up(progress, int(living.sum()))
    population = population_of(engine, cohort, lived, threads)
    books = empty_books(tables, oldest(cohort, tables.months), events)
    return lived_out(population, Firm(eras, books, living))


def population_of(
    engine: str, cohort: Cohort, lived: Callable[[int], None], threads: int | None
) -> Population:
    """The people of ``cohort`` in an engine.

    Raises ``ValueError`` for an unknown engine or fewer than one thread.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    if threads is not None and threads < 1:
        raise ValueError(f"{threads} threads: expected 1 or more")
    if engine == "columns":
        return Columns(cohort, lived, threads=threads or processors())
    return Agents(cohort, lived)


def lived_out(population: Population, firm: Firm) -> Ended:
    """People and firm after their last month.

    Raises `BooksDoNotBalance` if money went missing.
    """
    run_clock(population, firm)
    ended = Ended(firm, population.people(), lines_by_month(firm.books))
    firm.check(ended.lines)
    _check_people(ended)
    return ended


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # no such question on this system
        return os.cpu_count() or 1


def adding_up(progress: Progress | None, total: int) -> Callable[[int], None]:
    """Tells ``progress`` the sum of the person-months it is told, of ``total``."""
    done = 0

    def lived(months: int) -> None:
        nonlocal done
        done += months
        if progress is not None:
            progress(done, total)

    return lived


def _check_people(ended: Ended) -> None:
    """The people's own accounts must add up to the firm's ledger, line by line of whole money."""
    firm, people, lines = ended
    cash = firm.cash - firm.opening_cash - sum(firm.financing)
    charge = int(lines[:, :, Line.CAPITAL_CHARGE].sum())
    if int(people.cash.sum()) != cash or int(people.capital_charge.sum()) != charge:
        raise BooksDoNotBalance(
            f"Strategy {firm.ways.name}: the people's accounts and the ledger differ. "
            "This is a fault in the program; please report it with the scenario and the seed."
        )
