"""Questions that take many runs: how sure, what drives it, what would have to be true.

Each is a function of a scenario, or of its file or name. ``laboratory`` makes the runs and keeps
them; by default they are made in this process, one after the other, and kept as long as it lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiments.drivers import Indices, Screening, Tornado
    from sim.experiments.flip import TurningPoint
    from sim.experiments.flip_each import TurningPoints
    from sim.experiments.mixtures import Levers
    from sim.experiments.replications import Replications
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.sweep.sweep import Sweep
    from sim.experiments.tuning import Tuning
    from sim.experiments.uncertainty.found import Uncertainty
    from sim.scenario import Scenario


def opened(scenario: Scenario | str | Path) -> Scenario:
    """A scenario as it is, or that of a file or a name."""
    from sim.scenario import load

    return load(scenario) if isinstance(scenario, str | Path) else scenario


def turning_point(
    scenario: Scenario | str | Path,
    path: str,
    *,
    leader: str | None = None,
    rival: str | None = None,
    low: float | str | None = None,
    high: float | str | None = None,
    seeds: int = 5,
    laboratory: Laboratory | None = None,
) -> TurningPoint:
    """Move one number of a scenario until the lead of a strategy over another is gone.

    By default that of the best strategy over the next best, and from 0 to twice today's value.
    The interval is over seeds; one seed has none.

    Raises:
        ScenarioError: the scenario is wrong, or becomes so within the range.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: the path leads to no number that can be moved, or the range will not do.
    """
    from sim.experiments import flip

    return flip.turning_point(
        opened(scenario),
        path,
        leader=leader,
        rival=rival,
        low=low,
        high=high,
        seeds=seeds,
        laboratory=laboratory,
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
        opened(scenario), by, leader=leader, rival=rival, seeds=seeds, laboratory=laboratory
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
    ``grid``, ``lhs`` or ``sobol``. Every point has the same seeds.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: a path leads to no number that can be moved, or its values will not do.
    """
    from sim.experiments.sweep import sweep as sweeps

    return sweeps.sweep(
        opened(scenario),
        vary,
        design=design,
        points=points,
        seeds=seeds,
        leader=leader,
        rival=rival,
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
        opened(scenario),
        draws=draws,
        seeds=seeds,
        leader=leader,
        rival=rival,
        laboratory=laboratory,
    )


def drivers(
    scenario: Scenario | str | Path,
    *,
    method: str = "tornado",
    only: Sequence[str] = (),
    every: bool = False,
    leader: str | None = None,
    rival: str | None = None,
    seeds: int = 5,
    size: int | None = None,
    laboratory: Laboratory | None = None,
) -> Tornado | Screening | Indices:
    """Which numbers the lead of a strategy hangs on: by ``tornado``, ``morris`` or ``sobol``.

    The numbers are those that ``only`` names, with ``every`` all, and else those under
    ``uncertain``. ``size`` is of ``morris`` the trajectories (10), of ``sobol`` the base samples
    (64). Runs are made in this process, or where ``laboratory`` makes them.

    Raises:
        ScenarioError: the scenario is wrong.
        NotComparableError: it has one strategy only.
        UnknownStrategyError: it has no such strategy.
        LeverError: a path leads to no number.
        DriversError: there is no number to move, or the method or its size will not do.
    """
    from sim.experiments.drivers import driven
    from sim.experiments.runs.laboratory import Laboratory

    return driven(
        opened(scenario),
        laboratory or Laboratory(),
        method,
        size,
        seeds=seeds,
        only=only,
        every=every,
        leader=leader,
        rival=rival,
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
        opened(scenario),
        laboratory or Laboratory(),
        seeds,
        leader=leader,
        rival=rival,
        groups=groups,
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
    return many.replications(opened(scenario), laboratory or Laboratory(), size, rule)


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
        opened(scenario),
        strategies,
        vary,
        trials=trials,
        seeds=seeds,
        fresh=fresh,
        laboratory=laboratory,
    )
