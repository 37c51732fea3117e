"""The tables of the terminal: titles, rows and notes as text, ready to be set in columns.

Every table says in a note what its figures mean. How wide columns are is not decided here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from reports.figures import (
    ends,
    interval,
    line_label,
    rate_interval,
    share_interval,
    share_of_people,
    time_in_years,
    time_to_the_month,
    two_places,
)
from reports.money import money, number, whole_money
from reports.words import UNDEFINED, capital, percent, spoken
from sim.experiments.compare import Findings, Pair
from sim.experiments.estimate import undefined
from sim.experiments.performance import Performance
from sim.results.facts import Facts

Each = TypeVar("Each")
COLUMNS_AT_ONCE = 3
"""So many strategies are shown side by side; more continue in a further table."""


@dataclass(frozen=True)
class Sheet:
    """One table as text. The first column is a label, the others are figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def side_by_side(each: Sequence[Each]) -> list[tuple[Each, ...]]:
    """The strategies of each table: few at once, and about as many in each.

    >>> side_by_side("abcdefg")
    [('a', 'b', 'c'), ('d', 'e'), ('f', 'g')]
    """
    tables = -(-len(each) // COLUMNS_AT_ONCE)
    ends = [-(-len(each) * table // tables) for table in range(tables + 1)]
    return [tuple(each[start:end]) for start, end in pairwise(ends)]


def comparison_sheets(findings: Findings) -> list[Sheet]:
    """All tables of a comparison, in the order in which they are read."""
    facts = findings.facts
    sheets = performance_sheets(findings.strategies, facts)
    for pair in findings.pairs:
        sheets += [difference_sheet(pair, facts), bridge_sheet(pair, facts)]
        sheets += [segments_sheet(pair, facts)] if len(pair.segments) > 1 else []
    return [*sheets, entry_sheet(findings)]


def performance_sheets(strategies: tuple[Performance, ...], facts: Facts) -> list[Sheet]:
    """What each strategy achieved, a column each."""
    bought = any(each.again.purchase for each in strategies)
    sheets = [_performance_sheet(part, facts, bought=bought) for part in side_by_side(strategies)]
    last = sheets[-1]
    notes = (*last.notes, *_definitions(strategies, facts))
    return [*sheets[:-1], Sheet(last.title, last.header, last.rows, notes)]


def _performance_sheet(strategies: tuple[Performance, ...], facts: Facts, *, bought: bool) -> Sheet:
    rows: tuple[tuple[str, Callable[[Performance], str]], ...] = (
        ("Value per person", lambda each: interval(each.value, facts)),
        ("CLV per customer won", lambda each: interval(each.clv, facts)),
        ("  before acquisition", lambda each: interval(each.clv_before_acquisition, facts)),
        ("Customers won", _won),
        ("Years as a customer", lambda each: time_in_years(each.tenure_years)),
        ("Customers at the end", lambda each: share_of_people(each.still_customers)),
        ("Churn rate, a year", lambda each: share_interval(each.keeping.churn)),
        ("Retention rate, a year", lambda each: share_interval(each.keeping.retention)),
        ("Repeat purchase, a year", lambda each: share_interval(each.again.purchase or undefined()))
        if bought
        else ("A further product", lambda each: share_interval(each.again.product)),
        ("Products per customer", lambda each: two_places(each.products_per_customer)),
        ("Trough, per person", lambda each: _trough_per_person(each, facts)),
        ("  in all, and when", lambda each: _trough(each, facts)),
        ("Payback, years", _payback),
    )
    before_interval = " [" if len(strategies) < COLUMNS_AT_ONCE else "\n["
    return Sheet(
        title="What each strategy achieves",
        header=("", *(spoken(each.strategy) for each in strategies)),
        rows=tuple(
            (label, *(cell(each).replace(" [", before_interval) for each in strategies))
            for label, cell in rows
        ),
    )


def _definitions(strategies: tuple[Performance, ...], facts: Facts) -> tuple[str, ...]:
    rate = percent(facts.discount_rate, 1).replace(".0 %", " %")
    return (
        f"Value per person: profit on everybody in the market, won or not, capital charge included,"
        f" discounted at {rate} a year to {facts.start}.",
        "CLV per customer won: the same from joining on and discounted to joining, less "
        "acquisition, whose cost includes people reached in vain.",
        f"All is cut off at the horizon, {facts.month_name(facts.months)}.",
        "Trough: lowest cumulative cash, capital charge aside, not discounted. "
        "Payback: when it is back at zero, counted from the start.",
        _rates_defined(strategies),
        "Products per customer: mean over all months lived as a customer.",
        "In brackets: 95 % intervals over people.",
    )


def _rates_defined(strategies: tuple[Performance, ...]) -> str:
    again = (
        "Repeat purchase: of the buyers of a year, who bought again in it."
        if any(each.again.purchase for each in strategies)
        else "A further product: of those won, who opened more than one."
    )
    return (
        "Churn: of the customers of a year's first month, who leave or lapse within the year; "
        f"retention: who stay to its end, deaths apart. {again}"
    )


def difference_sheet(pair: Pair, facts: Facts) -> Sheet:
    """The best strategy against one other, person by person."""
    difference = pair.difference
    rows = [
        ("Value per person", interval(difference.mean, facts)),
        ("The firm earns more on", share_of_people(difference.better)),
        ("  the same on", share_of_people(difference.equal)),
        ("  less on", share_of_people(difference.worse)),
    ]
    rows += [
        ("Lead changes at", f"{percent(flip.rate.value, 1)} a year{rate_interval(flip.rate)}")
        for flip in pair.flips
        if flip.rate.value is not None
    ] or [("Lead changes at", "no cost of money within 0 to 50 % a year")]
    return Sheet(
        title=_title(pair),
        header=("Person by person", ""),
        rows=tuple(rows),
        notes=(
            "Shares of people. Reaching a person in vain costs money: the firm earns less on them.",
            "Lead: people and firm act as they did at the scenario's rate.",
        ),
    )


def bridge_sheet(pair: Pair, facts: Facts) -> Sheet:
    """Where the difference comes from, to the minor unit."""

    def shown(minor: int) -> str:
        return whole_money(minor, facts.currency, facts.minor_digits)

    rows = [
        (line_label(line.line), shown(line.shown), ends(line.interval, facts))
        for line in pair.bridge.lines
    ]
    total = ("Difference", shown(pair.bridge.shown), ends(pair.difference.mean, facts))
    return Sheet(
        title=f"Why: {_title(pair)}",
        header=("Line of the ledger", "per person", "95 % interval"),
        rows=(*rows, total),
        notes=(
            "Discounted to the start; the lines add up to the difference exactly, and the sentence "
            "rounds it to what its interval supports.",
        ),
    )


def segments_sheet(pair: Pair, facts: Facts) -> Sheet:
    """The paired difference by segment."""
    return Sheet(
        title=f"By segment: {_title(pair)}",
        header=("Segment", "people", "per person"),
        rows=tuple(
            (spoken(each.segment), f"{each.difference.n:,}", interval(each.difference, facts))
            for each in pair.segments
        ),
    )


def entry_sheet(findings: Findings) -> Sheet:
    """CLV by the stage of life in which customers were won."""
    return Sheet(
        title="By stage of entry",
        header=("Strategy, stage of joining", "won", "CLV per customer won"),
        rows=tuple(
            (
                f"{spoken(each.strategy)}, {spoken(each.stage)}",
                f"{each.clv.n:,}",
                interval(each.clv, findings.facts),
            )
            for each in findings.entry
        ),
        notes=("After their own acquisition cost; without that of people reached in vain.",),
    )


def pairing_line(pair: Pair) -> str:
    """What the pairing did, in one sentence."""
    pairing = pair.pairing
    names = capital(f"{spoken(pair.first)} and {spoken(pair.second)}")
    same = (
        f"{names}: {share_of_people(pairing.identical)} of people live the same life under both "
        "(people reached in vain differ in money only)"
    )
    if pairing.narrowed is None:
        return f"{same}; how much the pairing narrows the interval is {UNDEFINED}."
    wider = f"{number(pairing.narrowed, 1)} times as wide"
    return f"{same}; had they not been the same people, the interval would be {wider}."


def _title(pair: Pair) -> str:
    return f"{spoken(pair.first)} less {spoken(pair.second)}"


def _won(each: Performance) -> str:
    return f"{each.won:,} ({share_of_people(each.share_won)})"


def _trough_per_person(each: Performance, facts: Facts) -> str:
    return "none" if each.cash.trough_month is None else interval(each.cash.trough, facts)


def _trough(each: Performance, facts: Facts) -> str:
    cash = each.cash
    if cash.trough_month is None:
        return "none"
    half = cash.trough.half_width
    places = min(0, 2 - len(f"{abs(cash.trough_total):.0f}")) if half else 0
    total = money(cash.trough_total, facts.currency, places)
    return f"{total}, {facts.month_name(cash.trough_month)}"


def _payback(each: Performance) -> str:
    back = each.cash.payback_years
    if each.cash.trough_month is None:
        return "none needed"
    return "never" if back.value is None else time_to_the_month(back)
