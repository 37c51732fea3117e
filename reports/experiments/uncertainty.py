"""What is to be expected of uncertain numbers: one sentence, tables, and a page."""

from collections.abc import Sequence

from reports.charts.uncertainty.charts import uncertainty_charts
from reports.charts.uncertainty.words import quantile, whole_share
from reports.contents import Contents
from reports.experiments.sums import sums_of
from reports.experiments.told import experiment_told
from reports.money import number
from reports.sheets import Sheet
from reports.turning import exactly
from reports.words import UNDEFINED, capital, counted, percent, spoken
from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.uncertainty.found import QUANTILES, Parameter, Uncertainty
from sim.scenario.values import PARAMETERS

RATES_SHOWN = (0, 5, 10, 15, 20)
SIDE_BY_SIDE = 3


def sentence(found: Uncertainty) -> str:
    """Who is likely to be worth most, and what it would be worth to know."""
    sums, likely = sums_of(found.scenario), _likeliest(found)
    first, last = found.quantiles[0], found.quantiles[-1]
    parts = [
        f"Over what is believed of {counted(len(found.parameters), 'number', 'numbers')}, "
        f"{spoken(likely)} is worth most in {_share(found.best[likely])}.",
        f"The lead of {spoken(found.leader)} over {spoken(found.rival)} is {sums.mean(found.mean)} "
        f"per person on average (95 % interval {sums.ends(found.mean)}), and in 95 of 100 draws "
        f"between {sums.mean(first)} and {sums.mean(last)}.",
        _knowing(found),
    ]
    if found.failed:
        draws = counted(found.failed, "draw", "draws")
        parts.append(f"{capital(draws)} of {found.asked:,} failed and are left out.")
    return " ".join(parts)


def sheets(found: Uncertainty) -> list[Sheet]:
    """The tables of the terminal."""
    return [
        best_sheet(found),
        lead_sheet(found),
        split_sheet(found),
        knowing_sheet(found),
        *rates_sheets(found),
    ]


def told(found: Uncertainty, request: Request, rows: Sequence[Row]) -> Contents:
    """The page."""
    return experiment_told(
        found.scenario,
        request,
        rows,
        sentence=sentence(found),
        said=_beside(found),
        figures=uncertainty_charts(found, request.digest[:16]),
        tables=[*sheets(found), beliefs_sheet(found)],
        note=OVER_DRAWS,
    )


OVER_DRAWS = (
    "Intervals are 95 % intervals: what another set of draws and other seeds would change. What "
    "the beliefs themselves leave out is in none of them."
)


def best_sheet(found: Uncertainty) -> Sheet:
    """The chance that each strategy is worth most."""
    return Sheet(
        title="Chance of being worth most",
        header=("Strategy", "chance and 95 % interval"),
        rows=tuple((spoken(name), whole_share(each)) for name, each in found.best.items()),
        notes=(
            f"Of {counted(len(found.draws), 'draw', 'draws')}: worth most on average over luck, "
            "with the numbers of the draw.",
        ),
    )


def lead_sheet(found: Uncertainty) -> Sheet:
    """How the lead is spread over what is believed."""
    sums = sums_of(found.scenario)
    rows = [("At today's numbers", found.today), ("Mean of all draws", found.mean)]
    rows += [
        (f"{quantile(at)} of draws below", each)
        for at, each in zip(QUANTILES, found.quantiles, strict=True)
    ]
    return Sheet(
        title=f"{spoken(found.leader)} less {spoken(found.rival)}, per person",
        header=("Lead", "per person", "95 % interval"),
        rows=(
            *((label, sums.mean(each), sums.ends(each)) for label, each in rows),
            ("Chance that it is above zero", *_share_row(found.ahead)),
        ),
        notes=("To be expected in a draw, with luck taken out of the spread between draws.",),
    )


def split_sheet(found: Uncertainty) -> Sheet:
    """Of what the lead of one run hangs: luck, or numbers that nobody knows."""
    sums, parts = sums_of(found.scenario), found.parts
    shares = (
        ("Numbers nobody knows", parts.knowledge),
        ("Luck that all draws share", parts.shared),
        ("Luck that differs from draw to draw", parts.each),
    )
    deviations = (
        ("Standard deviation, numbers", parts.knowledge_sd),
        ("Standard deviation, luck of one run", parts.luck_sd),
    )
    return Sheet(
        title="Variance of the lead of one run",
        header=("Owed to", "share", "95 % interval"),
        rows=(
            *((label, *_share_row(each)) for label, each in shares),
            *((label, sums.mean(each), sums.ends(each)) for label, each in deviations),
        ),
        notes=(
            "Luck shrinks with more people and more runs; lack of knowledge does not. Few seeds "
            "tell little of the luck that all draws share.",
        ),
    )


