"""The scenario's own figures: expected exactly, and as an ordinary run gives them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import skew

from sim.experiments.exact.chain import TooManyStatesError
from sim.experiments.exact.expected import (
    Expectation,
    Expected,
    expectation_of,
    months_looked_at,
)
from sim.experiments.exact.life import lives_of
from sim.experiments.exact.reduction import NotReducibleError, Reduction, reduced
from sim.experiments.trial import chosen
from sim.experiments.validation.comparison import Comparison
from sim.scenario import Scenario
from sim.scenario.tables import Kind, Tables
from sim.world.cohort import Cohort, born
from sim.world.ledger import Line
from sim.world.outcome import Outcome
from sim.world.run import run_strategy

RECURSION = "backward recursion over months, stages and holdings"
SOURCE = "Howard 1960; Sobel 1982"
FEWEST = 25.0
"""Of a figure that hangs on fewer independent events than so many, a normal law says too little."""
SAME = 1e-9
"""Two figures this near, as a share, are the same."""

Progress = Callable[[str, int, int], None]
"""Told now and then: the strategy, the parts of the work done, and how many there will be."""


@dataclass(frozen=True)
class StrategyComparisons:
    """One strategy: what its scenario is without, what was compared, what is too rare for it."""

    strategy: str
    without: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    too_rare: tuple[str, ...]

    @property
    def compared(self) -> str:
        """What was compared, in a sentence."""
        if not self.without:
            return f"Compared is {self.strategy} as it is."
        return f"Compared is {self.strategy} without: {', '.join(self.without)}."


def by_strategy(
    scenario: Scenario,
    strategies: Sequence[str] | None = None,
    *,
    engine: str = "columns",
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[StrategyComparisons]:
    """What was compared under each strategy (by default, all), and what each is without.

    Raises:
        NotReducibleError: no part of the scenario has an expectation that is known exactly.
        UnknownStrategyError: a name is none of the scenario's strategies.
    """
    return [
        _compared(reduced(scenario, name), engine, threads, progress)
        for name in chosen(scenario, strategies)
    ]


def _compared(
    reduction: Reduction, engine: str, threads: int | None, progress: Progress | None
) -> StrategyComparisons:
    told = _Told(reduction, progress)
    try:
        expectation = expectation_of(reduction, told.more)
    except TooManyStatesError as error:
        raise NotReducibleError(
            f"Strategy {reduction.strategy} wins people by products that come to too many states "
            "to be gone through; nothing smaller is left to compare."
        ) from error
    tables = reduction.tables
    cohort = born(tables)
    outcome = run_strategy(tables, cohort, 0, engine=engine, threads=threads)
    return compared(reduction, expectation, cohort, outcome)


def compared(
    reduction: Reduction, expectation: Expectation, cohort: Cohort, outcome: Outcome
) -> StrategyComparisons:
    """Hold a run of the reduced scenario against what is expected of it."""
    found = [*_lives(reduction, cohort, outcome)]
    found += [
        _one(reduction, each, simulated)
        for each in expectation.figures
        if (simulated := _simulated(reduction.tables, each, outcome)) is not None
    ]
    told = [each for each in found if each.expected or each.simulated]
    enough = [each for each in told if _enough(each)]
    value = _value(reduction, expectation, outcome)
    normal = _is_normal(outcome)
    return StrategyComparisons(
        strategy=reduction.strategy,
        without=reduction.without,
        comparisons=(
            *enough,
            *((value,) if normal else ()),
            _rest(reduction, expectation, outcome),
        ),
        too_rare=(
            *(each.what for each in told if not _enough(each)),
            *(() if normal else (value.what,)),
        ),
    )


def _enough(each: Comparison) -> bool:
    """Whether a normal law holds: neither few events, nor few people to whom none happened."""
    error = each.standard_error
    if error <= SAME * abs(each.expected):
        return True
    count = each.what.endswith(" people")
    return (each.expected / error) ** 2 >= FEWEST and (not count or error**2 >= FEWEST / 2.0)


def _one(reduction: Reduction, expected: Expected, simulated: float) -> Comparison:
    figure, tables = expected.figure, reduction.tables
    scale = 10.0**tables.minor_digits if figure.money else 1.0
    unit = tables.currency if figure.money else ("people" if _is_people(figure.what) else "times")
    when = f" in month {figure.month}" if figure.month >= 0 else ""
    error = float(np.sqrt(expected.variance)) / scale
    return _comparison(
        f"{figure.what}{when}, {unit}",
        expected.mean / scale,
        simulated / scale,
        error,
        "in that month" if when else "all months, undiscounted",
    )


def _is_people(what: str) -> bool:
    return what in ("customers", "won")


def _comparison(
    what: str, expected: float, simulated: float, error: float, timing: str
) -> Comparison:
    if abs(expected - simulated) <= SAME * max(abs(expected), abs(simulated)):
        simulated = expected  # whole numbers beside a sum of fractions
    return Comparison(what, RECURSION, SOURCE, timing, expected, simulated, error)


def _simulated(tables: Tables, each: Expected, outcome: Outcome) -> float | None:
    """The figure as the run has it; None where it does not tell."""
    figure, months = each.figure, outcome.months
    if figure.line >= 0:
        product = figure.product
        assert product is not None
        return float(outcome.ledger[:, product, figure.line].sum())
    if figure.month >= 0:
        return float(months.customers[figure.month])
    if figure.what.startswith("purchases of "):
        alone = (tables.products.kind == Kind.PURCHASE).sum() == 1
        return float(months.purchases.sum()) if alone else None
    if figure.what == "won":
        return float((outcome.people.joined >= 0).sum())
    names = {
        "customer_months": "customers",
        "need": "needs",
        "need_won": "needs_won",
        "contact": "contacts",
        "response": "responses",
    }
    return float(getattr(months, names.get(figure.what, figure.what)).sum())


def _lives(reduction: Reduction, cohort: Cohort, outcome: Outcome) -> Iterator[Comparison]:
    """Who lives, and in which stage, at the end of some years."""
    tables = reduction.tables
    lives = lives_of(tables)
    alive = [np.ones(len(lives.birth)) for _ in lives.entries]
    for month in range(tables.months):
        survives = lives.survives(month)
        for place, entry in enumerate(lives.entries):
            if month >= entry.month:
                alive[place] = alive[place] * survives
        if month not in months_looked_at(tables.months):
            continue
        now = [
            (entry, alive[place])
            for place, entry in enumerate(lives.entries)
            if entry.month <= month
        ]
        stages = lives.stages(month)
        shares = [(stage, stages[at]) for at, stage in enumerate(tables.stage_names)]
        for at, (name, share) in enumerate([("living", np.ones(len(lives.birth))), *shares]):
            chances = [(e.people, float(e.shares @ (left * share))) for e, left in now]
            yield _comparison(
                f"{name if at == 0 else f'living in {name}'} in month {month}, people",
                sum(n * p for n, p in chances),
                float(_living(cohort, month, at - 1)),
                float(np.sqrt(sum(n * p * (1.0 - p) for n, p in chances))),
                "in that month",
            )


def _living(cohort: Cohort, month: int, stage: int) -> int:
    """How many of a stage live in a month; of all, for a stage below 0."""
    lives = (cohort.enters <= month) & (month < cohort.dies)
    if stage < 0:
        return int(lives.sum())
    now = (cohort.entries[:, 1:] <= month).sum(axis=1)
    return int((lives & (now == stage)).sum())


def _value(reduction: Reduction, expectation: Expectation, outcome: Outcome) -> Comparison:
    """Discounted value per person; its spread is taken from the run, people being independent."""
    scale = 10.0**reduction.tables.minor_digits
    worth = outcome.people.npv / scale
    return _comparison(
        f"value per person, {reduction.tables.currency}",
        expectation.value / scale / expectation.people,
        float(worth.mean()),
        float(worth.std(ddof=1) / np.sqrt(len(worth))) if len(worth) > 1 else 0.0,
        "each month discounted to month 0",
    )


def _is_normal(outcome: Outcome) -> bool:
    """Whether the mean value of so many people is near enough to normal.

    Cochran's rule: more people than 25 times the squared skewness. With fewer, a handful of people
    hold most of the value, and the spread seen in one run says little.
    """
    worth = outcome.people.npv
    return bool(worth.std() == 0.0 or 25.0 * float(skew(worth)) ** 2 < len(worth))


def _rest(reduction: Reduction, expectation: Expectation, outcome: Outcome) -> Comparison:
    """Lines of the ledger that nothing may be posted to."""
    rest = np.abs(outcome.ledger).sum(axis=0)
    for each in expectation.figures:
        if each.figure.line >= 0 and each.figure.product is not None:
            rest[each.figure.product, each.figure.line] = 0
    rest[:, Line.FINANCING] = 0
    scale = 10.0**reduction.tables.minor_digits
    return _comparison(
        f"all other lines of the ledger, {reduction.tables.currency}",
        0.0,
        float(rest.sum()) / scale,
        0.0,
        "all months, undiscounted",
    )


class _Told:
    """Progress in parts: a part is a year of one segment in one chain."""

    def __init__(self, reduction: Reduction, progress: Progress | None) -> None:
        tables = reduction.tables
        chains = (1 + len(reduction.groups)) * len(tables.segment_names)
        self.total, self.parts = chains * ((tables.months + 11) // 12), 0
        self.strategy, self.progress = reduction.strategy, progress

    def more(self) -> None:
        """One part more is done."""
        self.parts += 1
        if self.progress is not None:
            self.progress(self.strategy, self.parts, self.total)
