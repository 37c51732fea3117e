"""Claims about uncertain numbers, against a problem whose answers are known in closed form.

Two strategies differ by ``MU + (fee - 100) - (cost - 500)``, both numbers normal and independent,
and by luck. So the lead is normal, and all values of information are those of a normal loss
function (Raiffa and Schlaifer 1961, section 5.4).
"""

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.experiments.believed import quantile
from sim.experiments.runs.catalogue import Catalogue
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.uncertainty.again import chance
from sim.experiments.uncertainty.beliefs import BeliefsError, beliefs_of, drawn
from sim.experiments.uncertainty.found import Uncertainty
from sim.experiments.uncertainty.information import gain, gain_of_one
from sim.experiments.uncertainty.matched import matched
from sim.experiments.uncertainty.smooth import basis_of, smoothed
from sim.experiments.uncertainty.split import covariance, split
from sim.experiments.uncertainty.uncertainty import uncertainty
from sim.scenario import Scenario
from sim.scenario.values import Distribution
from tests.experiments.known_worth import Known, knowing
from tests.experiments.test_sweep import FEE, fee, firm

COST, OPEN = "products.account.costs.yearly", "products.account.costs.open"
MU, OF_FEE, OF_COST = 3.0, 8.0, 5.0
TOGETHER = math.hypot(OF_FEE, OF_COST)
OF_SEED, OF_DRAW = 0.5, 6.0
"""Standard deviations of luck: what all draws share, and what each has of its own."""


def asked(**further: object) -> Scenario:
    believed = {
        FEE: {"normal": [100, OF_FEE]},
        COST: {"normal": [500, OF_COST]},
        OPEN: {"uniform": [100, 200]},
    }
    return firm(**{"seed": 150, COST: 500, OPEN: 150, "uncertain": believed, **further})


def cost(scenario: Scenario) -> float:
    found = scenario.products["account"].costs.yearly
    assert isinstance(found, int | float)
    return float(found)


def worth(scenario: Scenario, seed: int) -> Mapping[str, float]:
    mine = np.random.default_rng([seed, int(fee(scenario) * 100), int(cost(scenario) * 100)])
    luck = OF_SEED * np.random.default_rng(seed).normal() + OF_DRAW * mine.normal()
    return {"dear": MU + (fee(scenario) - 100) - (cost(scenario) - 500) + luck, "cheap": 0.0}


def dearer(name: str, worth: float, rate: float) -> float:
    return worth - (300 * rate if name == "dear" else 0.0)


@cache
def found() -> Uncertainty:
    laboratory, _ = knowing(worth, dearer)
    return uncertainty(asked(), draws=64, seeds=4, laboratory=laboratory)


def loss(spread: float) -> float:
    """The mean of the better of 0 and a normal lead, less the better of 0 and its mean."""
    z = MU / spread
    return float(spread * stats.norm.pdf(z) + MU * stats.norm.cdf(z) - max(MU, 0.0))


def holds(estimate: object, truth: float) -> bool:
    low, high = getattr(estimate, "low"), getattr(estimate, "high")  # noqa: B009
    return bool(low <= truth <= high)


def test_the_lead_over_all_draws_is_that_of_the_numbers_without_luck() -> None:
    of = found()
    assert holds(of.mean, MU)
    assert of.parts.knowledge_sd.value == pytest.approx(TOGETHER, rel=0.1)
    assert holds(of.parts.knowledge_sd, TOGETHER)
    assert np.std([draw.expected for draw in of.draws], ddof=1) == pytest.approx(
        of.parts.knowledge_sd.value
    )
    assert np.std([draw.lead for draw in of.draws]) > of.parts.knowledge_sd.value  # type: ignore[operator]
    for at, each in zip((0.025, 0.25, 0.5, 0.75, 0.975), of.quantiles, strict=True):
        assert holds(each, stats.norm(MU, TOGETHER).ppf(at))


def test_luck_is_parted_from_what_nobody_knows() -> None:
    parts = found().parts
    luck = OF_SEED**2 + OF_DRAW**2
    assert parts.luck_sd.value == pytest.approx(math.sqrt(luck), rel=0.15)
    assert holds(parts.knowledge, TOGETHER**2 / (TOGETHER**2 + luck))
    assert holds(parts.each, OF_DRAW**2 / (TOGETHER**2 + luck))
    assert holds(parts.shared, OF_SEED**2 / (TOGETHER**2 + luck))
    shares = [parts.knowledge.value, parts.shared.value, parts.each.value]
    assert sum(each or 0.0 for each in shares) == pytest.approx(1)


