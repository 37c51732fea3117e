"""A turning point in one sentence that a board can use, and the table of all that was tried."""

from math import floor, log10

from reports.money import money, money_places, number
from reports.sheets import Sheet
from reports.words import UNDEFINED, capital, counted, digits, spoken
from sim.experiments.crossing import Evaluation
from sim.experiments.estimate import Estimate
from sim.experiments.flip import TurningPoint
from sim.experiments.lever import Lever

SAID = {
    "discount_rate": ("discount rate of", "a year"),
    "firm.cash.credit_line_per_person": ("credit line of", "a person"),
    "firm.cash.opening_per_person": ("opening cash of", "a person"),
}
"""Numbers that have a name of their own; all others are called by their path."""

CASH = "firm.cash."
HALF = 0.5


def sentence(found: TurningPoint) -> str:
    """Where the lead is lost or gained, how surely, and what must be said beside it."""
    if not found.depends:
        return " ".join([_same(found), *_cash(found)])
    said = _turns(found) if found.value.value is not None else _none(found)
    return " ".join([said, *_one_seed(found), *_unsure(found)])


def sheet(found: TurningPoint) -> Sheet:
    """Every value that was tried, with the lead at it."""
    return Sheet(
        title=f"{spoken(found.leader)} less {spoken(found.rival)}, per person",
        header=(found.path, "mean", "95 % interval"),
        rows=tuple(_row(each, found) for each in found.evaluations),
        notes=(
            f"Over {counted(found.seeds, 'seed', 'seeds')}, each other people and other luck; "
            "people of one run meet through the firm, so the runs are the sample.",
            "Within the interval of the turning point are the values at which this one holds zero.",
        ),
    )


def exactly(lever: Lever, x: float) -> str:
    """A value as it was given or tried."""
    if lever.unit.form == "money":
        return money(x, lever.currency, 0 if x == round(x) else lever.minor_digits)
    if lever.unit.form == "months":
        return counted(round(x), "month", "months")
    if lever.unit.form == "percent":
        return f"{_shortest(100 * x, 4)} %"
    return _shortest(x, 6)


def roughly(lever: Lever, x: float, half_width: float | None) -> str:
    """A value that was found, no finer than the search or its interval."""
    if lever.unit.form == "months":
        return counted(round(x), "month", "months")
    if lever.unit.form == "money":
        return money(x, lever.currency, _money_places(lever, half_width))
    scale, sign = (100, " %") if lever.unit.form == "percent" else (1, "")
    half = None if half_width is None else half_width * scale
    found = digits(half, most=max(-floor(log10(scale * lever.step)), 0))
    return f"{number(scale * x, found)}{sign}"


def _money_places(lever: Lever, half_width: float | None) -> int:
    """Minor units where half a major one is told apart, and the interval supports them."""
    searched = -floor(log10(lever.step)) if lever.step >= 1 else 0
    searched = lever.minor_digits if lever.step < HALF else searched
    return min(searched, money_places(half_width, lever.minor_digits))


def _shortest(value: float, most: int) -> str:
    places = next(p for p in range(most + 1) if p == most or round(value, p) == round(value, most))
    return number(value, places)


def _turns(found: TurningPoint) -> str:
    sides = {"below": found.below, "above": found.above}
    turning = [(side, each) for side, each in sides.items() if each.value is not None]
    beside = [_interval(found.lever, each) for _, each in turning]
    beside[-1] = "; ".join([*filter(None, beside[-1:]), _now(found)])
    parts = [
        f"{_where(found.lever, side, each)}{f' ({said})' if said else ''}"
        for (side, each), said in zip(turning, beside, strict=True)
    ]
    return f"{_lead(found)} {' and '.join(parts)}."


def _now(found: TurningPoint) -> str:
    return f"it is {exactly(found.lever, found.today)} now"


def _lead(found: TurningPoint) -> str:
    leader, rival = spoken(found.leader), spoken(found.rival)
    if found.now.leads:
        return f"The lead of {leader} over {rival} is lost"
    return f"{capital(leader)} would lead {rival}"


def _where(lever: Lever, side: str, found: Estimate) -> str:
    value = roughly(lever, found.value or 0.0, found.half_width)
    if lever.path in SAID:
        name, per = SAID[lever.path]
        return f"{side} {_article(name)} {value} {per}"
    return f"where {lever.path} is {side} {value}"


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _interval(lever: Lever, found: Estimate) -> str:
    """The interval of a turning point; an end that lies beyond the range is said to be open."""
    if found.n < 2:
        return ""
    low, high = (
        None if end is None else roughly(lever, end, found.half_width)
        for end in (found.low, found.high)
    )
    if low is None and high is None:
        return "95 % interval open at both ends"
    if low is None:
        return f"95 % interval open below, to {high}"
    return f"95 % interval {low} to {high}" if high else f"95 % interval from {low}, open above"


def _none(found: TurningPoint) -> str:
    leader, rival = spoken(found.leader), spoken(found.rival)
    keeps = "keeps its lead over" if found.now.leads else "does not lead"
    low, high = (exactly(found.lever, end) for end in found.searched)
    return (
        f"No turning point lies within the range: {leader} {keeps} {rival} at every value of "
        f"{found.path} that was tried from {low} to {high} ({_now(found)})."
    )


def _same(found: TurningPoint) -> str:
    leader, rival = spoken(found.leader), spoken(found.rival)
    tried = ", ".join(exactly(found.lever, each.x) for each in found.evaluations)
    return (
        f"The difference between {leader} and {rival} does not depend on {found.path}: "
        f"it is {_amount(found.now.difference, found)} per person at {tried} alike, to the bit."
    )


def _cash(found: TurningPoint) -> list[str]:
    if not found.path.startswith(CASH):
        return []
    return [
        "Cash changes what a firm does only where it runs out, and where the strategy lists under "
        "`funding` what then stops."
    ]


def _one_seed(found: TurningPoint) -> list[str]:
    return ["One seed gives no interval; take two or more."] if found.seeds < 2 else []


def _unsure(found: TurningPoint) -> list[str]:
    """That the lead could be luck, today or, where it never turns, somewhere in the range."""
    if found.seeds < 2:
        return []
    if not found.now.difference.excludes_zero:
        return [
            f"Today's lead is not sure: its 95 % interval, {_ends(found.now, found)}, holds zero."
        ]
    clear = all(each.difference.excludes_zero for each in found.evaluations)
    if found.value.value is None and not clear:
        return ["At some of them its 95 % interval holds zero."]
    return []


def _row(each: Evaluation, found: TurningPoint) -> tuple[str, str, str]:
    now = ", now" if each.x == found.today else ""
    return (
        f"{exactly(found.lever, each.x)}{now}",
        _amount(each.difference, found),
        _ends(each, found),
    )


def _amount(difference: Estimate, found: TurningPoint) -> str:
    return _money(difference.value or 0.0, difference, found)


def _ends(each: Evaluation, found: TurningPoint) -> str:
    low, high = each.difference.low, each.difference.high
    if low is None or high is None:
        return UNDEFINED
    return " to ".join(_money(end, each.difference, found) for end in (low, high))


def _money(value: float, difference: Estimate, found: TurningPoint) -> str:
    digits = found.lever.minor_digits
    return money(value, found.lever.currency, money_places(difference.half_width, digits))
