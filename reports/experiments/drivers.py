"""What drives a lead told: a sentence, tables, and the page, for each of the three methods."""

from collections.abc import Sequence

from reports.charts.drivers.morris import morris_plane
from reports.charts.drivers.sobol import sobol_bars
from reports.charts.drivers.tornado import tornado_chart
from reports.charts.figure import Figure
from reports.contents import Contents
from reports.experiments.sums import Sums
from reports.experiments.told import OVER_RUNS, experiment_told
from reports.given import text_of
from reports.sheets import Sheet
from reports.words import UNDEFINED, counted, listed, percent, spoken
from sim.experiments.drivers import Bar, Driver, Effect, Indices, Moved, Screening, Share, Tornado
from sim.experiments.estimate import Estimate
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.scenario import Scenario

Found = Tornado | Screening | Indices
NEXT = 2
"""So many numbers are named after the first."""
HELD = (
    "Ranges are those under `uncertain`, else of the number's source, else half and double. A "
    "number drives the lead by what it does and by how wide its range is: agree on ranges first."
)


def sentence(found: Found) -> str:
    """Which numbers the lead hangs on most, and what must be said beside it."""
    if isinstance(found, Tornado):
        return _tornado_sentence(found)
    if isinstance(found, Screening):
        return _morris_sentence(found)
    return _sobol_sentence(found)


def sheets(found: Found) -> list[Sheet]:
    """All numbers that were moved."""
    if isinstance(found, Tornado):
        return [tornado_sheet(found)]
    return [morris_sheet(found) if isinstance(found, Screening) else sobol_sheet(found)]


def told(scenario: Scenario, found: Found, request: Request, rows: Sequence[Row]) -> Contents:
    """The page."""
    return experiment_told(
        scenario,
        request,
        rows,
        sentence=sentence(found),
        said=[*said_beside(found), HELD],
        figures=[_figure(found, request.digest[:16])],
        tables=sheets(found),
        note=OVER_RUNS if isinstance(found, Tornado) else _note(found),
    )


def _figure(found: Found, run: str) -> Figure:
    if isinstance(found, Tornado):
        return tornado_chart(found, run)
    if isinstance(found, Screening):
        return morris_plane(found, run)
    return sobol_bars(found, run)


def _note(found: Screening | Indices) -> str:
    what = "trajectories" if isinstance(found, Screening) else "base samples"
    return (
        f"Intervals are 95 % intervals over {what}, by bootstrap. The lead at every point is the "
        f"mean over the same {counted(found.seeds, 'seed', 'seeds')}."
    )


def said_beside(found: Found) -> list[str]:
    """What a reader must know beside the sentence."""
    if isinstance(found, Tornado):
        idle = [bar.driver.path for bar in found.bars if bar.idle]
        failed = counted(found.failed, "run", "runs")
        return [
            "One number at a time: what two do together is not seen here.",
            *([f"Nothing hangs on {listed(idle)}, to the bit."] if idle else []),
            *([f"{failed} failed; their seeds are left out of the bar."] if found.failed else []),
        ]
    what = "trajectories" if isinstance(found, Screening) else "base samples"
    left = f"{found.left_out:,} {what} are left out, since a run failed."
    return [
        "Numbers are moved independently of each other.",
        *([left] if found.left_out else []),
    ]


def _tornado_sentence(found: Tornado) -> str:
    moving = [bar for bar in found.bars if not bar.idle]
    if not moving:
        return f"{_lead(found)} None of these numbers changes it, to the bit."
    others = [bar.driver.path for bar in moving[1 : 1 + NEXT]]
    then = f" Next {'come' if len(others) > 1 else 'comes'} {listed(others)}." if others else ""
    parts = [f"{_lead(found)} It hangs most on {_reach(moving[0], found)}.{then}"]
    return " ".join([*parts, _turns(found), *_one_seed(found.lead)])


def _reach(bar: Bar, found: Tornado) -> str:
    ends = [
        f"{_sums(found).mean(moved.lead)} at {_value(moved, bar, found)}" for moved in bar.moved
    ]
    return f"{bar.driver.path}: {' and '.join(ends)}"


def _turns(found: Tornado) -> str:
    """At which ends the other strategy leads, or may."""
    today = found.lead.value or 0.0
    lost, unsure = [], []
    for bar in found.bars:
        for moved in bar.moved:
            if bar.idle or moved.lead.value is None:
                continue
            where = f"{bar.driver.path} at {_value(moved, bar, found)}"
            if moved.lead.value * today < 0 and moved.lead.excludes_zero:
                lost.append(where)
            elif not moved.lead.excludes_zero and found.lead.excludes_zero:
                unsure.append(where)
    if lost:
        return f"The lead changes hands with {listed(lost)}."
    if unsure:
        return f"It may be gone with {listed(unsure)}: there its interval holds zero."
    return "No number alone makes it change hands within its range."


def _morris_sentence(found: Screening) -> str:
    sums = _sums(found)
    top = found.effects[: 1 + NEXT]
    named = listed([f"{each.driver.path} by {sums.interval(each.mu_star)}" for each in top])
    return (
        f"{_lead(found)} Over a number's whole way, on average over where the others are, it is "
        f"moved most by {named}. {_tangle([each for each in found.effects if _tangled(each)])}"
    )


def _tangled(each: Effect) -> bool:
    """Whether an effect differs by more than its own size."""
    star = each.mu_star
    return bool(star.value) and each.sigma > (star.value or 0.0)


