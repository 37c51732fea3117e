"""One strategy, one population, from the first month to the horizon."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.rules.life import age_at
from sim.scenario.tables import Tables
from sim.world.books import WIDTH, Books, Cells, empty_books
from sim.world.clock import run_clock
from sim.world.cohort import Cohort
from sim.world.firm import BooksDoNotBalance, Firm
from sim.world.ledger import Line
from sim.world.market import market_of
from sim.world.outcome import Event, MonthRecord, Outcome, PeopleRecord
from sim.world.population.agents import Agents
from sim.world.ways import ways_of

Ints = NDArray[np.int64]
Progress = Callable[[int, int], None]
"""Called once a month with the month and the number of people living."""

ENGINES = ("agents",)


def run_strategy(
    tables: Tables,
    cohort: Cohort,
    strategy: int,
    *,
    engine: str = "agents",
    events: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Run the strategy of index ``strategy`` on the people of ``cohort``.

    Raises ``ValueError`` for an unknown engine, `BooksDoNotBalance` if money went missing.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: expected one of {', '.join(ENGINES)}")
    market = market_of(tables)
    living = living_by_month(cohort, tables.months)
    firm = Firm(
        ways_of(tables, tables.strategies[strategy]),
        empty_books(tables, _oldest(cohort, tables.months), events),
        tables.opening_cash,
    )
    population = Agents(market, cohort)
    closed = (lambda month: progress(month, int(living[month]))) if progress else (lambda _: None)
    run_clock(population, firm, closed)
    people = population.people()
    _check_people(people, firm)
    return _outcome(tables, firm, people, living)


def living_by_month(cohort: Cohort, months: int) -> Ints:
    """How many people live in each month."""
    change = np.zeros(months + 1, dtype=np.int64)
    lives = cohort.enters < cohort.dies
    np.add.at(change, cohort.enters[lives], 1)
    np.add.at(change, cohort.dies[lives], -1)
    return np.cumsum(change)[:months]


def _oldest(cohort: Cohort, months: int) -> int:
    ages = zip(cohort.enters.tolist(), cohort.months_old.tolist(), strict=True)
    return max((age_at(months, enters, age) for enters, age in ages), default=0)


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
        ages=_by_line(books.by_age),
        age_customer_months=np.array(books.age_customer_months, dtype=np.int64),
        age_products_held=np.array(books.age_products_held, dtype=np.int64),
        tenure=_by_line(books.by_tenure),
        tenure_customers=np.array(books.tenure_customers, dtype=np.int64),
        tenure_cohort=_cohort_at_risk(people.joined, tables.months),
        group_net=np.array(books.group_net, dtype=np.int64),
        group_cash=np.array(books.group_cash, dtype=np.int64),
        events=_in_order(books),
    )


def _by_line(cells: Cells) -> Ints:
    return np.array(cells, dtype=np.int64).reshape(-1, WIDTH)


def _cohort_at_risk(joined: Ints, months: int) -> Ints:
    """For each row of the tenure table, how many were won early enough to be seen in that month."""
    seen_for = months - joined[joined >= 0]
    at_risk = [int((seen_for > k).sum()) for k in range(months)]
    return np.array([0, *at_risk], dtype=np.int64)


def _in_order(books: Books) -> tuple[Event, ...] | None:
    if not books.keep_events:
        return None
    return tuple(sorted(books.events, key=lambda event: (event.person, event.month)))