def test_the_chance_to_be_worth_most_is_that_of_a_normal_lead() -> None:
    of = found()
    truth = stats.norm.cdf(MU / TOGETHER)
    assert holds(of.best["dear"], truth)
    assert of.best["dear"].value == of.ahead.value
    assert of.best["cheap"].value == pytest.approx(1 - (of.best["dear"].value or 0.0))


def test_acceptability_is_the_chance_at_each_discount_rate() -> None:
    dear, cheap = found().acceptable
    assert dear.value[0] == found().best["dear"].value
    inside = 0
    for place, rate in enumerate(dear.x):
        truth = stats.norm.cdf((MU - 300 * rate) / TOGETHER)
        inside += bool(dear.low[place] <= truth <= dear.high[place])
    assert inside >= 19
    assert np.allclose(dear.value + cheap.value, 1)
    assert dear.value[-1] < 0.01


def test_perfect_information_is_worth_what_the_closed_form_says() -> None:
    of = found()
    by_path = {each.belief.path: each.worth_knowing for each in of.parameters}
    assert of.knowing_all.value == pytest.approx(loss(TOGETHER), rel=0.25)
    assert by_path[FEE].value == pytest.approx(loss(OF_FEE), rel=0.3)
    assert by_path[COST].value == pytest.approx(loss(OF_COST), abs=0.5)
    assert holds(of.knowing_all, loss(TOGETHER))
    assert holds(by_path[FEE], loss(OF_FEE))
    assert holds(by_path[COST], loss(OF_COST))
    assert by_path[OPEN].low == 0.0
    assert (by_path[OPEN].value or 0.0) < 0.1
    assert [each.belief.path for each in of.by_worth] == [FEE, COST, OPEN]


def test_a_number_explains_its_part_of_the_spread_of_the_lead() -> None:
    """Of independent numbers that add up, the share of its variance (Sobol' 1993)."""
    explains = {each.belief.path: each.explains for each in found().parameters}
    for path, spread in ((FEE, OF_FEE), (COST, OF_COST), (OPEN, 0.0)):
        truth = spread**2 / TOGETHER**2
        assert explains[path].value == pytest.approx(truth, abs=0.1)
        assert holds(explains[path], truth)


def test_no_single_number_is_worth_more_than_all() -> None:
    laboratory, _ = knowing(worth)
    of = uncertainty(asked(), draws=8, seeds=2, laboratory=laboratory)
    for each in of.parameters:
        assert (each.worth_knowing.value or 0.0) <= (of.knowing_all.value or 0.0)
        assert (each.worth_knowing.high or 0.0) <= (of.knowing_all.high or 0.0)


def test_luck_alone_makes_nothing_worth_knowing() -> None:
    """A lead of luck and nothing else: few seeds must not be taken for lack of knowledge."""

    def only_luck(scenario: Scenario, seed: int) -> Mapping[str, float]:
        mine = np.random.default_rng([seed, int(fee(scenario) * 100)])
        return {"dear": 0.5 + 5 * mine.normal(), "cheap": 0.0}

    laboratory, _ = knowing(only_luck)
    of = uncertainty(asked(), draws=128, seeds=3, laboratory=laboratory)
    means = np.array([draw.lead for draw in of.draws])
    naive = np.maximum(means, 0).mean() - max(means.mean(), 0)
    assert naive > 0.6
    assert (of.knowing_all.value or 0.0) < naive / 2
    assert of.knowing_all.low == 0.0
    assert (of.parts.knowledge.low or 0.0) == 0.0


def test_the_error_of_a_fit_is_no_information() -> None:
    """Over many samples a number that says nothing is worth, on average, next to nothing."""
    generator = np.random.default_rng(8)
    even = np.ones(64)
    plain, without = [], []
    for _ in range(100):
        basis = basis_of(generator.random(64))
        lead = generator.normal(0.5, 10, (1, 64))
        plain.append(gain_of_one(basis, lead, even, bare=True))
        without.append(gain_of_one(basis, lead, even))
    assert np.mean(without) < 0.65 * np.mean(plain)


