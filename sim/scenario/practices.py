"""What a strategy practises beyond its offers, as numbers: a part of the scenario's tables.

Amounts are minor units, durations months, chances a year. A practice that a strategy does not have
is None.
"""

from dataclasses import dataclass
from enum import IntEnum

WITHOUT_LIMIT = -1.0
"""In place of a budget: a failure costs what it costs."""


class Stop(IntEnum):
    """What a firm without money may stop."""

    ACQUIRE = 0
    CONTACT = 1
    LENDING = 2
    FEEDBACK = 3
    LOYALTY = 4
    PROMOTION = 5


STOPS = tuple(stop.name.lower() for stop in Stop)
"""The same as a scenario writes them."""


class Join(IntEnum):
    """Who may join a loyalty programme."""

    ALL = 0
    TOP = 1  # the share of customers who spend most
    PURCHASES_PER_YEAR = 2


@dataclass(frozen=True)
class StaffTables:
    """Who serves the customers; a desk is where so many of them wait in one line."""

    per_1000_customers: float
    customers_per_desk: float
    minutes_per_incident: float
    cost_per_year: float
    training_per_year: float
    cost_to_train: float
    turnover: float
    cost_per_hire: float
    trained: float
    untrained_quality: float  # below 0: the market's
    patience: float  # minutes


@dataclass(frozen=True)
class FeedbackTables:
    """Surveys."""

    surveys_per_year: float
    cost: float
    acts_on: float
    tires: float


@dataclass(frozen=True)
class LoyaltyTables:
    """A programme of rewards."""

    join: Join
    join_number: float  # a share, or purchases a year
    reviewed: int
    discount: float
    discount_from_basket: float
    free_item: float
    per_year: float
    ease: float
    keeps: float


@dataclass(frozen=True)
class PersonalTables:
    """Relevance of contacts."""

    relevance: float
    responds: float
    tires: float


@dataclass(frozen=True)
class PromotionTables:
    """Lower prices for a time."""

    lasts: int
    every: int
    first: int
    discount: float
    free_item: float
    brought_forward: float
    over: int


@dataclass(frozen=True)
class ImprovementTables:
    """Unit costs that fall; ``past`` has the rates of the years before they were changed."""

    per_year: float
    lasts: int
    cost_per_customer: float
    past: tuple[float, ...] = ()


@dataclass(frozen=True)
class TalkTables:
    """Word of mouth, a year."""

    per_satisfied: float
    per_dissatisfied: float


@dataclass(frozen=True)
class Practices:
    """All practices of one strategy."""

    staff: StaffTables | None = None
    feedback: FeedbackTables | None = None
    loyalty: LoyaltyTables | None = None
    personal: PersonalTables | None = None
    promotion: PromotionTables | None = None
    improvement: ImprovementTables | None = None
    talk: TalkTables | None = None
    funding: tuple[Stop, ...] = ()
