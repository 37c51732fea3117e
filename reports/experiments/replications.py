"""A comparison over many runs in one sentence, as tables, and as a page."""

from collections.abc import Callable, Sequence

from reports.charts.replications import replications_charts
from reports.contents import Contents
from reports.experiments.sums import Sums, sums_of
from reports.experiments.told import experiment_told
from reports.figures import number_interval, share_interval, time_in_years
from reports.sheets import Sheet, side_by_side
from reports.words import UNDEFINED, capital, counted, percent, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.over_runs import Lead, Replicated
from sim.experiments.replications import Replications
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.sequential import SIGN, next_size

SURE = 0.9999


def sentence(found: Replications) -> str:
    """Which strategy is best, by how much and how surely, and how it was stopped."""
    parts = [_beats(lead, found) for lead in found.leads]
    parts += [_stopped(found)]
    failed = found.runs - found.done
    if failed:
        left = "is left out" if failed == 1 else "are left out"
        parts += [f"{failed:,} of {counted(found.runs, 'run', 'runs')} failed and {left}."]
    if found.done < 2:
        parts += ["One run gives no interval; take two or more."]
    return " ".join(filter(None, parts))


def sheets(found: Replications) -> list[Sheet]:
    """What each strategy is worth, and the best against each rival."""
    parts = side_by_side(found.strategies)
    worth = [_strategies_sheet(part, found) for part in parts]
    return [*worth, *(_lead_sheet(lead, found) for lead in found.leads), *_looks_sheets(found)]


def told(found: Replications, request: Request, rows: Sequence[Row]) -> Contents:
    """The page."""
    return experiment_told(
        found.scenario,
        request,
        rows,
        sentence=sentence(found),
        said=_beside(found),
        figures=replications_charts(found, request.digest[:16]),
        tables=sheets(found),
    )


def what_the_ratio_says(lead: Lead) -> str:
    """Whether the people of one run would have done."""
    ratio = lead.ratio
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return "How far runs lie apart against their people cannot be told."
    times = number_interval(ratio)
    if ratio.low > 1:
        return (
            f"Runs lie {times} times as far apart as people who do not meet would make them: the "
            "firm is shared, and an interval over the people of one run is too narrow."
        )
    if ratio.high < 1:
        return (
            f"Runs lie only {times} times as far apart as people who do not meet would make them: "
            "what one person takes of the firm another does not get, and an interval over the "
            "people of one run is too wide."
        )
    return (
        f"Runs lie {times} times as far apart as people who do not meet would make them, which is "
        "1 as far as can be told: the people of one run would have done."
    )


def _beats(lead: Lead, found: Replications) -> str:
    leader, rival = capital(spoken(lead.leader)), spoken(lead.rival)
    sums, mean = sums_of(found.scenario), lead.over_runs
    runs = counted(found.done, "run", "runs")
    if lead.same:
        return f"{leader} and {rival} are worth the same in each of {runs}."
    amount = f"{sums.mean(mean)} a person"
    if mean.low is None:
        return f"{leader} is ahead of {rival} by {amount} in the only run."
    over = f"{sums.ends(mean)} over {runs}"
    if mean.excludes_zero:
        return f"{leader} beats {rival} by {amount} (95 % interval {over})."
    return (
        f"{leader} and {rival} cannot be told apart: {spoken(lead.leader)} is ahead by {amount}, "
        f"but the 95 % interval runs from {over}."
    )


def _stopped(found: Replications) -> str:
    """Why it ended where it did, where a rule was to say so."""
    if found.until is None:
        return ""
    runs = f"{found.runs:,} runs"
    if found.enough and isinstance(found.until, float):
        asked = _share(found.until)
        return f"It was stopped after {runs}, once the half-width was at most {asked} of it."
    if found.enough:
        return f"It was stopped after {runs}, once the sign was settled."
    further = next_size(found.most)
    on = f"--more {further - found.most:,} goes on to {further:,}"
    if found.until == SIGN:
        return f"After {runs} the sign is not settled; {on}."
    widest = max(found.leads, key=_of_itself)
    return f"After {runs} the half-width is still {_half(widest.over_runs)} of it; {on}."


def _of_itself(lead: Lead) -> float:
    """The half-width of a lead as a share of it."""
    half, value = lead.over_runs.half_width, lead.over_runs.value
    return half / abs(value) if half and value else float("inf") if half else 0.0


def _share(share: float) -> str:
    return f"{100 * share:.4g} %"


def _beside(found: Replications) -> list[str]:
    said = []
    for lead in found.leads:
        names = f"{capital(spoken(lead.leader))} and {spoken(lead.rival)}"
        said.append(f"{names}: {_often(lead)} {what_the_ratio_says(lead)}")
    return [*said, *([] if found.until is None else [_rule(found)])]


def _often(lead: Lead) -> str:
    runs = len(lead.each)
    often = f"{spoken(lead.leader)} is ahead in {lead.ahead:,} of {counted(runs, 'run', 'runs')}"
    return f"{often}; the chance by t that the sign is right is {_chance(lead)}."


