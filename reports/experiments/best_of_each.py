"""The best of each strategy told: the verdict with today's settings beside that with tuned ones."""

from collections.abc import Sequence

from reports.charts.tuning import gains_chart, trials_chart
from reports.contents import Contents
from reports.experiments.told import experiment_told
from reports.experiments.tuning import CURSE, tuning_sentence, tuning_sheets
from reports.money import money, money_places
from reports.sheets import Sheet
from reports.words import UNDEFINED, counted, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.tuning.best_of_each import BestOfEach, Standing
from sim.scenario import Scenario


def best_told(found: BestOfEach, request: Request, rows: Sequence[Row]) -> Contents:
    """The page of a comparison of the best of each."""
    tuning = found.tuning
    return experiment_told(
        tuning.scenario,
        request,
        rows,
        sentence=best_sentence(found),
        said=(tuning_sentence(tuning), *CURSE),
        figures=[gains_chart(tuning), *(trials_chart(tuning, each) for each in tuning.tuned)],
        tables=best_sheets(found),
    )


def best_sentence(found: BestOfEach) -> str:
    """Who leads once every strategy is at its best, and whether that is who leads today."""
    scenario = found.tuning.scenario
    tuned, untuned = (_lead(each, scenario) for each in (found.tuned, found.untuned))
    if found.tuned.leader == found.untuned.leader:
        return f"The best of each compared, {tuned}. With today's settings, too, {untuned}."
    return f"The best of each compared, {tuned}; with today's settings {untuned}."


def best_sheets(found: BestOfEach) -> list[Sheet]:
    """Every strategy as it is and at its best, and then the tuning of each."""
    scenario = found.tuning.scenario
    names = list(found.untuned.worth)
    rows = [
        (
            spoken(name),
            _said(found.untuned.worth[name], scenario),
            _said(found.tuned.worth[name], scenario),
        )
        for name in names
    ]
    leads = [
        f"{spoken(each.leader)} by {_said(each.lead, scenario)}"
        for each in (found.untuned, found.tuned)
    ]
    verdict = Sheet(
        title="Worth per person, with today's settings and with the best of each",
        header=("strategy", "today's settings", "best settings"),
        rows=(*rows, ("lead over the next best", *leads)),
        notes=(
            f"In brackets 95 % intervals over {counted(found.replications, 'run', 'runs')} under "
            "seeds that neither the search nor its check has met, the same for both columns. The "
            "lead is paired: the same people and luck under both strategies.",
        ),
    )
    return [verdict, *tuning_sheets(found.tuning)]


def _lead(each: Standing, scenario: Scenario) -> str:
    sure = "" if each.lead.excludes_zero or each.lead.low is None else ", which may be luck"
    return (
        f"{spoken(each.leader)} leads {spoken(each.rival)} by {_said(each.lead, scenario)} a "
        f"person{sure}"
    )


def _said(estimate: Estimate, scenario: Scenario) -> str:
    if estimate.value is None:
        return UNDEFINED
    places = money_places(estimate.half_width, scenario.minor_digits)
    said = money(estimate.value, scenario.currency, places)
    if estimate.low is None or estimate.high is None:
        return said
    ends = (money(end, scenario.currency, places) for end in (estimate.low, estimate.high))
    return f"{said} ({' to '.join(ends)})"
