"""Claims about moving numbers one at a time, and all at once, on the lead of a strategy."""

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import sobol_indices

import sim
from sim.experiments.drivers import (
    DriversError,
    Indices,
    Screening,
    Tornado,
    drivers_of,
    tornado,
)
from sim.experiments.drivers.morris import effects_of, trajectories_of
from sim.experiments.drivers.sobol import check_samples, design, shares_of
from sim.experiments.lever import LeverError
from sim.experiments.runs.catalogue import Job
from sim.experiments.runs.laboratory import Floats, Laboratory
from sim.experiments.runs.point import point_of
from sim.scenario import Scenario
from tests.experiments.fake_runs import Computed

CLUBS = sim.load(Path(__file__).with_name("two_clubs.yaml"))
FEE, QUALITY = "products.account.fee", "strategies.warm.service.quality"
INCENTIVE = "strategies.warm.acquire.adult.incentive"


@cache
def lived() -> Tornado:
    return tornado(CLUBS, Laboratory(), 3, leader="warm", rival="cold")


def computed(*, broken: float = -1.0) -> Computed:
    """warm: a tenth of the fee times the seed, plus 10 times quality; cold: nothing."""

    def worth(job: Job) -> dict[str, float]:
        asked: Scenario | None = job.point.scenario
        assert asked is not None
        fee = asked.products["account"].fee
        service = asked.strategies["warm"].service
        assert service is not None
        if fee == broken:
            raise ValueError("no such fee")
        return {"warm": fee / 10 * job.seed + 10 * (service.quality or 0), "cold": 0.0}

    return Computed(worth)


def ishigami(shares: Floats) -> Floats:
    """sin x1 + 7 sin2 x2 + 0.1 x3^4 sin x1 over the cube from -pi to pi (Ishigami, Homma 1990)."""
    x = np.pi * (2 * shares - 1)
    first = np.sin(x[:, 0])
    found: Floats = first + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * first
    return found


def test_the_numbers_under_uncertain_are_moved_where_none_is_named() -> None:
    assert {each.path for each in drivers_of(CLUBS)} == {FEE, QUALITY}
    named = drivers_of(CLUBS, ["strategies.warm.acquire"])
    assert INCENTIVE in {each.path for each in named}
    assert len(drivers_of(CLUBS, every=True)) > len(named)


def test_an_effect_is_the_paired_difference_to_today_under_the_same_seeds() -> None:
    found = lived()
    bar = next(bar for bar in found.bars if bar.driver.path == FEE)
    assert bar.low is not None
    seeds = [3, 4, 5]
    own = Laboratory().measure([point_of(CLUBS), point_of(CLUBS, [f"{FEE}=40"])], seeds)
    leads = own.leads("warm", "cold")
    effects = leads[1] - leads[0]
    assert bar.low.value == 40
    assert bar.low.effect.value == pytest.approx(float(effects.mean()))
    half = 4.302652729911275 * effects.std(ddof=1) / np.sqrt(3)
    assert bar.low.effect.half_width == pytest.approx(half)
    assert bar.low.lead.value == pytest.approx(float(leads[1].mean()))
    assert found.lead.value == pytest.approx(float(leads[0].mean()))


def test_a_strategy_that_cannot_notice_is_not_run_again() -> None:
    found = tornado(CLUBS, Laboratory(), 2, leader="warm", rival="cold", only=[INCENTIVE])
    (bar,) = found.bars
    assert bar.high is not None
    own = Laboratory().measure([point_of(CLUBS, [f"{INCENTIVE}=40"])], [3, 4])
    assert bar.high.lead.value == pytest.approx(float(own.leads("warm", "cold").mean()))
    laboratory = Laboratory(runner=computed())
    tornado(CLUBS, laboratory, 1, leader="warm", rival="cold", only=[QUALITY])
    results = [row.result for row in laboratory.catalogue.rows() if row.point]
    assert [set(each.lived) for each in results if each] == [{"warm"}, {"warm"}]


def test_a_known_function_gives_known_bars_the_widest_first() -> None:
    """Seeds 3 and 4: fee 40, 60, 80 at 0.1 a seed; quality 0.7, 0.9, 0.95 at 10."""
    found = tornado(CLUBS, Laboratory(runner=computed()), 2, leader="warm", rival="cold")
    assert [bar.driver.path for bar in found.bars] == [FEE, QUALITY]
    fee, quality = found.bars
    assert fee.low is not None
    assert fee.high is not None
    assert quality.low is not None
    assert quality.high is not None
    assert (fee.low.effect.value, fee.high.effect.value) == pytest.approx((-7, 7))
    assert (quality.low.effect.value, quality.high.effect.value) == pytest.approx((-2, 0.5))
    assert (fee.width, quality.width) == pytest.approx((14, 2.5))
    assert quality.low.effect.half_width == pytest.approx(0, abs=1e-9)
    assert fee.high.lead.value == pytest.approx(21 + 7 + 9)


