"""Taking notice of the firm as it is this month."""

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.world.population.acquisition import BY_REACH, await_reach, await_talk
from sim.world.population.holdings import Loan
from sim.world.population.serving import await_survey
from sim.world.population.shopping import review_membership

if TYPE_CHECKING:
    from sim.world.population.person import Person


def take_notice(person: "Person", month: int) -> None:
    """Meet the firm as it is this month: its ways, its service, its programme of rewards."""
    if person.firm.era is not person.era:
        _meet_new_ways(person, month)
    quality = person.signals.quality[person.nature.segment]
    person.feelings.meet(month, person.temper, quality)
    if person.signals.reviews and person.here:
        review_membership(person)


def _meet_new_ways(person: "Person", month: int) -> None:
    """The firm has changed its ways, or rivals theirs: everything is worth something else."""
    before, person.era = person.era.ways, person.firm.era
    ways, market = person.era.ways, person.era.market
    person.ways, person.market, person.nature.market = ways, market, market
    person.temper = market.tempers[person.nature.segment]
    for holding in person.here.values():
        if isinstance(holding, Loan):
            holding.compare(market.products[holding.product].market_rate)
    person.replan(month)
    if not np.array_equal(before.reach_hazards, ways.reach_hazards):
        await_reach(person, month)
    if before.surveys.hazard != ways.surveys.hazard and person.here:
        await_survey(person, month)
    if (before.talk is None) != (ways.talk is None):
        person.hears_at = math.inf
        await_talk(person, month, person.signals.heard_before, BY_REACH)
    person.look_ahead(month)
