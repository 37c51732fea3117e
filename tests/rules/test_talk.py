"""Word of mouth: none where nobody talks, and more with every customer who does."""

from __future__ import annotations

import math

import pytest

from sim.rules.talk import chance_to_consider, talk_hazard


def test_recommendations_a_year_come_in_twelfths() -> None:
    assert 12 * talk_hazard(0.38, 400, 1_000) == pytest.approx(0.38 * 0.4)
    assert talk_hazard(0.38, 0, 1_000) == 0.0
    assert talk_hazard(0.0, 400, 1_000) == 0.0


def test_a_firm_is_considered_by_those_who_heard_no_warning() -> None:
    assert chance_to_consider(2.0, 300, 1_000) == pytest.approx(math.exp(-0.6))
    assert chance_to_consider(2.0, 0, 1_000) == 1.0
    assert chance_to_consider(0.0, 300, 1_000) == 1.0


def test_nobody_hears_anything_where_nobody_lives() -> None:
    assert talk_hazard(2.0, 0, 0) == 0.0
    assert chance_to_consider(2.0, 0, 0) == 1.0
