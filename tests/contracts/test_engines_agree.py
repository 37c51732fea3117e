"""Two engines, one model: they agree to the last bit, however the people are dealt out.

Agents are the readable engine; columns the fast one, by default. Everything that a run leaves
behind is compared, events and types of numbers included: in the shipped scenarios over their full
years, in markets in which every word of the language plays a part, and in thirty scenarios out of
nowhere. Where a firm is attentive, people cannot live in parts or years ahead: there the ways are
how many threads, the order of people, and whether events are told.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from sim.experiments.trial import live
from sim.results.frames import TABLES
from sim.scenario import Scenario, load
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.outcome import Outcome
from tests.contracts.engines import (
    AGENTS,
    COLUMNS,
    MONTHLY_WAYS,
    WAYS,
    Lived,
    Way,
    assert_same,
    attentive,
    cut_in_two,
    everybody,
    shuffled,
)
from tests.contracts.markets import apart, market, practising
from tests.contracts.scenarios import of_thirty, read
from tests.contracts.test_chance import fingerprint

ROOT = Path(__file__).parents[2]
SHIPPED = {path.stem: path for path in sorted((ROOT / "scenarios").glob("*.yaml"))}
SHIPPED_PEOPLE = 30
FEW_LATER = 2
SEEDS_OF_PYTHON = ("1", "4242")


@cache
def shipped(name: str) -> Scenario:
    """A shipped scenario with few people, over all its years; few come later."""
    later = load(SHIPPED[name]).life.enter.arrivals_per_year
    few = [f"life.enter.arrivals_per_year={FEW_LATER}"] if later else []
    return load(SHIPPED[name], people=SHIPPED_PEOPLE, overrides=few)


NAMED: dict[str, Callable[[], Scenario]] = {
    **{name: lambda name=name: shipped(name) for name in SHIPPED},
    "every word": market,
    "every word but those of people together": apart,
    "every practice": practising,
}
named = pytest.mark.parametrize("scenario", NAMED.values(), ids=NAMED.keys())
ways = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
monthly_ways = pytest.mark.parametrize("way", MONTHLY_WAYS.values(), ids=MONTHLY_WAYS.keys())


@cache
def outcomes(tables: Read, engine: str) -> tuple[Outcome, ...]:
    """What became of every strategy, all people in one run."""
    one = everybody(Way(engine))
    return tuple(one(tables.tables, strategy) for strategy in tables.strategies())


class Read:
    """A scenario's tables, known by the text they come from."""

    def __init__(self, scenario: Scenario) -> None:
        self.key = (scenario.source.sha256, scenario.source.overrides)
        self.tables: Tables = tabulate(scenario)

    def strategies(self) -> Iterator[int]:
        """The strategies' places."""
        return iter(range(len(self.tables.strategies)))

    def apart(self) -> Iterator[int]:
        """The places of those under which people's lives have nothing to do with each other."""
        return (place for place in self.strategies() if not attentive(self.tables, place))

    def together(self) -> Iterator[int]:
        """The places of the others."""
        return (place for place in self.strategies() if attentive(self.tables, place))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and self.key == other.key


Which = Callable[[Read], Iterator[int]]


def assert_lived_alike(
    scenario: Scenario, lived: Lived, engine: str = COLUMNS, which: Which = Read.strategies
) -> None:
    """People who live in another way come to what they come to by that engine alone."""
    asked = Read(scenario)
    for strategy in which(asked):
        expected, found = outcomes(asked, engine)[strategy], lived(asked.tables, strategy)
        if found.events is None:
            expected = dataclasses.replace(expected, events=None)
        assert_same(asked.tables, strategy, expected, found)


def assert_engines_agree(scenario: Scenario) -> None:
    asked = Read(scenario)
    pairs = zip(outcomes(asked, AGENTS), outcomes(asked, COLUMNS), strict=True)
    for strategy, (expected, found) in enumerate(pairs):
        assert_same(asked.tables, strategy, expected, found, Way())


# Agents and columns -----------------------------------------------------------------------------


