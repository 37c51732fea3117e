"""From a file's data to a sound scenario, or to every problem at once.

Decides what has to be sound: the file as it stands, and as it stands after each dated change.
"""

from __future__ import annotations

from sim.scenario.consequences import consequences
from sim.scenario.judge import judged
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import Overridden
from sim.scenario.problem import Problem, ScenarioError


def validate(overridden: Overridden, tables: dict[str, str | Exception]) -> Scenario:
    """The scenario of a file's data. Raises ScenarioError with every problem found.

    ``tables`` holds the text of every data table named in the file, or why it has none.
    """
    scenario, faults = judged(overridden.data, tables)
    if scenario is not None:
        faults = [*faults, *consequences(overridden, scenario, tables, faults)]
    if faults or scenario is None:
        problems = dict.fromkeys(overridden.problem(fault) for fault in faults)
        raise ScenarioError(sorted(problems, key=_order))
    return scenario


def _order(problem: Problem) -> tuple[int, int]:
    return (problem.line or 0, problem.column or 0)
