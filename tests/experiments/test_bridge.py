"""Claims about the bridge: its lines add up, before and after rounding."""

from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.bridge import Bridge, bridge_of, whole_units
from sim.experiments.estimate import mean_estimate
from sim.experiments.flows import discount_factors, flows_of
from sim.results.run import Run
from sim.world.ledger import Line
from tests.results.factory import Flow, facts, random_lives, run_of, won


def bridge(run: Run) -> Bridge:
    return bridge_of(flows_of(run, "centric"), flows_of(run, "focused"), run.facts)


def test_each_line_is_its_discounted_difference_per_person() -> None:
    about = facts(2, rate=0.21)
    centric = [won(Flow(0, -500, Line.OPENING), Flow(12, 2420)), won()]
    found = bridge(run_of(about, centric, [won(Flow(0, 100)), won()]))
    assert [(line.line, line.shown) for line in found.lines] == [("fees", 950), ("opening", -250)]
    assert found.lines[0].first == pytest.approx(10.0)
    assert found.lines[0].second == pytest.approx(0.5)
    assert found.shown == 700


def test_the_lines_add_to_the_paired_difference_to_the_minor_unit() -> None:
    run = run_of(facts(61), random_lives(1, 61), random_lives(2, 61))
    found = bridge(run)
    npv = run.frames.people.groupby("strategy", observed=True)["npv"].mean()
    assert found.total == pytest.approx(npv["centric"] - npv["focused"])
    assert sum(line.shown for line in found.lines) == found.shown == round(100 * found.total)


def test_equal_strategies_have_a_bridge_of_zeros() -> None:
    lives = random_lives(1, 30)
    found = bridge(run_of(facts(30), lives, lives))
    assert found.total == 0.0
    assert {line.difference for line in found.lines} == {0.0}


def test_the_interval_of_a_line_is_that_of_the_mean_over_equal_groups() -> None:
    run = run_of(facts(400), random_lives(1, 400), random_lives(2, 400))
    one, other = (flows_of(run, name) for name in run.facts.strategies)
    factors = discount_factors(run.facts.discount_rate, run.facts.months)
    assert one.group_lines is not None
    assert other.group_lines is not None
    means = (one.group_lines["fees"] - other.group_lines["fees"]) @ factors / (20 * 100)
    expected = mean_estimate(means)
    fees = next(line for line in bridge(run).lines if line.line == "fees").interval
    assert (fees.value, fees.low, fees.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )
    assert fees.low is not None
    assert fees.high is not None
    assert fees.low < fees.high


def test_a_line_that_only_one_strategy_has_has_an_interval() -> None:
    lives = random_lives(1, 40)
    gifts = [won(Flow(0, -k, Line.INCENTIVES)) for k in range(40)]
    lines = {line.line: line.interval for line in bridge(run_of(facts(40), lives, gifts)).lines}
    assert all(line.low is not None for line in lines.values())
    assert lines["incentives"].value == pytest.approx(0.195)


def test_without_lines_by_group_steps_have_no_interval() -> None:
    run = run_of(facts(40), random_lives(1, 40), random_lives(2, 40))
    older = replace(run, frames=replace(run.frames, group_ledger=None))
    assert all(line.interval.low is None for line in bridge(older).lines)
    assert bridge(older).shown == bridge(run).shown


@given(st.lists(st.floats(-1e9, 1e9), max_size=15))
def test_rounding_moves_no_line_by_a_unit_and_keeps_the_sum(values: list[float]) -> None:
    whole = whole_units(values)
    assert sum(whole) == round(sum(values))
    assert all(abs(one - other) <= 1 for one, other in zip(values, whole, strict=True))
    assert abs(sum(whole) - fsum(values)) <= 0.5 + 1e-5
