"""The parts of a lead told: a sentence, tables, and the page."""

from collections.abc import Sequence

from reports.charts.mixtures import interaction_map, label_of, levers_waterfall
from reports.contents import Contents
from reports.experiments.sums import Sums
from reports.experiments.told import experiment_told
from reports.money import MINUS, whole_money
from reports.sheets import Sheet
from reports.words import capital, counted, listed, spoken
from sim.experiments.mixtures import Contribution, Levers
from sim.experiments.runs.catalogue import Row
from sim.experiments.runs.request import Request
from sim.scenario import Scenario

NAMED = 3
"""So many parts are named in the sentence, those of the largest effect."""
MOST_PAIRS = 15
MOST_MIXTURES = 64


def sentence(found: Levers) -> str:
    """Which parts make most of the difference, how surely, and what they bring only together."""
    said = f"{_difference(found)} {_parts(found)}"
    return " ".join([said, *_together(found), *_unsure(found)])


def sheets(found: Levers) -> list[Sheet]:
    """The division, what parts bring first and last, and what they bring only together."""
    tables = [division_sheet(found)]
    if len(found.contributions) > 1:
        tables += [orders_sheet(found), interactions_sheet(found)]
    return tables


def told(scenario: Scenario, found: Levers, request: Request, rows: Sequence[Row]) -> Contents:
    """The page."""
    run = request.digest[:16]
    return experiment_told(
        scenario,
        request,
        rows,
        sentence=sentence(found),
        said=said_beside(found),
        figures=(levers_waterfall(found, run), interaction_map(found, run)),
        tables=(*sheets(found), mixtures_sheet(found)),
    )


def division_sheet(found: Levers) -> Sheet:
    """The waterfall as a table: it adds up to the minor unit."""
    sums = _sums(found)
    high, low = found.shown
    rows = [
        (spoken(found.rival), _whole(low, found), sums.ends(found.worth[1])),
        *(
            (label_of(each.player), _signed(each.shown, found), sums.ends(each.shapley))
            for each in found.contributions
        ),
        (spoken(found.leader), _whole(high, found), sums.ends(found.worth[0])),
        ("difference", _signed(high - low, found), sums.ends(found.difference)),
    ]
    return Sheet(
        title=f"From {spoken(found.rival)} to {spoken(found.leader)}, per person",
        header=("", "mean", "95 % interval"),
        rows=tuple(rows),
        notes=(
            "Each step is the part's Shapley value: what it adds when it is switched, on average "
            "over all orders of switching. The steps add up to the minor unit.",
            f"Over {counted(found.seeds, 'seed', 'seeds')}, each other people and other luck; "
            "people of one run meet through the firm, so the runs are the sample.",
            *_merged(found),
        ),
    )


def orders_sheet(found: Levers) -> Sheet:
    """A part switched first, and last: they differ by what it brings only with others."""
    sums = _sums(found)
    return Sheet(
        title="Switched alone, and switched last",
        header=("", "alone", "on average", "last"),
        rows=tuple(
            (
                label_of(each.player),
                sums.interval(each.first).replace(" [", "\n["),
                sums.mean(each.shapley),
                sums.interval(each.last).replace(" [", "\n["),
            )
            for each in found.contributions
        ),
        notes=(
            f"Alone: added to {spoken(found.rival)} as it is. Last: what {spoken(found.leader)} "
            "would lose without it.",
            f"Alone, the parts bring {sums.interval(found.alone)} in all; together "
            f"{sums.interval(found.difference)}.",
        ),
    )


def interactions_sheet(found: Levers) -> Sheet:
    """The strongest pairs."""
    sums = _sums(found)
    shown = found.interactions[:MOST_PAIRS]
    left = len(found.interactions) - len(shown)
    more = [f"{counted(left, 'weaker pair is', 'weaker pairs are')} left out."] if left else []
    return Sheet(
        title="What two parts bring only together",
        header=("", "mean", "95 % interval"),
        rows=tuple(
            (
                f"{label_of(each.one)} with {label_of(each.other)}",
                sums.mean(each.index),
                sums.ends(each.index),
            )
            for each in shown
        ),
        notes=(
            "Shapley interaction index: below zero the one takes what the other would have "
            "brought. It is shared between the two in the steps, and not added to them.",
            *more,
        ),
    )