def test_widening_repeats_no_run() -> None:
    runner = computed()
    laboratory = Laboratory(runner=runner)
    tornado(CLUBS, laboratory, 1, leader="warm", rival="cold")
    made = len(runner.made)
    wider = tornado(CLUBS, laboratory, 2, leader="warm", rival="cold")
    assert (made, len(runner.made), len(set(runner.made))) == (5, 10, 10)
    assert wider == tornado(CLUBS, Laboratory(runner=computed()), 2, leader="warm", rival="cold")


def test_a_run_that_failed_leaves_an_end_out_and_is_counted() -> None:
    runner = computed(broken=40)
    found = tornado(CLUBS, Laboratory(runner=runner), 2, leader="warm", rival="cold")
    bar = next(bar for bar in found.bars if bar.driver.path == FEE)
    assert bar.low is not None
    assert bar.low.effect.value is None
    assert found.failed == 2


def test_how_many_runs_it_takes_is_told_before_they_begin() -> None:
    said: list[str] = []
    tornado(CLUBS, Laboratory(runner=computed()), 2, told=said.append)
    assert said == ["2 numbers, each to both ends: 4 points, 8 runs under 2 seeds."]


def test_sobol_indices_of_the_ishigami_function_are_those_of_theory() -> None:
    """First 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008)."""
    shares = design(3, 2048)
    first, total = shares_of(ishigami(shares).reshape(2048, 5))
    assert [each.value for each in first] == pytest.approx([0.3139, 0.4424, 0], abs=0.03)
    assert [each.value for each in total] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    known = (0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437)
    for each, true in zip([*first, *total], known, strict=True):
        assert each.low is not None
        assert each.high is not None
        assert each.low < true < each.high
        assert each.high - each.low < 0.2


def test_sobol_indices_are_those_of_scipy() -> None:
    table = ishigami(design(3, 64)).reshape(64, 5)
    values = {"f_A": table[:, 0][None], "f_B": table[:, 1][None], "f_AB": table[:, 2:].T[:, None]}
    a, b, ab = (values[name] for name in ("f_A", "f_B", "f_AB"))
    known = sobol_indices(func={"f_A": a, "f_B": b, "f_AB": ab}, n=64)
    first, total = shares_of(table)
    assert [each.value for each in first] == pytest.approx(np.ravel(known.first_order))
    assert [each.value for each in total] == pytest.approx(np.ravel(known.total_order))


def test_a_lead_that_never_varies_has_no_shares() -> None:
    first, total = shares_of(np.ones((8, 4)))
    assert [(each.value, each.half_width) for each in (*first, *total)] == [(0.0, 0.0)] * 4


def test_effects_along_trajectories_of_a_plane_are_its_slopes() -> None:
    shares = trajectories_of(3, 4)
    found = effects_of(shares, shares @ np.array([3.0, -2.0, 0.0]))
    assert [star.value for star, _, _ in found] == pytest.approx([3, 2, 0])
    assert [mu for _, mu, _ in found] == pytest.approx([3, -2, 0])
    assert [sigma for _, _, sigma in found] == pytest.approx([0, 0, 0], abs=1e-12)


def test_effects_of_the_ishigami_function_are_those_on_its_four_levels() -> None:
    """On the levels -pi, -pi/3, pi/3, pi an effect of x2 is 7 * 3/4 / (2/3) = 7.875, up or down;
    one of x1 is sin(pi/3) (1 + 0.1 x3^4) * 3/2, with two values as likely; one of x3 is nothing or
    0.1 (pi^4 - (pi/3)^4) sin(pi/3) * 3/2."""
    shares = trajectories_of(3, 400)
    (one, _, spread), (two, mean, _), (three, _, _) = effects_of(shares, ishigami(shares))
    slope = np.sin(np.pi / 3) * 1.5
    far, near = (slope * (1 + 0.1 * x**4) for x in (np.pi, np.pi / 3))
    assert two.value == pytest.approx(7.875)
    assert abs(mean) < 4 * 7.875 / np.sqrt(400)
    error = (far - near) / 2 / np.sqrt(400)
    assert one.value == pytest.approx((far + near) / 2, abs=4 * error)
    assert one.half_width == pytest.approx(1.96 * error, rel=0.1)
    assert spread == pytest.approx((far - near) / 2, rel=0.05)
    third = slope * 0.1 * (np.pi**4 - (np.pi / 3) ** 4) / 2
    assert three.value == pytest.approx(third, abs=4 * third / np.sqrt(400))


