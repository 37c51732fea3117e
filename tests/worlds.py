"""Small worlds for tests: a plain scenario with some values replaced, and what became of it.

The plain world has people of one stage of life, one account that costs and earns nothing, and one
firm; nobody is a customer and nothing happens until a test says so.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import yaml

from sim.scenario import Scenario, load_text, tables_of
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.ledger import Line
from sim.world.outcome import Outcome
from sim.world.run import run_strategy

Changes = Mapping[str, object]
"""Values by path; a text is read as YAML, so that values look as they do in a scenario."""

PLAIN = """
scenario: 1
title: A small world
currency: GBP
start: 2025-01
years: 1
people: 1
seed: 1865
discount_rate: 0%
life:
  stages: {adult: {from: 18}}
products:
  account: {kind: account, need: {else: 0%}}
strategies:
  firm: {offers: all}
"""

EVERYBODY_HOLDS = {"opening_book": "{share: 100%, holds: [account]}"}
"""Everybody is a customer from month 0."""

EVERYBODY_BUYS = {
    "products": "{tea: {kind: purchase, per_year: 600, basket: 1, margin: 100%}}",
    "opening_book": "{share: 100%, holds: [tea]}",
}
"""Everybody buys tea for 1.00 here, 50 times a month on average."""

ONCE = {
    "life.stages": "{new: {from: 18}, adult: {from: 18.08}}",
    "strategies.firm.acquire": "{new: {reach: 100%, takes: 100%, opens: account}}",
}
"""Everybody is won in month 0, and nobody who leaves is ever reached again."""


def text_of(changes: Changes, base: str = PLAIN) -> str:
    """The text of a scenario: ``base`` with the values at some paths replaced or added."""
    data: dict[str, Any] = yaml.safe_load(base)
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = data
        for name in parents:
            place = place.setdefault(name, {})
        place[last] = yaml.safe_load(value) if isinstance(value, str) else copy.deepcopy(value)
    return json.dumps(data)


def scenario(
    changes: Changes, base: str = PLAIN, tables: Mapping[str, str] | None = None
) -> Scenario:
    """The scenario of `text_of`."""
    text = text_of(changes, base)
    return load_text(text, name="small world", read_table=tables_of(tables or {}))


def run(
    tables: Tables, cohort: Cohort | None = None, *, events: bool = False
) -> dict[str, Outcome]:
    """What became of every strategy, by its name."""
    people = born(tables) if cohort is None else cohort
    return {
        name: run_strategy(tables, people, place, events=events)
        for place, name in enumerate(tables.strategy_names)
    }


def worlds(
    changes: Changes,
    base: str = PLAIN,
    tables: Mapping[str, str] | None = None,
    *,
    events: bool = False,
) -> dict[str, Outcome]:
    """The plain world with changes, under each strategy."""
    return run(tabulate(scenario(changes, base, tables)), events=events)


def world(*changes: Changes, tables: Mapping[str, str] | None = None) -> Outcome:
    """The plain world with changes, under its one strategy, with events."""
    merged = {path: value for some in changes for path, value in some.items()}
    (outcome,) = worlds(merged, tables=tables, events=True).values()
    return outcome


def posted(outcome: Outcome, line: Line, product: int | None = None) -> list[int]:
    """What a line came to in each month, in minor units; of one product, or in all."""
    cells = outcome.ledger[:, :, line]
    return [int(a) for a in (cells.sum(axis=1) if product is None else cells[:, product])]


def story(outcome: Outcome, *names: str, person: int = 0) -> list[tuple[int, str, str | None]]:
    """Month, event and product of what happened to a person; only events of some ``names``."""
    assert outcome.events is not None
    return [
        (event.month, event.event, event.product)
        for event in outcome.events
        if event.person == person and (not names or event.event in names)
    ]


def months_of(outcome: Outcome, name: str, person: int = 0) -> list[int]:
    """The months in which something happened to a person."""
    return [month for month, _, _ in story(outcome, name, person=person)]


def arrays(outcome: Outcome) -> dict[str, Any]:
    """Every number of an outcome by name; records and mappings are spread out."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(outcome):
        value = getattr(outcome, field.name)
        if dataclasses.is_dataclass(value):
            found |= {f"{field.name}.{f.name}": getattr(value, f.name) for f in fields_of(value)}
        elif isinstance(value, Mapping):
            found |= {f"{field.name}.{name}": cells for name, cells in value.items()}
        elif isinstance(value, np.ndarray | int):
            found[field.name] = np.asarray(value)
    return found


def fields_of(record: Any) -> tuple[dataclasses.Field[Any], ...]:
    """The fields of a record."""
    return dataclasses.fields(record)


def differing(first: Outcome, second: Outcome) -> list[str]:
    """The names of arrays that are not equal to the bit, or that only one outcome has."""
    one, other = arrays(first), arrays(second)
    return [name for name in {**one, **other} if not _same(one.get(name), other.get(name))]


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    return bool(one.shape == other.shape and one.tobytes() == other.tobytes())


def logit(chance: float) -> float:
    """Log-odds, by the standard library."""
    return math.log(chance / (1 - chance))


def logistic(log_odds: float) -> float:
    """The chance of log-odds, by the standard library."""
    return 1 / (1 + math.exp(-log_odds))


def monthly(yearly: float) -> float:
    """A month's chance of a chance a year."""
    return float(1 - (1 - yearly) ** (1 / 12))


def counted(outcome: Outcome, name: str) -> list[int]:
    """A count of the outcome month by month."""
    return [int(count) for count in getattr(outcome.months, name)]


def told(outcome: Outcome, name: str) -> list[float]:
    """What the firm made known month by month."""
    return [float(value) for value in outcome.signals[name]]


def poisson_errors(count: int, mean: float) -> float:
    """How many standard errors of a Poisson count it lies from its mean."""
    return abs(count - mean) / math.sqrt(mean)


def standard_errors(count: int, of: int, chance: float) -> float:
    """How many binomial standard errors a count lies from what is expected."""
    return abs(count - of * chance) / math.sqrt(of * chance * (1 - chance))
