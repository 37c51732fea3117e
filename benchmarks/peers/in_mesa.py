"""The common workload in Mesa: an agent a person, stepped by the model's AgentSet every month.

People do not meet, so the order in which they act never matters and they are not shuffled.
"""

from __future__ import annotations

import math
from typing import Any

import mesa
import numpy as np

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload


class Person(mesa.Agent):  # type: ignore[misc]
    """A life, told month by month."""

    def __init__(self, model: Market, age: int) -> None:
        super().__init__(model)
        self.age = age
        self.held = 1
        self.satisfaction, self.fatigue = model.w.start, 0.0
        self.bought = self.tenure = self.incidents = 0
        self.npv = 0.0

    def step(self) -> None:
        """A month."""
        model: Market = self.model
        w, uniform = model.w, model.random.random
        if uniform() < model.dies[self.age]:
            self.remove()
            return
        stage = model.stage[self.age]
        self.age += 1
        flow = 0
        if not self.held and uniform() < model.reach[stage]:
            flow -= model.reach_cost[stage]
            if uniform() < model.takes[stage]:
                flow -= model.open_cost[0]
                self.held = 1
                self.bought += 1
                self.satisfaction, self.fatigue = w.start, 0.0
        if self.held:
            self.fatigue *= w.fatigue_kept
            if uniform() < w.contact:
                flow += self.be_contacted(model, stage)
            self.satisfaction = w.quality + (self.satisfaction - w.quality) * w.satisfaction_kept
            if uniform() < w.incident:
                flow += self.be_failed(model)
            flow += model.dues[stage][self.held]
            self.tenure += 1
            model.month_customers += 1
            odds = (
                model.leaves[stage][self.held]
                + w.leaves_satisfaction * (self.satisfaction - w.market)
                + w.leaves_fatigue * self.fatigue
            )
            if uniform() < 1.0 / (1.0 + math.exp(-odds)):
                self.held = 0
        if flow:
            self.npv += model.month_discount * flow
            model.month_cash += flow

    def be_contacted(self, model: Market, stage: int) -> int:
        """Hear of a product, if there is one to hear of; take it, perhaps; tire."""
        product = model.speaks_of[stage][self.held]
        if product < 0:
            return 0
        w = model.w
        odds = (
            model.response[product]
            + w.response_satisfaction * (self.satisfaction - w.market)
            - w.response_fatigue * self.fatigue
        )
        self.fatigue += 1.0
        if model.random.random() < 1.0 / (1.0 + math.exp(-odds)):
            self.held |= 1 << product
            self.bought += 1
            return -w.contact_cost - int(model.open_cost[product])
        return -w.contact_cost

    def be_failed(self, model: Market) -> int:
        """Meet a failure of the service, put right or not."""
        w = model.w
        self.incidents += 1
        if model.random.random() < w.puts_right:
            self.satisfaction = min(self.satisfaction + w.recovery, 1.0)
            return -w.cost_per_incident
        self.satisfaction = max(self.satisfaction - w.harm, 0.0)
        return 0


class Market(mesa.Model):  # type: ignore[misc]
    """Everybody, and the firm's books."""

    def __init__(self, w: Workload, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.w = w
        self.dies, self.stage = w.dies.tolist(), w.stage.tolist()
        self.reach, self.takes = w.reach.tolist(), w.takes.tolist()
        self.reach_cost, self.open_cost = w.reach_cost.tolist(), w.open_cost.tolist()
        self.speaks_of, self.response = w.speaks_of.tolist(), w.response.tolist()
        self.dues, self.leaves = w.dues.tolist(), w.leaves.tolist()
        self.discount = w.discount.tolist()
        self.month_customers = self.month_cash = self.person_months = 0
        self.month_discount = 1.0
        self.datacollector = mesa.DataCollector(
            model_reporters={"customers": "month_customers", "cash": "month_cash"}
        )
        ages = w.ages(self.rng.random(people)).astype(int).tolist()
        Person.create_agents(self, people, ages)

    def step(self) -> None:
        """A month of everybody."""
        self.month_customers = self.month_cash = 0
        self.month_discount = self.discount[self.steps - 1]
        self.agents.do("step")
        self.person_months += len(self.agents)
        self.datacollector.collect(self)


def simulate(w: Workload, people: int, seed: int) -> Lives:
    """What becomes of ``people``."""
    market = Market(w, people, seed)
    everybody = list(market.agents)  # the model forgets who is removed
    for _ in range(w.months):
        market.step()
    living = set(market.agents)

    def told(name: str) -> Any:
        return np.array([getattr(person, name) for person in everybody])

    months = market.datacollector.get_model_vars_dataframe()
    return Lives(
        npv=told("npv"),
        bought=told("bought"),
        tenure=told("tenure"),
        incidents=told("incidents"),
        held=told("held"),
        alive=np.array([person in living for person in everybody]),
        customers=months["customers"].to_numpy(),
        cash=months["cash"].to_numpy(),
        person_months=market.person_months,
    )
