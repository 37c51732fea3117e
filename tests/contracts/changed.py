"""What a word moves: one small world with another value of it, under the strategies it touches.

The world is that of ``every_practice.yaml``, where all words are used, without its dated changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from sim.scenario import Scenario, load_text, shape, tables_of
from sim.scenario.tabulate import tabulate
from sim.scenario.units import AGE, AMOUNT
from sim.world.cohort import born
from sim.world.outcome import Outcome
from sim.world.run import run_strategy
from tests.contracts import other_values as known
from tests.contracts.other_values import Row
from tests.worlds import differing

FOLDER = Path(__file__).parent
EVERY_PRACTICE = (FOLDER / "every_practice.yaml").read_text(encoding="utf-8")
TABLES = {
    name: "age,qx\n" + "".join(f"{age},{chance}\n" for age in range(100))
    for name, chance in (("young.csv", 0.01), ("old.csv", 0.2))
}
DISTRIBUTIONS = ("normal", "lognormal", "gamma", "beta", "uniform")
NO_CHANCE = ("normal", "lognormal", "gamma")
ONE_STRATEGY, ALL = "strategies.everything.", ("everything", "regulars", "everybody")
DATE = "2026-03"


def row_of(word: str) -> Row:
    """What to change a word to, and where.

    Raises:
        KeyError: nobody has said.
    """
    for above, below in (("segments.*.", "segments.guests."), ("strategies.*.changes.set.", "")):
        stem = word.removeprefix(above)
        if stem != word and word not in known.ROWS:
            own = row_of(stem if below else f"strategies.*.{stem}")
            return _of_segment(own, stem) if below else _dated(own.value, own.given, stem)
    kind = word.rpartition(".")[2]
    if kind in DISTRIBUTIONS:
        return _distribution(word, kind)
    if kind in ("times_income", "spread") and word not in known.ROWS:
        return _by_income(word.rpartition(".")[0], kind)
    written = known.ROWS[word]
    row = written if isinstance(written, Row) else Row(written)
    if word.startswith("changes.set."):
        return _of_market(row, word.removeprefix("changes.set."))
    if ".changes.set." in word:
        return _dated(row.value, row.given, word.partition(".changes.set.")[2])
    return Row(row.value, row.given, row.at or path_of(word))


def path_of(word: str) -> str:
    """A path of the world for a word's, with names in place of `*`."""
    parts: list[str] = []
    for part in word.split("."):
        if part == "*":
            parts.append(known.NAMES.get(parts[-1], "grown"))
        elif parts == ["products"]:
            parts.append(known.KINDS[part])
        else:
            parts.append(part)
    return ".".join(parts)


def _of_segment(row: Row, stem: str) -> Row:
    return Row(row.value, row.given, f"segments.guests.{row.at or path_of(stem)}")


def _dated(value: str, given: tuple[str, ...], stem: str) -> Row:
    path = path_of(f"strategies.*.{stem}").removeprefix(ONE_STRATEGY)
    return Row(f"[{{from: {DATE}, set: {{{path}: {value}}}}}]", given, f"{ONE_STRATEGY}changes")


def _of_market(row: Row, stem: str) -> Row:
    path = row.at or stem.replace("*", "account")
    return Row(f"[{{from: {DATE}, set: {{{path}: {row.value}}}}}]", row.given, "changes")


def _distribution(word: str, kind: str) -> Row:
    path = path_of(word.rpartition(".")[0])
    each = path.endswith(".each")
    field = word.removesuffix(f".{kind}").removesuffix(".each")
    centre = known.CENTRES[field.removesuffix(".*")]
    found = {
        "normal": f"[{centre}, {centre / 20}]",
        "lognormal": f"[{centre}, 0.05]",
        "gamma": f"[400, {centre}]",
        "beta": "[6, 4]",
        "uniform": f"[{0.95 * centre}, {1.05 * centre}]",
    }[kind]
    value = f"{{{kind}: {found}}}"
    given = known.BY_STAGE if field.endswith(".*") else ()
    return Row(f"{{each: {value}}}" if each else value, given, path.removesuffix(".each"))


def _by_income(field: str, kind: str) -> Row:
    path = path_of(field)
    given = f"{path}={{times_income: 0.1, spread: 0.1}}"
    value = "0.3" if kind == "times_income" else "0.9"
    return Row(value, (*known.BY_STAGE, given), f"{path}.{kind}")


def is_refused(word: str) -> bool:
    """Whether the reader refuses a distribution that the schema alone lets pass."""
    field, _, kind = word.rpartition(".")
    if kind not in DISTRIBUTIONS:
        return False
    found = shape.at(tuple(path_of(field).removesuffix(".each").split(".")), _written())
    assert found is not None
    assert found.leaf is not None
    assert found.leaf.unit is not None
    if found.leaf.unit.form == "percent":
        return kind in NO_CHANCE
    return kind == "beta" and found.leaf.unit in (AMOUNT, AGE)


@cache
def _written() -> dict[str, object]:
    data: dict[str, object] = yaml.safe_load(EVERY_PRACTICE)
    return data


def read(overrides: tuple[str, ...]) -> Scenario:
    """The world with overrides, and nothing changing by date but what they say."""
    still = ("changes=[]", *(f"strategies.{name}.changes=[]" for name in _strategies()))
    return load_text(
        EVERY_PRACTICE, name="x.yaml", read_table=tables_of(TABLES), overrides=(*still, *overrides)
    )


@cache
def _strategies() -> tuple[str, ...]:
    return tuple(yaml.safe_load(EVERY_PRACTICE)["strategies"])


def moved_by(row: Row) -> list[str]:
    """The names of all results that differ with the other value, under the first strategy where
    any does."""
    names = ALL[:1] if row.at.startswith(ONE_STRATEGY) else ALL
    changed = (*row.given, f"{row.at}={row.value}")
    return next(_found(row.given, changed, names), [])


def _found(
    given: tuple[str, ...], changed: tuple[str, ...], names: tuple[str, ...]
) -> Iterator[list[str]]:
    lives = World(changed)
    for name in names:
        found = differing(_base(given).under(name), lives.under(name))
        if found:
            yield found


@cache
def _base(given: tuple[str, ...]) -> World:
    return World(given)


class World:
    """A world with overrides, in which people live under a strategy when it is asked for."""

    def __init__(self, overrides: tuple[str, ...]) -> None:
        self.scenario = read(overrides)
        self._tables = tabulate(self.scenario)
        self._people = born(self._tables)
        self._lived: dict[str, Outcome] = {}

    def under(self, name: str) -> Outcome:
        """What became of a strategy."""
        if name not in self._lived:
            place = self._tables.strategy_names.index(name)
            self._lived[name] = run_strategy(self._tables, self._people, place, threads=1)
        return self._lived[name]
