"""Closing the books: what those of all groups of people come to is the outcome of a strategy."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.world.books import COUNTS, Books, by_line, view
from sim.world.firm import Firm
from sim.world.ledger import ACQUISITION_LINES, Line
from sim.world.outcome import Event, MonthRecord, Outcome, PeopleRecord

Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
Floats = NDArray[np.float64]


class Ended(NamedTuple):
    """A market whose last month is over."""

    firm: Firm
    people: PeopleRecord  # what became of everybody
    lines: Ints  # [group, month, line] the ledgers, as `lines_by_month` gives them


def outcome_of(ended: Ended) -> Outcome:
    """All that there is to tell of a market whose last month is over."""
    firm, people, lines = ended
    groups = firm.books
    months = groups[0].months
    counts = {name: np.stack([view(books.counts[name]) for books in groups]) for name in COUNTS}
    totals = {name: by_group.sum(axis=0) for name, by_group in counts.items()}
    cash = np.array(firm.cash_at_month_end, dtype=np.int64)
    financing = np.array(firm.financing, dtype=np.int64)
    ledger = firm.ledger_table().copy()
    ledger[:, -1, Line.FINANCING] += financing
    return Outcome(
        strategy=firm.ways.name,
        people=people,
        months=MonthRecord(living=firm.living, cash=cash, **totals),
        ledger=ledger,
        ages=_sum(by_line(books.by_age) for books in groups),
        age_customer_months=_sum(view(books.age_customer_months) for books in groups),
        age_products_held=_sum(view(books.age_products_held) for books in groups),
        tenure=_sum(by_line(books.by_tenure) for books in groups),
        tenure_customers=_sum(view(books.tenure_customers) for books in groups),
        tenure_cohort=_cohort_at_risk(people.joined, months),
        group_ledger=lines,
        group_counts=counts,
        group_tenure=np.stack([cash_by_tenure(by_line(books.by_tenure)) for books in groups]),
        group_ages=np.stack([by_line(books.by_age).sum(axis=1) for books in groups]),
        group_age_customer_months=np.stack([view(books.age_customer_months) for books in groups]),
        group_age_products_held=np.stack([view(books.age_products_held) for books in groups]),
        signals=_signals(firm, months),
        financing=financing,
        ruined=firm.ruined,
        events=_events(groups),
    )


def _signals(firm: Firm, months: int) -> dict[str, Floats]:
    """What the firm made known in each month, by name; nothing where it never looks back."""
    if not firm.attentive:
        return {}
    names = ("puts_right", "trained", "waits", "considers", "stopped")
    told = {name: [float(getattr(each, name)) for each in firm.published] for name in names}
    told["heard"] = [each.heard - each.heard_before for each in firm.published]
    told["quality"] = [sum(each.quality) / len(each.quality) for each in firm.published]
    return {name: np.array(values[:months]) for name, values in told.items()}


def cash_by_tenure(tenure: Ints) -> Ints:
    """``[k + 1]`` cash of a table ``[k + 1, line]``, the capital charge left out.

    What was spent to win people in the month of joining is moved to row 0, to what was spent
    before.
    """
    winning = tenure[:, list(ACQUISITION_LINES)].sum(axis=1)
    cash: Ints = tenure.sum(axis=1) - tenure[:, Line.CAPITAL_CHARGE]
    cash[:2] += [winning[1], -winning[1]]
    return cash


def _sum(tables: Iterable[Ints]) -> Ints:
    """The tables added up, one at a time."""
    each = iter(tables)
    total = np.array(next(each))
    for table in each:
        total += table
    return total


def _cohort_at_risk(joined: Shorts, months: int) -> Ints:
    """For each row of the tenure table, how many were won early enough to be seen in that month."""
    joined_in = np.bincount(joined[joined >= 0], minlength=months)
    by_then = np.cumsum(joined_in)[::-1]  # who joined in time to be seen for 1 month, 2 months, ...
    return np.concatenate([[0], by_then]).astype(np.int64)


def _events(groups: tuple[Books, ...]) -> tuple[Event, ...] | None:
    """The events of all groups, by person and month, where they were kept."""
    if not groups[0].keep_events:
        return None
    told = (event for books in groups for event in books.events)
    return tuple(sorted(told, key=lambda event: (event.person, event.month)))
