"""Single figures of the tables as text: with their intervals, or said to be not defined."""

from reports.money import number
from reports.verdict import amount
from reports.words import UNDEFINED, digits, percent, share, spoken
from sim.experiments.estimate import Estimate
from sim.results.facts import Facts

HALF_A_MONTH = 1 / 24


def interval(estimate: Estimate, facts: Facts) -> str:
    """Money with its interval in brackets."""
    if estimate.value is None:
        return UNDEFINED
    half = estimate.half_width
    text = amount(estimate.value, half, facts)
    return f"{text} {ends(estimate, facts)}" if half else text


def ends(estimate: Estimate, facts: Facts) -> str:
    """The ends of an interval of money, or that it has none."""
    if estimate.low is None or estimate.high is None:
        return UNDEFINED
    half = estimate.half_width
    return f"[{amount(estimate.low, half, facts)}, {amount(estimate.high, half, facts)}]"


def time_in_years(estimate: Estimate) -> str:
    """Years with their interval in brackets."""
    if estimate.value is None:
        return UNDEFINED
    places = min(digits(estimate.half_width, most=1) + 1, 2)
    ends = [number(end, places) for end in (estimate.low, estimate.high) if end is not None]
    return number(estimate.value, places) + (f" [{', '.join(ends)}]" if ends else "")


def time_to_the_month(estimate: Estimate) -> str:
    """Years of a figure that is counted in whole months, with their interval in brackets.

    An interval narrower than a month says only that the month is the same without any group.

    >>> time_to_the_month(Estimate(5 / 12, 5 / 12, 5 / 12, 20))
    '0.42, to the month'
    """
    half = estimate.half_width
    if estimate.value is None or half is None or half >= HALF_A_MONTH:
        return time_in_years(estimate)
    return f"{number(estimate.value, 2)}, to the month"


def share_of_people(estimate: Estimate) -> str:
    """A share of people, or that it is not defined."""
    return UNDEFINED if estimate.value is None else share(estimate.value, estimate.half_width)


def share_interval(estimate: Estimate) -> str:
    """A share with its interval in brackets, or that it is not defined.

    >>> share_interval(Estimate(0.2468, 0.2279, 0.2671, 20))
    '24.7 % [22.8 %, 26.7 %]'
    """
    half = estimate.half_width
    if estimate.value is None or not half:
        return share_of_people(estimate)
    places = min(max(digits(100 * half, most=2), 1), 2)
    ends = [percent(end, places) for end in (estimate.low, estimate.high) if end is not None]
    return f"{share(estimate.value, 10.0**-places / 100)} [{', '.join(ends)}]"


def number_interval(estimate: Estimate) -> str:
    """A number with its interval in brackets, or that it is not defined."""
    if estimate.value is None:
        return UNDEFINED
    places = min(digits(estimate.half_width, most=1) + 1, 2)
    if estimate.low is None or estimate.high is None or estimate.low == estimate.high:
        return number(estimate.value, places)
    low, high = (number(end, places) for end in (estimate.low, estimate.high))
    return f"{number(estimate.value, places)} [{low}, {high}]"


def two_places(value: float | None) -> str:
    """A number to two places, or that it is not defined."""
    return UNDEFINED if value is None else number(value, 2)


def rate_interval(rate: Estimate) -> str:
    """The interval of a yearly rate in brackets, where there is one."""
    if rate.low is None or rate.high is None:
        return ""
    return f" [{percent(rate.low, 1)}, {percent(rate.high, 1)}]"


def line_label(line: str) -> str:
    """A ledger line as a label.

    >>> line_label("net_interest")
    'Net interest'
    """
    return spoken(line).capitalize()
