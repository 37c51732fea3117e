"""YAML text to plain data with the place of every key and value.

Decides which YAML a scenario may be written in: one document of maps, lists and words.
Anchors, aliases, tags, duplicate keys, empty values and deep nesting are refused, since a
reader could not see what they do. Does not know the words of the language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events

from sim.scenario.characters import forbidden
from sim.scenario.problem import Path, Problem, ScenarioError, dotted
from sim.scenario.scalars import is_nothing, resolve
from sim.scenario.syntax import syntax_problem

PATIENT = yaml.SafeLoader
QUICK: type[Any] = getattr(yaml, "CSafeLoader", PATIENT)
"""PyYAML's parser in C, where it was built with one: many times as fast. It tells its errors in
other words, so what it does not accept is read again, by the one whose errors are told."""

READ_DIFFERENTLY = "\t?\ufeff"
"""Signs that the parser in C lets stand in more places, or counts as a column."""

DEEPEST = 40
LARGEST = 5_000_000

Place = tuple[int, int]
"""Line and column, both counted from 1."""

TOP: Place = (1, 1)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it says it."""

    name: str
    data: dict[str, Any]
    keys: dict[Path, Place] = field(repr=False)
    values: dict[Path, Place] = field(repr=False)

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Where a path is written; where it is not, where its nearest parent is."""
        first, second = (self.keys, self.values) if at_key else (self.values, self.keys)
        if path in first or path in second:
            return first[path] if path in first else second[path]
        while path:
            path = path[:-1]
            if path in self.keys:
                return self.keys[path]
        return TOP


def decode(content: bytes, name: str) -> str:
    """The text of a file. Raises ScenarioError where it is too large or not UTF-8."""
    if len(content) > LARGEST:
        raise _error(name, TOP, "", f"the file is larger than {LARGEST // 1_000_000} MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        hint = "Save it as UTF-8 in your editor."
        raise _error(name, (line, column), "", "the file is not UTF-8 text here.", hint) from error


def read(text: str, name: str) -> Document:
    """Read a scenario's text. Raises ScenarioError at the first thing that is not readable.

    >>> read("a: {b: 12%}", "x.yaml").values[("a", "b")]
    (1, 8)
    """
    if len(text) > LARGEST:
        raise _error(name, TOP, "", f"the file is larger than {LARGEST // 1_000_000} MB.")
    whole = unicodedata.normalize("NFC", text)
    if not any(sign in whole for sign in READ_DIFFERENTLY):
        with suppress(yaml.YAMLError, ScenarioError, UnicodeError):
            return _Reader(whole, name, QUICK).document()
    try:
        return _Reader(whole, name, PATIENT).document()
    except yaml.YAMLError as error:
        raise ScenarioError([syntax_problem(error, name, text)]) from error


def read_value(text: str, name: str) -> Any:
    """Read one value in YAML's flow syntax, as an override gives it."""
    data = read(f"value: {text}", name).data
    if len(data) > 1:
        raise _error(name, TOP, "", "holds more than one value.", "Write each on its own.")
    return data["value"]


