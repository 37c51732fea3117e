"""Turning points told: of one number on a page, of many in a sentence and a table."""

from collections.abc import Sequence

from reports.charts.turning import each_chart, turning_chart
from reports.contents import Contents
from reports.experiments.told import experiment_told
from reports.money import money, money_places, number
from reports.sheets import Sheet
from reports.turning import exactly, roughly, sentence, sheet
from reports.words import counted, listed, percent, spoken
from sim.experiments.flip import TurningPoint
from sim.experiments.flip_each import Answer, Moved, TurningPoints
from sim.experiments.lever import Lever
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.scenario import Scenario

OTHERS = (
    (Answer.NONE, "flips it nowhere in its range", "flip it nowhere in their ranges"),
    (Answer.NO_EFFECT, "has no effect", "have no effect"),
    (Answer.NOT_SEARCHED, "could not be searched", "could not be searched"),
)
"""What one number does that does not flip the lead, and what many do."""

MOST_CHARTS = 8
"""So many numbers have a chart of their own."""

WHAT_IT_IS = (
    "The lead is the mean net present value per person under one strategy less that under the "
    "other, over all people of the market.",
    "Where the lead changes hands is known as surely as its interval says, given all other "
    "numbers of the scenario.",
)


def point_told(
    found: TurningPoint, request: Request, rows: Sequence[Row], scenario: Scenario
) -> Contents:
    """The page of one number."""
    return experiment_told(
        scenario,
        request,
        rows,
        sentence=sentence(found),
        said=WHAT_IT_IS,
        figures=[turning_chart(found)],
        tables=[sheet(found)],
    )


def each_told(
    found: TurningPoints, request: Request, rows: Sequence[Row], scenario: Scenario
) -> Contents:
    """The page of many numbers."""
    points = [each.point for each in found.of(Answer.FLIPS) if each.point is not None]
    charts = [
        turning_chart(point, f"turning_{place}")
        for place, point in enumerate(points[:MOST_CHARTS], start=1)
    ]
    return experiment_told(
        scenario,
        request,
        rows,
        sentence=each_sentence(found),
        said=(
            *WHAT_IT_IS,
            "Numbers are moved one at a time; what several do together is not seen.",
        ),
        figures=[each_chart(found), *charts],
        tables=[*each_sheets(found), *map(sheet, points)],
    )


def each_sentence(found: TurningPoints) -> str:
    """How many numbers flip the lead, and which of them with the smallest change."""
    lead = f"the lead of {spoken(found.leader)} over {spoken(found.rival)}"
    flips = found.of(Answer.FLIPS)
    all_told = counted(len(found.moved), "number", "numbers")
    said = [f"Of {all_told} moved one at a time, {len(flips) or 'none'} {_flip(len(flips))} {lead}"]
    if flips:
        said[0] += f"; the smallest change is that of {_smallest(flips[0])}"
    said[0] += "."
    others = [counted(len(found.of(answer)), *do) for answer, *do in OTHERS if found.of(answer)]
    said += [f"Of the others {listed(others)}."] if others else []
    return " ".join([*said, *_beside(found)])


def each_sheets(found: TurningPoints) -> list[Sheet]:
    """The numbers that flip the lead, the smallest change first; those that do not; and those that
    could not be searched."""
    flips, missing = found.of(Answer.FLIPS), found.of(Answer.NOT_SEARCHED)
    keeps = (*found.of(Answer.NONE), *found.of(Answer.NO_EFFECT))
    names = f"{spoken(found.leader)} and {spoken(found.rival)}"
    sheets = [
        Sheet(
            title=f"Where {names} change places",
            header=("number", "now", "turns at", "95 % interval", "change"),
            rows=tuple(map(_turns, flips)) or (("none", "", "", "", ""),),
            notes=(
                "The change is that from today's value, in the number's own unit and as a share of "
                "the range that was searched: what is believed of it, where something is, else "
                "what was asked, else from 0 to twice today's value.",
                f"Over {counted(found.seeds, 'seed', 'seeds')}, each other people and other luck. "
                "Turning points are looked for to a hundredth of the range.",
            ),
        )
    ]
    if keeps:
        header = ("number", "now", "searched", "verdict")
        rows = tuple(map(_kept, keeps))
        sheets.append(Sheet("Numbers that keep them", header, rows, _unsure(keeps)))
    if missing:
        rows = tuple((each.path, each.reason) for each in missing)
        sheets.append(Sheet("Numbers that could not be searched", ("number", "why"), rows))
    return sheets


def _unsure(keeps: Sequence[Moved]) -> tuple[str, ...]:
    """The numbers that could flip the lead, for all that the seeds tell."""
    unsure = [each.path for each in keeps if each.point is not None and not _clear(each.point)]
    if not unsure:
        return ()
    return (f"At some value tried the 95 % interval of the lead holds zero: {', '.join(unsure)}.",)


def _clear(point: TurningPoint) -> bool:
    return all(each.difference.excludes_zero for each in point.evaluations)


def change_said(lever: Lever, change: float) -> str:
    """A change in a number's own unit; of shares and rates, percentage points."""
    sign = "+" if change > 0 else "−"
    size = abs(change)
    if lever.unit.form == "percent":
        return f"{sign}{number(100 * size, 2 if size < 0.1 else 1)} points"
    return f"{sign}{roughly(lever, size, None)}"


def _flip(count: int) -> str:
    return "flips" if count < 2 else "flip"


def _smallest(each: Moved) -> str:
    assert each.lever is not None
    turns = roughly(each.lever, each.value.value or 0.0, each.value.half_width)
    interval = _interval(each)
    beside = "; ".join(
        filter(None, (f"95 % interval {interval}" if interval else "", _range(each)))
    )
    now = exactly(each.lever, each.lever.today)
    return f"{each.path} from {now} to {turns} ({beside})"


def _range(each: Moved) -> str:
    of = "what is believed of it" if each.believed else "the range searched"
    return f"{percent(each.share or 0.0)} of {of}"


def _beside(found: TurningPoints) -> list[str]:
    if found.seeds < 2:
        return ["One seed gives no interval; take two or more."]
    if found.now.excludes_zero or found.now.low is None or found.now.high is None:
        return []
    places = money_places(found.now.half_width, found.minor_digits)
    ends = [money(end, found.currency, places) for end in (found.now.low, found.now.high)]
    return [f"Today's lead is not sure: its 95 % interval, {' to '.join(ends)}, holds zero."]


def _turns(each: Moved) -> tuple[str, ...]:
    assert each.lever is not None
    turns = roughly(each.lever, each.value.value or 0.0, each.value.half_width)
    change = change_said(each.lever, each.change or 0.0)
    now = exactly(each.lever, each.lever.today)
    return each.path, now, turns, _interval(each), f"{change} ({percent(each.share or 0.0)})"


def _kept(each: Moved) -> tuple[str, ...]:
    lever = each.lever
    assert lever is not None
    low, now, high = (exactly(lever, x) for x in (lever.low, lever.today, lever.high))
    return each.path, now, f"{low} to {high}", str(each.answer)


def _interval(each: Moved) -> str:
    """The interval; an end that lies beyond the range is open."""
    if each.lever is None or each.value.n < 2:
        return ""
    low, high = (
        "open" if end is None else roughly(each.lever, end, each.value.half_width)
        for end in (each.value.low, each.value.high)
    )
    return f"{low} to {high}"
