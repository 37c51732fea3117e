"""A sweep in one sentence, as tables, and as a page."""

from collections.abc import Sequence

from reports.charts.sweep.charts import sweep_charts
from reports.contents import Contents
from reports.experiments.sums import Sums, sums_of
from reports.experiments.told import experiment_told
from reports.sheets import Sheet
from reports.turning import exactly, roughly
from reports.words import UNDEFINED, capital, counted, listed, spoken
from sim.experiments.estimate import Estimate
from sim.experiments.lever import Lever
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.sweep import Cell, Sweep

MOST_ROWS = 60
COLUMNS_AT_ONCE = 5
SIDE_BY_SIDE = 2
NOT_SURE = "?"
ONE_IN = 20


def sentence(found: Sweep) -> str:
    """Where the one strategy leads the other, how surely, and what must be said beside it."""
    parts = [_where(found), _crossed(found), _now(found), *_others(found)]
    failed = sum(cell.failed > 0 for cell in found.cells)
    if failed:
        parts.append(f"At {counted(failed, 'point', 'points')} runs failed and are left out.")
    if found.seeds < 2:
        parts.append("One seed gives no interval; take two or more.")
    return " ".join(filter(None, parts))


def sheets(found: Sweep) -> list[Sheet]:
    """The lead by point: of one number or many a list, of two a map."""
    if found.design is Design.GRID and len(found.varied) == 2:
        return [*_map_sheets(found), *_best_sheet(found)]
    return [points_sheet(found), *worth_sheets(found)]


def told(found: Sweep, request: Request, rows: Sequence[Row]) -> Contents:
    """The page."""
    return experiment_told(
        found.scenario,
        request,
        rows,
        sentence=sentence(found),
        said=_beside(found),
        figures=sweep_charts(found, request.digest[:16]),
        tables=[*sheets(found), *_all_points(found), ranges_sheet(found)],
    )


def said_at(found: Sweep, at: Sequence[float]) -> list[str]:
    """The values of a point in words."""
    return [exactly(each.lever, x) for each, x in zip(found.varied, at, strict=True)]


def points_sheet(found: Sweep) -> Sheet:
    """A row for every point: where it is, the lead, and of several strategies the best."""
    sums = sums_of(found.scenario)
    many = len(found.strategies) > 2
    doubt = f"{NOT_SURE}: the interval of its lead over some other holds zero."
    return Sheet(
        title=f"{_pair(found)}, per person",
        header=(_paths(found), "lead", "95 % interval", *(["best"] if many else [])),
        rows=tuple(
            (label, sums.mean(cell.lead), sums.ends(cell.lead), *(_best(cell) if many else []))
            for label, cell in _labelled(found)
        ),
        notes=(_over(found), *([doubt] if many else []), *_more(found)),
    )


def worth_sheets(found: Sweep) -> list[Sheet]:
    """What each strategy is worth at every point, so many strategies at once."""
    sums = sums_of(found.scenario)
    names = found.strategies
    return [
        Sheet(
            title="Worth per person",
            header=(_paths(found), *map(spoken, some)),
            rows=tuple(
                (label, *(sums.interval(cell.worth[name]) for name in some))
                for label, cell in _labelled(found)
            ),
            notes=("In brackets: 95 % intervals over the seeds.", *_more(found)),
        )
        for some in (names[k : k + SIDE_BY_SIDE] for k in range(0, len(names), SIDE_BY_SIDE))
    ]


def _labelled(found: Sweep) -> list[tuple[str, Cell]]:
    """The points that are shown, and today's."""
    shown = [(", ".join(said_at(found, cell.at)), cell) for cell in found.cells[:MOST_ROWS]]
    return [*shown, (f"{', '.join(said_at(found, found.today.at))}, now", found.today)]


def _more(found: Sweep) -> list[str]:
    rest = len(found.cells) - MOST_ROWS
    told = counted(rest, "more point stands", "more points stand")
    return [f"{told} in findings.json."] if rest > 0 else []


def _best(cell: Cell) -> list[str]:
    best = UNDEFINED if cell.best is None else spoken(cell.best)
    return [best + ("" if cell.surely else NOT_SURE)]


def ranges_sheet(found: Sweep) -> Sheet:
    """What was varied, between which ends, and what it is now."""
    return Sheet(
        title="What was varied",
        header=("Number", "from", "to", "now"),
        rows=tuple(
            (each.path, *(exactly(each.lever, x) for x in _ends(each.lever)))
            for each in found.varied
        ),
        notes=("All other numbers are as the scenario says.",),
    )


def _all_points(found: Sweep) -> list[Sheet]:
    """Beside a map, the list of its points."""
    if found.design is Design.GRID and len(found.varied) == 2:
        return [points_sheet(found), *worth_sheets(found)]
    return []


def _ends(lever: Lever) -> tuple[float, float, float]:
    return lever.low, lever.high, lever.today


def _pair(found: Sweep) -> str:
    return f"{spoken(found.leader)} less {spoken(found.rival)}"


def _paths(found: Sweep) -> str:
    return ", ".join(each.path for each in found.varied)


def _over(found: Sweep) -> str:
    return (
        f"Over {counted(found.seeds, 'seed', 'seeds')}, the same at every point; each is other "
        "people and other luck."
    )


