"""The common workload in vivarium: components over the population's state table.

Common random numbers are on: simulants are registered by the time and the age at which they enter.
Vivarium brings dependencies of its own, so it lives in an environment of its own; `remote` runs
this file there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from vivarium import Component, InteractiveContext

from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload

KEYS = ["entrance_time", "age"]
STATE = ["held", "satisfaction", "fatigue", "npv", "bought", "tenure", "incidents"]


class Mortality(Component):  # type: ignore[misc]
    """Age at the start, and death."""

    def __init__(self, w: Workload) -> None:
        super().__init__()
        self.w = w

    @property
    def time_step_priority(self) -> int:
        """Death comes first in a month."""
        return 0

    def setup(self, builder: Any) -> None:
        """Ask for streams and columns."""
        self.now = builder.time.clock()
        self.register = builder.randomness.register_simulants
        self.enters = builder.randomness.get_stream("age", initializes_crn_attributes=True)
        self.dies = builder.randomness.get_stream("dies")
        builder.population.register_initializer(
            self.enter, columns=[*KEYS, "months_old", "is_alive"], required_resources=[self.enters]
        )
        builder.population.register_tracked_query("is_alive == True")

    def enter(self, newcomers: Any) -> None:
        """Give everybody an age, in years and in months."""
        draw = self.enters.get_draw(newcomers.index)
        age = self.w.youngest + (self.w.oldest - self.w.youngest) * draw
        people = pd.DataFrame({"entrance_time": newcomers.creation_time, "age": age})
        self.register(people[KEYS])
        people["months_old"] = self.w.ages(draw).astype(int)
        people["is_alive"] = True
        self.population_view.initialize(people)

    def on_time_step(self, event: Any) -> None:
        """Some die."""
        months_old = self.population_view.get(event.index, "months_old") + self.now()
        draw = self.dies.get_draw(months_old.index).to_numpy()
        dies = draw < self.w.dies[months_old.to_numpy()]
        dead = months_old.index[dies]
        self.population_view.update("is_alive", lambda _: pd.Series(False, index=dead))


class Firm(Component):  # type: ignore[misc]
    """Relationship and money."""

    def __init__(self, w: Workload) -> None:
        super().__init__()
        self.w = w
        self.person_months = 0
        self.customers, self.cash = np.zeros(w.months, int), np.zeros(w.months, int)

    def setup(self, builder: Any) -> None:
        """Ask for streams and columns."""
        self.now = builder.time.clock()
        stream = builder.randomness.get_stream
        self.reached, self.takes = stream("reached"), stream("takes")
        self.contacted, self.responds = stream("contacted"), stream("responds")
        self.failed, self.put_right = stream("failed"), stream("put_right")
        self.leaves = stream("leaves")
        builder.population.register_initializer(self.open_the_book, columns=STATE)

    def open_the_book(self, newcomers: Any) -> None:
        """Everybody begins as a customer who holds the first product."""
        book = {"held": 1, "satisfaction": self.w.start, "fatigue": 0.0, "npv": 0.0}
        book |= {"bought": 0, "tenure": 0, "incidents": 0}
        self.population_view.initialize(pd.DataFrame(book, index=newcomers.index))

    def on_time_step(self, event: Any) -> None:
        """A month of everybody who lives: read once, worked out in arrays, written once."""
        w, month = self.w, self.now()
        table = self.population_view.get(event.index, ["months_old", *STATE])
        people = {name: table[name].to_numpy(copy=True) for name in STATE}
        stage = w.stage[table["months_old"].to_numpy() + month]
        flow = np.zeros(len(table), int)

        self.recruit(table.index, people, stage, flow)
        customers = np.flatnonzero(people["held"])
        index = table.index[customers]
        people["fatigue"][customers] *= w.fatigue_kept
        hit = self.contacted.get_draw(index).to_numpy() < w.contact
        self.contact(table.index, customers[hit], people, stage, flow)
        self.serve(index, customers, people, flow)
        key = (stage[customers], people["held"][customers])
        flow[customers] += w.dues[key]
        people["tenure"][customers] += 1
        self.let_leave(index, customers, people, key)

        people["npv"] += w.discount[month] * flow
        self.person_months += len(table)
        self.customers[month], self.cash[month] = len(customers), flow.sum()
        self.population_view.update(STATE, lambda _: pd.DataFrame(people, index=table.index))

    def recruit(self, index: Any, people: dict[str, Any], stage: Any, flow: Any) -> None:
        """Reach strangers, and win some."""
        w = self.w
        strangers = np.flatnonzero(people["held"] == 0)
        draw = self.reached.get_draw(index[strangers]).to_numpy()
        reached = strangers[draw < w.reach[stage[strangers]]]
        flow[reached] -= w.reach_cost[stage[reached]]
        won = reached[self.takes.get_draw(index[reached]).to_numpy() < w.takes[stage[reached]]]
        flow[won] -= w.open_cost[0]
        people["bought"][won] += 1
        people["held"][won] = 1
        people["satisfaction"][won] = w.start
        people["fatigue"][won] = 0.0

    def contact(self, index: Any, who: Any, people: dict[str, Any], stage: Any, flow: Any) -> None:
        """Speak of a product, where there is one to speak of, and sell some."""
        w = self.w
        product = w.speaks_of[stage[who], people["held"][who]]
        who, product = who[product >= 0], product[product >= 0]
        odds = (
            w.response[product]
            + w.response_satisfaction * (people["satisfaction"][who] - w.market)
            - w.response_fatigue * people["fatigue"][who]
        )
        flow[who] -= w.contact_cost
        people["fatigue"][who] += 1.0
        sold = self.responds.get_draw(index[who]).to_numpy() < logistic(odds)
        buyers, product = who[sold], product[sold]
        flow[buyers] -= w.open_cost[product]
        people["held"][buyers] |= 1 << product
        people["bought"][buyers] += 1

    def serve(self, index: Any, customers: Any, people: dict[str, Any], flow: Any) -> None:
        """Satisfaction follows quality; failures, put right or not, move it."""
        w, satisfaction = self.w, people["satisfaction"]
        gap = satisfaction[customers] - w.quality
        satisfaction[customers] = w.quality + gap * w.satisfaction_kept
        hit = self.failed.get_draw(index).to_numpy() < w.incident
        failed = customers[hit]
        right = self.put_right.get_draw(index[hit]).to_numpy() < w.puts_right
        after = satisfaction[failed] + np.where(right, w.recovery, -w.harm)
        satisfaction[failed] = after.clip(0.0, 1.0)
        people["incidents"][failed] += 1
        flow[failed[right]] -= w.cost_per_incident

    def let_leave(self, index: Any, customers: Any, people: dict[str, Any], key: Any) -> None:
        """Some leave the firm altogether."""
        w = self.w
        odds = (
            w.leaves[key]
            + w.leaves_satisfaction * (people["satisfaction"][customers] - w.market)
            + w.leaves_fatigue * people["fatigue"][customers]
        )
        leaves = self.leaves.get_draw(index).to_numpy() < logistic(odds)
        people["held"][customers[leaves]] = 0


def logistic(odds: Any) -> Any:
    """The chance whose log-odds are ``odds``."""
    return 1.0 / (1.0 + np.exp(-odds))


def simulate(w: Workload, people: int, seed: int) -> Lives:
    """What becomes of ``people``."""
    firm = Firm(w)
    sim = InteractiveContext(
        components=[Mortality(w), firm],
        configuration={
            "time": {"start": 0, "end": w.months, "step_size": 1},
            "population": {"population_size": people},
            "randomness": {"key_columns": KEYS, "random_seed": seed, "map_size": 10 * people},
        },
        plugin_configuration={
            "required": {
                "clock": {
                    "controller": "vivarium.framework.time.SimpleClock",
                    "builder_interface": "vivarium.framework.time.TimeInterface",
                }
            }
        },
        logging_verbosity=0,
    )
    for _ in range(w.months):
        sim.step()
    table = sim.get_population(["is_alive", *STATE], include_untracked=True)
    return Lives(
        **{name: table[name].to_numpy() for name in ("npv", "bought", "tenure", "incidents")},
        held=table["held"].to_numpy(),
        alive=table["is_alive"].to_numpy(),
        customers=firm.customers,
        cash=firm.cash,
        person_months=firm.person_months,
    )
