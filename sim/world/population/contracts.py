"""How a product becomes a holding: its terms on the day, and what it earns at each stage."""

from sim.rules.balance import account_margin
from sim.rules.chance import Decision
from sim.rules.waiting import next_month
from sim.scenario.tables import Kind
from sim.world.dues import dues_of
from sim.world.population.holdings import (
    NET_INTEREST,
    Account,
    Habit,
    Loan,
    LoanTerms,
)
from sim.world.population.nature import Nature
from sim.world.ways import Ways

ENDS = int(Decision.ENDS)
DEFAULT = int(Decision.DEFAULT)


def opened(nature: Nature, ways: Ways, product: int, stage: int, month: int) -> Account:
    """A new holding, on the terms of this month and stage."""
    products = nature.market.tables.products
    kind = products.kind[product]
    ends = _waits(nature, ENDS, product, month, nature.market.tables.months)
    if kind == Kind.LOAN:
        holding: Account = _lent(nature, ways, product, stage, month, ends)
    elif kind == Kind.PURCHASE:
        each = products.basket_each[product]
        holding = Habit(product, ends, nature.market.tables.seed, each)
    else:
        holding = Account(product, ends)
    replan(holding, nature, ways, stage, month)
    return holding


def _lent(nature: Nature, ways: Ways, product: int, stage: int, month: int, ends: int) -> Loan:
    tables = nature.market.tables
    products = tables.products
    last_month = month + int(products.term[product]) - 1
    loan = Loan(
        product=product,
        ends=ends,
        balance=nature.amount(product, stage, month),
        defaults=_waits(nature, DEFAULT, product, month, last_month),
        last_month=last_month,
        terms=LoanTerms(
            float(products.ftp[product]),
            float(products.risk_weight[product]),
            tables.capital_ratio,
            tables.capital_cost,
        ),
    )
    market_rate = float(products.market_rate[product])
    loan.reprice(month, market_rate - ways.better_by[product][stage], market_rate)
    fixed = int(products.fixed_months[product])
    if 0 <= fixed < products.term[product]:
        loan.reverts = month + fixed
    return loan


def _waits(nature: Nature, decision: int, product: int, month: int, end: int) -> int:
    """The month before ``end`` in which it defaults or ends by itself; else ``end``."""
    market = nature.market
    hazards = market.default_hazards if decision == DEFAULT else market.end_hazards
    return next_month(
        market.tables.seed,
        nature.number,
        month,
        decision,
        int(market.tables.products.key[product]),
        nature.entries,
        hazards[product],
        end,
    )


def reverted(loan: Loan, nature: Nature, month: int) -> None:
    """Let the rate of a loan revert: the market's rate plus the step, whatever it was."""
    products = nature.market.tables.products
    market_rate = float(products.market_rate[loan.product])
    loan.reprice(month, market_rate + float(products.reverts_by[loan.product]), market_rate)


def replan(holding: Account, nature: Nature, ways: Ways, stage: int, month: int) -> None:
    """Set what the holding earns and costs at this stage, in this year of the run."""
    market, product, year = nature.market, holding.product, month // 12
    products = market.tables.products
    holding.dues = market.agreed[year][product]
    if isinstance(holding, Habit):
        growth = market.amount_growth[year]
        holding.monthly = nature.value(products.per_year, product, stage) / 12.0
        holding.basket = (
            float(nature.basket(product, stage, month)) if holding.each is None else growth
        )
        holding.margin = (float(products.margin[product]), ways.better_by[product][stage])
    elif not isinstance(holding, Loan):
        margin = account_margin(
            nature.amount(product, stage, month),
            float(products.ftp[product]),
            float(products.market_rate[product]) + ways.better_by[product][stage],
        )
        holding.dues += dues_of(product, {NET_INTEREST: margin})
    if not isinstance(holding, Loan):
        holding.points_dearer = -ways.points[product][stage]
