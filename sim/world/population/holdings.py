"""What a customer holds at the firm: accounts, loans and habits of buying, and their flows."""

from collections.abc import Callable

from sim.rules.balance import level_payment, loan_month
from sim.scenario.tables import Trait
from sim.world.dues import Due
from sim.world.ledger import Line
from sim.world.product import Capital

Post = Callable[[int, int, int], None]
"""Posts a flow: product, line, amount."""

NET_INTEREST = int(Line.NET_INTEREST)
CAPITAL_CHARGE = int(Line.CAPITAL_CHARGE)


class Account:
    """A balance that earns interest, a fee and costs the year round."""

    __slots__ = ("dues", "ends", "points_dearer", "product")

    def __init__(self, product: int, ends: int) -> None:
        self.product = product
        self.ends = ends  # the month in which it is dropped by itself
        self.points_dearer = 0.0  # percentage points dearer than the market, now
        self.dues: tuple[Due, ...] = ()


class Loan(Account):
    """A loan on a level annuity; its rate is locked, and may revert after a fixed time."""

    __slots__ = (
        "balance",
        "capital",
        "defaults",
        "ftp",
        "last_month",
        "payment",
        "rate",
        "reverts",
    )

    def __init__(
        self,
        product: int,
        ends: int,
        balance: int,
        defaults: int,
        last_month: int,
        capital: Capital,
    ) -> None:
        super().__init__(product, ends)
        self.balance = balance
        self.defaults = defaults  # the month of default, if before the last
        self.last_month = last_month  # the month of the last payment
        self.capital = capital
        self.reverts = -1  # the month in which the rate reverts; -1: never
        self.rate = self.ftp = 0.0  # what is paid, and what treasury charges: fixed together
        self.payment = 0

    def reprice(self, month: int, rate: float, market_rate: float, ftp: float) -> None:
        """Take a rate from this month on, its funding, and the level payment that goes with it."""
        self.rate, self.ftp = rate, ftp
        self.payment = level_payment(self.balance, rate, self.last_month - month + 1)
        self.compare(market_rate)

    def compare(self, market_rate: float) -> None:
        """See how dear it is beside what rivals charge now."""
        self.points_dearer = (self.rate - market_rate) * 100.0

    def pay(self, month: int, post: Post) -> None:
        """Pay the month's instalment: interest margin and capital charge go to the ledger."""
        capital = self.capital
        margin, charge, repaid = loan_month(
            self.balance,
            self.payment,
            self.last_month - month + 1,
            self.rate,
            self.ftp,
            capital.risk_weight,
            capital.ratio,
            capital.cost,
        )
        self.balance -= repaid
        post(self.product, NET_INTEREST, margin)
        post(self.product, CAPITAL_CHARGE, -charge)


class Habit(Account):
    """Repeat purchases: a number of baskets a month."""

    __slots__ = ("basket", "each", "key", "margin", "monthly", "usual")

    def __init__(self, product: int, ends: int, key: int, each: Trait | None) -> None:
        super().__init__(product, ends)
        self.key = key
        self.each = each  # where baskets are drawn anew
        self.basket = 0.0  # minor units, where they are not; else what each is multiplied by
        self.usual = 0.0  # the mean basket, minor units
        self.monthly = 0.0  # mean purchases a month, all else equal
        self.margin = (0.0, 0.0)  # share of the basket, and the discount off it
