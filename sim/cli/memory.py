"""Whether a run's people fit into memory, before anybody lives."""

import os
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario

BYTES_OF_A_LIFE = {"columns": 200, "agents": 2_600}
"""What one person takes up in an engine, at most: the life drawn, and what came of one strategy."""
BYTES_BETWEEN_MONTHS = 3_700
"""The same in columns where people and firm look at each other: all live on side by side."""
BYTES_AT_MOST = max(BYTES_BETWEEN_MONTHS, *BYTES_OF_A_LIFE.values())
BYTES_OF_A_RECORD = 100
"""What comes of one person under one strategy, as it is brought here from where people live."""
BYTES_OF_A_ROW = 135
"""What one person takes up in the tables, for each strategy, while they are compared and saved."""
MEMORY = Path("/proc/meminfo")


class TooManyPeopleError(Exception):
    """More people than this machine has memory for."""


def check_fits(scenario: "Scenario", engine: str, strategies: int, at_once: int = 1) -> None:
    """Refuse runs that would end for want of memory. Where that is unknown, nothing is refused.

    ``at_once`` is how many are under way on this machine at the same time; 0: people live on
    others, and only what came of them is brought here.

    Raises:
        TooManyPeopleError: with the number of people that would fit.
    """
    free = available()
    later = ceil(scenario.life.enter.arrivals_per_year * scenario.years)
    people = scenario.people + later
    if free is None or people * _bytes_of_a_person(BYTES_AT_MOST, strategies, at_once) <= free:
        return  # whatever the firm does
    lives = _bytes_of_a_life(scenario, engine) if at_once else BYTES_OF_A_RECORD
    each = _bytes_of_a_person(lives, strategies, at_once)
    if people * each <= free:
        return
    fit = _two_digits(free // each - later)
    arriving = f" ({later:,} of them later arrivals)" if later else ""
    advice = f"Try --people {fit:_}." if fit > 0 else "The later arrivals alone are too many."
    runs = f" in each of {at_once} runs at once" if at_once > 1 else ""
    raise TooManyPeopleError(
        f"{people:,} people{arriving}{runs} need about {_gigabytes(people * each)} of "
        f"memory, and {_gigabytes(free)} are free. {advice}"
    )


def _bytes_of_a_person(lives: int, strategies: int, at_once: int) -> int:
    return max(at_once, 1) * (lives + BYTES_OF_A_ROW * strategies)


def _bytes_of_a_life(scenario: "Scenario", engine: str) -> int:
    if engine == "columns" and _looks_back(scenario):
        return BYTES_BETWEEN_MONTHS
    return BYTES_OF_A_LIFE[engine]


def _looks_back(scenario: "Scenario") -> bool:
    """Whether some strategy's firm looks at its people every month."""
    from sim.scenario.tabulate import tabulate
    from sim.world.market import market_of
    from sim.world.ways import ways_of

    tables = tabulate(scenario)
    return any(
        ways_of(tables, strategy).attentive(market_of(tables, strategy.practices)) or changes
        for strategy, changes in zip(tables.strategies, tables.phases, strict=True)
    )


def available() -> int | None:
    """Free memory in bytes; None where the machine does not say."""
    try:
        lines = MEMORY.read_text(encoding="ascii").splitlines()
        found = next(line.split()[1] for line in lines if line.startswith("MemAvailable:"))
        return int(found) * 1024
    except (OSError, ValueError, StopIteration):
        return _physical()


def _physical() -> int | None:
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None
    return pages * size if pages > 0 and size > 0 else None


def _two_digits(number: int) -> int:
    """A number rounded down to its first two digits."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return max(number, 0) // step * step


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB"
