"""Life-cycle strategies compared: the same people, month by month, under each of them.

    >>> import sim
    >>> scenario = sim.load("hsbc", people=50, years=2)
    >>> comparison = sim.compare(scenario)
    >>> comparison.verdict.sentence.endswith(".")
    True

Importing costs next to nothing; what a function needs is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.questions import (
    drivers,
    levers,
    opened,
    replications,
    sweep,
    tune,
    turning_point,
    turning_points,
    uncertainty,
)

if TYPE_CHECKING:
    from reports.comparison import Comparison, StrategyRun
    from sim.experiments.reproduce import Reproduction
    from sim.experiments.trial import Progress
    from sim.experiments.validation.run import Validation
    from sim.scenario import Problem, Scenario, ScenarioError

__all__ = [
    "ScenarioError",
    "__version__",
    "check",
    "compare",
    "drivers",
    "levers",
    "load",
    "override",
    "read_run",
    "replications",
    "reproduce",
    "run",
    "schema",
    "sweep",
    "tune",
    "turning_point",
    "turning_points",
    "uncertainty",
    "validate",
]


def load(
    source: str | Path,
    *,
    overrides: Sequence[str] = (),
    people: int | None = None,
    years: int | None = None,
    seed: int | None = None,
) -> Scenario:
    """The scenario of a file, or a shipped one by its name.

    ``overrides`` are ``path=value`` and win over the file.

    Raises:
        ScenarioError: with every problem of the file at once.
    """
    from sim import scenario

    return scenario.load(source, overrides=overrides, people=people, years=years, seed=seed)


def check(source: str | Path, *, overrides: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Every problem of a scenario; none if it is sound."""
    from sim.scenario import ScenarioError

    try:
        load(source, overrides=overrides)
    except ScenarioError as error:
        return error.problems
    return ()


def override(scenario: Scenario, *changes: str) -> Scenario:
    """The same scenario with some numbers changed, each as ``path=value``.

    Raises:
        ScenarioError: a path does not exist, or a value does not fit.
    """
    from sim.scenario import again

    return again(scenario, changes)


def compare(
    scenario: Scenario | str | Path,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    shards: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Let the same people live under every strategy of a scenario, and compare.

    With ``shards`` people live in so many parts ``on`` Ray: ``ray``, or ``ray://host:port``.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
    """
    from reports.comparison import Comparison
    from sim.experiments.compare import check_comparable
    from sim.experiments.trial import live

    sound = opened(scenario)
    check_comparable(tuple(sound.strategies))
    return Comparison(
        live(
            sound,
            engine=engine,
            threads=threads,
            events=events,
            shards=shards,
            on=on,
            progress=progress,
        )
    )


def run(
    scenario: Scenario | str | Path,
    strategy: str,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    shards: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
) -> StrategyRun:
    """Let people live under one strategy.

    Raises:
        ScenarioError: the scenario is wrong.
        UnknownStrategyError: it has no such strategy.
    """
    from reports.comparison import StrategyRun
    from sim.experiments.trial import live

    return StrategyRun(
        live(
            opened(scenario),
            [strategy],
            engine=engine,
            threads=threads,
            events=events,
            shards=shards,
            on=on,
            progress=progress,
        )
    )


def validate(
    *, seed: int | None = None, engine: str = "columns", threads: int | None = None
) -> Validation:
    """Compare what the program gives with closed forms, over small worlds that theory knows.

    ``passed`` says whether all agree; ``comparisons`` are the figures.
    """
    from sim.experiments.validation import run as closed_forms

    return closed_forms.validate(seed=seed, engine=engine, threads=threads)


def reproduce(folder: str | Path, *, progress: Progress | None = None) -> Reproduction:
    """Run a run folder's scenario again; compare every table, the verdict and the facts.

    Raises:
        RunFolderError: there is no run, or a file of it is damaged.
    """
    from reports.comparison import verdict_in
    from sim.experiments import reproduce as again

    return again.reproduce(Path(folder), verdict_of=verdict_in, progress=progress)


def read_run(folder: str | Path) -> Comparison | StrategyRun:
    """A run folder read back: a comparison where it holds two strategies or more.

    Raises:
        RunFolderError: there is no run, or a file of it is damaged or was changed.
    """
    from reports.comparison import Comparison, StrategyRun
    from sim.results.reading import read_folder

    lived = read_folder(Path(folder))
    return Comparison(lived) if len(lived.facts.strategies) > 1 else StrategyRun(lived)


def schema() -> dict[str, Any]:
    """The scenario language as JSON Schema."""
    from sim import scenario

    return scenario.schema()


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from sim.results.versions import PACKAGE, version_of

        return version_of(PACKAGE)
    if name == "ScenarioError":
        from sim.scenario import ScenarioError

        return ScenarioError
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