def _tangle(effects: Sequence[Effect]) -> str:
    """Whose effects hang on the other numbers: the largest by name."""
    if not effects:
        return "No number's effect hangs much on the others."
    named, rest = [each.driver.path for each in effects[: 1 + NEXT]], effects[1 + NEXT :]
    more = [counted(len(rest), "further number", "further numbers")] if rest else []
    return (
        f"What {listed(named + more)} {'do' if len(effects) > 1 else 'does'} hangs on the other "
        "numbers, or turns along the way."
    )


def _sobol_sentence(found: Indices) -> str:
    sums = _sums(found)
    if not found.spread:
        return f"{_lead(found)} None of these numbers changes it."
    top = listed([_share_told(each) for each in found.shares[: 1 + NEXT]])
    return (
        f"{_lead(found)} Over all that is believed it is {sums.amount(found.mean, found.spread)} "
        f"on average, with a standard deviation of {sums.amount(found.spread, found.spread)}. Of "
        f"that variance {top}. {_together(sum(each.first.value or 0.0 for each in found.shares))}"
    )


def _together(alone: float) -> str:
    """What is left for numbers to make together, if the estimates leave anything."""
    if alone > 1:
        return (
            f"All numbers, each alone, add up to {percent(alone)}: estimates of so few samples, "
            "which --more would make surer."
        )
    return f"All numbers, each alone, make {percent(alone)}; the rest they make only together."


def _share_told(each: Share) -> str:
    return (
        f"{each.driver.path} makes {percent(each.first.value or 0.0)} alone and "
        f"{percent(each.total.value or 0.0)} with others"
    )


def tornado_sheet(found: Tornado) -> Sheet:
    """The lead at both ends of every number."""
    rows = [
        (
            f"{bar.driver.path}\n{text_of(bar.driver.assumption.value, unit, found.currency)} now",
            _at(bar.low, bar, found),
            _at(bar.high, bar, found),
            _sums(found).amount(bar.width, _half(bar)),
        )
        for bar in found.bars
        for unit in (bar.driver.assumption.unit,)
    ]
    return Sheet(
        title=f"The lead of {spoken(found.leader)} over {spoken(found.rival)} at the ends",
        header=("number", "at its low end", "at its high end", "width"),
        rows=tuple(rows),
        notes=(
            f"Today the lead is {_sums(found).interval(found.lead)} per person. Under each value "
            "stands the difference to that, with its 95 % interval: of paired runs, over "
            f"{counted(found.seeds, 'seed', 'seeds')}.",
            "Width: from the lowest lead to the highest, today's among them.",
        ),
    )


def _at(moved: Moved | None, bar: Bar, found: Tornado) -> str:
    if moved is None or moved.effect.value is None:
        return UNDEFINED
    effect = _sums(found).interval(moved.effect).replace(" [", "\n[")
    sign = "+" if moved.effect.value > 0 else ""
    return f"{_value(moved, bar, found)}\n{sign}{effect}"


def morris_sheet(found: Screening) -> Sheet:
    """Mean size and standard deviation of every number's effect."""
    sums = _sums(found)
    return Sheet(
        title=f"What moves the lead of {spoken(found.leader)} over {spoken(found.rival)}",
        header=("number and its way", "mu*", "95 % interval", "sigma"),
        rows=tuple(
            (
                f"{each.driver.path}\n{_range_of(each.driver, found.currency)}",
                sums.mean(each.mu_star),
                sums.ends(each.mu_star),
                sums.amount(each.sigma, each.mu_star.half_width),
            )
            for each in found.effects
        ),
        notes=(
            "mu*: mean size of what a number does to the lead over its whole way, wherever the "
            "others are. sigma: standard deviation of that; large where it hangs on the others, or "
            "turns along the way.",
            _note(found),
        ),
    )


def sobol_sheet(found: Indices) -> Sheet:
    """First and total index of every number."""
    return Sheet(
        title=f"Whose share of the variance of the lead of {spoken(found.leader)}",
        header=("number and its way", "alone", "with others"),
        rows=tuple(
            (
                f"{each.driver.path}\n{_range_of(each.driver, found.currency)}",
                _share(each.first),
                _share(each.total),
            )
            for each in found.shares
        ),
        notes=(
            "Alone: first index. With others: total index, which counts what numbers do together "
            "for each of them. Estimates may lie a little below 0 or above 100 %.",
            _note(found),
        ),
    )


def _share(share: Estimate) -> str:
    value, low, high = (percent(end or 0.0) for end in (share.value, share.low, share.high))
    return f"{value} [{low}, {high}]"


def _lead(found: Found) -> str:
    within = (
        f" (95 % interval {_sums(found).ends(found.lead)})" if found.lead.low is not None else ""
    )
    leader, rival = spoken(found.leader), spoken(found.rival)
    return (
        f"The lead of {leader} over {rival} is {_sums(found).mean(found.lead)} per person "
        f"today{within}."
    )


def _value(moved: Moved, bar: Bar, found: Tornado) -> str:
    return text_of(moved.value, bar.driver.assumption.unit, found.currency)


def _half(bar: Bar) -> float | None:
    halves = [moved.effect.half_width for moved in bar.moved if moved.effect.half_width]
    return max(halves, default=None)


def _one_seed(lead: Estimate) -> list[str]:
    return ["One seed gives no interval; take two or more."] if lead.low is None else []


def _sums(found: Found) -> Sums:
    return Sums(found.currency, found.minor_digits)


def _range_of(driver: Driver, currency: str) -> str:
    """Both ends of a number as people write them.

    Of one that has one end, that.
    """
    unit = driver.assumption.unit
    ends = [text_of(end.value, unit, currency) for end in (driver.low, driver.high) if end]
    return " to ".join(ends)
