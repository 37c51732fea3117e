"""Claims about the rates at which a verdict flips."""

import numpy as np
import pytest

from sim.experiments.breakeven import Flip, crossings, flips
from sim.experiments.flows import flows_of
from sim.world.ledger import Line
from tests.results.factory import Flow, facts, random_lives, run_of, won


def flips_of(*flows: Flow, people: int = 20, rate: float = 0.1, months: int = 25) -> list[Flip]:
    about = facts(people, months=months, rate=rate)
    run = run_of(about, [won(*flows)] * people, [won()] * people)
    return list(flips(flows_of(run, "centric"), flows_of(run, "focused"), rate))


def test_an_investment_loses_its_lead_at_its_internal_rate_of_return() -> None:
    (flip,) = flips_of(Flow(0, -10_000), Flow(12, 12_100))
    assert flip.rate.value == pytest.approx(0.21, abs=1e-9)
    assert not flip.leads_above


def test_a_loan_leads_above_its_rate() -> None:
    (flip,) = flips_of(Flow(0, 10_000), Flow(12, -12_100))
    assert flip.rate.value == pytest.approx(0.21, abs=1e-9)
    assert flip.leads_above


def test_there_may_be_two_rates_and_the_nearest_comes_first() -> None:
    two = (Flow(0, -10_000), Flow(12, 23_000), Flow(24, -13_200))
    assert [flip.rate.value for flip in flips_of(*two, rate=0.19)] == pytest.approx([0.2, 0.1])
    assert [flip.rate.value for flip in flips_of(*two, rate=0.11)] == pytest.approx([0.1, 0.2])
    assert [flip.leads_above for flip in flips_of(*two, rate=0.11)] == [True, False]


def test_a_strategy_that_is_always_ahead_never_flips() -> None:
    assert flips_of(Flow(0, 100), Flow(12, 100)) == []


def test_a_rate_above_fifty_percent_is_not_named() -> None:
    assert flips_of(Flow(0, -10_000), Flow(12, 16_000)) == []


def test_equal_strategies_never_flip() -> None:
    assert flips_of() == []


def test_the_capital_charge_counts() -> None:
    (flip,) = flips_of(Flow(0, -10_000, Line.CAPITAL_CHARGE), Flow(12, 11_000))
    assert flip.rate.value == pytest.approx(0.1, abs=1e-9)


def test_equal_groups_agree_on_the_rate() -> None:
    (flip,) = flips_of(Flow(0, -10_000), Flow(12, 12_100))
    assert flip.rate.half_width == pytest.approx(0.0, abs=1e-9)


def test_the_rate_of_unequal_people_has_an_interval_around_it() -> None:
    rng = np.random.default_rng(2)
    lives = [won(Flow(0, -10_000), Flow(12, int(rng.normal(12_100, 500)))) for _ in range(400)]
    run = run_of(facts(400), lives, [won()] * 400)
    (flip,) = flips(flows_of(run, "centric"), flows_of(run, "focused"), 0.1)
    assert flip.rate.low is not None
    assert flip.rate.high is not None
    assert flip.rate.low < 0.21 < flip.rate.high
    # The rate is the mean return, so its error is 5 % / sqrt(400), some 0.25 points.
    assert flip.rate.half_width == pytest.approx(2.09 * 0.0025, rel=0.5)


def test_a_root_lies_where_the_present_values_are_equal() -> None:
    run = run_of(facts(60, rate=0.05), random_lives(1, 60), random_lives(2, 60))
    centric, focused = flows_of(run, "centric"), flows_of(run, "focused")
    difference = (centric.net - focused.net).sum(axis=0).astype(float)
    for root in crossings(difference[:, None])[0]:
        factors = (1 + root.rate) ** (-np.arange(24) / 12)
        assert difference @ factors == pytest.approx(0.0, abs=1e-6 * np.abs(difference).sum())
