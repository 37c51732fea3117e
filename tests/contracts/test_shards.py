"""Shards: one population cut into any number of parts comes to the same, to the bit.

Nothing here needs Ray: shards live in this process, one after the other, and are lost on purpose.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import cache
from operator import methodcaller
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from sim.rules.compiled import fingerprint, sources
from sim.scenario import Scenario, load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.outcome import Outcome
from sim.world.population.carrier import TRIES, Answer, Carrier, Here, Place, ShardsLostError
from sim.world.population.largest import nth_largest
from sim.world.population.shard import Deal, LostError, Order, Shard
from sim.world.population.shards import UnlikeProgramsError, census_of
from sim.world.where import ready, run_in_shards
from tests.contracts.engines import assert_same, attentive
from tests.contracts.markets import apart, market, practising
from tests.contracts.scenarios import of_thirty, read
from tests.worlds import run

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
NUMBERS = (1, 2, 3, 4, 7)
PEOPLE, YEARS = 60, 5
PROGRAM = fingerprint(sources())


def small(path: Path) -> Scenario:
    """A shipped scenario with few people and years; few come later."""
    later = load(path).life.enter.arrivals_per_year
    few = ["life.enter.arrivals_per_year=5"] if later else []
    return load(path, people=PEOPLE, years=YEARS, overrides=few)


@cache
def whole(scenario: str) -> tuple[Tables, tuple[Outcome, ...]]:
    """What becomes of a small shipped scenario in one piece, by strategy, events included."""
    tables = tabulate(small(ROOT / "scenarios" / f"{scenario}.yaml"))
    return tables, tuple(run(tables, events=True).values())


def in_shards(
    tables: Tables, shards: int, engine: str = "columns", events: bool = True
) -> tuple[Outcome, ...]:
    """What becomes of every strategy, the people being cut into shards."""
    places = range(len(tables.strategies))
    with ready(tables, shards=shards, on="here", engine=engine, events=events) as live:
        return tuple(live(strategy, None) for strategy in places)


def assert_all_same(tables: Tables, expected: Sequence[Outcome], found: Sequence[Outcome]) -> None:
    for strategy, (one, other) in enumerate(zip(expected, found, strict=True)):
        assert_same(tables, strategy, one, other)


# Any number of shards ---------------------------------------------------------------------------


@pytest.mark.parametrize("shards", NUMBERS)
@pytest.mark.parametrize("scenario", [path.stem for path in SHIPPED])
def test_any_number_of_shards_comes_to_the_same(scenario: str, shards: int) -> None:
    tables, expected = whole(scenario)
    assert_all_same(tables, expected, in_shards(tables, shards))


@pytest.mark.parametrize("shards", [2, 5])
@pytest.mark.parametrize("scenario", [market, practising])
def test_shards_agree_where_every_word_plays_a_part(scenario: Any, shards: int) -> None:
    tables = tabulate(scenario(overrides=["years=8"]))
    expected = tuple(run(tables, events=True).values())
    assert_all_same(tables, expected, in_shards(tables, shards))


def test_shards_agree_in_thirty_scenarios_out_of_nowhere() -> None:
    def claim(text: str) -> None:
        tables = tabulate(read(text))
        expected = tuple(run(tables, events=True).values())
        assert_all_same(tables, expected, in_shards(tables, 3))

    of_thirty(claim)


def test_shards_of_agents_come_to_the_same_as_columns() -> None:
    tables = tabulate(load("hsbc", people=30, years=4))
    expected = tuple(run(tables, events=True).values())
    assert_all_same(tables, expected, in_shards(tables, 2, engine="agents"))


def test_there_are_never_more_shards_than_people() -> None:
    tables = tabulate(load("hsbc", people=3, years=3))
    expected = tuple(run(tables, events=True).values())
    assert_all_same(tables, expected, in_shards(tables, 50))
    assert Deal(tables, 50).shards == 50


def test_everybody_is_in_one_shard() -> None:
    tables = tabulate(small(ROOT / "scenarios" / "crm_levers.yaml"))
    deal = Deal(tables, 7)
    dealt = np.concatenate([deal.numbers(place) for place in range(7)])
    assert sorted(dealt) == tables.person_numbers().tolist()


# Who is of the top share ------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [[0], [5, 5, 5], [2**61, 1, 0], [10**9 + n for n in range(99)]])
def test_a_rank_is_found_by_counting(numbers: list[int]) -> None:
    held = np.array(numbers, dtype=np.int64)
    in_order = sorted(numbers, reverse=True)
    for rank in range(1, len(numbers) + 1):
        found = nth_largest(rank, lambda cuts: (held[:, None] >= cuts).sum(axis=0))
        assert found == in_order[rank - 1]


def test_a_rank_takes_few_rounds() -> None:
    held, asked = np.random.default_rng(1865).integers(0, 10**7, 5_000), []

    def at_least(cuts: Any) -> Any:
        asked.append(len(cuts))
        return (held[:, None] >= cuts).sum(axis=0)

    nth_largest(1_000, at_least)
    assert len(asked) <= 4


# Shards that are lost ---------------------------------------------------------------------------


class Fragile:
    """Shards in this process, some of which die before or after they carry out an order.

    ``deaths`` are drawn by chance: one in so many orders. What is sent is pickled, as on a wire.
    """

    def __init__(self, deal: Deal, chance: float, seed: int = 5) -> None:
        self.deal, self.chance, self.random = deal, chance, Random(seed)
        self.born = 0

    def new(self, place: int) -> Place:
        self.born += 1
        return Mortal(self, place)

    def dies(self) -> bool:
        return self.random.random() < self.chance


class Mortal:
    def __init__(self, life: Fragile, place: int) -> None:
        self.life, self.shard = life, Shard(life.deal, place)
        self.dead = False

    def send(self, first: int, orders: Sequence[Order]) -> Answer:
        sent = pickle.dumps(list(orders))

        def answer() -> Any:
            self.dead |= self.life.dies()
            if not self.dead:
                told = self.shard.obey(first, pickle.loads(sent))
                self.dead |= self.life.dies()
                if not self.dead:
                    return pickle.loads(pickle.dumps(told))
            raise LostError("it was killed")

        return answer


def lived_by(tables: Tables, carrier: Carrier, strategy: int) -> Outcome:
    return run_in_shards(tables, carrier, census_of(carrier, PROGRAM), strategy)


@pytest.mark.parametrize("seed", [5, 6])
@pytest.mark.parametrize("scenario", ["hsbc", "coffee_place"])
def test_shards_that_die_live_again_to_the_same_numbers(scenario: str, seed: int) -> None:
    tables = tabulate(load(scenario, people=40, years=2))
    for strategy, expected in list(enumerate(run(tables).values()))[:2]:
        places = Fragile(Deal(tables, 3), chance=0.02, seed=seed)
        carrier = Carrier(places, 3)
        found = lived_by(tables, carrier, strategy)
        assert carrier.recovered == places.born - 3
        assert carrier.recovered > 0 or not attentive(tables, strategy)
        assert_same(tables, strategy, expected, found)


def test_a_shard_that_dies_again_and_again_ends_the_run_with_a_word_of_why() -> None:
    tables = tabulate(load("hsbc", people=10, years=2))
    carrier = Carrier(Fragile(Deal(tables, 2), chance=1.0), 2)
    with pytest.raises(ShardsLostError, match=r"lost 6 times in a row.*killed"):
        census_of(carrier, PROGRAM)
    assert carrier.recovered == 2 * TRIES


def test_a_shard_that_forgot_what_it_did_is_noticed() -> None:
    tables = tabulate(load("hsbc", people=10, years=2))
    shard = Shard(Deal(tables, 1), 0)
    shard.obey(0, [methodcaller("census")])
    with pytest.raises(LostError, match="has done 1 orders was told order 2"):
        shard.obey(2, [methodcaller("census")])


def test_a_fault_of_the_program_is_not_taken_for_a_loss() -> None:
    tables = tabulate(load("hsbc", people=10, years=2))
    carrier = Carrier(Here(Deal(tables, 2)), 2)
    with pytest.raises(AttributeError):
        carrier.tell(methodcaller("no_such_order"))
    assert carrier.recovered == 0


def test_another_program_is_refused() -> None:
    tables = tabulate(load("hsbc", people=10, years=2))
    with pytest.raises(UnlikeProgramsError, match="Install the same versions"):
        census_of(Carrier(Here(Deal(tables, 2)), 2), "another")


# What is sent -----------------------------------------------------------------------------------


def test_a_months_message_does_not_grow_with_people() -> None:
    def sizes(people: int) -> list[int]:
        tables = tabulate(load("hsbc", people=people, years=2))
        told: list[int] = []

        class Weighed(Carrier):
            def tell(self, order: Order, places: Any = None) -> list[Any]:
                answers = super().tell(order, places)
                if "advance" in repr(order):
                    told.append(len(pickle.dumps((order, answers[0]))))
                return answers

        lived_by(tables, Weighed(Here(Deal(tables, 2)), 2), 0)
        return told

    assert max(sizes(400)) <= max(sizes(20)) + 50
    assert max(sizes(400)) < 2_000


def test_a_firm_that_never_looks_sends_one_order_for_all_months() -> None:
    tables = tabulate(apart())
    carrier = Carrier(Here(Deal(tables, 2)), 2)
    lived_by(tables, carrier, 0)
    assert sum("advance" in repr(order) for order in carrier.told[0]) == 1
