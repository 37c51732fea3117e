"""From a file of targets to targets, or to every problem of it with line and column.

Decides how what is wrong is told, and whether targets go with a scenario: each path must lead to
one number that the file writes, each name must be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.experiments.calibration.targets import AMONG, COUNTED, Fitted, Pattern, Targets
from sim.scenario import Scenario, document
from sim.scenario.document import TOP, Document
from sim.scenario.fields import FAULTS
from sim.scenario.find import SHIPPED, read_bytes
from sim.scenario.forms import ANY_NUMBER
from sim.scenario.problem import (
    Fault,
    Path,
    Problem,
    ScenarioError,
    did_you_mean,
    dotted,
    nearest,
    one_of,
)
from sim.scenario.shape import Shape, numbers_of, part_of, required, step, words
from sim.scenario.translate import MISSING, at

ROOT = Shape(part=Targets)


def shipped_targets() -> dict[str, File]:
    """The shipped files of targets, by the name of their scenario."""
    files = (file for folder in SHIPPED for file in sorted((folder / "targets").glob("*.yaml")))
    return {file.stem: file for file in files}


def read_targets(file: str | File, scenario: Scenario) -> Targets:
    """The targets of a file, or shipped ones by their name (``hsbc``), fit for a scenario.

    Raises ScenarioError with all that is wrong.
    """
    known = shipped_targets()
    path = File(file) if File(file).is_file() else known.get(str(file), File(file))
    if not path.is_file():
        expected = f"a file of targets, or a shipped one ({', '.join(sorted(known))})"
        hint = did_you_mean(str(file), known)
        message = "there is no such file."
        raise ScenarioError([Problem(str(file), None, None, "", message, expected, hint)])
    return parse_targets(document.decode(read_bytes(path), str(path)), str(path), scenario)


def parse_targets(text: str, name: str, scenario: Scenario) -> Targets:
    """The targets of a text; ``name`` is the file named in problems. Raises ScenarioError."""
    if not text.strip():
        told = Problem(name, *TOP, "", "the file is empty.", "", "Begin with `targets: 1`.")
        raise ScenarioError([told])
    written = document.read(text, name)
    try:
        targets = Targets.model_validate(written.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise _refused(written, _told(details, written.data)) from None
    faults = [*_of_fit(targets, scenario), *_of_patterns(targets, scenario)]
    if faults:
        raise _refused(written, faults)
    return targets


def _refused(written: Document, faults: Iterable[Fault]) -> ScenarioError:
    problems = []
    for fault in faults:
        line, column = written.place(fault.path, at_key=fault.at_key)
        where = (written.name, line, column, dotted(fault.path))
        problems.append(Problem(*where, fault.message, fault.expected, fault.hint))
    return ScenarioError(sorted(problems, key=lambda each: (each.line or 0, each.column or 0)))


def _told(details: list[ErrorDetails], data: dict[str, Any]) -> list[Fault]:
    """Every fault of the file's own; a word that is misspelt is not told of as missing as well."""
    unknown = [tuple(one["loc"]) for one in details if one["type"] == "extra_forbidden"]
    return [
        fault
        for one in details
        for fault in _faults(one, data)
        if fault.message != MISSING
        or not any(
            path[:-1] == fault.path[:-1]
            and nearest(str(path[-1]), _known(path, data)) == fault.path[-1]
            for path in unknown
        )
    ]


def _faults(detail: ErrorDetails, data: dict[str, Any]) -> Iterator[Fault]:
    path = tuple(detail["loc"])
    if detail["type"] == FAULTS:
        yield from (fault.below(*path) for fault in detail["ctx"]["faults"])
    elif detail["type"] == "missing":
        found = _shape(path, data)
        yield Fault(path, MISSING, _expected(found), at_key=True)
    elif detail["type"] == "extra_forbidden":
        known = _known(path, data)
        hint = did_you_mean(str(path[-1]), known)
        yield Fault(path, "unknown word.", one_of(known), hint, at_key=True)
    else:
        found = _shape(path, data)
        part = part_of(found, None) if found and found.part else None
        expected = f"a map with {one_of(words(part))}" if part else "a map of names"
        yield Fault(path, f"`{at(path, data)}` where a map belongs.", expected)


def _shape(path: Path, data: dict[str, Any]) -> Shape | None:
    found: Shape | None = ROOT
    for word in path:
        found = step(found, word, data) if found is not None and found.leaf is None else found
    return found


def _expected(found: Shape | None) -> str:
    if found is None:
        return ""
    if found.leaf is not None:
        return found.leaf.expected
    if found.part is not None:
        return f"a map with at least {', '.join(f'`{each}`' for each in required(found.part))}"
    return f"a map of names: {found.description}"