def test_a_bend_is_fitted_and_a_line_stays_a_line() -> None:
    generator = np.random.default_rng(2)
    x = generator.random(128)
    bend = 10 * np.sin(2 * np.pi * x)
    fit = smoothed(basis_of(x), (bend + generator.normal(0, 2, 128))[None], np.ones(128))
    assert np.sqrt(np.mean((fit.fitted[0] - bend) ** 2)) < 0.9
    line = smoothed(basis_of(x), (3 * x - 1)[None], np.ones(128))
    assert line.fitted[0] == pytest.approx(3 * x - 1, abs=1e-4)
    flat = smoothed(basis_of(np.ones(9)), np.arange(9.0)[None], np.ones(9))
    assert flat.fitted[0] == pytest.approx(4.0)


def test_of_three_strategies_the_gain_is_that_of_the_best_of_all() -> None:
    values = np.array([[0.0, 0.0, 0.0], [3.0, -3.0, 0.0], [-1.0, 5.0, -4.0]])
    assert gain(values, np.ones(3)) == pytest.approx(8 / 3)
    assert gain(values, np.array([2.0, 1.0, 0.0])) == pytest.approx((2 * 3 + 5) / 3 - 1)


def test_matched_values_have_the_covariance_without_the_noise() -> None:
    generator = np.random.default_rng(5)
    values = generator.multivariate_normal([1, 2], [[9, 3], [3, 4]], 50).T
    spread, noise = covariance(values), np.array([[2.0, 0.5], [0.5, 1.0]])
    moved = matched(values, spread, noise, values.mean(axis=1))
    assert covariance(moved) == pytest.approx(spread - noise)
    assert moved.mean(axis=1) == pytest.approx(values.mean(axis=1))


def test_parts_of_the_variance_are_found_on_average() -> None:
    generator = np.random.default_rng(1)
    each = []
    for _ in range(300):
        values = (
            generator.normal(0, 3, (1, 30, 1))
            + generator.normal(0, 2, (1, 1, 6))
            + generator.normal(0, 1, (1, 30, 6))
        )
        parts = split(values)
        each.append([parts.numbers[0, 0], parts.seeds[0, 0], parts.rest[0, 0]])
    assert np.mean(each, axis=0) == pytest.approx([9, 4, 1], rel=0.12)


def test_a_chance_of_none_or_all_is_not_sure() -> None:
    none = chance(0.0, np.zeros(50), 64)
    assert (none.value, none.low) == (0.0, 0.0)
    assert (none.high or 0.0) > 0.04


@pytest.mark.parametrize(
    ("about", "mean"),
    [
        (Distribution("normal", 5.0, 2.0), 5.0),
        (Distribution("lognormal", 5.0, 0.5), 5.0 * math.exp(0.125)),
        (Distribution("gamma", 4.0, 10.0), 10.0),
        (Distribution("beta", 2.0, 6.0), 0.25),
        (Distribution("uniform", 2.0, 6.0), 4.0),
        (Distribution("normal", 5.0, 0.0), 5.0),
    ],
)
def test_beliefs_are_drawn_from_their_distributions(about: Distribution, mean: float) -> None:
    shares = (np.arange(4096) + 0.5) / 4096
    values = [quantile(about, float(share)) for share in shares]
    assert np.mean(values) == pytest.approx(mean, rel=2e-3)


def test_draws_fill_what_is_believed_evenly_and_stay_in_range() -> None:
    scenario = asked(
        uncertain={COST: {"normal": [1, 2]}, "discount_rate": {"uniform": [0.02, 0.1]}}
    )
    places = drawn(beliefs_of(scenario), 64, seed=1)
    costs = sorted(at[0] for at in places)
    assert costs[0] == 0.0  # what falls below an amount's least is the least
    assert sum(value == 0.0 for value in costs) == pytest.approx(64 * stats.norm.cdf(-0.5), abs=2)
    assert all(value == round(value, 2) for value in costs)
    rates = sorted(at[1] for at in places)
    assert [int((rate - 0.02) / 0.08 * 64) for rate in rates] == [*range(64)]
    assert drawn(beliefs_of(scenario), 16, seed=1) == places[:16]


