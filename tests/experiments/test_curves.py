"""Claims about lines along time, age, rates and people, each checked against another way."""

from dataclasses import replace

import numpy as np
import pytest

from sim.experiments.by_age import FEWEST_YEARS, by_age
from sim.experiments.by_rate import by_rate
from sim.experiments.compare import performance
from sim.experiments.curve import Curve, bare_curve, jackknifed_curve, share_curve
from sim.experiments.estimate import mean_estimate, ratio_estimate, share_estimate
from sim.experiments.flows import flows_of
from sim.experiments.funds import funds
from sim.experiments.funnel import funnel
from sim.experiments.jackknife import jackknife
from sim.experiments.since_joining import payoff, retention
from sim.experiments.spread import spread
from sim.experiments.whale import whale
from sim.experiments.yearly import yearly
from sim.results.run import Run
from sim.world.ledger import Line
from tests.results.factory import Flow, Life, facts, never, random_lives, run_of, won


def normals(*size: int, seed: int = 5) -> np.ndarray:
    """Standard normal numbers, the same whichever test asks first."""
    return np.random.default_rng(seed).normal(size=size)


RUN = run_of(facts(400), random_lives(1, 400, lift=60), random_lives(2, 400))
FIRST, SECOND = (flows_of(RUN, name) for name in RUN.facts.strategies)


def small(*lives: Life, **about: float) -> Run:
    return run_of(facts(len(lives), ["a", "b"], **about), lives, lives)  # type: ignore[arg-type]


def test_a_band_is_the_jackknife_of_every_point() -> None:
    full, without = normals(5), normals(20, 5, seed=6)
    curve = jackknifed_curve("a", np.arange(5.0), full, without)
    for k in range(5):
        point = jackknife(float(full[k]), [float(each) for each in without[:, k]])
        assert curve.low[k] == pytest.approx(point.low)
        assert curve.high[k] == pytest.approx(point.high)


def test_one_group_alone_has_no_band() -> None:
    assert not jackknifed_curve("a", np.zeros(1), np.zeros(1), np.zeros((1, 1))).has_band


def test_shares_have_the_interval_of_a_single_share() -> None:
    curve = share_curve("a", np.arange(3.0), np.array([0.0, 3.0, 10.0]), np.full(3, 10.0))
    for k, count in enumerate((0, 3, 10)):
        point = share_estimate(count, 10)
        assert (curve.value[k], curve.low[k]) == pytest.approx((point.value, point.low))
        assert curve.high[k] == pytest.approx(point.high)


def test_a_thinned_line_keeps_its_ends_and_extremes() -> None:
    value = normals(1000)
    curve = bare_curve("a", np.arange(1000.0), value).thinned(60)
    assert len(curve.x) <= 60
    assert {0.0, 999.0, float(value.argmin()), float(value.argmax())} <= set(curve.x)


def test_the_nearest_point_is_read_off() -> None:
    curve = Curve("a", *(np.array([0.0, 1.0]) for _ in range(4)))
    assert curve.at(0.8) == 1.0


def test_profit_by_age_adds_up_to_the_ledger() -> None:
    found = by_age(RUN, FIRST).per_entrant
    assert found.value.sum() * 400 * 100 == pytest.approx(FIRST.net.sum())
    assert found.has_band


def test_a_band_by_age_is_that_of_the_mean_over_people() -> None:
    lives = [won(Flow(0, int(amount))) for amount in 500 + 200 * normals(400)]
    run = small(*lives)
    curve = by_age(run, flows_of(run, "a")).per_entrant
    exact = mean_estimate(np.array([life.flows[0].amount for life in lives]) / 100)
    assert curve.value[0] == pytest.approx(exact.value)
    assert curve.high[0] - curve.low[0] == pytest.approx(2 * (exact.half_width or 0), rel=0.35)


def test_profit_per_customer_divides_by_those_who_are_there() -> None:
    lives = [won(Flow(0, 1200)), never()] * 30
    run = small(*lives)
    found = by_age(run, flows_of(run, "a"))
    assert found.per_entrant.value[0] == pytest.approx(6.0)
    assert found.per_customer.value[0] == pytest.approx(12.0)
    assert found.per_customer.low[0] == pytest.approx(12.0)
    assert found.products_held.value[0] == pytest.approx(2.0)


def test_a_mean_over_few_customers_is_not_given() -> None:
    run = small(*[won(Flow(0, 100))] * (int(FEWEST_YEARS) - 1))
    assert np.isnan(by_age(run, flows_of(run, "a")).per_customer.value).all()


