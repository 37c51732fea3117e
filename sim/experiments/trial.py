"""A trial: the same people live under each of a scenario's strategies, one after the other.

Decides what is run; how people live is decided in `sim.world`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sim.results.facts import facts_of
from sim.results.frames import frames_of
from sim.results.run import Origin, Run
from sim.scenario import Scenario
from sim.scenario.problem import did_you_mean, one_of
from sim.scenario.tabulate import tabulate
from sim.world.outcome import Outcome
from sim.world.where import RunStrategy, ready

Progress = Callable[[str, int, int], None]
"""Told now and then: the strategy, the person-months lived under it, and how many there will be."""


class UnknownStrategyError(ValueError):
    """The scenario has no strategy of that name."""


def live(
    scenario: Scenario,
    strategies: Sequence[str] | None = None,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    shards: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Let the people of a scenario live under its strategies (by default, all).

    Neither the engine (``columns``, or the slow and readable ``agents``) nor the number of threads
    changes any number; nor do ``shards``, into which people are cut to live ``on`` Ray (see
    `sim.world.where.ready`).

    Raises:
        UnknownStrategyError: a name is none of the scenario's strategies.
        ConservationError: the books do not balance; the fault is the program's.
        ClusterError: Ray is not installed, or no cluster is there.
        ShardsLostError: machines of the cluster died again and again.
    """
    names = chosen(scenario, strategies)
    tables = tabulate(scenario)
    seconds: dict[str, float] = {}
    ruined: dict[str, int] = {}

    def lived(under: RunStrategy) -> Iterator[Outcome]:
        for name in names:
            started = time.perf_counter()
            outcome = under(tables.strategy_names.index(name), _of_strategy(progress, name))
            seconds[name] = round(time.perf_counter() - started, 3)
            if outcome.ruined >= 0:
                ruined[name] = outcome.ruined
            yield outcome
            del outcome  # one at a time: they are large

    facts = facts_of(tables, names)
    with ready(
        tables, engine=engine, threads=threads, events=events, shards=shards, on=on
    ) as under:
        frames = frames_of(lived(under), facts)
    return Run(origin_of(scenario), facts, frames, engine, seconds, ruined)


def origin_of(scenario: Scenario) -> Origin:
    """What a scenario was read from, and every number it came to."""
    source = scenario.source
    return Origin(
        name=Path(source.name).name,
        text=source.text,
        data=dict(source.tables),
        overrides=tuple(source.overrides),
        resolved=scenario.model_dump(mode="json", by_alias=True),
        seed=scenario.seed,
    )


def chosen(scenario: Scenario, strategies: Sequence[str] | None) -> tuple[str, ...]:
    """The strategies to be run, in the order of the scenario.

    Raises:
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    known = tuple(scenario.strategies)
    for name in strategies or ():
        if name not in known:
            hint = did_you_mean(name, known)
            raise UnknownStrategyError(
                f"The scenario has no strategy {name!r}: expected {one_of(known)}. {hint}".strip()
            )
    return tuple(name for name in known if strategies is None or name in strategies)


def _of_strategy(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(name, done, total)
