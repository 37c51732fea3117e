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

if TYPE_CHECKING:
    from reports.comparison import Comparison, StrategyRun
    from sim.experiments.flip import Progress as SearchProgress
    from sim.experiments.flip import TurningPoint
    from sim.experiments.flip_each import TurningPoints
    from sim.experiments.mixtures import Levers
    from sim.experiments.replications import Replications
    from sim.experiments.reproduce import Reproduction
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.sweep.sweep import Sweep
    from sim.experiments.trial import Progress
    from sim.experiments.tuning import Tuning
    from sim.experiments.uncertainty.found import Uncertainty
    from sim.experiments.validation.run import Validation
    from sim.scenario import Problem, Scenario, ScenarioError

__all__ = [
    "ScenarioError",
    "__version__",
    "check",
    "compare",
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

    opened = _opened(scenario)
    check_comparable(tuple(opened.strategies))
    return Comparison(
        live(
            opened,
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

    opened = _opened(scenario)
    return StrategyRun(
        live(
            opened,
            [strategy],
            engine=engine,
            threads=threads,
            events=events,
            shards=shards,
            on=on,
            progress=progress,
        )
    )


def turning_point(
    scenario: Scenario | str | Path,
    path: str,
    *,
    leader: str | None = None,
    rival: str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    seeds: int = 5,
    people: int | None = None,
    engine: str = "columns",
    threads: int | None = None,
    progress: SearchProgress | None = None,
    laboratory: Laboratory | None = None,
) -> TurningPoint:
    """Move one number of a scenario until the lead of a strategy over another is gone.

    By default that of the best strategy over the next best, and from 0 to twice today's value.
    The interval is over seeds; one seed has none. A laboratory keeps the runs, and says itself
    where they are made.

    Raises:
        ScenarioError: the scenario is wrong, or becomes so within the range.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: the path leads to no number that can be moved, or the range will not do.
    """
    from sim.experiments import flip

    return flip.turning_point(
        _opened(scenario),
        path,
        leader=leader,
        rival=rival,
        low=low,
        high=high,
        seeds=seeds,
        people=people,
        engine=engine,
        threads=threads,
        progress=progress,
        laboratory=laboratory,
    )


def sweep(
    scenario: Scenario | str | Path,
    vary: Sequence[str],
    *,
    design: str = "grid",
    points: int | None = None,
    seeds: int = 5,
    leader: str | None = None,
    rival: str | None = None,
    laboratory: Laboratory | None = None,
) -> Sweep:
    """Move numbers of a scenario over a grid, or a design of points, and compare at each.

    ``vary`` are texts such as ``discount_rate=2%,4%,6%`` or ``discount_rate=2%..6%``; ``design`` is
    ``grid``, ``lhs`` or ``sobol``. Every point has the same seeds. Runs are made in this process
    unless a laboratory says otherwise.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: a path leads to no number that can be moved, or its values will not do.
    """
    from sim.experiments.sweep import sweep as sweeps

    return sweeps.sweep(
        _opened(scenario),
        vary,
        design=design,
        points=points,
        seeds=seeds,
        leader=leader,
        rival=rival,
        laboratory=laboratory,
    )


def levers(
    scenario: Scenario | str | Path,
    *,
    leader: str | None = None,
    rival: str | None = None,
    groups: Sequence[Sequence[str]] = (),
    seeds: int = 5,
    laboratory: Laboratory | None = None,
) -> Levers:
    """Run all mixtures of two strategies, and divide their difference among their parts.

    ``groups`` are parts that move together, such as ``[("offers", "acquire")]``. Runs are made in
    this process, or where ``laboratory`` makes them. The intervals are over seeds.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        MixtureError: the strategies are the same, or a group will not do.
    """
    from sim.experiments import mixtures
    from sim.experiments.runs.laboratory import Laboratory

    return mixtures.levers(
        _opened(scenario),
        laboratory or Laboratory(),
        seeds,
        leader=leader,
        rival=rival,
        groups=groups,
    )


def turning_points(
    scenario: Scenario | str | Path,
    by: Sequence[str] = (),
    *,
    leader: str | None = None,
    rival: str | None = None,
    seeds: int = 5,
    laboratory: Laboratory | None = None,
) -> TurningPoints:
    """The same for several numbers, one at a time, those first that need the smallest change.

    Each of ``by`` is ``PATH`` or ``PATH=LOW..HIGH``; by default all numbers under ``uncertain``
    over what is believed of them, the discount rate and the opening cash.

    Raises:
        ScenarioError: the scenario is wrong, or becomes so within a range that was asked for.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: a path leads to no number that can be moved, or a range will not do.
    """
    from sim.experiments import flip_each

    return flip_each.turning_points(
        _opened(scenario), by, leader=leader, rival=rival, seeds=seeds, laboratory=laboratory
    )


def replications(
    scenario: Scenario | str | Path,
    *,
    runs: int | None = None,
    until: float | str | None = None,
    laboratory: Laboratory | None = None,
) -> Replications:
    """Compare the strategies of a scenario over many runs, each with other people and other luck.

    ``runs`` are made (by default 20), or with ``until`` at most so many (by default 100): until the
    half-width of the lead is at most a share of it (``0.05`` or ``"5%"``), or its ``"sign"`` is
    settled. Runs are made in this process unless a laboratory says otherwise.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
        NoRunError: every run failed.
        ValueError: there is no such rule, or so many runs will not do.
    """
    from sim.experiments import replications as many
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.sequential import until_of

    rule = until_of(until)
    size = runs if runs is not None else many.RUNS if rule is None else many.MOST
    return many.replications(_opened(scenario), laboratory or Laboratory(), size, rule)


def tune(
    scenario: Scenario | str | Path,
    strategies: Sequence[str] | None = None,
    vary: Sequence[str] = (),
    *,
    trials: int = 40,
    seeds: int = 3,
    fresh: int = 10,
    laboratory: Laboratory | None = None,
) -> Tuning:
    """Search the settings under which each strategy is worth most within the firm's cash.

    Each has so many trials, today's settings first, and the best is measured again on fresh seeds.
    Each of ``vary`` is ``PATH`` or ``PATH=LOW..HIGH``, a strategy's own number.

    Raises:
        ScenarioError: the scenario is wrong, or becomes so at an end of a range asked for.
        UnknownStrategyError: it has no such strategy.
        LeverError: a path is no number of these strategies, or there is nothing to tune.
        SearchError: Optuna is missing.
    """
    from sim.experiments import tuning

    return tuning.tune(
        _opened(scenario),
        strategies,
        vary,
        trials=trials,
        seeds=seeds,
        fresh=fresh,
        laboratory=laboratory,
    )


def uncertainty(
    scenario: Scenario | str | Path,
    *,
    draws: int = 64,
    seeds: int = 4,
    leader: str | None = None,
    rival: str | None = None,
    laboratory: Laboratory | None = None,
) -> Uncertainty:
    """Draw all numbers that stand under ``uncertain``; run every draw under the same seeds.

    Says what is to be expected of the lead, how likely each strategy is worth most, and what it
    would be worth to know each number. Runs are made in this process unless a laboratory says
    otherwise.

    Raises:
        ScenarioError: the scenario is wrong.
        BeliefsError: nothing is uncertain, or there are too few draws or seeds.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
    """
    from sim.experiments.uncertainty import uncertainty as draws_of

    return draws_of.uncertainty(
        _opened(scenario),
        draws=draws,
        seeds=seeds,
        leader=leader,
        rival=rival,
        laboratory=laboratory,
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


def _opened(scenario: Scenario | str | Path) -> Scenario:
    return load(scenario) if isinstance(scenario, str | Path) else scenario


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from sim.results.versions import PACKAGE, version_of

        return version_of(PACKAGE)
    if name == "ScenarioError":
        from sim.scenario import ScenarioError

        return ScenarioError
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