def test_the_j_curve_starts_at_what_a_customer_costs_and_ends_at_mean_cash() -> None:
    reach = Flow(0, -3000, Line.ACQUISITION, 2)
    joins = Life(2, -1, won().exit, flows=(reach, Flow(2, -1000, Line.INCENTIVES), Flow(5, 9000)))
    run = small(*[joins, never(reach)] * 10)
    found = payoff(run, flows_of(run, "a"))
    assert found is not None
    assert found.undiscounted.value[0] == pytest.approx(-70.0)
    assert found.undiscounted.value[-1] == pytest.approx(20.0)
    assert (found.trough_year, found.payback_year) == (0.0, pytest.approx(4 / 12))
    assert found.discounted.value[-1] < found.undiscounted.value[-1]


def test_the_capital_charge_is_no_cash_of_the_j_curve() -> None:
    run = small(*[won(Flow(0, 1000), Flow(3, -400, Line.CAPITAL_CHARGE))] * 5)
    found = payoff(run, flows_of(run, "a"))
    assert found is not None
    assert found.undiscounted.value[-1] == pytest.approx(10.0)
    assert found.payback_year == 0.0


def test_the_band_of_the_j_curve_ends_at_that_of_mean_cash() -> None:
    lives = [won(Flow(2, int(amount))) for amount in 500 + 200 * normals(400)]
    lives += [never(Flow(0, -50, Line.ACQUISITION))] * 100
    run = small(*lives)
    found = payoff(run, flows_of(run, "a"))
    people = run.frames.people
    exact = ratio_estimate(people["cash"].to_numpy() / 100, people["joined"].notna().to_numpy())
    assert found is not None
    line = found.undiscounted
    assert line.value[-1] == pytest.approx(exact.value)
    assert line.high[-1] - line.low[-1] == pytest.approx(2 * (exact.half_width or 0), rel=0.35)


def test_a_folder_without_groups_by_tenure_and_age_has_lines_without_bands() -> None:
    frames = replace(RUN.frames, group_tenure=None, group_ages=None)
    run = replace(RUN, frames=frames)
    found = payoff(run, FIRST)
    assert found is not None
    assert not found.undiscounted.has_band
    assert not by_age(run, FIRST).per_entrant.has_band
    assert np.isfinite(by_age(run, FIRST).per_entrant.value).all()


def test_retention_starts_at_everybody_and_falls_as_they_leave() -> None:
    leaves = Life(0, 5, won().exit, flows=(Flow(0, 1),))
    run = small(*[leaves, won(Flow(0, 1))] * 20)
    found = retention(run, "a")
    assert found is not None
    assert found.value[0] == 1.0
    assert found.value[-1] == 0.5
    assert found.low[-1] < 0.5 < found.high[-1]


def test_nobody_won_has_no_curve_of_customers() -> None:
    run = small(*[never(Flow(0, -5, Line.ACQUISITION))] * 4)
    flows = flows_of(run, "a")
    assert payoff(run, flows) is None
    assert retention(run, "a") is None
    assert whale(flows) is None
    assert all(step.per_customer.value is None for step in funnel(run, flows))


def test_the_firms_cash_is_that_of_the_table_of_months() -> None:
    months = RUN.frames.months
    cash = months.loc[months["strategy"] == FIRST.name, "cash"].to_numpy()
    curve = funds(RUN, FIRST)
    assert (curve.value * 100).round().astype(int).tolist() == cash.tolist()
    assert (curve.low <= curve.value).all()


def test_value_by_rate_is_the_value_per_person_at_the_scenarios_rate() -> None:
    exact = performance(RUN, FIRST).value
    curve = by_rate(FIRST, np.array([0.0, RUN.facts.discount_rate]), 100)
    assert curve.value[1] == pytest.approx(exact.value)
    assert curve.value[0] == pytest.approx(FIRST.net.sum() / 400 / 100)
    assert curve.high[1] - curve.low[1] == pytest.approx(2 * (exact.half_width or 0), rel=0.4)


def test_the_whale_curve_peaks_where_customers_begin_to_cost() -> None:
    lives = [won(Flow(0, 3000)), won(Flow(0, 1000)), won(Flow(0, -2000)), never()] * 20
    run = small(*lives)
    found = whale(flows_of(run, "a"))
    assert found is not None
    assert (found.peak_share, found.won) == (pytest.approx(2 / 3), 60)
    assert found.peak == pytest.approx(40 / 3)
    assert found.curve.value[-1] == pytest.approx(found.end) == pytest.approx(20 / 3)
    assert found.curve.value.max() <= found.peak + 1e-9


