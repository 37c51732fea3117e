"""The language as a tree of words: which words may stand where, and what they hold.

Decides what a path such as ``products.mortgage.need`` leads to, read off the models, so that
messages can list the valid words and checks can visit every value. Holds no rule of its own.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.scenario.fields import Leaf
from sim.scenario.models.base import Part
from sim.scenario.models.products import KINDS
from sim.scenario.models.scenario import Scenario
from sim.scenario.problem import Path, dotted
from sim.scenario.units import Unit
from sim.scenario.values import ByStage


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands at a path: a leaf, a part with words of its own, or a map of named things.

    Exactly one of ``leaf``, ``part``, ``entries`` is set, or none for a product, whose part
    depends on its ``kind``.
    """

    leaf: Leaf | None = None
    part: type[Part] | None = None
    entries: Shape | None = None
    description: str = ""

    @property
    def is_product(self) -> bool:
        """Whether the words depend on the product's ``kind``."""
        return self.leaf is None and self.part is None and self.entries is None


ROOT = Shape(part=Scenario)


@cache
def words(part: type[Part]) -> dict[str, Shape]:
    """The words of a part and what each holds.

    >>> sorted(words(KINDS["loan"].model_fields["wins"].annotation))
    ['customer', 'stranger']
    """
    return {info.alias or name: _field(info) for name, info in part.model_fields.items()}


def required(part: type[Part]) -> list[str]:
    """The words of a part that may not be left out.

    >>> required(ROOT.part)[:3]
    ['scenario', 'title', 'currency']
    """
    return [info.alias or name for name, info in part.model_fields.items() if info.is_required()]


def _field(info: FieldInfo) -> Shape:
    leaf = next((mark for mark in info.metadata if isinstance(mark, Leaf)), None)
    found = Shape(leaf=leaf) if leaf else _annotated(info.annotation)
    return Shape(found.leaf, found.part, found.entries, info.description or "")


def _annotated(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        leaf = next((mark for mark in arguments[1:] if isinstance(mark, Leaf)), None)
        return Shape(leaf=leaf) if leaf else _annotated(arguments[0])
    if origin is dict:
        return Shape(entries=_annotated(arguments[1]))
    if origin in (Union, types.UnionType):
        members = [member for member in arguments if member is not type(None)]
        return _annotated(members[0]) if len(members) == 1 else Shape()
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Shape(part=annotation)
    return Shape(leaf=_KIND)


_KIND = Leaf(lambda written: written, {}, "a kind of product")


def step(shape: Shape, word: str | int, written: Any) -> Shape | None:
    """What ``word`` leads to below ``shape``; ``written`` is what the file has at ``shape``."""
    if shape.entries is not None:
        return shape.entries
    part = part_of(shape, written)
    return words(part).get(str(word)) if part is not None else None


def part_of(shape: Shape, written: Any) -> type[Part] | None:
    """The part whose words may stand at ``shape``; a product's is found by its kind."""
    if not shape.is_product:
        return shape.part
    kind = written.get("kind") if isinstance(written, dict) else None
    return KINDS.get(kind) if isinstance(kind, str) else None


def at(path: Path, written: Any) -> Shape | None:
    """What stands at a path of a file, or None where the path leaves the language.

    A path that goes on below a leaf (a stage, a distribution) gives the leaf.
    """
    shape: Shape | None = ROOT
    for word in path:
        if shape is None or shape.leaf is not None:
            return shape
        shape = step(shape, word, written)
        written = written.get(word) if isinstance(written, dict) else None
    return shape


def walk(value: Any, path: Path = (), shape: Shape = ROOT) -> Iterator[tuple[Path, Leaf, Any]]:
    """Every value that a scenario gives or takes by default: path, field, value.

    Fields of ``segments`` that the file does not give are left out, since they do not apply.
    """
    if shape.leaf is not None:
        yield path, shape.leaf, value
    elif shape.entries is not None:
        for name, entry in value.items():
            yield from walk(entry, (*path, name), shape.entries)
    elif value is not None:
        yield from _walk_part(value, path)


def _walk_part(part: Part, path: Path) -> Iterator[tuple[Path, Leaf, Any]]:
    of_segment = path[:1] == ("segments",)
    for name, word, below in _attributes(type(part)):
        if of_segment and name not in part.model_fields_set:
            continue
        value = getattr(part, name)
        if below.leaf is not None:
            yield (*path, word), below.leaf, value
        else:
            yield from walk(value, (*path, word), below)


@cache
def _attributes(part: type[Part]) -> list[tuple[str, str, Shape]]:
    """The attributes of a part, with their words and what each holds."""
    known = words(part)
    aliased = ((name, info.alias or name) for name, info in part.model_fields.items())
    return [(name, word, known[word]) for name, word in aliased]


def numbers_of(scenario: Scenario) -> dict[str, tuple[Unit, Any]]:
    """Every path that leads to a number (or to a distribution of one): its unit and value."""
    return numbers_in(walk(scenario))


def numbers_in(leaves: Iterable[tuple[Path, Leaf, Any]]) -> dict[str, tuple[Unit, Any]]:
    """The same, of the values that `walk` finds."""
    return {
        dotted((*path, *below)): (leaf.unit, value)
        for path, leaf, whole in leaves
        for below, value in numbers(leaf, whole)
        if leaf.unit is not None
    }


def numbers(leaf: Leaf, value: Any) -> Iterator[tuple[Path, Any]]:
    """The single values of a field, each with its path below the field."""
    if leaf.unit is None:
        return
    if not isinstance(value, ByStage):
        yield (), value
    elif not value.stages:
        if value.default is not None:
            yield (), value.default
    else:
        for stage, one in value.items():
            yield (stage,), one
