"""A scenario against its own exact expectation, judged as the closed forms are."""

from sim.experiments.exact.comparisons import Progress, StrategyComparisons, by_strategy
from sim.experiments.validation.run import Checked, Validation
from sim.scenario import Scenario


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
    groups = by_strategy(scenario, engine=engine, threads=threads, progress=progress)
    return Validation(tuple(_checked(scenario, group) for group in groups))


def _checked(scenario: Scenario, group: StrategyComparisons) -> Checked:
    return Checked(
        scenario,
        group.comparisons,
        note=" ".join([group.compared, *_rare(group)]),
        part=f", {group.strategy}",
    )


def _rare(group: StrategyComparisons) -> list[str]:
    count = len(group.too_rare)
    if not count:
        return []
    figures = "1 figure is" if count == 1 else f"{count} figures are"
    return [f"{figures} left out as too rare for a normal law; more people would tell."]
