"""Tuning told: what the best settings are, what they gain, and what of that was luck."""

from collections.abc import Sequence

from reports.charts.tuning import gains_chart, trials_chart
from reports.contents import Contents
from reports.experiments.told import experiment_told
from reports.given import text_of
from reports.money import money, money_places
from reports.sheets import Sheet
from reports.words import UNDEFINED, capital, counted, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.tuning.tune import TODAY, Tuned, Tuning

CURSE = (
    "The best of many trials was picked for its luck as well (the winner's curse). So it is "
    "measured again on seeds that no trial has met, and only that figure counts.",
    "Every strategy had the same number of trials under the same seeds. The best that a search "
    "finds is not the best there is.",
    "Settings are feasible where the firm's cumulative cash stays above what it has in cash and "
    "credit under every seed, and it is not ruined.",
)


def tuning_told(found: Tuning, request: Request, rows: Sequence[Row]) -> Contents:
    """The page of a tuning."""
    return experiment_told(
        found.scenario,
        request,
        rows,
        sentence=tuning_sentence(found),
        said=CURSE,
        figures=[gains_chart(found), *(trials_chart(found, each) for each in found.tuned)],
        tables=tuning_sheets(found),
    )


def tuning_sentence(found: Tuning) -> str:
    """What tuning each strategy gains, on fresh seeds."""
    return " ".join(_of_strategy(found, each) for each in found.tuned)


def tuning_sheets(found: Tuning) -> list[Sheet]:
    """For every strategy its settings, and what they are worth."""
    return [
        sheet for each in found.tuned for sheet in (_settings(found, each), _values(found, each))
    ]


def _of_strategy(found: Tuning, each: Tuned) -> str:
    name, trials = spoken(each.strategy), counted(len(each.trials), "trial", "trials")
    beyond = [] if each.fresh_today.feasible else [_beyond(each, found)]
    if each.best.number == TODAY:
        why = "is worth more than today's settings within its cash"
        return " ".join([f"Of {trials}, none of {name} {why}.", *beyond])
    if not each.fresh_best.feasible:
        stay = f"The best settings of {name} cannot be paid for on fresh seeds: today's stay."
        return " ".join([stay, *beyond])
    gain, was = _money(each.measured, found), _money(each.found, found)
    if not each.takes:
        return " ".join(
            [
                f"The best settings of {name}, worth {was} a person more than today's in the "
                f"search, are worth {gain} more{_interval(each.measured, found)}: "
                "today's stay.",
                *beyond,
            ]
        )
    sure = [] if each.measured.excludes_zero else ["That interval holds zero."]
    told = (
        f"{capital(name)} is worth {gain} a person more with its best settings than with today's"
        f"{_interval(each.measured, found)}; the search had found {was}, {_lasted(each, found)}."
    )
    return " ".join([told, *(sure if each.measured.low is not None else []), *beyond])


def _lasted(each: Tuned, found: Tuning) -> str:
    if (each.shrinkage.value or 0.0) <= 0:
        return "and all of it lasted"
    return f"of which {_money(each.shrinkage, found)} did not last"


def _beyond(each: Tuned, found: Tuning) -> str:
    most = each.limit.per_person
    if each.fresh_today.reason or most is None:
        return (
            f"Today's settings could not be run under every fresh seed: {each.fresh_today.reason}."
        )
    limit = money(most, found.scenario.currency, 0 if most == round(most) else 2)
    return f"Today's settings take more than the {limit} a person that it has in cash and credit."


def _settings(found: Tuning, each: Tuned) -> Sheet:
    rows = []
    for one in each.settings:
        texts = (one.today, each.best.numbers[one.path], one.low, one.high)
        today, best, low, high = (text_of(x, one.unit, found.scenario.currency) for x in texts)
        label = one.path.removeprefix(f"strategies.{each.strategy}.")
        rows.append((label, today, best, f"{low} to {high}"))
    taken = "They take the place of today's." if each.takes else "Today's stay."
    return Sheet(
        title=f"Settings of {spoken(each.strategy)}",
        header=("setting", "today", "best found", "range"),
        rows=tuple(rows),
        notes=(f"{taken} {_counts(each, found)}",),
    )


def _counts(each: Tuned, found: Tuning) -> str:
    failed = sum(not trial.lived.complete for trial in each.trials)
    beyond = sum(trial.lived.complete and not trial.lived.feasible for trial in each.trials)
    said = f"{counted(len(each.trials), 'trial', 'trials')}"
    if each.limit.per_person is not None:
        limit = money(each.limit.per_person, found.scenario.currency, 0)
        said += f", {beyond} of them beyond the {limit} a person in cash and credit"
    return f"{said}{f', {failed} failed' if failed else ''}."


def _values(found: Tuning, each: Tuned) -> Sheet:
    lines = (
        ("today's, in the search", each.today.lived.worth),
        ("the best, in the search", each.best.lived.worth),
        ("gain, in the search", each.found),
        ("today's, on fresh seeds", each.fresh_today.worth),
        ("the best, on fresh seeds", each.fresh_best.worth),
        ("gain, on fresh seeds", each.measured),
        ("gain that did not last", each.shrinkage),
    )
    return Sheet(
        title=f"Worth per person under {spoken(each.strategy)}",
        header=("settings", "mean", "95 % interval"),
        rows=tuple((label, _money(one, found), _ends(one, found)) for label, one in lines),
        notes=(
            f"Search: {counted(len(found.seeds), 'seed', 'seeds')}; fresh: {len(found.fresh)} that "
            "no trial has met. Gains are paired: the same people and luck under both settings.",
            "What did not last is the winner's curse, with Welch's interval over both sets of "
            "seeds.",
        ),
    )


def _money(estimate: Estimate, found: Tuning) -> str:
    if estimate.value is None:
        return UNDEFINED
    scenario = found.scenario
    places = money_places(estimate.half_width, scenario.minor_digits)
    return money(estimate.value, scenario.currency, places)


def _ends(estimate: Estimate, found: Tuning) -> str:
    if estimate.low is None or estimate.high is None:
        return UNDEFINED
    scenario = found.scenario
    places = money_places(estimate.half_width, scenario.minor_digits)
    return " to ".join(
        money(end, scenario.currency, places) for end in (estimate.low, estimate.high)
    )


def _interval(estimate: Estimate, found: Tuning) -> str:
    if estimate.low is None:
        return ""
    return f" (95 % interval {_ends(estimate, found)} on {len(found.fresh)} fresh seeds)"
