"""What one strategy's run leaves behind. Both engines fill it; nothing here simulates.

All money is int64 in minor units; all floats are minor units discounted as their names say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Shorts = NDArray[np.int16]
Floats = NDArray[np.float64]

GROUPS = 20
"""People are dealt into this many groups, by their number, to jackknife firm-level figures."""


class Exit(IntEnum):
    """How a person's last relationship with the firm ended."""

    NEVER = 0
    CHURN = 1
    LAPSE = 2
    DEATH = 3
    HORIZON = 4


@dataclass(frozen=True)
class Event:
    """One thing that happened to one person: for the optional table of events."""

    person: int
    month: int
    event: str
    product: str | None
    amount: int


@dataclass(frozen=True)
class PeopleRecord:
    """One entry per person, in the order of their numbers; ``n`` is the number of people."""

    person: Ints
    segment: Shorts  # index into the scenario's segments
    entry_stage: Shorts  # index of the stage at first joining; -1: never won
    joined: Shorts  # month of first joining; -1: never won
    left: Shorts  # month in which the last relationship ended; -1: still a customer, or never won
    exit: Shorts  # an `Exit`
    tenure_months: Shorts  # months lived as a customer, over all relationships
    products_opened: NDArray[np.int32]
    purchases: NDArray[np.int32]
    revenue: Ints  # all baskets at the regular price
    cash: Ints  # undiscounted sum of the person's flows, capital charge excluded
    capital_charge: Ints  # undiscounted, negative
    acquisition_cost: Ints  # undiscounted sum of the lines acquisition and incentives, negative
    npv: Floats  # all flows, capital charge included, discounted to `start`
    clv_before_acquisition: Floats  # discounted to the month of first joining; nan: never won
    clv: Floats  # after acquisition cost; nan: never won
    life: Ints  # fingerprint of everything that happened to the person, money left aside

    def in_order(self) -> "PeopleRecord":
        """The same people, in the order of their numbers."""
        if (self.person[1:] > self.person[:-1]).all():
            return self
        order = np.argsort(self.person, kind="stable")
        return PeopleRecord(*(getattr(self, each.name)[order] for each in fields(self)))


_DTYPES = {
    np.int16: ("segment", "entry_stage", "joined", "left", "exit", "tenure_months"),
    np.int32: ("products_opened", "purchases"),
    np.int64: ("person", "revenue", "cash", "capital_charge", "acquisition_cost", "life"),
    np.float64: ("npv", "clv_before_acquisition", "clv"),
}


def empty_record(people: int) -> PeopleRecord:
    """A record to be filled."""
    return PeopleRecord(
        **{name: np.empty(people, dtype) for dtype, names in _DTYPES.items() for name in names}
    )


@dataclass(frozen=True)
class MonthRecord:
    """Counts per month, each an array over the months of the run."""

    living: Ints
    customers: Ints  # people who lived the month, or a part of it, as customers
    joined: Ints
    churned: Ints
    lapsed: Ints
    died: Ints  # customers who died at the start of the month
    contacts: Ints
    responses: Ints
    needs: Ints  # needs that somebody could meet: held nowhere, not barred
    needs_won: Ints
    incidents: Ints
    products_held: Ints  # products held at the firm, summed over the month's customers
    satisfaction: Ints  # sum over the month's customers, in units of 1e-9
    responses_kept: Ints  # products sold by a contact 12 months ago and held ever since
    put_right: Ints  # failures put right, at once or after a survey
    silent: Ints  # failures that nobody told of
    surveys: Ints
    purchases: Ints
    purchases_added: Ints  # those that members would not have made without the programme
    revenue: Ints  # all baskets at the regular price, in minor units
    members: Ints  # customers who were members of the programme of rewards
    rewards: Ints  # discounts and free items of members, in minor units
    rewards_anyway: Ints  # of these, on purchases that would have been made without
    lost_of_year: Ints  # who left or lapsed, of the customers who lived the year's first month
    died_of_year: Ints  # of the same
    buyers: Ints  # people who bought something in the year that begins in this month
    buyers_again: Ints  # of these, more than once
    cash: Ints  # the firm's cash at the end of the month


@dataclass(frozen=True)
class Outcome:
    """Everything one strategy's run leaves behind.

    Lines are indexed as in `sim.world.ledger.Line`; the last product index means "no product".
    """

    strategy: str
    people: PeopleRecord
    months: MonthRecord
    ledger: Ints  # [month, product + 1, line]
    ages: Ints  # [age in whole years, line]
    age_customer_months: Ints  # [age]
    age_products_held: Ints  # [age] product-months held by customers at that age
    tenure: (
        Ints  # [k + 1, line]: row 0 is before joining, row k + 1 the k-th month since first joining
    )
    tenure_customers: Ints  # [k + 1] customers in that month since first joining; row 0 is 0
    tenure_cohort: Ints  # [k + 1] people won whose k-th month since joining lies within the run
    group_ledger: Ints  # [group, month, line]; a person is of group ``person % GROUPS``
    group_counts: Mapping[str, Ints]  # [group, month], by the names of `MonthRecord`
    group_tenure: Ints  # [group, k + 1] cash; what it cost to win somebody, up to the month of
    # joining, is in row 0
    group_ages: Ints  # [group, age in whole years] all flows, capital charge included
    group_age_customer_months: Ints  # [group, age]
    group_age_products_held: Ints  # [group, age]
    signals: Mapping[str, Floats]  # [month] what the firm made known, by name
    financing: Ints  # [month] interest on what the firm owed: in the ledger, but nobody's
    ruined: int  # the month in which cash and credit ran out and nothing could be stopped; -1: none
    events: tuple[Event, ...] | None
