"""Whose fault a problem is: the file's own, or that of an override that changed what it rests on.

Decides which problems are told with the overrides beside them. A problem inside an override's own
value is told under the override's name already (``overrides.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sim.scenario.problem import Problem, ScenarioError


def blamed(
    error: ScenarioError, overrides: Sequence[str], read_alone: Callable[[], object]
) -> ScenarioError:
    """The error, its problems saying so where the file alone does not have them.

    ``read_alone`` reads the file without overrides and raises ScenarioError for its own problems.
    """
    if not overrides or all(problem.line is None for problem in error.problems):
        return error
    own = _problems(read_alone)
    labels = " ".join(f"--set {override}" for override in overrides)
    blame = f"It comes of {labels}; the file alone is free of it."
    return ScenarioError(
        [
            problem
            if problem.line is None or problem in own
            else replace(problem, hint=f"{problem.hint} {blame}".strip())
            for problem in error.problems
        ]
    )


def _problems(read: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        read()
    except ScenarioError as error:
        return error.problems
    return ()