def test_the_spread_holds_everybody_once_and_no_bar_both_signs() -> None:
    found = spread(FIRST, SECOND)
    drawn = sum(bar.share.value or 0 for bar in found.bars)
    assert drawn + (found.same.value or 0.0) == pytest.approx(1.0)
    assert all(bar.low >= 0 or bar.high <= 0 for bar in found.bars)
    difference = FIRST.people["npv"].to_numpy() - SECOND.people["npv"].to_numpy()
    below = sum(bar.share.value or 0 for bar in found.bars if bar.high <= 0)
    assert below == pytest.approx((difference < 0).mean())
    zero = int(np.abs(found.cumulative.x).argmin())
    at = found.cumulative.x[zero]
    assert found.cumulative.value[zero] == pytest.approx((difference <= at).mean())


def test_two_equal_strategies_have_no_spread() -> None:
    found = spread(FIRST, FIRST)
    assert found.same.value == 1.0
    assert not any(bar.share.value for bar in found.bars)


def test_who_is_worth_the_same_is_in_no_bar_and_does_not_squeeze_the_others() -> None:
    few = [won(Flow(0, 100 * k)) for k in range(1, 5)]
    run = run_of(facts(400), [*few, *[won()] * 396], [won()] * 400)
    found = spread(*(flows_of(run, name) for name in run.facts.strategies))
    assert found.same.value == 0.99
    assert found.inner[1] > 3.9
    assert sum(bar.share.value or 0 for bar in found.bars) == pytest.approx(0.01)


def test_the_funnel_counts_what_the_folder_counts() -> None:
    steps = {step.name: step for step in funnel(RUN, FIRST)}
    opened = steps["products_opened"]
    assert opened.count == FIRST.people["products_opened"].sum()
    assert opened.per_customer.value == pytest.approx(2.0)
    months = RUN.frames.months[RUN.frames.months["strategy"] == FIRST.name]
    assert steps["products_held_at_the_end"].count == months["products_held"].iloc[-1]


def test_the_lines_of_a_year_add_up_to_its_profit() -> None:
    found = yearly(FIRST, RUN.facts)
    assert found.starts == ("2025-01", "2026-01")
    assert sum(found.lines.values()) == pytest.approx(found.profit.value)
    charge = found.lines["capital_charge"]
    assert found.cash + charge == pytest.approx(found.profit.value)
    assert found.cumulative[-1] == pytest.approx(found.cash.sum())
    assert found.profit.has_band


def test_counts_per_customer_have_the_interval_of_a_ratio() -> None:
    """The same contacts, once by group and once by person."""
    customer = normals(400) > -0.5
    run = small(*(won(Flow(0, 1)) if each else never() for each in customer))
    contacts = (30 + 9 * normals(400, seed=8)).astype(int)
    by_group = np.bincount(np.arange(400) % 20, weights=contacts, minlength=20).astype(int)
    frames = run.frames
    assert frames.group_months is not None
    months, groups = frames.months.copy(), frames.group_months.copy()
    months.loc[months["month"] == 3, "contacts"] = contacts.sum()
    for group, count in enumerate(by_group):
        there = (groups["month"] == 3) & (groups["group"] == group)
        groups.loc[there, "contacts"] = count
    told = replace(run, frames=replace(frames, months=months, group_months=groups))
    found = funnel(told, flows_of(told, "a"))[0].per_customer
    exact = ratio_estimate(contacts.astype(float), customer)
    assert found.value == pytest.approx(exact.value)
    assert found.half_width == pytest.approx(exact.half_width, rel=0.35)


def test_products_held_have_the_interval_of_a_ratio_by_age() -> None:
    curve = by_age(RUN, FIRST).products_held
    known = np.isfinite(curve.value)
    assert np.allclose(curve.value[known], 2.0)
    assert np.allclose(curve.low[known], 2.0)
    assert np.allclose(curve.high[known], 2.0)


def test_an_older_folder_has_a_funnel_of_what_it_counts_without_intervals() -> None:
    months = RUN.frames.months.drop(columns="responses_kept")
    groups = RUN.frames.group_ages
    assert groups is not None
    frames = replace(
        RUN.frames,
        months=months,
        group_months=None,
        group_ages=groups.drop(columns="products_held"),
    )
    run = replace(RUN, frames=frames)
    steps = {step.name: step.per_customer for step in funnel(run, FIRST)}
    assert "responses_kept" not in steps
    assert all(step.low is None for name, step in steps.items() if name != "products_opened")
    assert not by_age(run, FIRST).products_held.has_band