def knowing_sheet(found: Uncertainty) -> Sheet:
    """What it would be worth to know all numbers, and each alone."""
    sums = sums_of(found.scenario)
    whole = found.knowing_all
    return Sheet(
        title="Worth of knowing, per person",
        header=("Number", "at most worth", "95 % interval", "explains", "95 % interval"),
        rows=(
            ("All numbers", sums.mean(whole), sums.ends(whole), "", ""),
            *(
                (
                    each.belief.path,
                    sums.mean(each.worth_knowing),
                    sums.ends(each.worth_knowing),
                    *_share_row(each.explains),
                )
                for each in found.by_worth
            ),
        ),
        notes=(
            "Perfect information: what a strategy chosen with the number known would add on "
            "average. A study that costs more per person is not worth it. Single numbers do not "
            "add up.",
            "Explains: the share of what all numbers do to the lead that this one does alone. It "
            "may explain much and be worth nothing, where the same strategy stays best.",
        ),
    )


def rates_sheets(found: Uncertainty) -> list[Sheet]:
    """The chance of being worth most, at some discount rates."""
    curves = found.acceptable
    return [
        Sheet(
            title="Chance of being worth most, by discount rate",
            header=("Discount rate", *(spoken(curve.strategy) for curve in some)),
            rows=tuple(
                (percent(place / 100), *(whole_share(_at(curve, place)) for curve in some))
                for place in RATES_SHOWN
            ),
            notes=("People and firm act as they did at the rate of the draw.",),
        )
        for some in (curves[k : k + SIDE_BY_SIDE] for k in range(0, len(curves), SIDE_BY_SIDE))
    ]


def beliefs_sheet(found: Uncertainty) -> Sheet:
    """What is believed of every number."""
    return Sheet(
        title="What is believed",
        header=("Number", "now", "95 in 100 lie between", "belief"),
        rows=tuple(
            (
                each.belief.path,
                exactly(each.belief.lever, each.belief.lever.today),
                f"{exactly(each.belief.lever, each.belief.lever.low)} to "
                f"{exactly(each.belief.lever, each.belief.lever.high)}",
                _believed(each),
            )
            for each in found.parameters
        ),
        notes=("Numbers are drawn independently of each other.",),
    )


def _believed(each: Parameter) -> str:
    about = each.belief.about
    first, second = PARAMETERS[about.kind]
    return f"{about.kind}, {first} {number(about.first, 4)}, {second} {number(about.second, 4)}"


def _likeliest(found: Uncertainty) -> str:
    return max(found.best, key=lambda name: found.best[name].value or 0.0)


def _share(found: Estimate) -> str:
    share, ends = _share_row(found)
    return f"{share} of draws (95 % interval {ends})"


def _share_row(found: Estimate) -> tuple[str, str]:
    if found.value is None or found.low is None or found.high is None:
        return UNDEFINED, UNDEFINED
    return percent(found.value), f"{percent(found.low)} to {percent(found.high)}"


def _at(curve: Curve, place: int) -> Estimate:
    value, low, high = (float(end[place]) for end in (curve.value, curve.low, curve.high))
    return Estimate(value, low, high, 0)


def _knowing(found: Uncertainty) -> str:
    sums, whole = sums_of(found.scenario), found.knowing_all
    said = (
        f"To know all of them would be worth {sums.mean(whole)} per person at most "
        f"(95 % interval {sums.ends(whole)})"
    )
    first = found.by_worth[0]
    if not first.worth_knowing.value:
        return f"{said}; no single one would change the choice."
    return f"{said}; of single ones {first.belief.path} most, {sums.mean(first.worth_knowing)}."


def _beside(found: Uncertainty) -> list[str]:
    rate = (
        " Its own discount rate is drawn as well, and is not that of the curves by discount rate."
    )
    uncertain_rate = any(each.belief.path == "discount_rate" for each in found.parameters)
    return [
        "The numbers are drawn independently of each other, from what stands under `uncertain`. A "
        "number without a belief is held at its value, which does not make it sure.",
        "In a chance, to lose by little counts as much as to lose by much: see the spread of "
        "the lead and the worth of knowing beside the chances.",
        "Luck is taken out of the spread between draws; without that, few seeds would make every "
        "number look less known than it is.",
        f"Every draw is run under the same {found.seeds} seeds.{rate if uncertain_rate else ''}",
    ]
