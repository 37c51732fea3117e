"""The common workload in numpy: all people of a block at once, a month after the other.

Months of death are drawn first and people sorted by them, so that who lives in a month is a slice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.lives import Lives, joined
from benchmarks.peers.workload import Workload

BLOCK = 32_768
"""People whose columns stay in the cache together."""

Array = NDArray[Any]
single = np.float32


def simulate(w: Workload, people: int, seed: int) -> Lives:
    """What becomes of ``people``."""
    rng = np.random.Generator(np.random.SFC64(seed))
    sizes = [min(BLOCK, people - first) for first in range(0, people, BLOCK)]
    return joined([_block(w, size, rng) for size in sizes])


def _block(w: Workload, people: int, rng: np.random.Generator) -> Lives:
    age = w.ages(rng.random(people)).astype(np.int64)
    dies = _months_of_death(w, age, rng)
    order = np.argsort(-dies, kind="stable")
    age, dies = age[order], dies[order]
    living = np.searchsorted(-dies, -np.arange(w.months), side="left")

    sets = w.dues.shape[1]
    dues, speaks_of = w.dues.astype(np.int32).ravel(), w.speaks_of.ravel()
    leaves, response = w.leaves.astype(single).ravel(), w.response.astype(single)
    stage_key = w.stage * sets
    speaks = np.where(speaks_of >= 0, w.contact, 0.0).reshape(w.speaks_of.shape)
    speaks[:, 0] = w.reach  # nothing is held by strangers
    hears = speaks.astype(single).ravel()

    all_held = np.ones(people, np.int64)
    all_satisfaction = np.full(people, w.start, single)
    all_fatigue = np.zeros(people, single)
    all_npv, all_tenure = np.zeros(people), np.zeros(people, np.int32)
    bought, incidents = np.zeros(people, np.int32), np.zeros(people, np.int32)
    customers, cash = np.zeros(w.months, np.int64), np.zeros(w.months, np.int64)

    for month, n in enumerate(living):
        held, satisfaction, fatigue = all_held[:n], all_satisfaction[:n], all_fatigue[:n]
        flow = np.zeros(n, np.int32)
        key = stage_key[age[:n] + month]
        key += held
        dice = rng.random((3, n), single)

        fatigue *= single(w.fatigue_kept)
        heard = np.flatnonzero(dice[0] < hears[key])
        known = held[heard] > 0

        who = heard[~known]
        stage = key[who] // sets
        flow[who] = -w.reach_cost[stage]
        who = who[rng.random(len(who)) < w.takes[stage]]
        held[who] = 1
        key[who] |= 1
        satisfaction[who] = w.start
        fatigue[who] = 0
        flow[who] -= w.open_cost[0]
        bought[who] += 1

        new = who[rng.random(len(who)) < hears[key[who]]]  # the new may be contacted as well
        who = np.concatenate([heard[known], new])
        product = speaks_of[key[who]]
        odds = (
            response[product]
            + single(w.response_satisfaction) * (satisfaction[who] - single(w.market))
            - single(w.response_fatigue) * fatigue[who]
        )
        sells = rng.random(len(who), single) * (1 + np.exp(-odds)) < 1
        fatigue[who] += 1
        flow[who] -= w.contact_cost
        who, product = who[sells], product[sells]
        held[who] |= 1 << product
        key[who] |= 1 << product
        flow[who] -= w.open_cost[product]
        bought[who] += 1

        customer = held > 0
        satisfaction -= single(w.quality)
        satisfaction *= single(w.satisfaction_kept)
        satisfaction += single(w.quality)
        who = np.flatnonzero((dice[1] < single(w.incident)) & customer)
        right = rng.random(len(who)) < w.puts_right
        after = satisfaction[who] + np.where(right, w.recovery, -w.harm)
        satisfaction[who] = np.clip(after, 0, 1)
        flow[who[right]] -= w.cost_per_incident
        incidents[who] += 1

        flow += dues[key]
        all_npv[:n] += w.discount[month] * flow
        all_tenure[:n] += customer
        customers[month], cash[month] = customer.sum(), flow.sum()

        odds = leaves[key]
        odds += single(w.leaves_satisfaction) * (satisfaction - single(w.market))
        odds += single(w.leaves_fatigue) * fatigue
        np.exp(np.negative(odds, out=odds), out=odds)
        odds += 1
        held[dice[2] * odds < 1] = 0

    back = np.argsort(order)
    return Lives(
        npv=all_npv[back],
        bought=bought[back],
        tenure=all_tenure[back],
        incidents=incidents[back],
        held=all_held[back],
        alive=(dies == w.months)[back],
        customers=customers,
        cash=cash,
        person_months=int(living.sum()),
    )


def _months_of_death(w: Workload, age: Array, rng: np.random.Generator) -> Array:
    """The month at whose start each dies, or the number of months: inverted, one draw a person."""
    hazard = np.concatenate([[0.0], np.cumsum(-np.log1p(-w.dies))])
    reached = hazard[age] + rng.exponential(size=len(age))
    return np.minimum(np.searchsorted(hazard, reached, side="left") - 1 - age, w.months)
