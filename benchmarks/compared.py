"""The pairs whose ratios have a budget, and the sizes at which they are timed.

Rounds are short, some tenths of a second: many short rounds tell more than a few long ones. Only a
million people take seconds.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.c_loop import columns_to_c
from benchmarks.engines import (
    FAST,
    SLOW,
    CannotMeasureError,
    People,
    hsbc,
    hsbc_month_by_month,
    people_of,
)
from benchmarks.pairs import Pair
from benchmarks.variants import market

AGENTS, COLUMNS = 10, 5_000
LOOKED_AT = 1_000
FEW, MANY = 10_000, 1_000_000


def columns_to_agents() -> Pair:
    """The two engines on the shipped bank scenario."""
    return Pair(
        "columns_to_agents",
        "columns / agents, speed",
        hsbc(COLUMNS).lives(FAST),
        hsbc(AGENTS).lives(SLOW),
    )


def month_by_month() -> Pair:
    """What it costs that a firm looks back every month, so that no month can be passed over."""
    return Pair(
        "month_by_month",
        "cost of a month looked back on / passed over",
        hsbc_month_by_month(LOOKED_AT).lives(FAST),
        hsbc(COLUMNS).lives(FAST),
        cost=True,
    )


def small_market(people: int) -> People:
    """A market so simple that a million people live through two years of it in a second or two."""
    return people_of(market(products=2, stages=2, strategies=1, people=people, years=2))


def million_to_few() -> Pair:
    """Whether a person costs more where there are many."""
    return Pair(
        "million_to_few",
        f"cost at {MANY:,} people / at {FEW:,}",
        small_market(MANY).lives(FAST),
        small_market(FEW).lives(FAST, times=5),
        cost=True,
    )


COMPARED: dict[str, Callable[[], Pair]] = {
    "columns / agents, speed": columns_to_agents,
    "columns / plain C loop, speed": columns_to_c,
    "cost of a month looked back on / passed over": month_by_month,
    f"cost at {MANY:,} people / at {FEW:,}": million_to_few,
}
"""What each pair says, and how it is made."""


def pairs() -> tuple[list[Pair], dict[str, str]]:
    """The pairs that can be measured here, and why others cannot."""
    found: list[Pair] = []
    unmeasured: dict[str, str] = {}
    for says, make in COMPARED.items():
        try:
            found.append(make())
        except CannotMeasureError as error:
            unmeasured[says] = f"not measured: {error}"
    return found, unmeasured