def test_more_trajectories_and_more_samples_begin_with_those_there_were() -> None:
    assert (trajectories_of(3, 9)[: 5 * 4] == trajectories_of(3, 5)).all()
    assert (design(3, 16)[: 8 * 5] == design(3, 8)).all()


def test_morris_on_a_scenario_is_told_in_its_units_and_widened() -> None:
    """quality goes from 0.7 to 0.95 at 10; fee from 40 to 80 at 0.1 times 3.5, the mean seed."""
    runner = computed()
    asked = {"leader": "warm", "rival": "cold", "laboratory": Laboratory(runner=runner)}
    found = sim.drivers(CLUBS, method="morris", size=3, seeds=2, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Screening)
    stars = {each.driver.path: each.mu_star.value for each in found.effects}
    assert stars == pytest.approx({FEE: 14, QUALITY: 2.5}, rel=1e-3)  # pence are whole
    made = len(runner.made)
    wider = sim.drivers(CLUBS, method="morris", size=4, seeds=2, **asked)  # type: ignore[arg-type]
    assert isinstance(wider, Screening)
    assert wider.trajectories == 4
    assert len(runner.made) == len(set(runner.made)) <= made + 2 * 3


def test_sobol_on_a_scenario_draws_from_what_is_believed() -> None:
    """A sum of two uniforms, 14 and 2.5 wide: shares as the squares of widths."""
    asked = {"leader": "warm", "rival": "cold", "laboratory": Laboratory(runner=computed())}
    found = sim.drivers(CLUBS, method="sobol", size=64, seeds=1, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Indices)
    shares = {each.driver.path: each for each in found.shares}
    part = 12**2 / (12**2 + 2.5**2)  # seed 3 alone: the fee makes 12
    assert shares[FEE].total.value == pytest.approx(part, abs=0.1)
    assert shares[QUALITY].total.value == pytest.approx(1 - part, abs=0.02)
    assert found.spread == pytest.approx(np.sqrt((12**2 + 2.5**2) / 12), rel=0.05)
    assert found.mean == pytest.approx(18 + 8.25, rel=0.02)


@pytest.mark.parametrize(("samples", "said"), [(12, "Try 16"), (4, "Try 8"), (0, "Try 8")])
def test_samples_that_are_no_power_of_two_are_refused(samples: int, said: str) -> None:
    with pytest.raises(DriversError, match=said):
        check_samples(samples)
    check_samples(32)


def test_what_cannot_be_moved_is_told() -> None:
    known = sim.override(CLUBS, "uncertain={}")
    with pytest.raises(DriversError, match="--only PATH"):
        drivers_of(known)
    with pytest.raises(LeverError, match="Did you mean"):
        drivers_of(CLUBS, ["products.acount.fee"])
    nothing = sim.override(CLUBS, "strategies.cold.acquire.adult.cost=0")
    with pytest.raises(DriversError, match="None of these numbers can be moved"):
        drivers_of(nothing, ["strategies.cold.acquire.adult.cost"])
    with pytest.raises(DriversError, match="Did you mean 'morris'"):
        sim.drivers(CLUBS, method="moris")
    with pytest.raises(DriversError, match="not two to move"):
        sim.drivers(CLUBS, method="morris", only=[FEE], laboratory=Laboratory(runner=computed()))
    with pytest.raises(DriversError, match="expected 2 or more"):
        sim.drivers(CLUBS, method="morris", size=1)


def test_shares_of_two_segments_are_not_moved_independently() -> None:
    halves = sim.override(CLUBS, "segments={one: {share: 50%}, other: {share: 50%}}")
    for method in ("morris", "sobol"):
        with pytest.raises(DriversError, match=r"segments\.one\.share and segments\.other\.share"):
            sim.drivers(
                halves,
                method=method,
                only=["segments", FEE],
                laboratory=Laboratory(runner=computed()),
            )
    found = tornado(halves, Laboratory(runner=computed()), 1, only=["segments"])
    assert len(found.bars) == 2


def test_without_salib_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(DriversError, match=r"pip install 'lifecycle-offers\[experiments\]'"):
        sim.drivers(CLUBS, method="morris", laboratory=Laboratory(runner=computed()))


def test_plain_data_hold_all_that_was_found() -> None:
    told = lived().to_dict()
    assert told["method"] == "tornado"
    fee = next(each for each in told["numbers"] if each["path"] == FEE)
    assert (fee["basis"], fee["today"], fee["low"]["value"]) == ("belief", 60, 40)
