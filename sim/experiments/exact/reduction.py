"""The largest part of a scenario whose expectation is exact: what has to be switched off for it.

Nobody may act on anybody else, and a person's state must be small enough to be gone through. What
couples people, or makes a state of a number (satisfaction, fatigue), is taken out of the scenario's
text; what is left is an ordinary scenario again, of one strategy, and is run like any other.

Where all products together have too many states, each is told beside those that people are won by
(`Reduction.core`), on which being a customer then has to hang alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

from sim.experiments.exact.factors import has_one_factor, is_alike
from sim.experiments.exact.life import lives_of
from sim.rules.distributions import mean
from sim.scenario import Scenario, ScenarioError, document, load_text, tables_of
from sim.scenario.overrides import apply
from sim.scenario.segments import behaviour_of
from sim.scenario.tables import NO_PRODUCT, NO_TRAIT, Kind, Tables
from sim.scenario.tabulate import tabulate
from sim.scenario.values import Distribution

MOST_TOGETHER = 2_000
"""So many states, at most, before stages and history, for all products to be told together."""
MOST_BIRTHS = 150
"""So many months of birth, at most; sexes count apart where people enter later."""

FEELINGS = (
    ("churn", "satisfaction"),
    ("churn", "fatigue"),
    ("choice", "satisfaction"),
    ("contact", "fatigue"),
    ("satisfaction", "failures_per_purchase"),
    ("buying", "satisfaction"),
    ("after_default",),
)
"""Words of behaviour that make the past of a person weigh on the present."""

PRACTICES = ("staff", "feedback", "loyalty", "personal", "promotion", "word_of_mouth", "funding")
"""Practices in which people or firm look at each other, or at the past."""

CHOICES = ("best_need", "random")
"""What a contact speaks of, where that hangs on nothing personal."""


class NotReducibleError(ValueError):
    """No part of the scenario has an expectation that is known exactly."""


@dataclass(frozen=True)
class Reduction:
    """One strategy, reduced: an ordinary scenario, and what it is without."""

    strategy: str
    scenario: Scenario
    tables: Tables
    without: tuple[str, ...]  # paths of what was taken out, or set to what
    core: tuple[int, ...]  # products told together
    groups: tuple[tuple[int, ...], ...]  # products told beside the core, one group at a time


@dataclass
class _Text:
    """A scenario's data while words are taken out."""

    data: dict[str, Any]
    without: list[str] = field(default_factory=list)

    def remove(self, *path: str) -> None:
        """Take a word out, and parts that are empty then."""
        parents = self._parents(path)
        if parents is None or path[-1] not in parents[-1]:
            return
        del parents[-1][path[-1]]
        self.without.append(".".join(path))
        for parent, word in zip(reversed(parents[:-1]), reversed(path[:-1]), strict=True):
            if parent[word] == {}:
                del parent[word]

    def set(self, path: tuple[str, ...], value: Any, said: str) -> None:
        """Set a word to another value."""
        here = self.data
        for word in path[:-1]:
            here = here.setdefault(word, {})
        here[path[-1]] = value
        self.without.append(said)

    def _parents(self, path: tuple[str, ...]) -> list[dict[str, Any]] | None:
        parents = [self.data]
        for word in path[:-1]:
            below = parents[-1].get(word)
            if not isinstance(below, dict):
                return None
            parents.append(below)
        return parents


def reduced(scenario: Scenario, strategy: str) -> Reduction:
    """Reduce a scenario under one strategy, as little as will do.

    Raises NotReducibleError.
    """
    source = scenario.source
    data = apply(document.read(source.text, source.name), source.overrides).data
    text = _Text(json.loads(json.dumps(data)))
    for silent in ("uncertain", "sources"):
        text.data.pop(silent, None)
    text.data["strategies"] = {strategy: text.data["strategies"][strategy]}
    _uncouple(text, strategy)
    tables = _read(scenario, text)
    _make_alike(text, scenario, tables)
    _shorten(text, scenario)
    tables = _read(scenario, text)
    every = tuple(range(len(tables.product_names)))
    if prod(_places(tables, product) for product in every) <= MOST_TOGETHER:
        _choose_simply(text, strategy, scenario)
        return _built(scenario, strategy, text, every, ())
    core, groups = _separate(text, strategy, tables)
    return _built(scenario, strategy, text, core, groups)


