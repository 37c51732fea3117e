"""The common workload in Starsim: a module whose states are arrays over all agents.

Common random numbers are on: every decision has a distribution of its own, drawn by agent.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import starsim as ss

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload


class Firm(ss.Module):  # type: ignore[misc]
    """Life, relationship and money, a month a step."""

    def __init__(self, w: Workload) -> None:
        super().__init__()
        self.w = w
        self.leaves_table, self.dues_table = w.leaves.astype(ss.dtypes.float), w.dues
        self.define_states(
            ss.IntArr("months_old", default=0),
            ss.IntArr("held", default=1),
            ss.FloatArr("satisfaction", default=w.start),
            ss.FloatArr("fatigue", default=0.0),
            ss.FloatArr("npv", default=0.0),
            ss.IntArr("bought", default=0),
            ss.IntArr("tenure", default=0),
            ss.IntArr("incidents", default=0),
        )
        self.age = ss.random()
        self.dies = ss.bernoulli(p=0.0)
        self.reached = ss.bernoulli(p=0.0)
        self.takes = ss.bernoulli(p=0.0)
        self.contacted = ss.bernoulli(p=w.contact)
        self.responds = ss.bernoulli(p=0.0)
        self.failed = ss.bernoulli(p=w.incident)
        self.put_right = ss.bernoulli(p=w.puts_right)
        self.leaves = ss.bernoulli(p=0.0)

    def init_post(self) -> None:
        """Give everybody an age."""
        super().init_post()
        everybody = self.sim.people.auids
        self.months_old[everybody] = self.w.ages(self.age.rvs(everybody)).astype(int)

    def init_results(self) -> None:
        """What is counted every month."""
        super().init_results()
        self.define_results(
            ss.Result("living", dtype=int, scale=False),
            ss.Result("customers", dtype=int, scale=False),
            ss.Result("cash", dtype=float, scale=False),
        )

    def step(self) -> None:
        """A month."""
        living = self.let_die()
        flow = np.zeros(self.sim.people.n_uids, dtype=int)
        stage = np.zeros(len(flow), dtype=int)
        stage[living] = self.w.stage[self.months_old[living]]
        self.months_old[living] += 1

        self.recruit(living[self.held[living] == 0], stage, flow)
        customers = living[self.held[living] > 0]
        self.fatigue[customers] *= self.w.fatigue_kept
        self.contact(self.contacted.filter(customers), stage, flow)
        self.serve(customers, flow)

        key = (stage[customers], self.held[customers])
        flow[customers] += self.dues_table[key]
        self.tenure[customers] += 1
        flows = flow[living]
        self.npv[living] += self.w.discount[self.ti] * flows
        self.let_leave(customers, key)

        self.results.living[self.ti] = len(living)
        self.results.customers[self.ti] = len(customers)
        self.results.cash[self.ti] = flows.sum()

    def let_die(self) -> Any:
        """Some die; the others are given back."""
        everybody = self.sim.people.auids
        self.dies.set(p=self.w.dies[self.months_old[everybody]])
        dead, living = self.dies.split(everybody)
        self.sim.people.request_death(dead)
        return living

    def recruit(self, strangers: Any, stage: Any, flow: Any) -> None:
        """Reach strangers, and win some."""
        w = self.w
        self.reached.set(p=w.reach[stage[strangers]])
        reached = self.reached.filter(strangers)
        flow[reached] -= w.reach_cost[stage[reached]]
        self.takes.set(p=w.takes[stage[reached]])
        won = self.takes.filter(reached)
        flow[won] -= w.open_cost[0]
        self.held[won] = 1
        self.bought[won] += 1
        self.satisfaction[won] = w.start
        self.fatigue[won] = 0.0

    def contact(self, contacted: Any, stage: Any, flow: Any) -> None:
        """Speak of a product, where there is one to speak of, and sell some."""
        w = self.w
        product = w.speaks_of[stage[contacted], self.held[contacted]]
        contacted, product = contacted[product >= 0], product[product >= 0]
        odds = (
            w.response[product]
            + w.response_satisfaction * (self.satisfaction[contacted] - w.market)
            - w.response_fatigue * self.fatigue[contacted]
        )
        flow[contacted] -= w.contact_cost
        self.fatigue[contacted] += 1.0
        self.responds.set(p=logistic(odds))
        sold = self.responds.rvs(contacted).astype(bool)
        buyers, product = contacted[sold], product[sold]
        flow[buyers] -= w.open_cost[product]
        self.held[buyers] |= 1 << product
        self.bought[buyers] += 1

    def serve(self, customers: Any, flow: Any) -> None:
        """Satisfaction follows quality; failures, put right or not, move it."""
        w = self.w
        gap = self.satisfaction[customers] - w.quality
        self.satisfaction[customers] = w.quality + gap * w.satisfaction_kept
        failed = self.failed.filter(customers)
        right, wrong = self.put_right.split(failed)
        self.incidents[failed] += 1
        self.satisfaction[right] = np.minimum(self.satisfaction[right] + w.recovery, 1.0)
        self.satisfaction[wrong] = np.maximum(self.satisfaction[wrong] - w.harm, 0.0)
        flow[right] -= w.cost_per_incident

    def let_leave(self, customers: Any, key: Any) -> None:
        """Some leave the firm altogether."""
        w = self.w
        odds = (
            self.leaves_table[key]
            + w.leaves_satisfaction * (self.satisfaction[customers] - w.market)
            + w.leaves_fatigue * self.fatigue[customers]
        )
        self.leaves.set(p=logistic(odds))
        self.held[self.leaves.filter(customers)] = 0


def logistic(odds: Any) -> Any:
    """The chance whose log-odds are ``odds``."""
    return 1.0 / (1.0 + np.exp(-odds))


def simulate(w: Workload, people: int, seed: int) -> Lives:
    """What becomes of ``people``."""
    with ss.options.context(crn=True, verbose=0):
        sim = ss.Sim(
            n_agents=people,
            start=ss.date("2025-01-01"),
            dur=ss.months(w.months - 1),  # both ends are lived
            dt=ss.month,
            modules=Firm(w),
            rand_seed=seed,
            use_aging=False,  # age is counted in whole months
            verbose=0,
        )
        sim.run()
    firm, results = sim.get_module(Firm), sim.results
    return Lives(
        npv=firm.npv.raw[:people],
        bought=firm.bought.raw[:people],
        tenure=firm.tenure.raw[:people],
        incidents=firm.incidents.raw[:people],
        held=firm.held.raw[:people],
        alive=sim.people.alive.raw[:people],
        customers=results.firm.customers.values,
        cash=results.firm.cash.values,
        person_months=int(results.firm.living.values.sum()),
    )