@named
def test_both_engines_agree(scenario: Callable[[], Scenario]) -> None:
    assert_engines_agree(scenario())


def test_both_engines_agree_on_thirty_scenarios_out_of_nowhere() -> None:
    of_thirty(lambda text: assert_engines_agree(read(text)))


@named
def test_both_engines_give_the_same_tables(scenario: Callable[[], Scenario]) -> None:
    runs = {engine: live(scenario(), engine=engine, events=True) for engine in (AGENTS, COLUMNS)}
    tables = {engine: dict(run.frames.items()) for engine, run in runs.items()}
    assert tables[AGENTS].keys() == tables[COLUMNS].keys() >= {*TABLES} - {"signals"}
    for name, expected in tables[AGENTS].items():
        pd.testing.assert_frame_equal(tables[COLUMNS][name], expected, check_exact=True, obj=name)


# One engine, in every way -----------------------------------------------------------------------


@ways
@named
def test_how_people_are_dealt_out_changes_nothing(
    scenario: Callable[[], Scenario], way: Way
) -> None:
    assert_lived_alike(scenario(), everybody(way), which=Read.apart)


@ways
def test_how_people_are_dealt_out_changes_nothing_in_thirty_scenarios(way: Way) -> None:
    of_thirty(lambda text: assert_lived_alike(read(text), everybody(way), which=Read.apart))


@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
@pytest.mark.parametrize("order", [shuffled, everybody])
@named
def test_neither_the_order_of_people_nor_a_second_run_changes_anything(
    scenario: Callable[[], Scenario], order: Callable[[Way], Lived], engine: str
) -> None:
    assert_lived_alike(scenario(), order(Way(engine)), engine)


@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
@named
def test_people_cut_in_two_are_the_same_people(
    scenario: Callable[[], Scenario], engine: str
) -> None:
    assert_lived_alike(scenario(), cut_in_two(Way(engine)), engine, Read.apart)


@pytest.mark.parametrize("order", [shuffled, cut_in_two, everybody])
def test_nor_does_any_of_this_change_anything_in_thirty_scenarios(
    order: Callable[[Way], Lived],
) -> None:
    of_thirty(lambda text: assert_lived_alike(read(text), order(Way()), which=Read.apart))


# Firms that look at their customers month by month --------------------------------------------


@monthly_ways
@named
def test_threads_and_events_change_nothing_where_firms_look(
    scenario: Callable[[], Scenario], way: Way
) -> None:
    assert_lived_alike(scenario(), everybody(way), AGENTS, Read.together)


@monthly_ways
def test_nor_do_they_in_thirty_scenarios(way: Way) -> None:
    of_thirty(lambda text: assert_lived_alike(read(text), everybody(way), which=Read.together))


def test_the_order_of_people_changes_nothing_where_firms_look_in_thirty_scenarios() -> None:
    lived = shuffled(Way(threads=2, told=False))
    of_thirty(lambda text: assert_lived_alike(read(text), lived, which=Read.together))


@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
def test_a_firm_that_looks_and_makes_nothing_of_it_changes_nothing(engine: str) -> None:
    assert_lived_alike(apart(), everybody(Way(engine, monthly=True, told=False)), engine)


def test_nor_does_it_in_thirty_scenarios() -> None:
    lived = everybody(Way(monthly=True, told=False))
    of_thirty(lambda text: assert_lived_alike(read(text), lived, which=Read.apart))


# Python's hashes --------------------------------------------------------------------------------


def fingerprints(engine: str) -> list[str]:
    """A digest of every number of every strategy in the markets of every word and practice."""
    asked = Read(apart()), Read(practising())
    return [fingerprint(outcome) for each in asked for outcome in outcomes(each, engine)]


@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
@pytest.mark.parametrize("seed", SEEDS_OF_PYTHON)
def test_the_hash_seed_of_python_changes_nothing(engine: str, seed: str) -> None:
    code = (
        "from tests.contracts.test_engines_agree import fingerprints\n"
        f"print(*fingerprints({engine!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == fingerprints(engine)
