"""Claims about interest on what a firm owes: in its cash, and in nothing that has a value."""

import numpy as np
import pytest

from sim.experiments.bridge import bridge_of
from sim.experiments.cash import cash_curve
from sim.experiments.flows import flows_of
from sim.experiments.funds import funds
from sim.experiments.owing import cumulative_cash, cumulative_without, monthly_rate
from sim.experiments.yearly import yearly
from sim.results.run import Run
from tests.results.factory import Flow, facts, random_lives, run_of, won

RATE = 0.02


def owing(people: int = 20, spent: int = -1000, months: int = 4, **about: int) -> Run:
    """Everybody costs something in month 0, and the firm pays interest on what it owes."""
    known = facts(people, ["a", "b"], months=months, **about)
    cash, interest = known.opening_cash, []
    for month in range(months):
        interest.append(round(min(cash, 0) * RATE))
        cash += interest[-1] + (people * spent if month == 0 else 0)
    lives = [won(Flow(0, spent))] * people
    return run_of(known, lives, lives, owed=interest)


def test_interest_moves_cash_and_is_on_the_ledger() -> None:
    flows = flows_of(owing(opening_cash=0), "a")
    assert flows.financing.tolist() == [0, -400, -408, -416]
    assert cumulative_cash(flows).tolist() == [-20_000, -20_400, -20_808, -21_224]
    assert cash_curve(flows, 100).trough_total == -212.24


def test_interest_is_in_no_value_and_on_no_line_of_the_bridge() -> None:
    run = owing(opening_cash=0)
    found = bridge_of(flows_of(run, "a"), flows_of(run, "b"), run.facts)
    assert found.total == 0.0
    assert [line.line for line in found.lines] == ["fees"]


def test_interest_is_a_line_of_the_year_and_of_its_cash_and_not_of_its_profit() -> None:
    run = owing(opening_cash=0)
    found = yearly(flows_of(run, "a"), run.facts)
    assert found.lines["financing"].tolist() == [-12.24]
    assert found.profit.value.tolist() == [-200.0]
    assert found.cash.tolist() == [-212.24]
    assert "financing" not in yearly(flows_of(run, "b"), run.facts).lines


def test_the_rate_is_what_the_run_paid_and_none_where_nothing_was_owed() -> None:
    run = owing(opening_cash=700)
    assert monthly_rate(flows_of(run, "a")) == pytest.approx(RATE, rel=1e-3)
    assert monthly_rate(flows_of(run, "b")) == 0.0


def test_without_a_group_the_others_owe_their_own_interest() -> None:
    run = owing(opening_cash=2000)
    rest = cumulative_without(flows_of(run, "a"))
    smaller = owing(people=19, opening_cash=1900)
    assert rest.shape == (20, 4)
    assert rest[7] == pytest.approx(cumulative_cash(flows_of(smaller, "a")), abs=1.5)


def test_equal_people_make_no_interval_of_cash_though_interest_is_paid() -> None:
    run = owing(opening_cash=0)
    flows = flows_of(run, "a")
    trough = cash_curve(flows, 100).trough
    assert trough.half_width == pytest.approx(0.0, abs=1e-2)
    band = funds(run, flows)
    assert band.value.tolist() == [-200.0, -204.0, -208.08, -212.24]
    assert band.low == pytest.approx(band.value, abs=0.02)


def test_where_nothing_was_owed_all_is_as_it_was() -> None:
    run = run_of(facts(40), random_lives(1, 40), random_lives(2, 40))
    flows = flows_of(run, "centric")
    monthly = flows.cash.sum(axis=0)
    expected = [np.cumsum(monthly - flows.cash[group]) for group in range(20)]
    assert cumulative_without(flows).tolist() == np.array(expected).tolist()