def _known(path: Path, data: dict[str, Any]) -> list[str]:
    parent = _shape(path[:-1], data)
    return list(words(parent.part)) if parent is not None and parent.part else []


def _of_fit(targets: Targets, scenario: Scenario) -> Iterator[Fault]:
    for path, fitted in targets.fit.items():
        for number in (path, *fitted.also):
            yield from _of_number(("fit", path), number, fitted, scenario)
    if targets.fit and not any(each.use == "fit" for each in targets.patterns.values()):
        message = "nothing to fit to: every pattern is only checked."
        yield Fault(("fit",), message, "a pattern with `use: fit`")


def _of_number(place: Path, path: str, fitted: Fitted, scenario: Scenario) -> Iterator[Fault]:
    known = numbers_of(scenario)
    if path not in known or path in ("scenario", "seed", "people", "years"):
        told = f"`{path}` is no number of the scenario that can be moved."
        yield Fault(place, told, "", did_you_mean(path, known), at_key=True)
        return
    unit, today = known[path]
    if not isinstance(today, int | float):
        yield Fault(place, f"`{path}` is not one number in the scenario.", "", at_key=True)
        return
    source = document.read(scenario.source.text, scenario.source.name)
    if at(tuple(path.split(".")), source.data) is None:
        hint = "Write its value there first."
        yield Fault(place, f"`{path}` is not written in {source.name}.", "", hint, at_key=True)
        return
    low, high = fitted.range or (today, today)
    if not (unit.holds(low) and unit.holds(high)) or low >= high:
        yield Fault((*place, "range"), "is no range of such a number.", unit.expected)
    elif not low <= today <= high:
        told = f"today's value of `{path}`, {today:g}, lies outside."
        yield Fault((*place, "range"), told, "a range that holds it")
    if fitted.scale == "log" and low <= 0:
        yield Fault((*place, "scale"), "a logarithm needs a range above 0.", "linear")


def _of_patterns(targets: Targets, scenario: Scenario) -> Iterator[Fault]:
    if targets.strategy not in scenario.strategies:
        hint = did_you_mean(targets.strategy, scenario.strategies)
        told = f"`{targets.strategy}` is no strategy of the scenario."
        yield Fault(("strategy",), told, one_of(scenario.strategies), hint)
    if scenario.opening_book.model_fields_set:
        told = "the scenario has an opening book, and what is held before the start is not known."
        yield Fault(("scenario",), told, "a scenario without one")
    if not targets.patterns:
        yield Fault(("patterns",), "holds no pattern.", "a map of names to patterns")
    for name, pattern in targets.patterns.items():
        yield from (fault.below("patterns", name) for fault in _of_pattern(pattern, scenario))


def _of_pattern(pattern: Pattern, scenario: Scenario) -> Iterator[Fault]:
    if pattern.of not in COUNTED[pattern.kind]:
        told = f"a {pattern.kind} is not of `{pattern.of}`."
        yield Fault(("of",), told, one_of(COUNTED[pattern.kind]))
    if pattern.base not in AMONG[pattern.of]:
        told = f"{pattern.of} is not counted among {pattern.base}."
        yield Fault(("among",), told, one_of(AMONG[pattern.of]))
    yield from _of_measurement(pattern)
    if pattern.of == "holding" and not pattern.products:
        yield Fault(("of",), "says not which products.", "`products`, a list of names", at_key=True)
    pairs = (pattern.contacts_before, pattern.compared_with)
    if pattern.kind == "ratio" and None in pairs:
        expected = "`contacts_before` and `compared_with`, [from, to] each"
        yield Fault(("kind",), "a ratio is of two sorts of contacts.", expected)
    if pattern.kind != "ratio" and pattern.compared_with is not None:
        yield Fault(("compared_with",), "belongs to a ratio.", "", "", at_key=True)
    names: dict[str, Iterable[str]] = {
        "products": scenario.products,
        "customers_of": scenario.products,
        "segments": scenario.segments,
        "stages": scenario.life.stages,
    }
    for word, known in names.items():
        for place, name in enumerate(getattr(pattern, word)):
            if name not in list(known):
                told = f"`{name}` is not in the scenario."
                yield Fault((word, place), told, one_of(known), did_you_mean(name, known))


def _of_measurement(pattern: Pattern) -> Iterator[Fault]:
    if (pattern.interval is None) == (pattern.error is None):
        told = "needs either an interval or a standard error."
        yield Fault(("value",), told, "`interval: [low, high]` or `error: 2%`", at_key=True)
    elif pattern.interval is not None:
        low, high = pattern.interval
        if low == high or not low <= pattern.value <= high:
            yield Fault(("interval",), "does not hold the value.", "[low, high] around it")
    elif pattern.error is not None and pattern.error <= 0:
        yield Fault(("error",), f"{pattern.error:g} is out of range.", ANY_NUMBER.expected)
