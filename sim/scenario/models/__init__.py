"""The parts of a scenario, one module a part, in human units."""

from sim.scenario.models.behaviour import (
    Behaviour,
    Choice,
    Churn,
    Satisfaction,
    Segment,
    Tiring,
)
from sim.scenario.models.firm import Capital, Cash, Firm, OpeningBook
from sim.scenario.models.life import Enter, Life, Mortality, Stage, YearlyGrowth
from sim.scenario.models.products import (
    Account,
    Costs,
    Ends,
    Fixed,
    Loan,
    Product,
    Purchase,
    Wins,
)
from sim.scenario.models.scenario import Origin, Scenario, Source
from sim.scenario.models.strategy import Acquire, Contact, Service, Strategy

__all__ = [
    "Account",
    "Acquire",
    "Behaviour",
    "Capital",
    "Cash",
    "Choice",
    "Churn",
    "Contact",
    "Costs",
    "Ends",
    "Enter",
    "Firm",
    "Fixed",
    "Life",
    "Loan",
    "Mortality",
    "OpeningBook",
    "Origin",
    "Product",
    "Purchase",
    "Satisfaction",
    "Scenario",
    "Segment",
    "Service",
    "Source",
    "Stage",
    "Strategy",
    "Tiring",
    "Wins",
    "YearlyGrowth",
]