def _chance(lead: Lead) -> str:
    if lead.chance is None:
        return UNDEFINED
    if lead.chance > SURE:
        return f"more than {percent(SURE, 2)}"
    return percent(lead.chance, 1 if lead.chance > 0.9 else 0)


def _strategies_sheet(strategies: tuple[Replicated, ...], found: Replications) -> Sheet:
    sums = sums_of(found.scenario)
    rows: tuple[tuple[str, Callable[[Replicated], str]], ...] = (
        ("Value per person", lambda each: sums.interval(each.worth)),
        ("Best strategy, runs", lambda each: share_interval(each.best)),
        ("Trough, per person", lambda each: sums.interval(each.trough)),
        ("Payback, years", lambda each: time_in_years(each.payback_years)),
        ("  runs that pay back", lambda each: f"{each.paid_back:,} of {found.done:,}"),
        ("Ruined in runs", lambda each: f"{each.ruined:,} of {found.done:,}"),
    )
    before = " [" if len(strategies) < 3 else "\n["
    return Sheet(
        title=f"What each strategy is worth, over {counted(found.done, 'run', 'runs')}",
        header=("", *(spoken(each.strategy) for each in strategies)),
        rows=tuple(
            (label, *(cell(each).replace(" [", before) for each in strategies))
            for label, cell in rows
        ),
        notes=(
            "In brackets: 95 % intervals over runs, each with other people and other luck; that of "
            "the share of runs is Wilson's (1927).",
            *(["Of equals, the first in the scenario is the best."] if _ties(found) else []),
        ),
    )


def _ties(found: Replications) -> bool:
    return any(0.0 in lead.each for lead in found.leads)


def _lead_sheet(lead: Lead, found: Replications) -> Sheet:
    sums, runs = sums_of(found.scenario), counted(found.done, "run", "runs")
    error = lead.error_of_people
    return Sheet(
        title=f"{spoken(lead.leader)} less {spoken(lead.rival)}, per person",
        header=("", "difference", "95 % interval"),
        rows=(
            (f"Over {runs}", sums.mean(lead.over_runs), sums.ends(lead.over_runs)),
            ("Over the people of the first", sums.mean(lead.over_people), _ends(lead, sums)),
            ("Standard error, over runs", *_amounts(sums, lead.error)),
            ("  if people did not meet", *_amounts(sums, error / max(found.done, 1) ** 0.5)),
            ("Spread of runs over people's", *_two(number_interval(lead.ratio))),
            ("Runs in which it is ahead", f"{lead.ahead:,} of {found.done:,}", ""),
            ("Chance that the sign is right", _chance(lead), ""),
        ),
        notes=(
            "People of one run meet through the firm, so the runs are the sample: the first "
            "interval is the one to go by.",
            what_the_ratio_says(lead),
        ),
    )


def _ends(lead: Lead, sums: Sums) -> str:
    return sums.ends(lead.over_people) if lead.over_people.half_width else UNDEFINED


def _amounts(sums: Sums, error: float | None) -> tuple[str, str]:
    return (UNDEFINED if error is None else sums.amount(error, error)), ""


def _two(interval: str) -> tuple[str, str]:
    """A value and its interval in brackets, in two columns."""
    value, _, ends = interval.partition(" [")
    return value, ends.removesuffix("]").replace(", ", " to ")


def _looks_sheets(found: Replications) -> list[Sheet]:
    """The sizes at which it was judged, where a rule was to stop it."""
    if found.until is None:
        return []
    return [_looks_sheet(lead, found) for lead in found.leads]


def _looks_sheet(lead: Lead, found: Replications) -> Sheet:
    sums = sums_of(found.scenario)
    return Sheet(
        title=f"Judged on the way: {spoken(lead.leader)} less {spoken(lead.rival)}",
        header=("runs", "difference", "95 % interval", "half-width"),
        rows=tuple(
            (f"{size:,}", sums.mean(each), sums.ends(each), _half(each))
            for size, each in zip(found.looks, lead.judged, strict=True)
        ),
        notes=(_rule(found), *_settled(lead)),
    )


def _half(each: Estimate) -> str:
    if each.half_width is None or not each.value:
        return UNDEFINED
    return percent(each.half_width / abs(each.value), 1)


def _rule(found: Replications) -> str:
    if found.until == SIGN:
        return (
            "Each size has an error of its own, and together they make 5 %: the intervals of all "
            "sizes hold the difference at once with 95 %, so it may be stopped at any."
        )
    return (
        "By the rule of Chow and Robbins (1965), with the t of the freedom that the first size "
        "gives; the last interval holds the difference with about 95 %."
    )


def _settled(lead: Lead) -> list[str]:
    if lead.settled_at is None:
        return ["The sign is not settled."]
    return [f"The sign was settled after {lead.settled_at:,} runs, by intervals made for that."]
