"""The numbers that a scenario gives, each with what the file says of where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from sim.experiments.lever import LeverError
from sim.scenario import Scenario
from sim.scenario.models import Origin
from sim.scenario.problem import did_you_mean
from sim.scenario.units import Unit
from sim.scenario.values import Distribution
from sim.scenario.written import numbers_written

SETTINGS = ("years", "people", "seed")
"""They ask the question and need no source."""


@dataclass(frozen=True)
class Assumption:
    """One number, in human units: a value, or a distribution of values between people.

    ``written`` is the path under ``sources`` that speaks of it, ``shared`` how many numbers that
    path speaks of; ``believed`` is what stands under ``uncertain``.
    """

    path: str
    unit: Unit
    value: Any
    written: str
    origin: Origin | None
    believed: Distribution | None
    shared: tuple[Any, ...] = ()


def assumptions_of(scenario: Scenario, only: Sequence[str] = ()) -> tuple[Assumption, ...]:
    """Every number that the file or an override gives, settings of the run aside.

    ``only`` are paths, in which ``*`` stands for anything; by default all numbers are listed.

    Raises:
        LeverError: a path of ``only`` leads to no number.
    """
    given = {path: each for path, each in numbers_written(scenario).items() if path not in SETTINGS}
    for pattern in only:
        if not _chosen(given, pattern):
            hint = did_you_mean(pattern, tuple(given))
            raise LeverError(f"{pattern!r} is no number of the scenario. {hint}".strip())
    spoken_of = {path: source_of(path, scenario.sources) for path in given}
    shared: dict[str, list[Any]] = {}
    for path, (written, _) in spoken_of.items():
        shared.setdefault(written, []).append(given[path][1])
    wanted = {path for pattern in only for path in _chosen(given, pattern)} if only else {*given}
    return tuple(
        Assumption(
            path,
            unit,
            value,
            *spoken_of[path],
            scenario.uncertain.get(path),
            tuple(shared[spoken_of[path][0]]),
        )
        for path, (unit, value) in given.items()
        if path in wanted
    )


def _chosen(given: Mapping[str, Any], pattern: str) -> list[str]:
    """The numbers at a path or below it, or that fit it as a pattern."""
    return [
        path
        for path in given
        if path == pattern or path.startswith(f"{pattern}.") or fnmatchcase(path, pattern)
    ]


def source_of(path: str, sources: Mapping[str, Origin]) -> tuple[str, Origin | None]:
    """The source that speaks of a number: of its own path, else of the longest path above it.

    Returns:
        The path as it is written there, and the source; of a number without one, no source.
    """
    stems = {written: written.removesuffix("*").removesuffix(".") for written in sources}
    above = [each for each, stem in stems.items() if path == stem or path.startswith(f"{stem}.")]
    if not above:
        return "", None
    written = max(above, key=lambda each: len(stems[each]))
    return written, sources[written]
