"""The books of a chunk of people: what compiled lives write down of their money and their months.

Whole numbers only, so that the order of people, chunks and threads never matters.
"""

import numpy as np
from numpy.typing import NDArray

from sim.rules.compiled import ZERO, constant, once, part
from sim.rules.life import age_at, next_birthday
from sim.rules.money import rounded
from sim.rules.service import drifted
from sim.world.books import COUNTS, UNITS_OF_SATISFACTION
from sim.world.happenings import stamped
from sim.world.ledger import LINES, Line
from sim.world.population.compiled.person import Me, satisfaction
from sim.world.population.compiled.records import (
    LINE,
    WORD,
    Address,
    Flag,
    Packed,
    Whole,
    fetch,
    layout,
    reals_at,
    wholes_at,
)
from sim.world.population.compiled.world import (
    World,
    discounts,
    gap_kept,
    months_of_year,
    product_of,
    segment_of,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CAPITAL_CHARGE = constant(Line.CAPITAL_CHARGE)
SATISFACTION = constant(COUNTS.index("satisfaction"))
WIDTH = constant(len(LINES))
EVENT = ("person", "month", "happening", "product", "amount")


class Books:
    """A chunk's totals, with what is needed while one person's months are written.

    Whoever lives many months at once writes a line's months side by side; whoever lives them one by
    one, a month's lines: then the three tables of the ledger have the order told second, and the
    first may be that of many groups, each with its own lines.
    """

    months: Whole
    products: Whole
    ages: Whole
    one_by_one: Flag
    room: Whole  # for so many events; what does not fit is only counted
    told: Whole  # so many events there were
    ledger: Address  # [product (the last: none), line, month] or [month, product, line]
    lines: Address  # [month, line] where months are lived one by one: all products together
    by_age: Address  # [line, age] or [age, line]
    by_tenure: Address  # [line, month since joining + 1] or [month since joining + 1, line]
    counts: Address  # [count, month]; of customers and products held: the changes
    age_customer_months: Address
    age_products_held: Address
    tenure_customers: Address  # the changes
    takings: Address  # [month] cash, acquisition included
    events: Address  # [place, `EVENT`]
    # Of the person whose months are being written:
    flows: Address  # [month] all but acquisition and the capital charge
    charges: Address  # [month] the capital charge
    amounts: Address  # [month] room for one flow
    # What a contact may speak of:
    offers: Whole  # so many; -1: they are to be found anew
    spoken_of: Address
    against: Address
    worths: Address


BOOKS = layout(Books)


def _zeros(*shape: int) -> Ints:
    """A table of zeros."""
    return np.zeros(shape, dtype=np.int64)


def empty(months: int, products: int, ages: int, events: int = 0) -> Packed:
    """Books for people none of whom grows as old as ``ages``, with room for so many events."""
    tables = {
        "ledger": _zeros(products + 1, len(LINES), months),
        "lines": _zeros(0, len(LINES)),
        "by_age": _zeros(len(LINES), ages),
        "by_tenure": _zeros(len(LINES), months + 1),
        "age_customer_months": _zeros(ages),
        "age_products_held": _zeros(ages),
    }
    return books_with(tables, months, products, events, one_by_one=False)


def books_with(
    tables: dict[str, Ints], months: int, products: int, events: int, one_by_one: bool
) -> Packed:
    """Books whose ``tables`` are given: the ledger, and all that is told by age or by tenure."""
    return Packed(
        Books,
        months=months,
        products=products,
        ages=len(tables["age_customer_months"]),
        one_by_one=one_by_one,
        room=events,
        told=0,
        **tables,
        counts=_zeros(len(COUNTS), months + 1),
        tenure_customers=_zeros(months + 2),
        takings=_zeros(months),
        events=_zeros(events, len(EVENT)),
        flows=_zeros(months),
        charges=_zeros(months),
        amounts=_zeros(months),
        offers=-1,
        spoken_of=_zeros(products),
        against=np.zeros(products),
        worths=np.zeros(products),
    )


@part
def fetch_row(books: Books, me: Me, month: int) -> None:
    """Have a customer's row of the tenure table at hand when the month is written down."""
    row = books.by_tenure + since_joining(me, month) * WIDTH * WORD
    fetch(row)
    fetch(row + LINE)


@part
def ledger_of(books: Books, product: int, line: int) -> Ints:
    """A product's line, by month."""
    return _row(books.ledger, product * len(LINES) + line, books.months)


@part
def by_age(books: Books, line: int) -> Ints:
    """A line, by age."""
    return _row(books.by_age, line, books.ages)


@part
def by_tenure(books: Books, line: int) -> Ints:
    """A line, by month since joining + 1."""
    return _row(books.by_tenure, line, books.months + 1)


@part
def counts(books: Books, which: int) -> Ints:
    """A count, by month."""
    return _row(books.counts, which, books.months + 1)


@part
def age_customer_months(books: Books) -> Ints:
    """Months lived as a customer, by age."""
    return _row(books.age_customer_months, ZERO, books.ages)


@part
def age_products_held(books: Books) -> Ints:
    """Product-months held, by age."""
    return _row(books.age_products_held, ZERO, books.ages)


@part
def tenure_customers(books: Books) -> Ints:
    """Changes in the number of customers, by month since joining + 1."""
    return _row(books.tenure_customers, ZERO, books.months + 2)


@part
def takings(books: Books) -> Ints:
    """Cash by month, what was spent on acquisition included."""
    return _row(books.takings, ZERO, books.months)


@part
def flows(books: Books) -> Ints:
    """The person's flows by month, but acquisition and the capital charge."""
    return _row(books.flows, ZERO, books.months)


@part
def charges(books: Books) -> Ints:
    """The person's capital charge by month."""
    return _row(books.charges, ZERO, books.months)


@part
def products_spoken_of(world: World, books: Books) -> Ints:
    """The products that a contact may speak of; then odds and worths of the same."""
    return _row(books.spoken_of, ZERO, world.products)


@part
def odds_against_them(world: World, books: Books) -> Floats:
    """By place among the products spoken of."""
    return reals_at(books.against, world.products)


@part
def worths_of_them(world: World, books: Books) -> Floats:
    """By place among the products spoken of."""
    return reals_at(books.worths, world.products)


@part
def _row(address: int, row: int, length: int) -> Ints:
    return wholes_at(address + row * length * WORD, length)


@part
def age_of(me: Me, month: int) -> int:
    """Age in whole years in a month."""
    if month < me.aged_from or month >= me.birthday:
        me.age = age_at(month, me.enters, me.months_old)
        me.birthday = next_birthday(month, me.enters, me.months_old)
        me.aged_from = month
    return me.age


@part
def since_joining(me: Me, month: int) -> int:
    """The row of the tenure table: 0 before joining, then the months since, from 1."""
    return month - me.joined + 1 if me.joined >= 0 else 0


@part
def post(books: Books, me: Me, month: int, product: int, line: int, amount: int) -> None:
    """Post one flow, neither acquisition nor capital charge."""
    post_aside(books, me, month, product, line, amount)
    flows(books)[month] += amount


@part
def post_charge(books: Books, me: Me, month: int, product: int, charge: int) -> None:
    """Post the charge (positive) for the capital behind a loan."""
    post_aside(books, me, month, product, CAPITAL_CHARGE, -charge)
    charges(books)[month] -= charge


@part
def post_aside(books: Books, me: Me, month: int, product: int, line: int, amount: int) -> None:
    """Post one flow, whose value is added up elsewhere."""
    if books.one_by_one:
        _row(books.ledger, month * (books.products + 1) + product, WIDTH)[line] += amount
        _row(books.lines, month, WIDTH)[line] += amount
        _row(books.by_age, age_of(me, month), WIDTH)[line] += amount
        _row(books.by_tenure, since_joining(me, month), WIDTH)[line] += amount
        return
    ledger_of(books, product, line)[month] += amount
    by_age(books, line)[age_of(me, month)] += amount
    by_tenure(books, line)[since_joining(me, month)] += amount


@part
def post_monthly(
    world: World,
    books: Books,
    me: Me,
    product: int,
    line: int,
    base: int,
    bits: int,
    start: int,
    end: int,
) -> None:
    """Post the twelfths of a yearly flow (see `sim.rules.money.twelfths`) to months on end."""
    if base == 0 and bits == 0:
        return
    if end - start == 1:
        due = base + (bits >> months_of_year(world)[start] & 1)
        post(books, me, start, product, line, due)
        return
    amounts, place = wholes_at(books.amounts, end - start), months_of_year(world)[start:end]
    for i in range(len(amounts)):
        amounts[i] = base + (bits >> place[i] & 1)
    _add(ledger_of(books, product, line)[start:end], amounts)
    _add(by_tenure(books, line)[start - me.joined + 1 : end - me.joined + 1], amounts)
    _add(flows(books)[start:end], amounts)
    month, ages = start, by_age(books, line)
    while month < end:
        until = min(next_birthday(month, me.enters, me.months_old), end)
        age, total = age_of(me, month), 0
        for i in range(month - start, until - start):
            total += amounts[i]
        ages[age] += total
        month = until


@part
def _add(cells: Ints, amounts: Ints) -> None:
    for i in range(len(cells)):
        cells[i] += amounts[i]


@part
def count_months(me: Me, cells: Ints, start: int, end: int) -> None:
    """Add the months on end to the person's ages."""
    if end - start == 1:
        cells[age_of(me, start)] += 1
        return
    month = start
    while month < end:
        until = min(next_birthday(month, me.enters, me.months_old), end)
        cells[age_of(me, month)] += until - month
        month = until


@part
def count(books: Books, which: int, month: int) -> None:
    """Count one more in a month."""
    counts(books, which)[month] += 1


@part
def count_between(books: Books, which: int, start: int, end: int) -> None:
    """Count one more in all the months from ``start`` to before ``end``."""
    counts(books, which)[start] += 1
    counts(books, which)[end] -= 1


@part
def write_satisfaction(world: World, books: Books, me: Me, end: int) -> None:
    """Write down the satisfaction of the months before ``end``."""
    start = me.satisfied_from
    if start >= end:
        return
    me.satisfied_from = end
    sums = counts(books, SATISFACTION)
    sums[start] += rounded(satisfaction(world, me, start) * UNITS_OF_SATISFACTION)
    kept, quality = gap_kept(world, me.segment), segment_of(world, me.segment).quality
    felt, since = me.felt, me.felt_in
    for month in range(start + 1, end):
        sums[month] += rounded(drifted(felt, quality, kept[month - since]) * UNITS_OF_SATISFACTION)


@part
def note(
    world: World,
    books: Books,
    me: Me,
    month: int,
    happening: int,
    product: int,
    amount: int,
) -> None:
    """Remember that something happened."""
    key = product_of(world, product).key if product < world.products else 0
    me.life = stamped(me.life, month, happening, key)
    tell(books, me, month, happening, product, amount)


@part
def tell(books: Books, me: Me, month: int, happening: int, product: int, amount: int) -> None:
    """Write something down for the table of events, if one is kept."""
    if books.room > 0:
        place = books.told
        books.told += 1
        if place < books.room:
            event = _row(books.events, place, len(EVENT))
            event[0], event[1], event[2] = me.number, month, happening
            event[3], event[4] = product, amount


@once
def close_accounts(world: World, books: Books, me: Me, start: int, end: int) -> None:
    """Add the person's months up: value to the person's account, cash to the firm's takings."""
    flowing, charged, taken = flows(books), charges(books), takings(books)
    discount = discounts(world)
    npv, cash, charge = me.npv_other, me.cash, me.capital_charge
    for month in range(start, end):
        npv += discount[month] * (flowing[month] + charged[month])
        cash += flowing[month]
        charge += charged[month]
        taken[month] += flowing[month]
        flowing[month] = 0
        charged[month] = 0
    me.npv_other, me.cash, me.capital_charge = npv, cash, charge