def mixtures_sheet(found: Levers) -> Sheet:
    """The mixtures, and what a person is worth under each; of very many, the first."""
    sums = _sums(found)
    left = len(found.mixtures) - MOST_MIXTURES
    more = [f"{left:,} more stand in findings.json."] if left > 0 else []
    return Sheet(
        title="Mixtures",
        header=(f"parts from {spoken(found.leader)}", "worth per person", "95 % interval"),
        rows=tuple(
            (
                ", ".join(spoken(part) for part in each.parts) or "none",
                sums.mean(each.worth),
                sums.ends(each.worth),
            )
            for each in found.mixtures[:MOST_MIXTURES]
        ),
        notes=(f"All other parts are from {spoken(found.rival)}.", *more),
    )


def said_beside(found: Levers) -> list[str]:
    """What a reader must know beside the sentence."""
    return [
        "The division is exact for these runs: every mixture was run, none was sampled. "
        "Intervals say what other people and other luck would change.",
        "A part is credited with what it does in mixtures of these two strategies. It is no "
        "forecast of what it would do in a third.",
        *_merged(found),
        *_left_out(found),
    ]


def _difference(found: Levers) -> str:
    sums, gap = _sums(found), found.difference
    leader, rival = spoken(found.leader), spoken(found.rival)
    more = "more" if (gap.value or 0.0) >= 0 else "less"
    within = f" (95 % interval {sums.ends(gap)})" if gap.low is not None else ""
    size = sums.mean(gap).removeprefix(MINUS)
    return f"{capital(leader)} is worth {size} {more} per person than {rival}{within}."


def _parts(found: Levers) -> str:
    if len(found.contributions) == 1:
        part = label_of(found.contributions[0].player)
        return f"All of it comes from {part}, the only part in which they differ."
    sums = _sums(found)
    moving = [each for each in found.contributions if not _idle(each)]
    largest = sorted(moving, key=lambda each: -abs(each.shapley.value or 0.0))
    told = listed([_of_part(each, sums) for each in largest[:NAMED]])
    rest = len(largest) - NAMED
    others = f"; {counted(rest, 'other part brings', 'other parts bring')} less" if rest > 0 else ""
    idle = [label_of(each.player) for each in found.contributions if _idle(each)]
    nothing = f" Nothing hangs on {listed(idle)}." if idle else ""
    return f"Of that, {told}{others}.{nothing}"


def _idle(each: Contribution) -> bool:
    """Whether a part changes nothing, under any seed and in any mixture that tells."""
    ends = (each.shapley, each.first, each.last)
    return all(end.value == 0.0 and not end.half_width for end in ends)


def _of_part(each: Contribution, sums: Sums) -> str:
    """
    >>> from sim.experiments.estimate import Estimate
    >>> from sim.experiments.mixtures import Player
    >>> share = Estimate(20.0, 15.0, 25.0, 5)
    >>> _of_part(Contribution(Player(("service",)), share, share, share, 20), Sums("JPY", 0))
    'service brings ¥20 [¥15, ¥25]'
    """
    name = label_of(each.player)
    verb = "bring" if len(each.player.parts) > 1 else "brings"
    return f"{name} {verb} {sums.interval(each.shapley)}"


def _together(found: Levers) -> list[str]:
    if len(found.contributions) < 2:
        return []
    sums = _sums(found)
    return [f"Each part alone, they would bring {sums.interval(found.alone)} in all."]


def _unsure(found: Levers) -> list[str]:
    if found.difference.low is None:
        return ["One seed gives no interval; take two or more."]
    if not found.difference.excludes_zero:
        return ["The difference itself is not sure: its interval holds zero."]
    return []


def _merged(found: Levers) -> list[str]:
    return [
        f"{capital(label_of(player))} move together, since they do not go apart: {player.why}"
        for player in found.merged
    ]


def _left_out(found: Levers) -> list[str]:
    if not found.left_out:
        return []
    seeds = ", ".join(map(str, found.left_out))
    return [
        f"Left out, since a run failed: {'seeds' if len(found.left_out) > 1 else 'seed'} {seeds}."
    ]


def _whole(minor: int, found: Levers) -> str:
    return whole_money(minor, found.currency, found.minor_digits)


def _signed(minor: int, found: Levers) -> str:
    return f"{'+' if minor > 0 else ''}{_whole(minor, found)}"


def _sums(found: Levers) -> Sums:
    return Sums(found.currency, found.minor_digits)
