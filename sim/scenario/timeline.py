"""The dated changes of a scenario in the order in which they come.

Decides in which month of the run each change begins, and which changes come as one: those that
begin in the same month and take equally long. Whether a change is possible the checks decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.scenario.copies import copied
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import Overridden, put
from sim.scenario.problem import Path, dotted
from sim.scenario.values import Change


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that a change sets.

    ``path`` is what is set, seen from the top of the file; ``place`` is where the file says so;
    ``strategy`` is the one whose change it is, None for the market's.
    """

    strategy: str | None
    path: Path
    place: Path
    value: Any

    @property
    def override(self) -> str:
        """The same as an override of the whole file.

        >>> Setting(None, ("products", "tea", "fee"), (), "5%").override
        'products.tea.fee="5%"'
        """
        return f"{dotted(self.path)}={json.dumps(self.value, ensure_ascii=False)}"

    def make(self, overridden: Overridden) -> None:
        """Set the value. Raises ScenarioError where the path leads through nothing."""
        put(overridden, self.path, copied(self.value), f"--set {self.override}")


@dataclass(frozen=True, slots=True)
class Step:
    """All that begins to change in a month of the run, and within as many months."""

    month: int
    over: int
    settings: tuple[Setting, ...]


def timeline(scenario: Scenario) -> list[Step]:
    """The changes of the market and of all strategies by month, what comes at once first.

    Within a step the market's come first, then those of the strategies in the order of the file.
    """
    found: dict[tuple[int, int], list[Setting]] = {}
    for strategy, place, change in dated(scenario):
        when = (month_of(scenario, change), change.over)
        found.setdefault(when, []).extend(_settings(strategy, place, change))
    return [Step(month, over, tuple(found[month, over])) for month, over in sorted(found)]


def without_changes(overridden: Overridden) -> Overridden:
    """The same data, saying nothing of changes, in a copy that may be changed."""
    data = copied(overridden.data)
    strategies = data.get("strategies")
    for part in (data, *(strategies.values() if isinstance(strategies, dict) else ())):
        if isinstance(part, dict):
            part.pop("changes", None)
    return Overridden(overridden.document, data, dict(overridden.origins))


def dated(scenario: Scenario) -> Iterator[tuple[str | None, Path, Change]]:
    """Every change with the strategy whose it is (None: the market's) and its place in the file."""
    for place, change in enumerate(scenario.changes):
        yield None, ("changes", place), change
    for name, strategy in scenario.strategies.items():
        for place, change in enumerate(strategy.changes):
            yield name, ("strategies", name, "changes", place), change


def month_of(scenario: Scenario, change: Change) -> int:
    """The month of the run in which a change begins; below 0 where it lies before the start."""
    start = scenario.start
    return 12 * (change.start.year - start.year) + change.start.month - start.month


def _settings(strategy: str | None, place: Path, change: Change) -> Iterator[Setting]:
    above: Path = () if strategy is None else ("strategies", strategy)
    for path, value in change.settings.items():
        yield Setting(strategy, (*above, *path.split(".")), (*place, "set", path), value)
