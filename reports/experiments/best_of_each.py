"""The best of each strategy told: the verdict with today's settings beside that with tuned ones."""

from collections.abc import Sequence

from reports.charts.replications import replications_charts
from reports.charts.tuning import gains_chart, trials_chart
from reports.contents import Contents
from reports.experiments import replications
from reports.experiments.sums import sums_of
from reports.experiments.told import experiment_told
from reports.experiments.tuning import CURSE, tuning_sentence, tuning_sheets
from reports.sheets import Sheet
from reports.words import counted, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.replications import Replications
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.tuning.best_of_each import BestOfEach


def best_told(found: BestOfEach, request: Request, rows: Sequence[Row]) -> Contents:
    """The page of a comparison of the best of each."""
    tuning = found.tuning
    trials = [trials_chart(tuning, each) for each in tuning.tuned]
    compared = replications_charts(found.tuned, request.digest[:16])
    return experiment_told(
        tuning.scenario,
        request,
        rows,
        sentence=best_sentence(found),
        said=(tuning_sentence(tuning), *CURSE),
        figures=[gains_chart(tuning), *trials, *compared],
        tables=[*best_sheets(found), *replications.sheets(found.tuned)],
    )


def best_sentence(found: BestOfEach) -> str:
    """Who leads once every strategy is at its best, and who leads with today's settings."""
    tuned, untuned = (replications.sentence(each) for each in (found.tuned, found.untuned))
    return f"With the best settings of each: {tuned} With today's: {untuned}"


def best_sheets(found: BestOfEach) -> list[Sheet]:
    """Every strategy as it is and at its best, and then the tuning of each."""
    untuned = {each.strategy: each.worth for each in found.untuned.strategies}
    rows = [
        (spoken(each.strategy), _said(untuned[each.strategy], found), _said(each.worth, found))
        for each in found.tuned.strategies
    ]
    verdict = Sheet(
        title="Worth per person, with today's settings and with the best of each",
        header=("strategy", "today's settings", "best settings"),
        rows=(*rows, ("best", *(_leads(each, found) for each in (found.untuned, found.tuned)))),
        notes=(
            f"In brackets 95 % intervals over {counted(found.tuned.done, 'run', 'runs')} under "
            "seeds that neither the search nor its check has met, the same for both columns. The "
            "lead is that over the next best, the same people and luck under both.",
        ),
    )
    return [verdict, *tuning_sheets(found.tuning)]


def _leads(each: Replications, found: BestOfEach) -> str:
    return f"{spoken(each.first.leader)}, by {_said(each.first.over_runs, found)}"


def _said(estimate: Estimate, found: BestOfEach) -> str:
    sums = sums_of(found.tuning.scenario)
    said = sums.mean(estimate)
    return said if estimate.low is None else f"{said} ({sums.ends(estimate)})"
