"""What is measured of the people and banks of `hsbc.yaml`, beside what surveys find, as a list.

    python -m tests.scenarios.measured 20000

It is from these figures that the table in `scenarios/data/README.md` is written.
"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tests.scenarios.estimates import Estimate, ratio, yearly
from tests.scenarios.test_hsbc_is_plausible import (
    ADULTS,
    MAIN_ACCOUNTS,
    SURVEYED,
    Lived,
    lived,
    surveys,
)

AGES = ((18, 23), (24, 29), (30, 64), (65, 99))
BORROWERS = 1.5
Floats = NDArray[np.float64]


def of_banks(full: Lived, few: Lived) -> Iterator[tuple[str, Estimate]]:
    """How much customers hold, where they borrow, and how large the two banks are."""
    yield "products at the firm per adult customer", full.products_per_customer()
    yield "… of the customer-focused bank", few.products_per_customer()
    yield "card held where one banks", full.kept_where_they_bank("credit_card")
    yield "personal loan held where one banks", full.kept_where_they_bank("personal_loan")
    borrowing = full.holdings.held("mortgage")
    yield "share of all mortgages", ratio(full.holdings.held_here("mortgage"), borrowing)
    yield "adults who are customers", full.share_of_adults()
    yield "… of the customer-focused bank", few.share_of_adults()
    yield "adults won as main customers in a year", won_in_a_year(full)
    yield "… by the customer-focused bank", won_in_a_year(few)
    yield "mortgage when opened, for 1.5 borrowers", mortgage_opened(full)


def of_people(full: Lived) -> Iterator[tuple[str, Estimate]]:
    """Who owns what, with any bank, and how many live to an age."""
    for asked, low, high in dict.fromkeys(survey[:3] for survey in surveys()):
        aged = full.holdings.aged(low, high)
        held = full.holdings.held(*SURVEYED[asked])
        yield f"{asked}, {low} to {high}", ratio(held & aged, aged)
    adults = full.holdings.aged(*ADULTS)
    yield "no account, adults", ratio(adults & ~full.holdings.held(*MAIN_ACCOUNTS), adults)
    for age in (45, 65, 85):
        alive = full.holdings.alive[:, [(age - 11) * 12 - 1]]
        yield f"alive at {age}", ratio(alive, np.ones_like(alive))


def of_leaving(full: Lived) -> Iterator[tuple[str, Estimate]]:
    """Who leaves, and who would if the firm's doing had no effect."""
    for ages in AGES:
        yield f"movers who leave in a year, {ages[0]} to {ages[1]}", full.leaving(ages, "movers")
    yield "adult customers who leave", full.leaving(ADULTS, "stayers", "movers")
    adults, base = full.holdings.aged(*ADULTS), base_chances(full)
    customers = full.customers & adults
    yield "… at their base chances", yearly(ratio(base * customers, customers))
    yield "… if customers were like everybody", yearly(ratio(base * adults, adults))
    stayers = (full.cohort.segment == full.tables.segment_names.index("stayers"))[:, None]
    yield "stayers among customers", ratio(customers & stayers, customers)


def won_in_a_year(bank: Lived) -> Estimate:
    """Of adults, how many become customers with a main account in a year."""
    main = bank.holdings.held_here(*MAIN_ACCOUNTS) & bank.customers
    before = np.zeros_like(main)
    before[:, 1:] = bank.customers[:, :-1]
    adults = bank.holdings.aged(*ADULTS)
    return yearly(ratio(main & ~before & adults, adults))


def mortgage_opened(bank: Lived) -> Estimate:
    """The mean amount of a mortgage in pounds, for the usual number of borrowers."""
    opened = [
        event.amount / 100
        for event in bank.outcome.events or ()
        if event.event == "opened" and event.product == "mortgage"
    ]
    amounts: Floats = BORROWERS * np.array(opened)
    return Estimate(float(amounts.mean()), float(amounts.std(ddof=1) / np.sqrt(len(amounts))))


def base_chances(bank: Lived) -> Floats:
    """The chance to leave in a month that each person starts from, ``[person, month]``."""
    months = np.arange(bank.tables.months)
    stage = np.zeros((len(bank.cohort), bank.tables.months), dtype=np.int8)
    for entered in bank.cohort.entries.T[1:]:
        stage += months >= entered[:, None]
    yearly_chance = bank.tables.behaviour.churn.value[bank.cohort.segment[:, None], stage]
    monthly: Floats = 1.0 - (1.0 - yearly_chance) ** (1 / 12)
    return monthly


def main(people: int) -> None:
    """Print everything."""
    full, few = lived("customer_centric", people), lived("customer_focused", people)
    for name, found in (*of_banks(full, few), *of_people(full), *of_leaving(full)):
        print(f"{name:50} {found.value:12.4f} ({found.error:.4f})")


if __name__ == "__main__":
    main(int(sys.argv[1]))
