"""One draw through the accumulated hazard is the same as asking month by month."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules.chance import draw
from sim.rules.numbers import log
from sim.rules.waiting import (
    block,
    first_month,
    hazard,
    next_in_chain,
    next_month,
    possible_from,
)

GRID = 4_000
FINE = (np.arange(GRID) + 0.5) / GRID
LAST = 1 - 2.0**-53


def asked(start: int, entries: list[int], chances: list[float], end: int) -> list[float]:
    """The chance that nothing has happened by the end of each month, asking every month."""
    left, nothing = 1.0, []
    for month in range(start, end):
        stage = max((s for s, entry in enumerate(entries) if entry <= month), default=0)
        left *= (1 - chances[stage]) ** (1 / 12)
        nothing.append(left)
    return nothing


CASES = {
    "one stage": (0, [-50], [0.3]),
    "from the middle": (17, [-5, 12, 30], [0.9, 0.4, 0.7]),
    "over three stages": (2, [0, 7, 19], [0.1, 0.6, 0.2]),
    "over a stage in which it never happens": (0, [0, 5, 20], [0.5, 0.0, 0.5]),
    "until a stage in which it always happens": (0, [0, 9], [0.2, 1.0]),
    "before any stage": (0, [6, 12], [0.5, 0.1]),
    "over a stage that is skipped": (0, [0, 8, 8], [0.3, 0.9, 0.1]),
    "over a stage that is skipped and certain": (0, [0, 8, 8], [0.3, 1.0, 0.1]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_month_drawn_has_the_distribution_of_asking_month_by_month(case: str) -> None:
    """Exact: of an even grid of draws, the share that waits longer than each month."""
    start, entries, chances = CASES[case]
    end = start + 40
    hazards = np.array([hazard(chance) for chance in chances])
    months = np.array([first_month(u, start, np.array(entries), hazards, end) for u in FINE])
    assert months.min() >= start
    for month, nothing in zip(range(start, end), asked(start, entries, chances, end), strict=True):
        assert np.mean(months > month) == pytest.approx(nothing, abs=1.01 / GRID)


def test_what_has_no_chance_never_happens() -> None:
    never = [first_month(u, 3, np.array([0, 10]), np.zeros(2), 1000) for u in (1e-300, 0.5, LAST)]
    assert never == [1000] * 3


def test_what_is_certain_happens_in_the_first_month() -> None:
    always = np.array([hazard(1.0)])
    assert {first_month(u, 7, np.array([0]), always, 100) for u in FINE.tolist()} == {7}


def test_nothing_happens_from_the_end_on() -> None:
    assert first_month(0.5, 12, np.array([0]), np.array([hazard(1.0)]), 12) == 12


def test_a_monthly_hazard_compounds_to_the_chance_a_year() -> None:
    for chance in (0.01, 0.25, 0.999):
        assert 1 - np.exp(-12 * hazard(chance)) == pytest.approx(chance, rel=1e-12)


def test_the_luck_of_waiting_is_that_of_person_month_decision_and_key() -> None:
    entries, hazards = np.array([0]), np.array([0.02])
    for person, start, decision, k in [(1, 5, 9, 3), (2, 5, 9, 3), (1, 6, 21, 4)]:
        u = draw(77, person, start, decision, k)
        expected = first_month(u, start, entries, hazards, 900)
        assert next_month(77, person, start, decision, k, entries, hazards, 900) == expected


def test_the_last_month_of_a_stage_belongs_to_it() -> None:
    """A draw on the very edge between two stages, in eighths of its hazard, which are exact."""
    hazards = np.array([-log(0.3) / 8, 1.0])
    assert first_month(0.3, 4, np.array([0, 12]), hazards, 60) == 11


def test_a_chain_starts_anew_at_every_block_with_the_luck_of_its_first_month() -> None:
    entries, hazards = np.array([0]), np.array([0.2])
    length, end = 10, 60
    for person in range(40):
        for first in range(0, end, length):
            anew = next_month(1, person, first, 9, 5, entries, hazards, first + length)
            found = next_in_chain(1, person, -1, first - 1, 9, 5, entries, hazards, length, end)
            assert found == anew if anew < first + length else found >= anew


def test_the_next_possible_month_is_the_first_in_a_stage_with_a_chance() -> None:
    entries = np.array([0, 5, 9, 15, 20, 30])
    hazards = np.array([0.0, 0.1, 0.0, 0.0, 0.2, 0.0])
    found = [possible_from(month, entries, hazards, 99) for month in (0, 4, 5, 8, 9, 19, 25, 30)]
    assert found == [5, 5, 5, 8, 20, 20, 25, 99]


def chain(person: int, case: str, end: int, after: int = -1) -> list[int]:
    """All events of a person's chain after a month, one after the other."""
    start, entries, chances = CASES[case]
    hazards = np.array([hazard(chance) for chance in chances])
    events, known = [], start - 1
    while (event := following(person, case, known, max(known, after), end)) < end:
        events.append(event)
        known = event
    assert len(hazards) == len(entries)
    return events


def following(person: int, case: str, known: int, month: int, end: int) -> int:
    _, entries, chances = CASES[case]
    hazards = np.array([hazard(chance) for chance in chances])
    months = np.array(entries)
    return next_in_chain(1, person, known, month, 9, 5, months, hazards, block(hazards, end), end)


@pytest.mark.parametrize("case", CASES)
def test_a_chain_is_the_same_from_wherever_it_is_looked_at(case: str) -> None:
    """Whichever event is known last, and whatever was passed over, the next one is the same."""
    start, end = CASES[case][0], 200
    for person in range(40):
        events = chain(person, case, end)
        for month in range(start, end):
            later = [event for event in events if event > month]
            for known in [start - 1, *(event for event in events if event <= month)][-3:]:
                assert following(person, case, known, month, end) == (later[0] if later else end)
            assert following(person, case, start - 1, month, end) == (later[0] if later else end)


@pytest.mark.parametrize("case", CASES)
def test_events_of_a_chain_come_in_every_month_with_the_chance_of_its_stage(case: str) -> None:
    """Within 4.5 standard errors for each of some 60 months: 1 in 2,500 for a case to fail."""
    start, entries, chances = CASES[case]
    end, people = 60, 4_000
    came = np.zeros(end)
    for person in range(people):
        came[chain(person, case, end)] += 1
    for month in range(start, end):
        stage = max((s for s, entry in enumerate(entries) if entry <= month), default=0)
        chance = 1 - (1 - chances[stage]) ** (1 / 12)
        error = np.sqrt(chance * (1 - chance) / people)
        assert abs(came[month] / people - chance) <= 4.5 * error


@pytest.mark.parametrize(
    ("chances", "months"), [([0.0], 240), ([1.0, 0.0], 1), ([0.97], 28), ([0.0, 0.001], 240)]
)
def test_a_chain_runs_for_about_eight_events_before_it_starts_anew(
    chances: list[float], months: int
) -> None:
    assert block(np.array([hazard(chance) for chance in chances]), 240) == months