def _where(found: Sweep) -> str:
    ranges = [
        f"{each.path} from {exactly(each.lever, each.lever.low)} to "
        f"{exactly(each.lever, each.lever.high)}"
        for each in found.varied
    ]
    leader, rival = spoken(found.leader), spoken(found.rival)
    ahead, behind, open_ = counts(found.cells)
    points = counted(len(found.cells), "point", "points")
    return (
        f"Over {listed(ranges)}, {leader} surely leads {rival} at {ahead:,} of {points}, and "
        f"surely trails at {behind:,}; at {open_:,} the 95 % interval of the lead does not tell."
    )


def counts(cells: Sequence[Cell]) -> tuple[int, int, int]:
    """At how many points the lead is surely above zero, surely below, and neither."""
    sure = [cell.lead.value or 0.0 for cell in cells if cell.lead.excludes_zero]
    ahead = sum(value > 0 for value in sure)
    return ahead, len(sure) - ahead, len(cells) - len(sure)


def _crossed(found: Sweep) -> str:
    if len(found.varied) != 1:
        return ""
    lever = found.varied[0].lever
    if not found.crossings:
        return f"No crossing lies between the values of {lever.path} that were tried."
    turns = [f"{roughly(lever, each.value or 0.0, each.half_width)}{_within(each, lever)}"
             for each in found.crossings]  # fmt: skip
    return f"The lead crosses zero where {lever.path} is {listed(turns)}."


def _within(turn: Estimate, lever: Lever) -> str:
    if turn.n < 2:
        return ""
    low, high = (
        None if end is None else roughly(lever, end, turn.half_width)
        for end in (turn.low, turn.high)
    )
    if low is None and high is None:
        return " (95 % interval open at both ends)"
    if low is None:
        return f" (95 % interval open below, to {high})"
    return (
        f" (95 % interval {low} to {high})" if high else f" (95 % interval from {low}, open above)"
    )


def _now(found: Sweep) -> str:
    sums, lead = sums_of(found.scenario), found.today.lead
    if lead.value is None:
        return "At today's numbers no run was done."
    interval = "" if lead.low is None else f" (95 % interval {sums.ends(lead)})"
    return f"At today's numbers the lead is {sums.mean(lead)} per person{interval}."


def _others(found: Sweep) -> list[str]:
    """Where a third strategy is the best."""
    bests = [cell.best for cell in found.cells]
    others = [name for name in found.strategies if name not in (found.leader, found.rival)]
    return [
        f"{capital(spoken(name))} is the best of all at "
        f"{counted(bests.count(name), 'point', 'points')}."
        for name in others
        if name in bests
    ]


def _beside(found: Sweep) -> list[str]:
    said = [
        "Every point is run under the same seeds: points differ by their numbers, not by luck.",
        f"Each interval speaks for its own point. Were there no lead anywhere, one point in "
        f"{ONE_IN} would leave zero out all the same.",
        "All numbers that are not varied are as the scenario says, and what nobody knows of them "
        "is in no interval here.",
    ]
    if len(found.varied) == 1:
        said.append(
            "Between two values the lead is taken as a straight line; a finer grid may find more "
            "crossings. The interval of a crossing holds the values at which that of the lead "
            "holds zero (Fieller 1954)."
        )
    if not found.today_within:
        said.append("Today's values lie outside the ranges, so that no mark stands for them.")
    return said


def _map_sheets(found: Sweep) -> list[Sheet]:
    """The first number across, the second down, in tables of so many columns."""
    across, down = found.varied
    cells = {cell.at: cell for cell in found.cells}
    sums = sums_of(found.scenario)
    return [
        Sheet(
            title=f"{_pair(found)}, per person, by {down.path} (down) and {across.path} (across)",
            header=("", *(exactly(across.lever, x) for x in some)),
            rows=tuple(
                (exactly(down.lever, y), *(_in_map(cells[x, y], sums) for x in some))
                for y in down.values
            ),
            notes=(
                f"{NOT_SURE}: the 95 % interval over {counted(found.seeds, 'seed', 'seeds')} holds "
                "zero, or there is none.",
            ),
        )
        for some in _chunks(across.values)
    ]


def _chunks(values: tuple[float, ...]) -> list[tuple[float, ...]]:
    return [values[k : k + COLUMNS_AT_ONCE] for k in range(0, len(values), COLUMNS_AT_ONCE)]


def _in_map(cell: Cell, sums: Sums) -> str:
    if cell.lead.value is None:
        return "failed"
    return sums.mean(cell.lead) + ("" if cell.lead.excludes_zero else NOT_SURE)


def _best_sheet(found: Sweep) -> list[Sheet]:
    """Who is best at how many points, where there are more than two to choose from."""
    if len(found.strategies) < 3:
        return []
    rows = []
    for name in found.strategies:
        mine = [cell for cell in found.cells if cell.best == name]
        rows.append((spoken(name), f"{len(mine):,}", f"{sum(cell.surely for cell in mine):,}"))
    return [
        Sheet(
            title=f"The best of all, at {len(found.cells):,} points",
            header=("Strategy", "best at", "surely at"),
            rows=tuple(rows),
            notes=("Surely: the 95 % interval of its lead over each other one leaves zero out.",),
        )
    ]
