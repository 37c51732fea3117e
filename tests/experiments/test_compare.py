"""Claims about the comparison as a whole."""

from dataclasses import replace

import pytest

from sim.experiments.compare import NotComparableError, compare
from sim.results.frames import Frames
from tests.results.factory import Flow, facts, never, random_lives, run_of, won


def test_the_best_is_paired_with_every_other_the_strongest_first() -> None:
    about = facts(2, ["low", "high", "middle"])
    run = run_of(about, *([won(Flow(0, value))] * 2 for value in (100, 300, 200)))
    findings = compare(run)
    assert [(pair.first, pair.second) for pair in findings.pairs] == [
        ("high", "middle"),
        ("high", "low"),
    ]
    assert findings.best.strategy == "high"
    assert [each.strategy for each in findings.strategies] == ["low", "high", "middle"]


def test_of_two_equal_strategies_the_first_of_the_scenario_leads_by_nothing() -> None:
    lives = random_lives(1, 50)
    pair = compare(run_of(facts(50), lives, lives)).pairs[0]
    assert (pair.first, pair.second) == ("centric", "focused")
    assert pair.difference.mean.value == 0.0
    assert pair.difference.equal.value == 1.0
    assert pair.pairing.identical.value == 1.0
    assert pair.flips == ()
    assert pair.bridge.shown == 0


def test_a_single_strategy_is_not_compared() -> None:
    with pytest.raises(NotComparableError, match="needs two strategies"):
        compare(run_of(facts(1, ["centric"]), [never()]))


def test_the_order_of_rows_in_the_tables_changes_nothing() -> None:
    run = run_of(facts(40), random_lives(1, 40), random_lives(2, 40))
    mixed = {
        name: frame.sample(frac=1, random_state=5, ignore_index=True)
        for name, frame in run.frames.items()
    }
    assert compare(replace(run, frames=Frames(**mixed))) == compare(run)


def test_a_market_of_one_person_is_compared_without_intervals() -> None:
    pair = compare(run_of(facts(1), [won(Flow(0, 500))], [never()])).pairs[0]
    assert (pair.difference.mean.value, pair.difference.mean.low) == (5.0, None)


def test_a_market_in_which_nobody_is_won_is_compared() -> None:
    findings = compare(run_of(facts(3), [never()] * 3, [never()] * 3))
    assert findings.entry == ()
    assert findings.best.clv.value is None
