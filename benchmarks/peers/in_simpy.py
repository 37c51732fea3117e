"""The common workload in SimPy: a process a person, and a calendar that rings in every month.

People wait for one event a month that all share: a timeout a person is slower.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload


class Life(NamedTuple):
    """What became of a person."""

    npv: float
    bought: int
    tenure: int
    incidents: int
    held: int
    months: int


class Calendar:
    """Rings in the months, from 0 to the horizon."""

    def __init__(self, env: simpy.Environment, months: int) -> None:
        self.env = env
        self.next_month = env.event()
        env.process(self._ring(months))

    def _ring(self, months: int) -> Generator[simpy.Event, None, None]:
        for _ in range(months):
            yield self.env.timeout(1)
            begins, self.next_month = self.next_month, self.env.event()
            begins.succeed()


class Firm:
    """What the firm charges and does, as lists, and its books."""

    def __init__(self, w: Workload) -> None:
        self.w = w
        self.dies, self.stage = w.dies.tolist(), w.stage.tolist()
        self.reach, self.takes = w.reach.tolist(), w.takes.tolist()
        self.reach_cost, self.open_cost = w.reach_cost.tolist(), w.open_cost.tolist()
        self.speaks_of, self.response = w.speaks_of.tolist(), w.response.tolist()
        self.dues, self.leaves = w.dues.tolist(), w.leaves.tolist()
        self.discount = w.discount.tolist()
        self.customers, self.cash = [0] * w.months, [0] * w.months


def life(
    age: int, calendar: Calendar, firm: Firm, chance: random.Random
) -> Generator[simpy.Event, None, Life]:
    """One person, from the first month to death or the horizon, month by month."""
    w, uniform, exp = firm.w, chance.random, math.exp
    held, satisfaction, fatigue = 1, w.start, 0.0
    bought = tenure = incidents = 0
    npv = 0.0
    for month in range(w.months):
        if uniform() < firm.dies[age]:
            return Life(npv, bought, tenure, incidents, held, month)
        stage = firm.stage[age]
        age += 1
        flow = 0
        if not held and uniform() < firm.reach[stage]:
            flow -= firm.reach_cost[stage]
            if uniform() < firm.takes[stage]:
                flow -= firm.open_cost[0]
                held, satisfaction, fatigue = 1, w.start, 0.0
                bought += 1
        if held:
            fatigue *= w.fatigue_kept
            product = firm.speaks_of[stage][held]
            if uniform() < w.contact and product >= 0:
                flow -= w.contact_cost
                odds = (
                    firm.response[product]
                    + w.response_satisfaction * (satisfaction - w.market)
                    - w.response_fatigue * fatigue
                )
                fatigue += 1.0
                if uniform() < 1.0 / (1.0 + exp(-odds)):
                    flow -= firm.open_cost[product]
                    held |= 1 << product
                    bought += 1
            satisfaction = w.quality + (satisfaction - w.quality) * w.satisfaction_kept
            if uniform() < w.incident:
                incidents += 1
                if uniform() < w.puts_right:
                    satisfaction = min(satisfaction + w.recovery, 1.0)
                    flow -= w.cost_per_incident
                else:
                    satisfaction = max(satisfaction - w.harm, 0.0)
            flow += firm.dues[stage][held]
            tenure += 1
            firm.customers[month] += 1
            odds = (
                firm.leaves[stage][held]
                + w.leaves_satisfaction * (satisfaction - w.market)
                + w.leaves_fatigue * fatigue
            )
            if uniform() < 1.0 / (1.0 + exp(-odds)):
                held = 0
        npv += firm.discount[month] * flow
        firm.cash[month] += flow
        yield calendar.next_month
    return Life(npv, bought, tenure, incidents, held, w.months)


def simulate(w: Workload, people: int, seed: int) -> Lives:
    """What becomes of ``people``."""
    chance = random.Random(seed)
    env = simpy.Environment()
    calendar, firm = Calendar(env, w.months), Firm(w)
    ages = w.ages(np.array([chance.random() for _ in range(people)])).astype(int).tolist()
    processes = [env.process(life(age, calendar, firm, chance)) for age in ages]
    env.run()
    told = {
        name: np.array(column)
        for name, column in zip(
            Life._fields, zip(*(process.value for process in processes), strict=True), strict=True
        )
    }
    lived = told.pop("months")
    return Lives(
        **told,
        alive=lived == w.months,
        customers=np.array(firm.customers),
        cash=np.array(firm.cash),
        person_months=int(lived.sum()),
    )
