"""Word of mouth, against the diffusion of Bass (1969).

``p`` a year join by themselves and each who joined makes ``q`` recommendations a year.
"""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from sim.experiments.validation import diffusion
from sim.rules.contact import chance_of_event
from sim.rules.numbers import exp
from sim.rules.talk import talk_hazard

P, Q = 0.03, 0.38
"""About the means that Sultan, Farley and Lehmann (1990) found over many products."""
LIVING = 10**12


def joined(steps_a_month: int, months: int) -> list[float]:
    """The share who joined by the end of each month, if all decide so many times a month."""
    share = 0.0
    found = [share]
    for _ in range(months):
        for _ in range(steps_a_month):
            hazard = P / 12 + talk_hazard(Q, round(share * LIVING), LIVING)
            share += (1 - share) * (1 - exp(-hazard / steps_a_month))
        found.append(share)
    return found


def worst(steps_a_month: int) -> float:
    """The largest error in fifteen years."""
    found = joined(steps_a_month, 180)
    return max(abs(share - diffusion.bass(month / 12, P, Q)) for month, share in enumerate(found))


def test_steps_of_a_month_stay_close_to_the_closed_form() -> None:
    assert worst(1) < 0.01


def test_the_error_shrinks_with_the_step() -> None:
    """Of first order: half the step, half the error."""
    errors = [worst(steps) for steps in (1, 2, 4, 8, 16)]
    assert all(before / after == pytest.approx(2, rel=0.05) for before, after in pairwise(errors))
    assert errors[-1] < 0.001


def test_most_join_when_the_closed_form_says() -> None:
    """At ``ln(q/p) / (p + q)`` years, to the month or two by which a month's step is late."""
    found = joined(1, 180)
    new = [after - before for before, after in pairwise(found)]
    peak = 12 * math.log(Q / P) / (P + Q)
    assert new.index(max(new)) == pytest.approx(peak, abs=2)


def test_without_word_of_mouth_people_join_at_the_rate_of_reach_alone() -> None:
    share = 0.0
    for month in range(1, 121):
        share += (1 - share) * chance_of_event(P + 12 * talk_hazard(0.0, 1, 1))
        assert share == pytest.approx(1 - math.exp(-P * month / 12), rel=1e-12)
