"""The scenario as numbers by index: what the world reads instead of words.

Names become indices (stage, product, segment, strategy), amounts become minor units, percents
become fractions, durations become months. Chances stay chances a year: turning them into months is
a formula, and formulas live in `sim.rules`. `sim.scenario.tabulate` fills these tables.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.scenario.practices import Practices

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NO_TRAIT = -1
FIRST_ARRIVAL = 2**31
NO_PRODUCT = -1
NO_FIXED_TIME = -1


class Kind(IntEnum):
    """What a product is."""

    ACCOUNT = 0
    LOAN = 1
    PURCHASE = 2


class Choose(IntEnum):
    """How a strategy chooses what to speak of."""

    BEST_NEED = 0
    BEST_VALUE = 1
    BEST_MARGIN = 2
    RANDOM = 3


@dataclass(frozen=True)
class Trait:
    """A value that differs between people: drawn once, at the rank that belongs to ``key``."""

    key: int
    kind: str
    first: float
    second: float
    low: float  # a draw below is cut to it
    high: float


@dataclass(frozen=True)
class PersonValue:
    """A value by stage (and what else the leading axes say), the same for everybody or a trait.

    Where ``trait`` is `NO_TRAIT` the number in ``value`` holds, else the person's trait of that
    index.
    """

    value: Floats
    trait: Ints


@dataclass(frozen=True)
class AmountValue:
    """An amount of money by product and stage, for one person.

    ``(level or trait) + times_income * income``, lognormal about that with sigma ``spread``. All of
    it at one rank a person and product.
    """

    level: PersonValue  # [product, stage], minor units
    times_income: Floats  # [product, stage]
    spread: Floats  # [product, stage]


@dataclass(frozen=True)
class Life:
    """Everything about people that no firm can change."""

    age_at_entry: PersonValue  # [1, 1], years
    arrivals_per_year: float
    stage_from: PersonValue  # [stage, 1], years
    income: Floats  # [stage], minor units a year
    income_spread: float
    first_age: int
    qx: Floats  # [sex, age]; one row: the same for all
    segment_share: Floats  # [segment]


@dataclass(frozen=True)
class Growth:
    """Growth a year."""

    income: float
    amounts: float
    costs: float


@dataclass(frozen=True)
class BehaviourTables:
    """How people behave, by segment."""

    churn: PersonValue  # [segment, stage], chance a year
    churn_satisfaction: Floats  # [segment]; the next three likewise
    churn_each_further: Floats
    churn_fatigue: Floats
    churn_price: Floats
    choice_price: PersonValue  # [segment, 1]
    choice_satisfaction: Floats
    contact_fatigue: Floats
    contact_forgets: Floats  # months
    market: Floats
    start: Floats
    half_life: Floats  # months
    harm: Floats
    recovery: Floats
    voiced: Floats
    buying_satisfaction: Floats
    buying_price: Floats
    buying_reference: Floats  # months
    buying_frequency: PersonValue  # [segment, 1]
    buying_for_people: PersonValue  # [segment, 1]
    after_default: Ints  # months


@dataclass(frozen=True)
class ProductTables:
    """The products, by index. ``key`` is what luck that belongs to the product is keyed by."""

    key: Ints  # [product]
    kind: Ints  # [product], a `Kind`
    need: Floats  # [product, stage], chance a year
    wins_customer: Floats  # [product]
    wins_stranger: Floats  # [product]
    response: Floats  # [product]
    amount: AmountValue  # balance, or amount lent
    basket: AmountValue  # per purchase; used where `basket_each` is None
    basket_each: tuple[Trait | None, ...]  # [product]: drawn anew for each purchase
    per_year: PersonValue  # [product, stage], purchases a year
    margin: Floats  # [product], share of the basket
    share_of_wallet: Floats  # [product]
    market_rate: Floats  # [product]
    ftp: Floats  # [product]
    fee: Floats  # [product], minor units a year
    open_cost: Floats  # [product], minor units
    yearly_cost: Floats  # [product], minor units a year
    ends: Floats  # [product, stage], chance a year
    term: Ints  # [product], months; 0 for what has no term
    fixed_months: Ints  # [product]; NO_FIXED_TIME: locked for the term
    reverts_by: Floats  # [product]
    default: Floats  # [product, stage], chance a year
    loss_given_default: Floats  # [product]
    risk_weight: Floats  # [product]
    becomes: Ints  # [product, stage]; NO_PRODUCT: stays what it is


@dataclass(frozen=True)
class StrategyTables:
    """One strategy."""

    name: str
    offered: Bools  # [product, stage]
    better_by: Floats  # [product, stage], as a fraction
    reach: Floats  # [stage], chance a year
    reach_cost: Floats  # [stage], minor units
    takes: Floats  # [stage]
    incentive: Floats  # [stage], minor units
    opens: Ints  # [stage]; NO_PRODUCT: nobody is reached
    contacts_per_year: float
    contact_cost: float  # minor units
    choose: Choose
    quality: Floats  # [segment]; the market's satisfaction where the strategy has no service
    incidents_per_year: Floats  # [segment]
    failures_per_purchase: Floats  # [segment], a chance
    puts_right: float
    cost_per_incident: float  # minor units
    budget_per_incident: float  # minor units, or `WITHOUT_LIMIT`
    cost_per_customer: float  # minor units a year
    practices: Practices


@dataclass(frozen=True)
class Tables:
    """A whole scenario as numbers."""

    title: str
    start: str  # YYYY-MM
    currency: str
    minor_digits: int
    months: int
    initial_people: int
    seed: int  # 64 bits, as a signed number
    discount_rate: float
    stage_names: tuple[str, ...]
    product_names: tuple[str, ...]
    segment_names: tuple[str, ...]
    traits: tuple[Trait, ...]
    growth: Growth
    life: Life
    behaviour: BehaviourTables
    products: ProductTables
    book_share: float
    book_holds: Ints  # product indices
    market_share: Floats  # [product, stage]
    capital_ratio: float
    capital_cost: float
    opening_cash: int  # minor units, the whole firm
    credit_line: int  # minor units, the whole firm
    credit_rate: float  # a year
    strategies: tuple[StrategyTables, ...]
    phases: "tuple[tuple[Phase, ...], ...]"  # by strategy: the changes to come

    @property
    def strategy_names(self) -> tuple[str, ...]:
        """The strategies in the order of the file."""
        return tuple(strategy.name for strategy in self.strategies)

    @property
    def people(self) -> int:
        """Everyone who ever enters: at the start, and later."""
        return self.initial_people + self.arrivals

    @property
    def arrivals(self) -> int:
        """How many enter later."""
        return int(self.life.arrivals_per_year * self.months / 12)

    def person_numbers(self) -> Ints:
        """Everybody's number: those of the start count from 0, later ones from `FIRST_ARRIVAL`.

        So another number of people at the start changes nobody's number, and nobody's luck.
        """
        return self.numbers_of(np.arange(self.people, dtype=np.int64))

    def numbers_of(self, places: Ints) -> Ints:
        """The numbers of the people at some places among everybody, counted from 0."""
        later = places >= self.initial_people
        return np.where(later, places - self.initial_people + FIRST_ARRIVAL, places)

    def arrival_months(self, arrivals: Ints | None = None) -> Ints:
        """The month in which each of some later people enters (default: all), evenly spread.

        They are counted from 0.
        """
        which = np.arange(self.arrivals) if arrivals is None else arrivals
        yearly = self.life.arrivals_per_year
        return np.floor(which.astype(np.float64) * 12.0 / max(yearly, 1e-9)).astype(np.int64)


@dataclass(frozen=True)
class Phase:
    """A dated change: in ``month`` the tables begin to move to ``tables``, over so many months."""

    month: int
    over: int  # 0: at once
    tables: Tables
