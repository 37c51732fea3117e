"""The firm as an agent: its ways and how they change, its money, its books and its review."""

from collections.abc import Generator
from typing import Protocol

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.rules.loyalty import NOBODY
from sim.rules.money import rounded
from sim.scenario.practices import Join, Stop
from sim.world.books import UNITS_OF_SATISFACTION, Books, by_product, empty_ledger
from sim.world.eras import Era
from sim.world.ledger import LINES, Line
from sim.world.market import Market
from sim.world.signals import (
    Signals,
    Totals,
    everybody_joins,
    first_signals,
    frequency_after,
    membership,
    next_signals,
)
from sim.world.ways import Ways

Ints = NDArray[np.int64]

END_OF_MONTH = 0.5
"""People live at the whole months of the clock; the firm closes its books between them."""
EVE = 0.25
"""So long before a month the firm makes known what is to hold in it."""
FROM_THE_START = 0


class BooksDoNotBalance(RuntimeError):
    """What people handed over is not what the ledger says: a fault in the program."""


class Watched(Protocol):
    """The people, as far as the firm looks at them."""

    def counted(self, name: str, month: int) -> int:
        """A count of a month that was lived."""

    def spend_to_join(self, share: float, month: int) -> int:
        """From which spend since the last review a customer of a month is of the top ``share``."""


