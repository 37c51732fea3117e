"""Claims about the trough of the firm's cash and the way back."""

import numpy as np
import pytest

from sim.experiments.cash import CashCurve, cash_curve, payback_years, trough
from sim.experiments.flows import flows_of
from sim.world.ledger import Line
from tests.results.factory import Flow, facts, run_of, won


def curve_of(*flows: Flow, people: int = 1) -> CashCurve:
    run = run_of(facts(people, ["centric"]), [won(*flows)] * people)
    return cash_curve(flows_of(run, "centric"), 100)


def test_the_trough_is_the_lowest_point_and_payback_the_return_to_zero() -> None:
    curve = curve_of(Flow(0, -500), Flow(3, -300), Flow(11, 800), Flow(12, 50))
    assert (curve.trough_total, curve.trough_month) == (-8.0, 3)
    assert curve.payback_years.value == 1.0
    assert curve.end_total == 0.5


def test_the_capital_charge_is_no_cash() -> None:
    curve = curve_of(Flow(0, -500), Flow(1, -10_000, Line.CAPITAL_CHARGE), Flow(2, 500))
    assert (curve.trough_total, curve.payback_years.value) == (-5.0, 0.25)


def test_cash_that_never_comes_back_is_never_paid_back() -> None:
    assert curve_of(Flow(0, -500), Flow(3, 499)).payback_years.value is None


def test_a_firm_that_is_never_below_zero_has_no_trough() -> None:
    curve = curve_of(Flow(0, 10), Flow(1, -5))
    assert (curve.trough.value, curve.trough_month, curve.payback_years.value) == (0.0, None, 0.0)


def test_a_trough_after_an_earlier_profit_counts_from_the_start() -> None:
    assert trough(np.array([5, -2, 1, -4, 0])) == (-4, 3)
    assert payback_years(np.array([5, -2, 1, -4, 0])) == pytest.approx(5 / 12)


def test_equal_people_give_the_same_trough_without_any_group() -> None:
    curve = curve_of(Flow(0, -500), Flow(3, 800), people=50)
    assert curve.trough.value == -5.0
    assert curve.trough.half_width == pytest.approx(0.0, abs=1e-12)
    assert curve.trough.n == 20


def test_fewer_people_than_groups_still_give_an_interval_and_one_person_none() -> None:
    assert curve_of(Flow(0, -500), people=3).trough.n == 3
    assert curve_of(Flow(0, -500)).trough.low is None


def test_the_interval_of_the_trough_never_rises_above_zero() -> None:
    lives = [won(Flow(0, -10_000))] + [won(Flow(0, 100)) for _ in range(19)]
    curve = cash_curve(flows_of(run_of(facts(20, ["centric"]), lives), "centric"), 100)
    assert curve.trough.high == 0.0
