"""Two engines, one model: they agree to the last bit, however the people are dealt out.

Agents are the readable engine; columns the fast one, by default. Everything that a run leaves
behind is compared, events and types of numbers included: in the shipped scenarios over their full
years, in a market in which every word of the language plays a part, and in thirty scenarios out of
nowhere.
"""

from __future__ import annotations

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
    WAYS,
    Lived,
    Way,
    assert_same,
    cut_in_two,
    everybody,
    shuffled,
)
from tests.contracts.markets import market
from tests.contracts.scenarios import of_thirty, read
from tests.contracts.test_chance import fingerprint

ROOT = Path(__file__).parents[2]
SHIPPED = {path.stem: path for path in sorted((ROOT / "scenarios").glob("*.yaml"))}
SHIPPED_PEOPLE = 30
SEEDS_OF_PYTHON = ("1", "4242")


@cache
def shipped(name: str) -> Scenario:
    """A shipped scenario with few people, over all its years."""
    return load(SHIPPED[name], people=SHIPPED_PEOPLE)


NAMED: dict[str, Callable[[], Scenario]] = {
    **{name: lambda name=name: shipped(name) for name in SHIPPED},
    "every word": market,
}
named = pytest.mark.parametrize("scenario", NAMED.values(), ids=NAMED.keys())
ways = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


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

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and self.key == other.key


def assert_lived_alike(scenario: Scenario, lived: Lived, engine: str = COLUMNS) -> None:
    """People who live in another way come to what they come to by that engine alone."""
    asked = Read(scenario)
    for strategy in asked.strategies():
        found = lived(asked.tables, strategy)
        assert_same(asked.tables, strategy, outcomes(asked, engine)[strategy], found)


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
    assert_lived_alike(scenario(), everybody(way))


@ways
def test_how_people_are_dealt_out_changes_nothing_in_thirty_scenarios(way: Way) -> None:
    of_thirty(lambda text: assert_lived_alike(read(text), everybody(way)))


@pytest.mark.parametrize("engine", [AGENTS, COLUMNS])
@pytest.mark.parametrize("order", [shuffled, cut_in_two, everybody])
@named
def test_neither_the_order_of_people_nor_a_cut_nor_a_second_run_changes_anything(
    scenario: Callable[[], Scenario], order: Callable[[Way], Lived], engine: str
) -> None:
    assert_lived_alike(scenario(), order(Way(engine)), engine)


@pytest.mark.parametrize("order", [shuffled, cut_in_two, everybody])
def test_nor_does_it_in_thirty_scenarios(order: Callable[[Way], Lived]) -> None:
    of_thirty(lambda text: assert_lived_alike(read(text), order(Way())))


def fingerprints(engine: str) -> list[str]:
    """A digest of every number of every strategy in the market of every word."""
    return [fingerprint(outcome) for outcome in outcomes(Read(market()), engine)]


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
