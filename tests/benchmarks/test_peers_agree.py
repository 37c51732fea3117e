"""The peers of the benchmarks simulate what the engine simulates: means agree.

Few people, so only gross differences of model show; the benchmark itself looks closer.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pytest

from benchmarks.peers import in_c, in_numpy, in_simpy, ours
from benchmarks.peers.agreement import (
    Samples,
    disagreements,
    pooled,
    samples_of_lives,
    samples_of_outcome,
)
from benchmarks.peers.lives import Lives
from benchmarks.peers.workload import Workload, workload

FEW, MANY = 300, 40_000
OURS = 600

the_workload = cache(workload)


def with_c(w: Workload, people: int, seed: int, chance: str) -> Lives:
    if in_c.compiler() is None:
        pytest.skip("there is no C compiler")
    return in_c.simulate(w, people, seed, chance)


def with_an_extra(module: str, w: Workload, people: int, seed: int) -> Lives:
    pytest.importorskip(module)
    lives: Lives = importlib.import_module(f"benchmarks.peers.in_{module}").simulate(
        w, people, seed
    )
    return lives


PEERS: dict[str, tuple[Callable[[Workload, int, int], Lives], int]] = {
    "numpy": (in_numpy.simulate, MANY),
    "C": (partial(with_c, chance=in_c.PHILOX), MANY),
    "C with a stream": (partial(with_c, chance=in_c.XOSHIRO), MANY),
    "SimPy": (in_simpy.simulate, FEW),
    "Mesa": (partial(with_an_extra, "mesa"), FEW),
    "Starsim": (partial(with_an_extra, "starsim"), FEW),
}
starsim_warns = pytest.mark.filterwarnings("ignore")


@cache
def the_engine() -> Samples:
    return samples_of_outcome(ours.run(OURS, 1, "agents")[0])


@cache
def lives(name: str) -> Lives:
    simulate, people = PEERS[name]
    return simulate(the_workload(), people, 2)


@starsim_warns
@pytest.mark.parametrize("name", PEERS)
def test_means_agree_with_the_engine(name: str) -> None:
    assert not disagreements(the_engine(), samples_of_lives(lives(name)))


@starsim_warns
@pytest.mark.parametrize("name", PEERS)
def test_the_books_of_a_peer_add_up(name: str) -> None:
    told, w = lives(name), the_workload()
    assert told.customers.sum() == told.tenure.sum()
    assert (w.discount * told.cash).sum() == pytest.approx(told.npv.sum(), rel=1e-5)
    assert told.person_months <= w.months * len(told)


def test_means_agree_between_the_fast_peers_for_many_people() -> None:
    samples = [samples_of_lives(lives(name)) for name in ("C", "C with a stream", "numpy")]
    assert not disagreements(samples[0], samples[2])
    assert not disagreements(pooled(samples[:2]), samples[2])


@pytest.mark.parametrize(
    "change",
    [
        {"leaves_satisfaction": 0.0},
        {"fatigue_kept": 1.0},
        {"puts_right": 0.0},
        {"contact_cost": 0},
        {"response_satisfaction": 0.0},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_model_is_noticed(change: dict[str, float]) -> None:
    other = in_numpy.simulate(dataclasses.replace(the_workload(), **change), MANY, 3)
    assert disagreements(samples_of_lives(lives("numpy")), samples_of_lives(other))


def test_a_contact_speaks_of_the_highest_need_not_held() -> None:
    w = the_workload()
    current, savings, card = 1, 2, 4
    young, retired = 0, 3
    assert w.speaks_of[young, current] == 2  # the card: 0.07 % against 0.06 % for travel
    assert w.speaks_of[young, current | card] == 7
    assert w.speaks_of[retired, current] == 1
    assert w.speaks_of[retired, current | savings] == 4
    assert w.speaks_of[young, 255] == -1


def test_a_customer_of_two_products_earns_the_firm_what_can_be_worked_out_by_hand() -> None:
    # Current account of the young: 1,200 at 3.5 - 0.5 + 0.2 %, less 36; card: 60 less 24; the
    # customer costs 12. In all 26.40 a year, 2.20 a month.
    assert the_workload().dues[0, 1 | 4] == 220
    assert np.all(the_workload().dues[:, 0] == 0)