def test_every_draw_has_the_same_seeds_and_more_draws_repeat_no_run() -> None:
    laboratory, runner = knowing(worth)
    uncertainty(asked(), draws=8, seeds=2, laboratory=laboratory)
    before = len(runner.made)
    assert {job.seed for job in runner.made} == {150, 151}
    assert before == 2 * (8 + 1)  # and today's
    wider = uncertainty(asked(), draws=12, seeds=2, laboratory=laboratory)
    assert len(runner.made) == before + 2 * 4
    fresh, _ = knowing(worth)
    assert wider.to_dict() == uncertainty(asked(), draws=12, seeds=2, laboratory=fresh).to_dict()


def test_what_was_stopped_is_finished_as_if_it_had_not_been() -> None:
    catalogue = Catalogue()
    stopping = Laboratory(catalogue, Known(worth, stop_after=9))
    with pytest.raises(KeyboardInterrupt):
        uncertainty(asked(), draws=8, seeds=2, laboratory=stopping)
    again = uncertainty(asked(), draws=8, seeds=2, laboratory=Laboratory(catalogue, Known(worth)))
    fresh, _ = knowing(worth)
    assert again.to_dict() == uncertainty(asked(), draws=8, seeds=2, laboratory=fresh).to_dict()


def test_a_draw_of_which_a_run_fails_is_left_out_and_told() -> None:
    def some(scenario: Scenario, seed: int) -> Mapping[str, float] | None:
        return None if fee(scenario) > 108 and seed == 151 else worth(scenario, seed)

    laboratory, _ = knowing(some)
    of = uncertainty(asked(), draws=32, seeds=2, laboratory=laboratory)
    assert 0 < of.failed < 12
    assert (of.asked, len(of.draws)) == (32, 32 - of.failed)
    assert max(draw.at[0] for draw in of.draws) <= 108
    assert of.reason == "it does not fit in memory"


def test_too_few_draws_that_can_be_run_are_told_with_the_reason() -> None:
    laboratory, _ = knowing(lambda at, seed: worth(at, seed) if fee(at) == 100 else None)
    with pytest.raises(BeliefsError, match=r"Only 0 of 8 draws could be run, .* memory"):
        uncertainty(asked(), draws=8, seeds=2, laboratory=laboratory)


def test_several_strategies_have_chances_that_add_up_and_a_worth_of_knowing() -> None:
    def three(scenario: Scenario, seed: int) -> Mapping[str, float]:
        luck = np.random.default_rng([seed, int(fee(scenario) * 100)]).normal(0, 1, 3)
        away = fee(scenario) - 100
        return {"a": 0.5 + luck[0], "b": away + luck[1], "c": -away + luck[2]}

    scenario = asked(strategies="{a: {offers: all}, b: {offers: all}, c: {offers: all}}")
    laboratory, _ = knowing(three)
    of = uncertainty(scenario, draws=64, seeds=3, laboratory=laboratory)
    assert sum(each.value or 0.0 for each in of.best.values()) == pytest.approx(1)
    assert list(of.best) == ["a", "b", "c"]
    truth = 2 * OF_FEE * stats.norm.pdf(0) - 0.5  # the mean of |away|, about, less that of a
    assert of.knowing_all.value == pytest.approx(truth, rel=0.1)
    fee_alone, cost_alone = (of.parameters[k].worth_knowing.value or 0.0 for k in (0, 1))
    assert fee_alone == pytest.approx(truth, rel=0.15)
    assert cost_alone < 0.15 * truth


@pytest.mark.parametrize(
    ("draws", "seeds", "said"),
    [(4, 2, "expected 8 or more"), (8, 1, "luck cannot be told from lack of knowledge")],
)
def test_too_few_draws_or_seeds_are_refused(draws: int, seeds: int, said: str) -> None:
    with pytest.raises(BeliefsError, match=said):
        uncertainty(asked(), draws=draws, seeds=seeds)


def test_a_scenario_without_beliefs_is_told_how_to_write_one() -> None:
    with pytest.raises(BeliefsError) as error:
        uncertainty(firm())
    assert "uncertain:\n  discount_rate: {uniform: [3.75%, 6.25%]}" in str(error.value)
    assert '--set "uncertain.discount_rate={uniform: [3.75%, 6.25%]}"' in str(error.value)
