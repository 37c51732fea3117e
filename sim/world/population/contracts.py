"""How a product becomes a holding: its terms on the day, and what it earns at each stage."""

from sim.rules.balance import account_margin, locked_rate, reverted_rate
from sim.rules.chance import Decision
from sim.scenario.tables import Kind
from sim.world.dues import dues_of
from sim.world.population.holdings import NET_INTEREST, Account, Habit, Loan
from sim.world.population.nature import Nature
from sim.world.ways import Ways

LOAN = Kind.LOAN
PURCHASE = Kind.PURCHASE
ENDS = int(Decision.ENDS)
DEFAULT = int(Decision.DEFAULT)


def opened(nature: Nature, ways: Ways, product: int, stage: int, month: int) -> Account:
    """A new holding, on the terms of this month and stage."""
    terms = nature.market.products[product]
    ends = _waits(nature, ENDS, product, month, nature.market.tables.months)
    if terms.kind == LOAN:
        holding: Account = _lent(nature, ways, product, stage, month, ends)
    elif terms.kind == PURCHASE:
        holding = Habit(product, ends, terms.key, terms.basket_each)
    else:
        holding = Account(product, ends)
    replan(holding, nature, ways, stage, month)
    return holding


def _lent(nature: Nature, ways: Ways, product: int, stage: int, month: int, ends: int) -> Loan:
    terms = nature.market.products[product]
    last_month = month + terms.term - 1
    loan = Loan(
        product=product,
        ends=ends,
        balance=nature.amount(product, stage, month),
        defaults=_waits(nature, DEFAULT, product, month, last_month),
        last_month=last_month,
        capital=terms.capital,
    )
    rate = locked_rate(terms.market_rate, ways.better_by[product][stage])
    loan.reprice(month, rate, terms.market_rate, terms.ftp)
    if 0 <= terms.fixed_months < terms.term:
        loan.reverts = month + terms.fixed_months
    return loan


def _waits(nature: Nature, decision: int, product: int, month: int, end: int) -> int:
    """The month before ``end`` in which it defaults or ends by itself; else ``end``."""
    market = nature.market
    hazards = market.default_hazards if decision == DEFAULT else market.end_hazards
    return nature.waits(decision, market.keys[product], month, hazards[product], end)


def reverted(loan: Loan, nature: Nature, month: int) -> None:
    """Let the rate of a loan revert: the market's rate plus the step, whatever it was."""
    terms = nature.market.products[loan.product]
    rate = reverted_rate(terms.market_rate, terms.reverts_by)
    loan.reprice(month, rate, terms.market_rate, terms.ftp)


def replan(holding: Account, nature: Nature, ways: Ways, stage: int, month: int) -> None:
    """Set what the holding earns and costs at this stage, in this year of the run."""
    market, product, year = nature.market, holding.product, month // 12
    terms, better_by = market.products[product], ways.better_by[product][stage]
    holding.dues = market.agreed[year][product]
    if isinstance(holding, Loan):
        return
    holding.points_dearer = -ways.points[product][stage]
    if isinstance(holding, Habit):
        holding.monthly = nature.own(terms.per_year[stage]) / 12.0 * nature.frequency
        mean = market.mean_basket[product]
        own = nature.basket(product, stage, month) if mean is None else market.amount_growth[year]
        holding.basket = own * nature.for_people
        holding.usual = holding.basket if mean is None else mean * holding.basket
        holding.margin = (market.margin[year][product], better_by)
        return
    balance = nature.amount(product, stage, month)
    margin = account_margin(balance, terms.ftp, terms.market_rate + better_by)
    holding.dues += dues_of(product, {NET_INTEREST: margin})
