"""Claims about the value of a number at which a lead is lost."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiments.compare import NotComparableError
from sim.experiments.flip import TurningPoint, depends, turning_point
from sim.experiments.lever import LeverError
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.here import Here
from sim.experiments.runs.laboratory import Laboratory, Tick
from sim.experiments.runs.measured import Lived, Measured
from sim.experiments.runs.point import point_of
from sim.experiments.trial import UnknownStrategyError
from sim.scenario import Scenario
from tests.worlds import ONCE, scenario

CASH = "firm.cash.opening_per_person"
YOUNG = sim.load(Path(__file__).with_name("young_firm.yaml"))

TWO_ACCOUNTS = {
    "people": 3,
    "years": 2,
    "life.stages": ONCE["life.stages"],
    "products": """
      plain: {kind: account, fee: 60, costs: {open: 20, yearly: 12}}
      rich: {kind: account, fee: 40, costs: {open: 10, yearly: 6}}
    """,
    "strategies": """
      cheap: {offers: [plain], acquire: {new: {reach: 100%, takes: 100%, opens: plain}}}
      dear: {offers: [rich], acquire: {new: {reach: 100%, takes: 100%, opens: rich}}}
    """,
}
"""Everybody is won in month 0 and stays: a person is worth 2 years of fee less cost, less opening
once. So cheap is worth 2 * (60 - 12) - 20 = 76, dear 2 * (40 - 6) - 10 = 58."""


@cache
def of_fee(*changes: str) -> TurningPoint:
    return turning_point(
        sim.override(scenario(TWO_ACCOUNTS), *changes), "products.plain.fee", seeds=2
    )


@cache
def of_cash() -> TurningPoint:
    return turning_point(YOUNG, CASH, seeds=3)


def test_the_fee_at_which_two_accounts_are_worth_the_same_is_exact() -> None:
    """``2 * (fee - 12) - 20 = 58`` where the fee is 51."""
    found = of_fee()
    assert (found.leader, found.rival) == ("cheap", "dear")
    assert found.now.each == (18.0, 18.0)
    assert found.value == found.below
    assert (found.value.value, found.value.low, found.value.high) == pytest.approx((51,) * 3)
    assert (found.above.value, found.value.n) == (None, 2)


def test_the_other_account_is_the_leader_where_it_is_worth_more() -> None:
    found = of_fee("products.plain.fee=48")
    assert (found.leader, found.rival) == ("dear", "cheap")
    assert found.value == found.above
    assert found.value.value == pytest.approx(51)


def test_the_follower_gains_the_lead_where_the_leader_loses_it() -> None:
    asked = scenario(TWO_ACCOUNTS)
    found = turning_point(asked, "products.plain.fee", leader="dear", seeds=2)
    assert (found.leader, found.rival, found.now.leads) == ("dear", "cheap", False)
    assert found.value.value == pytest.approx(51)


def test_no_turning_point_within_the_range_is_undefined() -> None:
    found = turning_point(scenario(TWO_ACCOUNTS), "products.plain.fee", low=55, seeds=2)
    assert found.value.value is None
    assert found.searched == (55, 120)
    assert found.depends


def test_a_firm_with_little_cash_loses_the_lead_of_the_dear_strategy() -> None:
    found = of_cash()
    assert (found.leader, found.rival, found.now.leads) == ("dear", "cheap", True)
    assert found.below.value is not None
    assert found.below.low is not None
    assert found.below.high is not None
    assert 0 < found.below.low < found.below.value < found.below.high < 80
    assert found.above.value is None


def test_the_interval_is_where_the_difference_cannot_be_told_from_zero() -> None:
    found = of_cash()
    low, high = found.below.low or 0.0, found.below.high or 0.0
    step = found.lever.step
    for each in found.evaluations:
        if low + step < each.x < high - step:
            assert not each.difference.excludes_zero
    around = [each for each in found.evaluations if each.x < low - step or each.x > high + step]
    assert min(around, key=lambda each: abs(each.x - low)).difference.excludes_zero
    assert min(around, key=lambda each: abs(each.x - high)).difference.excludes_zero


def test_the_lead_today_is_that_of_a_comparison_under_each_seed() -> None:
    for place, lead in enumerate(of_cash().now.each):
        verdict = sim.compare(sim.override(YOUNG, f"seed={YOUNG.seed + place}")).verdict
        assert lead == pytest.approx(verdict.difference.value, rel=1e-9)


def worth(asked: Scenario, strategy: str, *seeds: int) -> list[float]:
    found = Laboratory().measure([point_of(asked, strategies=[strategy])], seeds)
    return list(found.worth(strategy)[0])


def test_seeds_reach_through_dated_changes() -> None:
    change = "[{from: 2026-01, set: {acquire.adult.incentive: 90}}]"
    changed = sim.override(YOUNG, f"strategies.dear.changes={change}")
    first, second = worth(changed, "dear", 1, 2)
    assert [second] == worth(sim.override(changed, "seed=7"), "dear", 2)
    assert first != second
    assert [first, second] != worth(YOUNG, "dear", 1, 2)


def test_after_the_last_seed_comes_the_first() -> None:
    last = sim.override(scenario(TWO_ACCOUNTS), f"seed={2**64 - 1}")
    laboratory = Laboratory()
    turning_point(last, "products.plain.fee", seeds=2, laboratory=laboratory)
    assert {row.seed for row in laboratory.catalogue.rows()} == {2**64 - 1, 0}


def test_cash_is_nothing_to_strategies_that_never_stop() -> None:
    going_on = sim.override(YOUNG, "strategies.dear.funding=[]", "strategies.cheap.funding=[]")
    found = turning_point(going_on, CASH, seeds=2)
    assert not found.depends
    assert found.value.value is None
    assert [each.x for each in found.evaluations] == [0, 80, 160]
    assert of_cash().depends


def test_one_seed_gives_a_turning_point_without_an_interval() -> None:
    found = turning_point(scenario(TWO_ACCOUNTS), "products.plain.fee", seeds=1)
    assert found.value.value == pytest.approx(51)
    assert (found.value.low, found.value.high, found.value.n) == (None, None, 1)


def test_runs_are_made_as_the_laboratory_makes_them() -> None:
    few = sim.override(YOUNG, "people=20")
    ticks: list[Tick] = []
    columns = turning_point(
        few, CASH, seeds=2, low=20, laboratory=Laboratory(runner=Here(threads=2))
    )
    agents = turning_point(
        few,
        CASH,
        seeds=2,
        low=20,
        laboratory=Laboratory(runner=Here("agents"), progress=ticks.append),
    )
    assert agents == columns
    assert [tick.job.point.varied.get(CASH) for tick in ticks[:4]] == [None, None, 20, 20]
    assert len(ticks) == 2 * len(agents.evaluations)


def test_plain_data_hold_all_that_was_found() -> None:
    told = of_fee().to_dict()
    assert told["value"]["value"] == pytest.approx(51)
    assert told["searched"] == (0, 120)
    assert {"x": 60.0, "value": 18.0, "low": 18.0, "high": 18.0, "n": 2} in told["evaluations"]


def test_what_cannot_be_compared_is_refused_before_anybody_lives() -> None:
    with pytest.raises(NotComparableError, match="needs two strategies"):
        turning_point(scenario({}), CASH, high=5)
    with pytest.raises(NotComparableError, match="no lead over itself"):
        turning_point(YOUNG, CASH, leader="dear", rival="dear")
    with pytest.raises(UnknownStrategyError, match="Did you mean 'cheap'"):
        turning_point(YOUNG, CASH, rival="chaep")
    with pytest.raises(ValueError, match="2 or more for an interval"):
        turning_point(YOUNG, CASH, seeds=0)


def test_a_value_at_which_the_scenario_is_wrong_is_told() -> None:
    stages = sim.override(YOUNG, "life.stages={adult: {from: 18}, old: {from: 60}}")
    with pytest.raises(sim.ScenarioError, match=r"life\.stages\.old\.from=0"):
        turning_point(stages, "life.stages.old.from", seeds=1)


def test_the_shares_of_other_segments_make_room() -> None:
    halves = sim.override(YOUNG, "segments={one: {share: 50%}, other: {share: 50%}}", "people=20")
    laboratory = Laboratory()
    turning_point(halves, "segments.one.share", seeds=1, low=0.25, laboratory=laboratory)
    assert not any(row.reason for row in laboratory.catalogue.rows())


def test_what_was_measured_is_kept_and_not_measured_again() -> None:
    asked, fee = scenario(TWO_ACCOUNTS), "products.plain.fee"
    laboratory = Laboratory()
    first = turning_point(asked, fee, seeds=2, laboratory=laboratory)
    runs = laboratory.catalogue.rows()
    assert len(runs) == 2 * len(first.evaluations)
    ticks: list[Tick] = []
    again = Laboratory(laboratory.catalogue, progress=ticks.append)
    assert turning_point(asked, fee, seeds=2, laboratory=again) == first
    assert len(ticks) == len(runs) == ticks[-1].kept
    wider = turning_point(asked, fee, seeds=3, laboratory=laboratory)
    assert wider == turning_point(asked, fee, seeds=3)
    assert len(laboratory.catalogue.rows()) == 3 * len(wider.evaluations)


class Broken:
    """Makes runs of a line, of which those of some values and seeds fail."""

    places = 1

    def __init__(self, fails: Callable[[float, int], bool]) -> None:
        self._fails = fails
        self._begun: list[Job] = []

    def begin(self, job: Job) -> None:
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        job = self._begun.pop()
        x = job.point.varied.get(CASH, 80.0)
        if self._fails(x, job.seed):
            return [(job, Failed("no memory"))]
        lead = x - 30 + job.seed
        return [(job, measured({"dear": lead, "cheap": 0.0}))]

    def close(self) -> None:
        pass


def measured(worth: dict[str, float]) -> Measured:
    lived = {name: Lived(each, 0.0, None, -1, ()) for name, each in worth.items()}
    return Measured(1, lived, {}, 0.0)


def test_seeds_whose_run_failed_are_left_out_where_it_did() -> None:
    laboratory = Laboratory(runner=Broken(lambda x, seed: x == 80 and seed == 2))
    found = turning_point(YOUNG, CASH, seeds=3, laboratory=laboratory)
    assert found.now.difference.n == 2
    assert found.now.difference.value == pytest.approx(52)
    assert found.below.value == pytest.approx(28)


def test_a_value_at_which_every_run_fails_ends_the_search_with_the_reason() -> None:
    with pytest.raises(LeverError, match="failed as the scenario stands: no memory"):
        turning_point(YOUNG, CASH, seeds=2, laboratory=Laboratory(runner=Broken(lambda *_: True)))
    poor = Laboratory(runner=Broken(lambda x, _: x < 50))
    with pytest.raises(LeverError, match=r"failed where .* is 0: no memory"):
        turning_point(YOUNG, CASH, seeds=2, laboratory=poor)


def test_what_is_not_known_is_no_difference() -> None:
    assert not depends([(1.0, np.nan), (1.0, 2.0)])
    assert depends([(1.0, np.nan, 3.0), (1.0, 2.0, 4.0)])
