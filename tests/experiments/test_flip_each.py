"""Claims about moving every number in turn; the runs are made by a known function."""

import numpy as np
import pytest
from scipy import stats

from sim.experiments.flip_each import Answer, TurningPoints, asked_for, turning_points
from sim.experiments.lever import LeverError
from sim.experiments.ranged import ranged
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.laboratory import Laboratory, Tick
from sim.experiments.runs.measured import Lived, Measured
from sim.scenario import Scenario
from tests.worlds import scenario

FEE, OPEN, YEARLY, CHURN = (
    "products.account.fee",
    "products.account.costs.open",
    "products.account.costs.yearly",
    "behaviour.churn.per_year",
)
BELIEVED = {
    FEE: {"uniform": [20, 100]},
    OPEN: {"uniform": [0, 80]},
    YEARLY: {"uniform": [0, 20]},
    CHURN: {"beta": [10, 90]},
}
WORLD = {
    "products": "{account: {kind: account, fee: 60, costs: {open: 20, yearly: 12}}}",
    "behaviour": "{churn: {per_year: 10%}}",
    "strategies": "{one: {offers: all}, other: {offers: all}}",
    "discount_rate": "8%",
}


WEIGHTS = {FEE: 1.0, OPEN: 0.5, YEARLY: 1.0}
"""One leads other by ``10 + (fee - 60) - (open - 20) / 2 - (yearly - 12)``, and luck by seed."""
SIGNS = {FEE: 1, OPEN: -1, YEARLY: -1}
TODAY = {FEE: 60.0, OPEN: 20.0, YEARLY: 12.0}


class Lines:
    """A runner that knows what every run comes to."""

    places = 3

    def __init__(self, fails: tuple[str, ...] = ()) -> None:
        self._begun: list[Job] = []
        self._fails = fails
        self.most = 0  # runs that were under way at once

    def begin(self, job: Job) -> None:
        self._begun.append(job)
        self.most = max(self.most, len(self._begun))

    def ended(self) -> list[tuple[Job, Result]]:
        job = self._begun.pop(0)
        if set(self._fails) & set(job.point.varied):
            return [(job, Failed("no memory"))]
        luck = (-0.5, 0.5, 0.0)[(job.seed - 1865) % 3]
        lead = 10.0 + luck
        for path, x in job.point.varied.items():
            if path in SIGNS:
                lead += SIGNS[path] * WEIGHTS[path] * (x - TODAY[path])
        lived = {
            name: Lived(worth, 0.0, None, -1, ()) for name, worth in (("one", lead), ("other", 0.0))
        }
        return [(job, Measured(1, lived, {}, 0.0))]

    def close(self) -> None:
        pass


def world() -> Scenario:
    return scenario({**WORLD, "uncertain": BELIEVED})


def found(*by: str, runner: Lines | None = None, seeds: int = 3) -> TurningPoints:
    return turning_points(world(), by, seeds=seeds, laboratory=Laboratory(runner=runner or Lines()))


def test_the_smallest_change_comes_first_and_each_turning_point_is_exact() -> None:
    """Fee 50 is 10 of 80 away, open 40 is 20 of 80 away; yearly would have to be 22, beyond 20."""
    moved = found().moved
    assert [each.path for each in moved] == [FEE, OPEN, YEARLY, CHURN, "discount_rate"]
    assert [each.value.value for each in moved[:2]] == pytest.approx([50, 40])
    assert [each.change for each in moved[:2]] == pytest.approx([-10, 20])
    assert [each.share for each in moved[:2]] == pytest.approx([10 / 80, 20 / 80])
    assert [each.answer for each in moved] == [
        Answer.FLIPS,
        Answer.FLIPS,
        Answer.NONE,
        Answer.NO_EFFECT,
        Answer.NO_EFFECT,
    ]


def test_its_interval_is_that_of_the_seeds() -> None:
    """Luck of -1/2, 0 and 1/2 has a standard error of 1/2 / sqrt(3)."""
    fee = found().moved[0].value
    half = 4.302652729911275 * 0.5 / np.sqrt(3)
    assert (fee.low, fee.high) == pytest.approx((50 - half, 50 + half), abs=1e-6)


