"""Claims about remarks on sound scenarios."""

from __future__ import annotations

from sim.scenario import load
from sim.scenario.notes import notes
from tests.scenario.examples import read


def test_a_bare_rate_above_30_percent_is_noted_where_it_is_written() -> None:
    path = "strategies.customer_centric.better_by.coffee"
    found = notes(read(overrides=(f"{path}={{student: 0.5, else: 0.05}}", "discount_rate=0.31")))
    assert found == [
        "discount_rate: 0.31 is read as 31%; write 0.31% if you mean that.",
        f"{path}.student: 0.5 is read as 50%; write 0.5% if you mean that.",
    ]


def test_percentages_and_chances_are_not_noted() -> None:
    assert notes(read(overrides=("discount_rate=50%", "behaviour.churn.per_year=0.5"))) == []


def test_the_shipped_scenario_has_no_notes() -> None:
    assert notes(load("hsbc")) == []
