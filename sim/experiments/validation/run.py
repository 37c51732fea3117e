"""The closed forms on this machine: each scenario is run as any other, and compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from sim.experiments.trial import live
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived
from sim.experiments.validation.verdict import LEVEL, failing
from sim.scenario import Scenario, load
from sim.scenario.find import shipped_folder

FOLDER = "validation"
Progress = Callable[[str], None]
"""Told of each scenario before it is run, by its title."""


@dataclass(frozen=True)
class Checked:
    """What one check found; or, if it was left out, which library it lacks."""

    scenario: Scenario
    comparisons: tuple[Comparison, ...]
    note: str = ""
    part: str = ""  # what of the scenario it is about, where several checks share one
    lacks: str | None = None


@dataclass(frozen=True)
class Validation:
    """All that was compared, and which comparisons fail at a family-wise level."""

    checked: tuple[Checked, ...]
    level: float = LEVEL

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Of all checks, in order."""
        return tuple(each for checked in self.checked for each in checked.comparisons)

    @cached_property
    def failed(self) -> tuple[Comparison, ...]:
        """Those that lie further from theory than luck explains."""
        fails = failing([each.p for each in self.comparisons], self.level)
        return tuple(each for each, so in zip(self.comparisons, fails, strict=True) if so)

    @property
    def passed(self) -> bool:
        """Whether none fails."""
        return not self.failed

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "passed": self.passed,
            "level": self.level,
            "comparisons": len(self.comparisons),
            "checks": [self._plain(each) for each in self.checked],
        }

    def _plain(self, each: Checked) -> dict[str, Any]:
        return {
            "scenario": f"{each.scenario.title}{each.part}",
            "file": each.scenario.source.name,
            "seed": each.scenario.seed,
            "people": each.scenario.people,
            "left_out": None if each.lacks is None else f"needs {each.lacks}",
            "note": each.note,
            "comparisons": [
                one.to_dict() | {"passed": one not in self.failed} for one in each.comparisons
            ],
        }


def validate(
    checks: Sequence[Check] | None = None,
    *,
    seed: int | None = None,
    engine: str = "columns",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Run the scenarios of closed forms and compare. By default all, each with its own seed."""
    from sim.experiments.validation.all import CHECKS

    wanted = CHECKS if checks is None else checks
    lived: dict[str, Lived] = {}
    found = []
    for check in wanted:
        scenario = scenario_of(check, seed=seed)
        if check.needs is not None and find_spec(check.needs) is None:
            found.append(Checked(scenario, (), part=check.part, lacks=check.needs))
            continue
        if check.scenario not in lived:
            if progress is not None:
                progress(scenario.title)
            run = live(scenario, engine=engine, threads=threads, events=check.events)
            lived = {check.scenario: Lived(scenario, run)}  # one at a time
        found.append(checked(check, lived[check.scenario]))
    return Validation(tuple(found))


def checked(check: Check, lived: Lived) -> Checked:
    """Theory and run compared."""
    note = check.note(lived) if check.note is not None else ""
    return Checked(lived.scenario, tuple(check.compare(lived)), note, check.part)


def scenario_of(check: Check, *, seed: int | None = None) -> Scenario:
    """The shipped scenario of a closed form."""
    return load(shipped_folder(FOLDER) / f"{check.scenario}.yaml", seed=seed)
