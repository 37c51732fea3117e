"""A scenario against its own exact expectation, judged as the closed forms are."""

from collections.abc import Callable
from dataclasses import replace

from sim.experiments.exact.comparisons import StrategyComparisons, by_strategy
from sim.experiments.validation.run import Checked, Validation
from sim.scenario import Scenario

Progress = Callable[[str], None]
"""Told of each strategy before its turn, by name."""


def validation_of(
    scenario: Scenario,
    *,
    engine: str = "columns",
    threads: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Hold every strategy of a scenario against what is expected of it.

    Raises:
        NotReducibleError: no part of a strategy has an expectation that is known exactly.
    """
    found = []
    for name in scenario.strategies:
        if progress is not None:
            progress(name)
        (group,) = by_strategy(scenario, [name], engine=engine, threads=threads)
        found.append(_checked(scenario, group))
    return Validation(tuple(found))


def _checked(scenario: Scenario, group: StrategyComparisons) -> Checked:
    """A strategy's comparisons, each under the figure's name alone."""
    named = f"{group.strategy}: "
    return Checked(
        scenario,
        tuple(replace(each, what=each.what.removeprefix(named)) for each in group.comparisons),
        note=" ".join([group.compared, *_rare(group)]),
        part=f", {group.strategy}",
    )


def _rare(group: StrategyComparisons) -> list[str]:
    count = len(group.too_rare)
    if not count:
        return []
    figures = "1 figure is" if count == 1 else f"{count} figures are"
    return [f"{figures} left out as too rare for a normal law; more people would tell."]