def _built(
    scenario: Scenario,
    strategy: str,
    text: _Text,
    core: tuple[int, ...],
    groups: tuple[tuple[int, ...], ...],
) -> Reduction:
    left = _scenario(scenario, text)
    return Reduction(strategy, left, tabulate(left), tuple(text.without), core, groups)


def _scenario(scenario: Scenario, text: _Text) -> Scenario:
    source = scenario.source
    try:
        return load_text(
            json.dumps(text.data),
            name=f"{source.name}, reduced",
            read_table=tables_of(source.tables),
        )
    except ScenarioError as error:
        raise NotReducibleError(
            "Without "
            + ", ".join(text.without)
            + f" this scenario is none any more: {error.problems[0].message}"
        ) from error


def _read(scenario: Scenario, text: _Text) -> Tables:
    return tabulate(_scenario(scenario, text))


# What couples people, months and feelings --------------------------------------------------------


def _uncouple(text: _Text, strategy: str) -> None:
    text.remove("changes")
    for word in ("changes", *PRACTICES):
        text.remove("strategies", strategy, word)
    text.remove("strategies", strategy, "service", "failures_per_purchase")
    for place in _behaviours(text.data):
        for words in FEELINGS:
            text.remove(*place, *words)


def _behaviours(data: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    yield ("behaviour",)
    for segment in data.get("segments", {}):
        yield ("segments", segment, "behaviour")


# What differs between people ---------------------------------------------------------------------


def _make_alike(text: _Text, scenario: Scenario, tables: Tables) -> None:
    """What differs between people, but for a factor and an age, becomes its mean."""
    stages, behaviour = list(tables.stage_names), tables.behaviour
    for row, place in enumerate(_owners(scenario)):
        kind = behaviour_of(scenario, place[1] if len(place) > 1 else None)
        if (behaviour.churn.trait[row] != NO_TRAIT).any():
            by_stage = {s: _mean(kind.churn.per_year.at(s)) for s in stages}
            path = (*place, "churn", "per_year")
            text.set(path, by_stage, f"{'.'.join(path)} (its mean instead)")
        if behaviour.choice_price.trait[row, 0] != NO_TRAIT:
            path = (*place, "choice", "price")
            text.set(path, _mean(kind.choice.price), f"{'.'.join(path)} (its mean instead)")
    for product, name in enumerate(tables.product_names):
        _make_product_alike(text, scenario, tables, product, name)


def _owners(scenario: Scenario) -> list[tuple[str, ...]]:
    segments: list[tuple[str, ...]] = [("segments", s, "behaviour") for s in scenario.segments]
    return segments or [("behaviour",)]


def _make_product_alike(
    text: _Text, scenario: Scenario, tables: Tables, product: int, name: str
) -> None:
    stages, words = tables.stage_names, scenario.products[name]
    kind, path = Kind(int(tables.products.kind[product])), ("products", name)
    if kind != Kind.PURCHASE and not has_one_factor(tables, product):
        word = "amount" if kind == Kind.LOAN else "balance"
        given = getattr(words, word)
        alike = {s: _mean_sum(given.at(s), tables, i) for i, s in enumerate(stages)}
        text.set((*path, word), alike, f"products.{name}.{word} (its mean instead)")
    if kind == Kind.PURCHASE and not is_alike(tables.products.per_year.trait[product]):
        often = {s: _mean(words.per_year.at(s)) for s in stages}  # type: ignore[union-attr]
        text.set((*path, "per_year"), often, f"products.{name}.per_year (its mean instead)")


def _mean(value: object) -> float:
    if isinstance(value, Distribution):
        return float(mean(value.kind, value.first, value.second))
    return float(value)  # type: ignore[arg-type]


def _mean_sum(value: object, tables: Tables, stage: int) -> float:
    digits = tables.minor_digits
    if isinstance(value, Distribution | int | float):
        return round(_mean(value), digits)
    times, spread = value.times_income, value.spread  # type: ignore[attr-defined]
    income = float(tables.life.income[stage]) / 10**digits
    square = spread**2 + tables.life.income_spread**2
    return float(round(times * income * mean("lognormal", 1.0, square**0.5), digits))


def _shorten(text: _Text, scenario: Scenario) -> None:
    """One age at entry, and nobody enters later, where births would be too many."""
    tables = _read(scenario, text)
    if len(lives_of(tables).birth) <= MOST_BIRTHS:
        return
    if tables.life.age_at_entry.trait[0, 0] != NO_TRAIT:
        age = round(_mean(scenario.life.enter.age), 6)
        text.set(("life", "enter", "age"), age, "life.enter.age (its mean instead)")
        tables = _read(scenario, text)
    if tables.life.arrivals_per_year and len(lives_of(tables).birth) > MOST_BIRTHS:
        text.remove("life", "enter", "arrivals_per_year")


# Which products are told together ----------------------------------------------------------------


def _places(tables: Tables, product: int) -> int:
    term = int(tables.products.term[product])
    return 1 + term + term * len(tables.stage_names) if term else 3


def _choose_simply(text: _Text, strategy: str, scenario: Scenario) -> None:
    """Contacts may stay where what they speak of hangs on nothing personal."""
    if scenario.strategies[strategy].contact.choose not in CHOICES:
        text.remove("strategies", strategy, "contact")


def _separate(
    text: _Text, strategy: str, tables: Tables
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Let being a customer hang on the core alone; all other products are told beside it."""
    names = tables.product_names
    core = _closed(tables, _won_by(tables))
    others = [p for p in range(len(names)) if p not in core]
    text.remove("strategies", strategy, "contact")
    for place in _behaviours(text.data):
        text.remove(*place, "churn", "each_further_product")
        text.remove(*place, "churn", "price")
    offered = [bool(row.any()) for row in tables.strategies[0].offered]
    for product in others:
        if offered[product]:
            text.remove("products", names[product], "wins", "stranger")
    for product in core:
        text.remove("products", names[product], "ends")
    if not set(tables.book_holds.tolist()) & set(core):
        text.remove("opening_book")
    if any(int(tables.products.term[product]) for product in core):
        raise NotReducibleError(
            f"Strategy {strategy} wins people by a loan, and has too many products to be told "
            "together: who is a customer then hangs on all of them."
        )
    groups = {_closed(tables, {p}) for p in others}
    told = sorted(group for group in groups if any(offered[p] for p in group))
    return tuple(sorted(core)), tuple(tuple(sorted(group)) for group in told)


def _won_by(tables: Tables) -> set[int]:
    """The products that strangers are won by."""
    opens = {int(p) for p in tables.strategies[0].opens if p != NO_PRODUCT}
    if opens:
        return opens
    book = set(tables.book_holds.tolist())
    likely = max(
        range(len(tables.product_names)), key=lambda p: float(tables.products.wins_stranger[p])
    )
    return book or {likely}


def _closed(tables: Tables, products: Iterable[int]) -> tuple[int, ...]:
    """Products, and all that become one of them or that they become."""
    found, links = set(products), tables.products.becomes
    while True:
        further = {int(to) for p in found for to in links[p] if to != NO_PRODUCT}
        further |= {p for p in range(len(links)) if found & set(links[p].tolist())}
        if further <= found:
            return tuple(sorted(found))
        found |= further
