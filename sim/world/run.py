"""One strategy, one population, from the first month to the horizon."""

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.scenario.tables import Tables
from sim.world.books import Books, by_line, empty_books
from sim.world.clock import Population, run_clock
from sim.world.cohort import Cohort, living_by_month, oldest
from sim.world.firm import BooksDoNotBalance, Firm
from sim.world.ledger import Line
from sim.world.market import market_of
from sim.world.outcome import Event, MonthRecord, Outcome, PeopleRecord
from sim.world.population.agents import Agents
from sim.world.population.columns import Columns
from sim.world.ways import ways_of

Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
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
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    if threads is not None and threads < 1:
        raise ValueError(f"{threads} threads: expected 1 or more")
    market = market_of(tables)
    living = living_by_month(cohort, tables.months)
    firm = Firm(
        ways_of(tables, tables.strategies[strategy]),
        empty_books(tables, oldest(cohort, tables.months), events),
        tables.opening_cash,
    )
    lived = _adding_up(progress, int(living.sum()))
    population: Population
    if engine == "columns":
        population = Columns(market, cohort, lived, threads=threads or processors())
    else:
        population = Agents(market, cohort, lived)
    run_clock(population, firm)
    people = population.people()
    _check_people(people, firm)
    return _outcome(tables, firm, people, living)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # no such question on this system
        return os.cpu_count() or 1


def _adding_up(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def lived(months: int) -> None:
        nonlocal done
        done += months
        if progress is not None:
            progress(done, total)

    return lived


def _check_people(people: PeopleRecord, firm: Firm) -> None:
    """The people's own accounts must add up to the firm's ledger, line by line of whole money."""
    ledger = firm.books.ledger_table()
    charge = int(ledger[:, :, Line.CAPITAL_CHARGE].sum())
    if (
        int(people.cash.sum()) != int(ledger.sum()) - charge
        or people.capital_charge.sum() != charge
    ):
        raise BooksDoNotBalance(
            f"Strategy {firm.ways.name}: the people's accounts and the ledger differ. "
            "This is a fault in the program; please report it with the scenario and the seed."
        )


def _outcome(tables: Tables, firm: Firm, people: PeopleRecord, living: Ints) -> Outcome:
    books = firm.books
    counts = {name: np.array(values, dtype=np.int64) for name, values in books.counts.items()}
    cash = np.array(firm.cash_at_month_end, dtype=np.int64)
    return Outcome(
        strategy=firm.ways.name,
        people=people,
        months=MonthRecord(living=living, cash=cash, **counts),
        ledger=books.ledger_table(),
        ages=by_line(books.by_age),
        age_customer_months=np.array(books.age_customer_months, dtype=np.int64),
        age_products_held=np.array(books.age_products_held, dtype=np.int64),
        tenure=by_line(books.by_tenure),
        tenure_customers=np.array(books.tenure_customers, dtype=np.int64),
        tenure_cohort=_cohort_at_risk(people.joined, tables.months),
        group_net=np.array(books.group_net, dtype=np.int64),
        group_cash=np.array(books.group_cash, dtype=np.int64),
        group_tenure=np.array(books.group_tenure, dtype=np.int64),
        group_ages=np.array(books.group_ages, dtype=np.int64),
        group_age_customers=np.array(books.group_age_customers, dtype=np.int64),
        events=_in_order(books),
    )


def _cohort_at_risk(joined: Shorts, months: int) -> Ints:
    """For each row of the tenure table, how many were won early enough to be seen in that month."""
    joined_in = np.bincount(joined[joined >= 0], minlength=months)
    by_then = np.cumsum(joined_in)[::-1]  # who joined in time to be seen for 1 month, 2 months, ...
    return np.concatenate([[0], by_then]).astype(np.int64)


def _in_order(books: Books) -> tuple[Event, ...] | None:
    if not books.keep_events:
        return None
    return tuple(sorted(books.events, key=lambda event: (event.person, event.month)))