class _Reader:
    """Turns YAML events into data, one event at a time."""

    def __init__(self, text: str, name: str, parser: Any) -> None:
        self.name = name
        self.events: Iterator[Any] = yaml.parse(text, Loader=parser)
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.problems: list[Problem] = []

    def document(self) -> Document:
        next(self.events)
        if isinstance(next(self.events), events.StreamEndEvent):
            raise _error(self.name, TOP, "", "the file is empty.", "Begin with `scenario: 1`.")
        first = next(self.events)
        if isinstance(first, events.ScalarEvent) and first.value == "":
            raise _error(self.name, TOP, "", "the file is empty.", "Begin with `scenario: 1`.")
        data = self.node(first, ())
        self._end()
        if not isinstance(data, dict):
            self._note(first, (), "a scenario is a map of words to values, such as `scenario: 1`.")
        if self.problems:
            raise ScenarioError(self.problems)
        return Document(self.name, data, self.keys, self.values)

    def node(self, event: Any, path: Path) -> Any:
        self._refuse_hidden_meaning(event, path)
        self.values[path] = _place(event)
        if len(path) > DEEPEST:
            raise _error(self.name, _place(event), "", f"nested deeper than {DEEPEST} levels.")
        if isinstance(event, events.MappingStartEvent):
            return self._map(path)
        if isinstance(event, events.SequenceStartEvent):
            return self._list(path)
        return self._scalar(event, path)

    def _map(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self._until(events.MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            again = self.keys.get(here)
            place = _place(event)
            if again is None:
                self.keys[here] = place
                data[key] = self.node(next(self.events), here)
            else:
                self._duplicate(event, here, again)
        return data

    def _duplicate(self, event: Any, path: Path, first: Place) -> None:
        line, column = first
        self._note(
            event,
            path,
            f"written twice: first at line {line}, column {column}, and again here.",
            "Keep one of the two.",
        )
        kept = self.keys, self.values
        self.keys, self.values = {}, {}
        self.node(next(self.events), path)
        self.keys, self.values = kept

    def _list(self, path: Path) -> list[Any]:
        items = self._until(events.SequenceEndEvent)
        return [self.node(event, (*path, place)) for place, event in enumerate(items)]

    def _key(self, event: Any, path: Path) -> str:
        self._refuse_hidden_meaning(event, path)
        if not isinstance(event, events.ScalarEvent):
            raise _error(
                self.name, _place(event), dotted(path), "a map or a list cannot be a name."
            )
        word: str = event.value
        self._refuse_unseen(event, path, forbidden(word))
        if not event.style and (is_nothing(word) or not isinstance(resolve(word), str)):
            self._note(
                event, (*path, word), f"a name is a word, and `{word}` is not.", _quote(word)
            )
        return word

    def _scalar(self, event: Any, path: Path) -> int | float | str:
        text: str = event.value
        self._refuse_unseen(event, path, forbidden(text, lines=True))
        if event.style:
            return text
        if is_nothing(text):
            self._note(event, path, "has no value.", _about_nothing(path))
            return ""
        return resolve(text)

    def _refuse_hidden_meaning(self, event: Any, path: Path) -> None:
        if isinstance(event, events.AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, events.AliasEvent) else "&"
            raise _error(
                self.name,
                _place(event),
                dotted(path),
                f"anchors and aliases (`{sign}{event.anchor}`) are not part of the language.",
                "Write the value out; put it in quotes if it is text.",
            )
        if event.tag is not None and event.tag != "!":
            raise _error(
                self.name,
                _place(event),
                dotted(path),
                f"tags (`{event.tag}`) are not part of the language.",
                "Remove it; put the value in quotes if it is text.",
            )

    def _refuse_unseen(self, event: Any, path: Path, code: str | None) -> None:
        if code is not None:
            message = f"an invisible or forbidden character ({code})."
            raise _error(self.name, _place(event), dotted(path), message, "Delete it.")

    def _until(self, end: type[Any]) -> Iterator[Any]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _end(self) -> None:
        next(self.events)
        more = next(self.events)
        if not isinstance(more, events.StreamEndEvent):
            raise _error(
                self.name, _place(more), "", "a file holds one scenario, and a second begins here."
            )

    def _note(self, event: Any, path: Path, message: str, hint: str = "") -> None:
        if any(problem.path == dotted(path) for problem in self.problems):
            return
        line, column = _place(event)
        self.problems.append(Problem(self.name, line, column, dotted(path), message, "", hint))


def _place(event: Any) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _quote(word: str) -> str:
    if word.isdigit() and len(word) == 3:
        return "Thousands are written 1000 or 1_000, without a comma."
    return f"Write it in quotes, '{word}':, if it is a name." if word else ""


def _about_nothing(path: Path) -> str:
    last = str(path[-1]) if path else ""
    if last.isdigit() and len(last) == 3:
        return _quote(last)
    if ":" in last:
        return "Write a space after the colon."
    return "Write a value, or leave the key out: what is left out is off."


def _error(name: str, place: Place, path: str, message: str, hint: str = "") -> ScenarioError:
    return ScenarioError([Problem(name, *place, path, message, "", hint)])
