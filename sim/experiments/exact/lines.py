"""What is counted of a person: every figure as a price on what happens in the branches of a month.

A figure is the sum over months of prices times counts, times a factor that differs between people
and lasts for life (the rank of a balance, how often somebody buys), plus noise that falls anew each
month (how many purchases, whether something fails).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from sim.experiments.exact.factors import Factor, amount_factor, purchase_factor
from sim.experiments.exact.prices import Price, Prices, median, twelfth
from sim.experiments.exact.story import Counted
from sim.scenario.tables import Kind
from sim.world.ledger import LINES, Line

NO_PRODUCT = -1
ONE = Factor(1.0, 1.0)


@dataclass(frozen=True)
class Figure:
    """One figure of a person's life: of everything counted by one name, what it comes to."""

    what: str
    name: str
    price: Price
    alike: Callable[[int], Hashable]  # months with the same prices
    factor: Factor = ONE
    noise: Price | None = None  # variance that falls anew each month, given the factor
    noise_factor: float = 1.0
    product: int | None = None  # of a line of the ledger
    line: int = -1
    month: int = -1  # of a figure of one month
    money: bool = False
    by_loan: bool = False  # whether payments left and the stage of opening matter


def of_month(what: str, name: str, month: int) -> Figure:
    """How many do something in one month."""
    return Figure(
        what, name, lambda c, s, now: float(now == month), lambda now: now == month, month=month
    )


def in_all(what: str, name: str) -> Figure:
    """How often something happens in the whole run."""
    return Figure(what, name, lambda c, s, m: 1.0, lambda _: None)


def figures_of_all(prices: Prices) -> list[Figure]:
    """The lines of the ledger that belong to no product, and failures."""
    terms = prices.terms
    strategy, incident = terms.strategy, terms.incident
    voiced = float(terms.tables.behaviour.voiced[terms.segment]) * strategy.puts_right
    improvement = strategy.practices.improvement
    programme = improvement.cost_per_customer if improvement else 0.0
    alike = _alike(prices)

    def chance(month: int) -> float:
        return incident * voiced * prices.repair(month).chance

    def spent(month: int) -> float:
        return -chance(month) * prices.repair(month).mean

    def spread(month: int) -> float:
        return chance(month) * prices.repair(month).square - spent(month) ** 2

    def failing(month: int) -> float:
        return incident * (1.0 - incident)

    def repairing(month: int) -> float:
        return chance(month) * (1.0 - chance(month))

    def reaching(counted: Counted, stage: int, month: int) -> float:
        return -prices.once(strategy.reach_cost[stage], prices.costs, month)

    def improving(counted: Counted, stage: int, month: int) -> float:
        return -prices.by_year(programme, prices.grown, month)

    served = prices.cost_by_year(strategy.cost_per_customer)
    found = [
        _each("incidents", "customer", lambda _: incident, alike, failing),
        _each("put_right", "customer", chance, alike, repairing),
        _ledger(Line.ACQUISITION, "reached", reaching, alike),
        _ledger(Line.SERVICING, "customer", served, alike),
        _ledger(Line.PROGRAMMES, "customer", improving, alike),
    ]
    recovery = _ledger(Line.SERVICE_RECOVERY, "customer", lambda c, s, m: spent(m), alike)
    return [*found, replace(recovery, noise=lambda c, s, m: spread(m))]


def figures_of(prices: Prices, product: int) -> list[Figure]:
    """The lines of the ledger that belong to a product."""
    terms = prices.terms
    tables, strategy = terms.tables, terms.strategy
    products, alike = tables.products, _alike(prices)
    fee, kind = float(products.fee[product]), int(products.kind[product])
    held = "owed" if kind == Kind.LOAN else "held"

    def earned(counted: Counted, stage: int, month: int) -> float:
        return prices.by_year(fee, prices.amounts, month)

    def incentive(counted: Counted, stage: int, month: int) -> float:
        return -prices.once(strategy.incentive[stage], prices.grown, month)

    yearly, opening = products.yearly_cost[product], products.open_cost[product]
    found = [
        _ledger(Line.FEES, held, earned, alike),
        _ledger(Line.SERVICING, held, prices.cost_by_year(yearly), alike),
        _ledger(Line.OPENING, "opened", prices.cost(opening), alike),
        _ledger(Line.INCENTIVES, "incentive", incentive, alike),
        _ledger(Line.CONTACTS, "contact", prices.cost(strategy.contact_cost), alike),
    ]
    kinds = {Kind.ACCOUNT: _of_account, Kind.LOAN: _of_loan, Kind.PURCHASE: _of_purchase}
    found += kinds[Kind(kind)](prices, product)
    name = tables.product_names[product]
    return [_belonging(each, product, name) for each in found]


