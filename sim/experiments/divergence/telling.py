"""How a divergence is told: one plain sentence, and the events around it side by side."""

from collections.abc import Iterator
from itertools import zip_longest

from sim.experiments.divergence.find import Divergence
from sim.experiments.divergence.parting import NOTHING, Story, said

BEFORE, AFTER = 4, 4
"""So many events are shown before the parting, and from it on."""

Row = tuple[str, str, str]


def told(found: Divergence) -> str:
    """The sentence, and the table where there are events to show."""
    return "\n".join([sentence(found), *_table(found)])


def sentence(found: Divergence) -> str:
    """Who parts first, when, and at which decision."""
    parting, (left, right) = found.parting, found.sides
    who = "the runs" if found.person is None else f"person {found.person}"
    alone = "" if found.alone or found.person is None else ", only among others,"
    month = parting.month
    when = "" if month is None else f" in month {month} ({calendar(found.start, month)})"
    decision = parting.cause.decision
    why = f"decision {decision.name}: {parting.cause.words}" if decision else parting.cause.words
    others = f" ({found.differing} people differ)" if found.differing > 1 else ""
    return (
        f"{found.strategy}: {who}{others} part{'' if found.person is None else 's'}{alone}{when}: "
        f"{left} says {parting.left}, {right} says {parting.right} ({why})."
    )


def calendar(start: str, month: int) -> str:
    """A month of the run as the calendar's.

    >>> calendar("2025-11", 3)
    '2026-02'
    """
    year, first = (int(part) for part in start.split("-"))
    years, months = divmod(first - 1 + month, 12)
    return f"{year + years}-{months + 1:02d}"


def _table(found: Divergence) -> list[str]:
    rows = list(_around(found))
    if not rows:
        return []
    table: list[Row] = [("month", *found.sides), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    return ["", *(_line(row, widths) for row in table)]


def _line(row: Row, widths: list[int]) -> str:
    month, left, right = row
    mark = "  " if left == right or month == "month" else "≠ "
    return f"{month:>{widths[0]}}  {left:<{widths[1]}}  {mark}{right}".rstrip()


def _around(found: Divergence) -> Iterator[Row]:
    left, right = found.stories
    split = _split(found)
    for event in left[max(split - BEFORE, 0) : split]:
        yield str(event.month), said(event), said(event)
    rest = left[split:][:AFTER], right[split:][:AFTER]
    for month in sorted({event.month for story in rest for event in story}):
        sides = ([said(event) for event in story if event.month == month] for story in rest)
        for one, other in zip_longest(*sides, fillvalue=NOTHING):
            yield str(month), one, other


def _split(found: Divergence) -> int:
    """How many events come before the parting."""
    left, right = found.stories
    equal = _equal_at_the_start(left, right)
    if equal < max(len(left), len(right)) or found.parting.month is None:
        return equal
    return sum(event.month < found.parting.month for event in left)


def _equal_at_the_start(left: Story, right: Story) -> int:
    pairs = zip(left, right, strict=False)
    differing = (place for place, (one, other) in enumerate(pairs) if one != other)
    return next(differing, min(len(left), len(right)))