class Firm:
    """A firm with a strategy, a ledger, books for each group of people, and cash.

    ``living`` is how many people live in each month.
    """

    def __init__(self, eras: tuple[Era, ...], books: tuple[Books, ...], living: Ints) -> None:
        tables = eras[0].market.tables
        self.eras, self.books, self.living = eras, books, living
        self.ledger = empty_ledger(tables)
        self.era = eras[0]
        self.attentive = any(era.ways.attentive(era.market) for era in eras) or len(eras) > 1
        self.promotes = any(any(era.ways.campaign.discount) for era in eras)
        self.discounts: list[float] = []  # what promotions took off in each month, in percent
        self.signals: Signals = first_signals(self.ways, self.market)
        self._promote(FROM_THE_START)
        self.published = [self.signals]
        self.people: Watched | None = None  # set by who lives in the market, before they live
        self.opening_cash = self.cash = tables.opening_cash
        self.takings = 0
        self.cash_at_month_end: list[int] = []
        self.financing: list[int] = []  # interest on what is owed, by month
        self.ruined = -1  # the first month at whose end nothing more could be stopped; -1: never

    @property
    def ways(self) -> Ways:
        """What the firm does now."""
        return self.era.ways

    @property
    def market(self) -> Market:
        """The market as it is now."""
        return self.era.market

    def stops(self, what: Stop) -> bool:
        """Whether the firm has stopped something for want of money."""
        return what in self.ways.funding[: self.signals.stopped]

    def receive(self, cash: int) -> None:
        """Take what one person's month brought, in minor units (negative: it cost)."""
        self.takings += cash

    def act(self, env: simpy.Environment) -> None:
        """Register the firm's processes."""
        env.process(self._keep_books(env))
        if self.attentive:
            env.process(self._change(env))
            env.process(self._review(env))

    def _keep_books(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """Close every month at its end."""
        yield env.timeout(END_OF_MONTH)
        for _ in range(self.books[0].months):
            self.close()
            yield env.timeout(1)
        self.people = None  # they know the firm too: a circle would keep its books from being freed

    def _change(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """Change one's ways on the dates of the strategy, before its firm looks back."""
        for era in self.eras[1:]:
            yield env.timeout(era.month - END_OF_MONTH + EVE / 2.0 - env.now)
            self.era = era

    def _review(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """On the eve of each month, look back at the last one and make known what is to hold."""
        yield env.timeout(1.0 - EVE)
        ways = self.eras[0].ways
        for month in range(1, self.books[0].months):
            was, ways = ways, self.ways
            joins_from = self._joins_from(month, was)
            last = self._totals(month - 1)
            self.signals = next_signals(self.signals, last, was, ways, self.market, joins_from)
            self._promote(month)
            self.published.append(self.signals)
            yield env.timeout(1)

    def _promote(self, month: int) -> None:
        """Remember what is off this month, and make known what promotions so far come to."""
        if not self.promotes:
            return
        off = 0.0 if self.stops(Stop.PROMOTION) else self.ways.campaign.discount[month]
        self.discounts.append(off * 100.0)
        frequency = frequency_after(self.discounts, self.ways, self.market)
        self.signals = self.signals._replace(frequency=frequency)

    def _joins_from(self, month: int, before: Ways) -> int | None:
        """What it takes to be a member, where that is decided anew in this month."""
        ways = self.ways
        if everybody_joins(ways) != everybody_joins(before):
            return FROM_THE_START if everybody_joins(ways) else NOBODY
        if not ways.rewards.reviewed:
            return NOBODY if before.rewards.reviewed else None
        if ways.rewards.join == Join.ALL or month % ways.rewards.reviewed:
            return None
        people = self._watched()
        return membership(ways, lambda share: people.spend_to_join(share, month))

    def _totals(self, month: int) -> Totals:
        counted = self._watched().counted
        return Totals(
            living=int(self.living[month]),
            customers=counted("customers", month),
            incidents=counted("incidents", month),
            satisfied=counted("satisfaction", month) / UNITS_OF_SATISFACTION,
            cash=self.cash,
        )

    def _watched(self) -> Watched:
        if self.people is None:
            raise RuntimeError("a firm that looks at its customers was given none to look at")
        return self.people

    def close(self) -> None:
        """Move the month's takings to cash, and pay the month's interest."""
        interest = self._interest()
        self.cash += self.takings + interest
        self.takings = 0
        self.financing.append(interest)
        self.cash_at_month_end.append(self.cash)
        nothing_left = self.signals.stopped == len(self.ways.funding) > 0
        if nothing_left and self.ruined < 0 and self.cash < -self.market.tables.credit_line:
            self.ruined = len(self.cash_at_month_end) - 1

    def _interest(self) -> int:
        """Interest on what the firm owed when the month began; only a firm that counts its cash."""
        if not self.ways.funding or self.cash >= 0:
            return 0
        return rounded(self.cash * self.market.tables.credit_rate / 12.0)

    def check(self, lines: Ints) -> None:
        """Compare what was written of every month that was closed in three places: the takings, the
        ``lines`` of each group ``[group, month, line]``, and the ledger by product.

        Raises:
            BooksDoNotBalance: naming the first month in which they differ.
        """
        taken = np.diff(np.array(self.cash_at_month_end), prepend=self.opening_cash)
        cash = lines.sum(axis=(0, 2)) - lines[:, :, Line.CAPITAL_CHARGE].sum(axis=0)
        posted = cash[: len(taken)] + np.array(self.financing, dtype=np.int64)
        self._demand(taken, posted, "people handed over", "the ledger says")
        by_line = zip(self.ledger_table().sum(axis=1).T, lines.sum(axis=0).T, LINES, strict=True)
        for products, groups, line in by_line:
            self._demand(products, groups, f"{line}: products brought", "groups of people")

    def ledger_table(self) -> Ints:
        """The ledger as ``[month, product, line]``: a view."""
        return by_product(self.ledger, self.books[0].months)

    def _demand(self, one: Ints, other: Ints, this: str, that: str) -> None:
        """Demand that two accounts of every month are equal, one called this, the other that."""
        wrong = np.flatnonzero(one != other)
        if wrong.size:
            month = int(wrong[0])
            raise BooksDoNotBalance(
                f"Strategy {self.ways.name}, month {month}: {this} {one[month]}, {that} "
                f"{other[month]} (minor units). This is a fault in the program, not in the "
                "scenario; please report it with the scenario and the seed."
            )