def test_a_number_is_moved_over_what_is_believed_of_it() -> None:
    by_path = {each.path: each for each in found().moved}
    assert by_path[FEE].believed
    assert by_path[FEE].point is not None
    assert by_path[FEE].point.searched == (20, 100)
    churn = by_path[CHURN].lever
    assert churn is not None
    assert (churn.low, churn.high) == pytest.approx(tuple(stats.beta(10, 90).ppf([0.025, 0.975])))
    rate = by_path["discount_rate"]
    assert rate.lever is not None
    assert not rate.believed
    assert (rate.lever.low, rate.lever.high) == (0, 0.16)


def test_a_belief_that_leaves_out_todays_value_is_searched_from_it() -> None:
    beyond = scenario({**WORLD, "uncertain": {FEE: {"uniform": [20, 55]}}})
    (fee, *_) = turning_points(beyond, [FEE], laboratory=Laboratory(runner=Lines())).moved
    assert fee.point is not None
    assert fee.point.searched == (20, 60)


def test_numbers_can_be_named_with_a_range() -> None:
    fee, yearly = found(f"{FEE}=40..70", f"{YEARLY}=0..30").moved
    assert (fee.path, fee.share) == (FEE, pytest.approx(1 / 3))
    assert (yearly.path, yearly.value.value) == (YEARLY, pytest.approx(22))


def test_a_number_whose_runs_fail_is_named_with_the_reason_and_the_others_are_found() -> None:
    failing = found(runner=Lines((OPEN,))).moved
    assert (failing[0].path, failing[0].value.value) == (FEE, pytest.approx(50))
    assert (failing[-1].path, failing[-1].answer) == (OPEN, Answer.NOT_SEARCHED)
    assert "is 0: no memory" in failing[-1].reason


def test_runs_of_all_numbers_are_under_way_at_once() -> None:
    runner = Lines()
    runner.places = 100
    found(runner=runner)
    assert runner.most == 5 * 2 * 3


def test_nothing_hangs_on_how_many_runs_are_under_way() -> None:
    one, many = Lines(), Lines()
    one.places, many.places = 1, 50
    assert found(runner=one) == found(runner=many)


def test_resumed_it_makes_no_run_and_finds_the_same() -> None:
    laboratory, ticks = Laboratory(runner=Lines()), list[Tick]()
    first = turning_points(world(), seeds=3, laboratory=laboratory)
    again = Laboratory(laboratory.catalogue, Lines(), ticks.append)
    assert turning_points(world(), seeds=3, laboratory=again) == first
    assert ticks[-1].kept == ticks[-1].done


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ((f"{FEE}=1-9",), r"gives no range\. Expected PATH=LOW\.\.HIGH"),
        ((FEE, f"{FEE}=1..90"), "is named twice"),
        ((f"{FEE}=1..9", OPEN), "is 60 now, which lies outside the range"),
        (("products.account.fe", OPEN), "Did you mean 'products.account.fee'"),
    ],
)
def test_what_cannot_be_moved_is_told_before_anybody_lives(by: tuple[str, ...], said: str) -> None:
    with pytest.raises(LeverError, match=said):
        asked_for(world(), by)


def test_where_nothing_is_believed_and_nothing_costs_anything_a_number_has_to_be_named() -> None:
    with pytest.raises(LeverError, match="Nothing is believed of any number"):
        asked_for(scenario({**WORLD, "discount_rate": "0%"}))


def test_a_range_is_read_back_as_it_is_written() -> None:
    for written in ("discount_rate", "a.b=1 months..2 years", "a=-1..-0.5"):
        assert str(ranged(written)) == written


def test_plain_data_hold_all_that_was_found() -> None:
    told = found().to_dict()
    assert told["numbers"][0]["value"]["value"] == pytest.approx(50)
    assert told["numbers"][2]["answer"] == "none within range"
    assert told["now"]["value"] == pytest.approx(10)
