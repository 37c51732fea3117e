"""Claims about one strategy's figures and their breakdowns, by hand."""

import pytest

from sim.experiments.breakdown import by_entry, by_segment
from sim.experiments.compare import performance
from sim.experiments.flows import flows_of
from sim.experiments.performance import Performance
from sim.results.run import Run
from sim.world.ledger import Line
from sim.world.outcome import Exit
from tests.results.factory import Flow, Life, facts, never, random_lives, run_of, won


def reach(month: int, cost: int) -> Flow:
    return Flow(month, -cost, Line.ACQUISITION, 2)


def of(run: Run) -> Performance:
    return performance(run, flows_of(run, "centric"))


def alone(*lives: Life) -> Run:
    return run_of(facts(len(lives), ["centric"]), lives)


def test_lifetime_value_is_per_customer_won_and_bears_what_was_spent_in_vain() -> None:
    found = of(alone(won(reach(0, 500), Flow(0, 10_000)), never(reach(3, 200)), never()))
    assert found.clv_before_acquisition.value == 100.0
    assert found.clv.value == 100.0 - 5.0 - 2.0
    assert found.clv.n == 3


def test_value_per_person_is_over_everybody_in_the_market() -> None:
    found = of(alone(won(Flow(12, 11_000)), never(reach(0, 1000))))
    assert found.value.value == pytest.approx((100 - 10) / 2)


def test_customers_tenure_and_products_are_counted() -> None:
    leaver = Life(0, 11, Exit.CHURN)
    found = of(alone(won(), leaver, never(), never()))
    assert (found.won, found.share_won.value) == (2, 0.5)
    assert found.tenure_years.value == 1.5
    assert found.still_customers.value == 0.5
    assert found.products_per_customer == 2.0


def test_where_nobody_is_won_figures_per_customer_are_not_defined() -> None:
    found = of(alone(never(reach(0, 100)), never()))
    assert found.clv.value is None
    assert found.tenure_years.value is None
    assert found.products_per_customer is None
    assert found.still_customers.value is None
    assert found.value.value == -0.5


def test_segments_have_their_own_paired_differences() -> None:
    centric = [won(Flow(0, 300)), won(Flow(0, 500)), won(Flow(0, 900), segment=1)]
    focused = [won(Flow(0, 100)), won(Flow(0, 100)), won(Flow(0, 100), segment=1)]
    run = run_of(facts(3), centric, focused)
    people = [flows_of(run, name).people for name in ("centric", "focused")]
    stayers, movers, nobody = by_segment(people[0], people[1], ("stayers", "movers", "nobody"))
    assert (stayers.difference.value, stayers.difference.n) == (3.0, 2)
    assert (movers.difference.value, movers.difference.low) == (8.0, None)
    assert (nobody.difference.value, nobody.difference.n) == (None, 0)


def test_segments_weighted_by_people_add_to_the_whole() -> None:
    run = run_of(facts(40), random_lives(1, 40), random_lives(2, 40))
    first, second = (flows_of(run, name).people for name in ("centric", "focused"))
    parts = by_segment(first, second, run.facts.segments)
    whole = float((first["npv"] - second["npv"]).sum())
    assert sum((p.difference.value or 0) * p.difference.n for p in parts) == pytest.approx(whole)


def test_stages_of_entry_have_their_own_lifetime_values() -> None:
    run = alone(won(Flow(0, 300)), won(Flow(0, 500)), won(Flow(2, 900), joined=2, stage=1), never())
    student, family = by_entry("centric", run.frames.people, ("student", "family", "retired"))
    assert (student.stage, student.clv.value, student.clv.n) == ("student", 4.0, 2)
    assert (family.stage, family.clv.value) == ("family", 9.0)
