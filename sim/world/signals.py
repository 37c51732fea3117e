"""What a firm lets people know and feel in a month: its review of the months before.

People act on last month's firm, the firm on last month's people. Both engines meet the same
signals, so what a firm makes of its months is told here and nowhere else.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from sim.rules.loyalty import NOBODY
from sim.rules.promotion import factors_after
from sim.rules.staffing import chance_of_long_wait, load, trained_share
from sim.rules.talk import chance_to_consider, talk_hazard
from sim.scenario.practices import Join
from sim.world.market import Market
from sim.world.practised import Staff
from sim.world.prices import Row
from sim.world.ways import Ways


class Totals(NamedTuple):
    """What a month came to, as far as the firm looks at it."""

    living: int
    customers: int
    incidents: int
    satisfied: float  # customers, each to the share that satisfaction says
    cash: int


class Signals(NamedTuple):
    """What holds for everybody in one month."""

    puts_right: float
    quality: Row  # by segment
    heard: float  # recommendations a person has heard since month 0, on average
    heard_before: float  # the same a month earlier
    considers: float  # chance that a stranger considers the firm at all
    stopped: int  # so many of the strategy's `funding` are stopped
    trained: float  # share of employees
    waits: float  # share of failures that wait too long
    reviews: bool  # whether membership is decided anew
    joins_from: int  # by this spend, or so many purchases since the last review
    frequency: Row  # by segment: by what promotions multiply how often people buy


def first_signals(ways: Ways, market: Market) -> Signals:
    """The signals of month 0: nothing has happened yet."""
    trained = ways.staff.trained if ways.staff else 1.0
    return Signals(
        puts_right=ways.puts_right,
        quality=_quality(ways, market, trained),
        heard=0.0,
        heard_before=0.0,
        considers=1.0,
        stopped=0,
        trained=trained,
        waits=0.0,
        reviews=everybody_joins(ways),
        joins_from=0 if everybody_joins(ways) else NOBODY,
        frequency=(1.0,) * len(market.tempers),
    )


def next_signals(
    before: Signals,
    last: Totals,
    was: Ways,
    ways: Ways,
    market: Market,
    joins_from: int | None,
) -> Signals:
    """The signals of the month after one that came to ``last``.

    ``was`` are the ways of that month, ``ways`` those of the month to come; ``joins_from`` is what
    it takes to be a member, where membership is decided anew in that month. What promotions do to
    ``frequency`` is told apart, in `frequency_after`.
    """
    staff, talk = ways.staff, ways.talk
    waits, trained = 0.0, 1.0
    if staff:
        waits = _waits(staff, last)
        trained = _trained(staff, before.trained) if was.staff else staff.trained
    as_before = was is ways and trained == before.trained
    heard = talk_hazard(talk.per_satisfied, last.satisfied, last.living) if talk else 0.0
    warned = talk.per_dissatisfied if talk else 0.0
    return Signals(
        puts_right=ways.puts_right * (1.0 - waits),
        quality=before.quality if as_before else _quality(ways, market, trained),
        heard=before.heard + heard,
        heard_before=before.heard,
        considers=chance_to_consider(warned, last.customers - last.satisfied, last.living),
        stopped=_stopped(before.stopped, last.cash, ways, market),
        trained=trained,
        waits=waits,
        reviews=joins_from is not None,
        joins_from=before.joins_from if joins_from is None else joins_from,
        frequency=before.frequency,
    )


def frequency_after(discounts: Sequence[float], ways: Ways, market: Market) -> Row:
    """By what promotions multiply how often people of each segment buy in the last of some months.

    ``discounts`` are what was off in each, in percent; 0 where none was on, or it was stopped.
    """
    if not any(discounts):
        return (1.0,) * len(market.tempers)
    off, campaign, behaviour = np.array(discounts), ways.campaign, market.tables.behaviour
    return tuple(
        float(factors_after(off, price, half_life, campaign.brought_forward, campaign.over)[-1])
        for price, half_life in zip(
            behaviour.buying_price.tolist(), behaviour.buying_reference.tolist(), strict=True
        )
    )


def everybody_joins(ways: Ways) -> bool:
    """Whether every customer is a member of the programme of rewards at once."""
    return ways.rewards.reviewed > 0 and ways.rewards.join == Join.ALL


def _waits(staff: Staff, last: Totals) -> float:
    busy = load(last.incidents, last.customers, staff.minutes, staff.desk)
    return chance_of_long_wait(staff.servers, busy, staff.minutes, staff.patience)


def _trained(staff: Staff, trained: float) -> float:
    return trained_share(trained, staff.stays, staff.trains)


def _quality(ways: Ways, market: Market, trained: float) -> Row:
    if ways.staff is None:
        return ways.quality
    given = ways.staff.untrained_quality
    untrained = [temper.market if given < 0.0 else given for temper in market.tempers]
    return tuple(
        q - (1.0 - trained) * (q - u) for q, u in zip(ways.quality, untrained, strict=True)
    )


def _stopped(stopped: int, cash: int, ways: Ways, market: Market) -> int:
    """One more stops when cash and credit have run out; one begins again when nothing is owed."""
    if cash < -market.tables.credit_line:
        return min(stopped + 1, len(ways.funding))
    return max(stopped - 1, 0) if cash >= 0 else stopped


def membership(ways: Ways, spend_to_join: Callable[[float], int]) -> int:
    """What it takes to be a member from now on: where the top share joins, what it has spent."""
    rewards = ways.rewards
    if rewards.join == Join.TOP:
        return spend_to_join(rewards.join_number)
    due = rewards.join_number * rewards.reviewed / 12.0
    return max(math.ceil(due * (1.0 - 1e-12)), 1)
