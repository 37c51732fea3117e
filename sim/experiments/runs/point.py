"""A point of a design: a scenario as it is to be run, and what was varied to come to it.

The key of a point is the content of all that its runs hang on: every number of the scenario, its
data tables, the strategies that are run, and the program's own rules. Equal keys give equal
results to the bit, so what was measured under a key is never measured again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sim.experiments.trial import chosen
from sim.scenario import Scenario, ScenarioError, again

SIM = Path(__file__).parents[2]
PROGRAM = (
    "rules/**/*.py",
    "world/**/*.py",
    "scenario/**/*.py",
    "experiments/runs/measured.py",
    *(f"experiments/{name}.py" for name in ("by_seed", "cash", "flows")),
)
"""The files that decide what a run comes to."""

SAYS_NOTHING = ("seed", "title", "about", "uncertain", "sources")
"""Words of a scenario on which no result hangs; a run's seed stands beside the point."""


@dataclass(frozen=True)
class Point:
    """A scenario that can be run under any seed; without one, ``fault`` says why.

    ``varied`` are the columns of the table of runs by which the point is told from others. Points
    of one content are equal, whatever they are called.
    """

    varied: Mapping[str, Any]
    scenario: Scenario | None
    strategies: tuple[str, ...] = ()
    fault: str = ""
    sources: tuple[str, ...] = field(default=(), repr=False)  # of a point that is no scenario

    @cached_property
    def key(self) -> str:
        """The content of the point, as 32 hexadecimal digits."""
        said = self.sources if self.scenario is None else _content(self.scenario, self.strategies)
        return hashlib.sha256(json.dumps([program(), *said]).encode()).hexdigest()[:32]

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Point) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


def point_of(
    scenario: Scenario,
    overrides: Sequence[str] = (),
    *,
    varied: Mapping[str, Any] | None = None,
    strategies: Sequence[str] | None = None,
) -> Point:
    """The point of a scenario with further overrides, run under some strategies (by default, all).

    A scenario that is not sound there gives a point whose runs fail with the reason.

    Raises:
        UnknownStrategyError: the scenario has no such strategy.
    """
    names = chosen(scenario, strategies)
    labels = dict(varied or {})
    try:
        moved = again(scenario, overrides) if overrides else scenario
    except ScenarioError as error:
        told = " ".join(str(error).split())
        return Point(labels, None, names, told, (scenario.source.sha256, *overrides, *names))
    return Point(labels, moved, names)


def _content(scenario: Scenario, strategies: tuple[str, ...]) -> tuple[str, ...]:
    numbers = scenario.model_dump(mode="json", by_alias=True, exclude=set(SAYS_NOTHING))
    tables = sorted(scenario.source.tables.items())
    return json.dumps(numbers), json.dumps(tables), *strategies  # people are dealt in this order


@cache
def program() -> str:
    """A digest of the rules: another program may come to another result."""
    digest = hashlib.sha256()
    for file in sorted(file for pattern in PROGRAM for file in SIM.glob(pattern)):
        digest.update(b"\0" + file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
