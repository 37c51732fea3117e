"""Claims about sweeps, against leads that are known as functions of the scenario's numbers."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from scipy.special import stdtrit

from sim.experiments.lever import LeverError
from sim.experiments.runs.catalogue import Catalogue
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.setting import overrides_of
from sim.experiments.sweep.crossings import crossings
from sim.experiments.sweep.design import Design, filled
from sim.experiments.sweep.sweep import Sweep, planned, sweep
from sim.scenario import Scenario, again
from sim.scenario.units import SHARE
from tests.experiments.known_worth import Known, knowing
from tests.worlds import scenario

FEE = "products.account.fee"
RATE = "discount_rate"
NOISE = (-3.0, 1.0, 2.0, -1.0, 6.0)


def firm(**further: object) -> Scenario:
    """A fee of 100 at a rate of 5 %, seeds from 11 on, and two strategies with one meaning."""
    return scenario(
        {
            "seed": 11,
            "discount_rate": 0.05,
            FEE: 100,
            "strategies": "{dear: {offers: all}, cheap: {offers: all}}",
            **further,
        }
    )


def fee(asked: Scenario) -> float:
    found = asked.products["account"].fee
    assert isinstance(found, int | float)
    return float(found)


def by_fee(asked: Scenario, seed: int) -> Mapping[str, float]:
    """Dear leads by the fee less 90, and by what the seed adds."""
    return {"dear": fee(asked) - 90 + NOISE[seed - 11], "cheap": 0.0}


def by_both(asked: Scenario, seed: int) -> Mapping[str, float]:
    return {"dear": fee(asked) - 1000 * asked.discount_rate, "cheap": 0.1 * (seed - 11)}


def over_fee(values: str, seeds: int = 5, **further: object) -> Sweep:
    laboratory, _ = knowing(by_fee)
    return sweep(firm(**further), [f"{FEE}={values}"], seeds=seeds, laboratory=laboratory)


def test_values_are_run_as_they_are_written_and_ranges_evenly() -> None:
    assert [cell.at for cell in over_fee("80, 110,95").cells] == [(80,), (95,), (110,)]
    assert [cell.at[0] for cell in over_fee("0..30/4").cells] == [0, 10, 20, 30]
    assert len(over_fee("0..300").cells) == 7
    assert [cell.at[0] for cell in over_fee("1..1.02/7").cells] == [1, 1.01, 1.02]


def test_the_lead_of_a_cell_has_students_interval_over_the_seeds() -> None:
    found = over_fee("80,110")
    half = stdtrit(4, 0.975) * np.std(NOISE, ddof=1) / math.sqrt(5)
    lead = found.cells[1].lead
    assert (lead.value, lead.low, lead.high) == pytest.approx((21, 21 - half, 21 + half))
    assert found.cells[1].worth["dear"].value == pytest.approx(21)
    assert (found.leader, found.rival, found.today.at) == ("dear", "cheap", (100,))
    assert found.today.lead.value == pytest.approx(11)


def test_the_crossing_is_where_the_line_of_means_is_zero_with_fiellers_interval() -> None:
    (turn,) = over_fee("70..130/7").crossings
    half = stdtrit(4, 0.975) * np.std(NOISE, ddof=1) / math.sqrt(5)
    assert (turn.value, turn.low, turn.high) == pytest.approx((89, 89 - half, 89 + half))


def test_the_interval_of_a_crossing_is_open_where_it_does_not_end_within_the_values() -> None:
    (turn,) = over_fee("87..130/4").crossings
    assert turn.low is None
    assert turn.high is not None
    (alone,) = over_fee("70..130/4", seeds=1).crossings
    assert (alone.value, alone.low, alone.high) == (pytest.approx(93), None, None)


def test_a_lead_without_luck_crosses_exactly() -> None:
    x = np.linspace(0.0, 1.0, 6)
    (turn,) = crossings(x, np.column_stack([x - 0.37] * 3))
    assert (turn.value, turn.low, turn.high) == pytest.approx((0.37, 0.37, 0.37))


def test_every_crossing_is_found_in_order_and_a_touch_is_none() -> None:
    x = np.arange(6.0)
    wave = np.array([-1.0, 1.0, 0.0, 1.0, -1.0, 1.0])[:, None]
    assert [turn.value for turn in crossings(x, wave)] == [0.5, 3.5, 4.5]


def test_the_interval_holds_the_values_at_which_that_of_the_lead_holds_zero() -> None:
    generator = np.random.default_rng(4)
    x = np.linspace(0.0, 10.0, 5)
    leads = (x[:, None] - 5) * generator.normal(1, 0.2, 6) + generator.normal(0, 2, 6)
    (turn,) = crossings(x, leads)
    fine = np.linspace(0, 10, 20_001)
    each = np.array([np.interp(fine, x, leads[:, seed]) for seed in range(6)])
    half = stdtrit(5, 0.975) * each.std(axis=0, ddof=1) / math.sqrt(6)
    holds = fine[np.abs(each.mean(axis=0)) <= half]
    assert (turn.low, turn.high) == pytest.approx((holds.min(), holds.max()), abs=1e-3)


def test_cells_share_their_seeds_and_today_is_run_once() -> None:
    laboratory, runner = knowing(by_both)
    vary = [f"{FEE}=50,100,150", f"{RATE}=2%,5%"]
    found = sweep(firm(), vary, seeds=3, laboratory=laboratory)
    assert [cell.at for cell in found.cells[:3]] == [(50, 0.02), (50, 0.05), (100, 0.02)]
    assert found.cells[0].lead.value == pytest.approx(50 - 20 - 0.1)
    assert len(runner.made) == 3 * 6  # (100, 5 %) is today
    assert {job.seed for job in runner.made} == {11, 12, 13}
    assert found.crossings == ()


def test_more_seeds_widen_a_grid_and_repeat_no_run() -> None:
    laboratory, runner = knowing(by_fee)
    sweep(firm(), [f"{FEE}=80,90"], seeds=2, laboratory=laboratory)
    before = len(runner.made)
    wider = sweep(firm(), [f"{FEE}=80,90"], seeds=5, laboratory=laboratory)
    assert len(runner.made) == before + 3 * 3
    assert wider.to_dict() == over_fee("80,90").to_dict()


def test_a_sobol_sequence_is_extended_and_repeats_no_run() -> None:
    laboratory, runner = knowing(by_both)
    vary = [f"{FEE}=0..200", f"{RATE}=0%..10%"]

    def of(points: int) -> Sweep:
        return sweep(firm(), vary, design="sobol", points=points, seeds=2, laboratory=laboratory)

    first, before = of(6), len(runner.made)
    more = of(16)
    assert [cell.at for cell in more.cells[:6]] == [cell.at for cell in first.cells]
    assert len(runner.made) == before + 2 * 10


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_number() -> None:
    shares = filled(Design.LHS, 20, 3, seed=5)
    for place in range(3):
        assert sorted((shares[:, place] * 20).astype(int)) == list(range(20))
    assert not np.array_equal(shares, filled(Design.LHS, 20, 3, seed=6))


def test_a_sweep_that_was_stopped_is_finished_as_if_it_had_not_been() -> None:
    catalogue = Catalogue()
    vary = [f"{FEE}=60..120/4"]
    with pytest.raises(KeyboardInterrupt):
        sweep(firm(), vary, laboratory=Laboratory(catalogue, Known(by_fee, stop_after=7)))
    runner = Known(by_fee)
    found = sweep(firm(), vary, laboratory=Laboratory(catalogue, runner))
    assert found.to_dict() == over_fee("60..120/4").to_dict()
    assert 0 < len(runner.made) < 25


def test_runs_that_fail_are_told_and_leave_the_others_as_they_are() -> None:
    def some(asked: Scenario, seed: int) -> Mapping[str, float] | None:
        fails = fee(asked) == 90 and seed in (11, 13)
        return None if fails or fee(asked) == 110 else by_fee(asked, seed)

    laboratory, _ = knowing(some)
    found = sweep(firm(), [f"{FEE}=70,90,110,130"], laboratory=laboratory)
    cell = found.cells[1]
    assert (cell.failed, cell.lead.n, cell.reason) == (2, 3, "it does not fit in memory")
    assert cell.lead.value == pytest.approx((1 - 1 + 6) / 3)
    gone = found.cells[2]
    assert (gone.failed, gone.lead.value, gone.best, gone.surely) == (5, None, None, False)
    (turn,) = found.crossings  # over what was run under every seed: 70 and 130
    assert turn.value == pytest.approx(89)


def test_the_best_of_several_is_sure_where_it_clearly_leads_each_other() -> None:
    asked = firm(strategies="{a: {offers: all}, b: {offers: all}, c: {offers: all}}")
    noise = {11: 0.0, 12: 1.0, 13: 2.0}
    worth = lambda at, seed: {"a": 20.0, "b": fee(at) + 30 * noise[seed] - 30, "c": fee(at) / 2}  # noqa: E731
    laboratory, _ = knowing(worth)
    cells = sweep(asked, [f"{FEE}=10,30,300"], seeds=3, laboratory=laboratory).cells
    assert [(cell.best, cell.surely) for cell in cells] == [
        ("a", False),
        ("b", False),
        ("b", True),
    ]


def test_the_other_segments_make_room_for_a_share() -> None:
    asked = firm(segments="{a: {share: 50%}, b: {share: 30%}, c: {share: 20%}}")
    path = "segments.a.share"
    moved = again(asked, overrides_of(asked, {path: SHARE}, {path: 0.9}))
    shares = {name: segment.share for name, segment in moved.segments.items()}
    assert shares == pytest.approx({"a": 0.9, "b": 0.06, "c": 0.04})


def test_a_point_at_which_the_scenario_is_wrong_fails_with_the_reason() -> None:
    asked = firm(segments="{a: {share: 50%}, b: {share: 30%}, c: {share: 20%}}")
    laboratory, _ = knowing(lambda at, seed: {"dear": 1.0, "cheap": 0.0})
    vary = ["segments.a.share=40%,80%", "segments.b.share=30%,70%"]
    cells = sweep(asked, vary, seeds=2, laboratory=laboratory).cells
    assert (cells[0].failed, cells[3].failed) == (0, 2)
    assert "share" in cells[3].reason


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ([], "Nothing is varied. Expected values, such as discount_rate=2%,4%,6%"),
        (["discount_rate"], "`discount_rate` is not PATH=VALUES."),
        (["products.account.fe=1,2"], "Did you mean 'products.account.fee'?"),
        ([f"{FEE}=50"], "holds one value only. Expected two or more, or a range LOW..HIGH."),
        ([f"{FEE}=50,,60"], "a value is missing"),
        ([f"{RATE}=-60%..5%"], "`-60%` is out of range. Expected a yearly rate above -50%"),
        ([f"{RATE}=2..6"], "2 alone means 200%: write 2% if you mean that."),
        ([f"{FEE}=90..50"], "upside down. Write 50..90."),
        ([f"{FEE}=50..90/1"], "`1` is no number of values. Expected a whole number from 2"),
        ([f"{FEE}=1,2", f"{FEE}=3,4"], "is varied twice"),
        ([f"{FEE}=0..90/200", f"{RATE}=0%..9%/100"], "These are 20,000 points"),
    ],
)
def test_what_cannot_be_varied_is_said_with_what_can(vary: list[str], said: str) -> None:
    with pytest.raises(LeverError) as error:
        planned(firm(), vary, "grid", None)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("vary", "design", "said"),
    [
        ([f"{FEE}=1,2"], "sobol", "is a list, which is for a grid"),
        ([f"{FEE}=1..2/3"], "lhs", "The points of a design `lhs` are given by -n."),
        ([f"{FEE}=1..2"], "sobal", "Did you mean 'sobol'?"),
    ],
)
def test_a_design_says_what_it_takes(vary: list[str], design: str, said: str) -> None:
    with pytest.raises(LeverError) as error:
        planned(firm(), vary, design, None)
    assert said in str(error.value)


def test_a_number_that_differs_between_people_is_not_swept_as_one() -> None:
    tea = {"kind": "purchase", "per_year": {"gamma": [2, 5]}, "basket": 3, "margin": "50%"}
    asked = firm(**{"products.tea": tea})
    with pytest.raises(LeverError, match=r"is not one number today, but .*gamma"):
        planned(asked, ["products.tea.per_year=1,2"], "grid", None)