def _of_account(prices: Prices, product: int) -> list[Figure]:
    terms, products = prices.terms, prices.terms.tables.products
    factor = amount_factor(terms.tables, product)

    def margin(counted: Counted, stage: int, month: int) -> float:
        year = month // 12
        balance = median(terms, product, stage, prices.amounts[year], prices.incomes[year])
        paid = float(products.market_rate[product] + terms.strategy.better_by[product, stage])
        rate = float(products.ftp[product]) - paid
        if factor.varies:
            return balance * rate / 12.0
        return twelfth(float(round(round(balance) * rate)), month)

    return [replace(_ledger(Line.NET_INTEREST, "held", margin, _alike(prices)), factor=factor)]


def _of_loan(prices: Prices, product: int) -> list[Figure]:
    terms = prices.terms
    products, growth = terms.tables.products, terms.tables.growth
    factor = amount_factor(terms.tables, product)
    term, lost = int(products.term[product]), float(products.loss_given_default[product])
    grows = bool(growth.amounts or growth.income)

    def alike(month: int) -> Hashable:
        return month if grows else None

    def of(counted: Counted, month: int) -> tuple[float, float, float]:
        _, _, left, opened_in = counted
        opened = max(month - (term - left), 0) if grows else 0
        plan = prices.schedule(product, opened_in, opened, not factor.varies)
        loss = plan.after[left] * lost
        return plan.margin[left], plan.charge[left], loss if factor.varies else round(loss)

    lines = [
        _ledger(Line.NET_INTEREST, "owed", lambda c, s, m: float(of(c, m)[0]), alike),
        _ledger(Line.CAPITAL_CHARGE, "owed", lambda c, s, m: -float(of(c, m)[1]), alike),
        _ledger(Line.CREDIT_LOSS, "defaulted", lambda c, s, m: -float(of(c, m)[2]), alike),
    ]
    return [replace(each, factor=factor, by_loan=True) for each in lines]


def _of_purchase(prices: Prices, product: int) -> list[Figure]:
    terms = prices.terms
    products = terms.tables.products
    who = purchase_factor(terms, product)
    written, wallet = float(products.margin[product]), float(products.share_of_wallet[product])

    def kept(stage: int, month: int) -> float:
        share = prices.improved[month // 12]
        margin = written + (1.0 - written) * (1.0 - share)
        return margin - float(terms.strategy.better_by[product, stage])

    def often(stage: int) -> float:
        return who.often[stage] * terms.share(wallet, product, stage) / 12.0

    def mean(counted: Counted, stage: int, month: int) -> float:
        if who.basket is None:
            return often(stage) * who.first * prices.amounts[month // 12] * kept(stage, month)
        basket = round(who.basket * prices.amounts[month // 12])
        return often(stage) * round(basket * kept(stage, month))

    def noise(counted: Counted, stage: int, month: int) -> float:
        square = (prices.amounts[month // 12] * kept(stage, month)) ** 2
        if who.basket is not None:
            return mean(counted, stage, month) ** 2 / max(often(stage), 1e-300)
        return often(stage) * who.second * square

    alike = _alike(prices)
    figure = _ledger(Line.SALES_MARGIN, "held", mean, alike)
    made = _ledger(Line.SALES_MARGIN, "held", lambda c, s, m: often(s), alike)
    many = replace(made, what="purchases", line=-1, money=False, noise=made.price)
    return [
        replace(figure, factor=who.spends, noise=noise, noise_factor=who.noise),
        replace(many, factor=who.buys, noise_factor=who.buys.mean),
    ]


# Words -------------------------------------------------------------------------------------------


def _alike(prices: Prices) -> Callable[[int], Hashable]:
    """Months of years with the same prices, at the same place in the year."""
    factors = (prices.amounts, prices.incomes, prices.costs, prices.grown, prices.improved)
    years = list(zip(*factors, strict=True))
    first = [years.index(each) for each in years]
    return lambda month: (first[month // 12], month % 12)


def _ledger(line: Line, name: str, price: Price, alike: Callable[[int], Hashable]) -> Figure:
    return Figure(LINES[line], name, price, alike, product=NO_PRODUCT, line=int(line), money=True)


def _each(
    what: str,
    name: str,
    chance: Callable[[int], float],
    alike: Callable[[int], Hashable],
    noise: Callable[[int], float],
) -> Figure:
    """Something that befalls whoever is counted, by chance."""
    return Figure(what, name, lambda c, s, m: chance(m), alike, noise=lambda c, s, m: noise(m))


def _belonging(figure: Figure, product: int, name: str) -> Figure:
    """The same of one product alone."""
    return replace(figure, what=f"{figure.what} of {name}", product=product)
