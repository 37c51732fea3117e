"""Writing down what a life with the firm brought: for many months together, where nothing changed.

Whatever is to change what a person holds, or its prices, has the months before it written first.
"""

from sim.rules.balance import loan_month
from sim.rules.compiled import constant, once, part
from sim.world.books import COUNTS
from sim.world.ledger import Line
from sim.world.population.compiled.books import (
    Books,
    age_customer_months,
    age_products_held,
    count,
    count_between,
    count_months,
    counts,
    post,
    post_charge,
    post_monthly,
    since_joining,
    tenure_customers,
    write_satisfaction,
)
from sim.world.population.compiled.holdings import (
    CUSTOMERS,
    FEES,
    LOAN,
    NET_INTEREST,
    PRODUCTS_HELD,
    PURCHASE,
    SERVICING,
)
from sim.world.population.compiled.person import Me, here, holding_of, is_rewarded
from sim.world.population.compiled.shopping import LOYALTY, PROGRAMMES, buy
from sim.world.population.compiled.world import World, price_of, product_of, year_of

RESPONSES_KEPT = constant(COUNTS.index("responses_kept"))
MEMBERS = constant(COUNTS.index("members"))
STAFF = constant(Line.STAFF)


@once
def _write_flows(world: World, books: Books, me: Me, product: int, end: int) -> None:
    """Write down what a holding brought in the months before ``end`` that are not written yet."""
    holding = holding_of(me, product)
    start = holding.unwritten_from
    if start >= end:
        return
    holding.unwritten_from = end
    count_between(books, PRODUCTS_HELD, start, end)
    if start <= holding.kept_in < end:
        count(books, RESPONSES_KEPT, holding.kept_in)
    count_months(me, age_products_held(books), start, end)
    price = price_of(world, product, start)
    post_monthly(world, books, me, product, FEES, price.fee_due, price.fee_bits, start, end)
    post_monthly(world, books, me, product, SERVICING, price.cost_due, price.cost_bits, start, end)
    kind = product_of(world, product).kind
    if kind == LOAN:
        _repay(world, books, me, product, start, end)
    elif kind == PURCHASE:
        buy(world, books, me, product, start, end)
    else:
        margin, bits = holding.margin, holding.margin_bits
        post_monthly(world, books, me, product, NET_INTEREST, margin, bits, start, end)


@once
def _repay(world: World, books: Books, me: Me, product: int, start: int, end: int) -> None:
    """Pay a loan's instalments: interest margin and capital charge go to the books."""
    holding, terms = holding_of(me, product), product_of(world, product)
    balance, payment, rate = holding.balance, holding.payment, holding.rate
    ftp = holding.ftp
    for month in range(start, end):
        margin, charge, repaid = loan_month(
            balance,
            payment,
            holding.last_month - month + 1,
            rate,
            ftp,
            terms.risk_weight,
            world.capital_ratio,
            world.capital_cost,
        )
        balance -= repaid
        post(books, me, month, product, NET_INTEREST, margin)
        post_charge(books, me, month, product, charge)
    holding.balance = balance


@once
def _write_customer(world: World, books: Books, me: Me, end: int) -> None:
    """Write down the months before ``end`` that were lived as a customer, and what each cost."""
    start = me.customer_from
    if start >= end:
        return
    me.customer_from = end
    me.tenure += end - start
    count_between(books, CUSTOMERS, start, end)
    count_months(me, age_customer_months(books), start, end)
    tenure_customers(books)[since_joining(me, start)] += 1
    tenure_customers(books)[since_joining(me, end)] -= 1
    year, none = year_of(world, start), world.products
    post_monthly(world, books, me, none, SERVICING, year.due, year.due_bits, start, end)
    post_monthly(world, books, me, none, STAFF, year.staff_due, year.staff_bits, start, end)
    due, bits = year.programme_due, year.programme_bits
    post_monthly(world, books, me, none, PROGRAMMES, due, bits, start, end)
    if is_rewarded(world, me):
        counts(books, MEMBERS)[start] += end - start  # one month, where there are members
        due, bits = year.member_due, year.member_bits
        post_monthly(world, books, me, none, LOYALTY, due, bits, start, end)
    write_satisfaction(world, books, me, end)


@part
def write_all(world: World, books: Books, me: Me, end: int) -> None:
    """Write down all months before ``end`` that were lived as a customer.

    Of purchases, a year of all products comes before the next: buyers are counted by the year.
    """
    if me.holds == 0:
        return
    for product in range(world.products):
        if here(me, world.products)[product] and product_of(world, product).kind != PURCHASE:
            _write_flows(world, books, me, product, end)
    until = me.customer_from if world.habits > 0 else end
    while until < end:
        until = end if world.habits < 2 else min(until - until % 12 + 12, end)
        for product in range(world.products):
            if here(me, world.products)[product] and product_of(world, product).kind == PURCHASE:
                _write_flows(world, books, me, product, until)
    _write_customer(world, books, me, end)
