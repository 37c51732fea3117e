"""People enter at the age at which the first stage begins, unless the file says otherwise."""

from __future__ import annotations

import pytest

from sim.scenario import load_text, tables_of

TEXT = """
scenario: 1
title: Entry
currency: GBP
start: 2025-01
years: 1
people: 1
seed: 1
discount_rate: 0%
life:
  stages: {{adult: {{from: 18}}, old: {{from: 60}}}}
  {enter}
products: {{tea: {{kind: account, need: 5%}}}}
strategies: {{one: {{offers: all}}}}
"""


@pytest.mark.parametrize(
    ("enter", "age", "arrivals"),
    [
        ("", 18, 0),
        ("enter: {arrivals_per_year: 30}", 18, 30),
        ("enter: {age: 30, arrivals_per_year: 30}", 30, 30),
    ],
)
def test_an_age_that_is_left_out_is_that_of_the_first_stage(
    enter: str, age: float, arrivals: float
) -> None:
    scenario = load_text(TEXT.format(enter=enter), name="x.yaml", read_table=tables_of({}))
    entry = scenario.life.enter
    assert (entry.age, entry.arrivals_per_year) == (age, arrivals)
