"""Claims about the search for a strategy's best settings; the runs are made by known functions."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from sim.experiments.compare import NotComparableError
from sim.experiments.lever import LeverError
from sim.experiments.runs.catalogue import Failed, Job, Result
from sim.experiments.runs.laboratory import Laboratory, Tick
from sim.experiments.runs.measured import Lived, Measured
from sim.experiments.trial import UnknownStrategyError
from sim.experiments.tuning.best_of_each import best_of_each
from sim.experiments.tuning.limit import limit_of
from sim.experiments.tuning.settings import settings_of
from sim.experiments.tuning.tune import Tuned, Tuning, tune
from sim.experiments.welch import less
from sim.scenario import Scenario
from tests.worlds import scenario

FIRST = 1865
INCENTIVE = "strategies.payer.acquire.adult.incentive"
REACH = "strategies.payer.acquire.adult.reach"
OTHER = "strategies.other.acquire.adult.incentive"
WORLD = {
    "firm": "{cash: {opening_per_person: 30, credit_line_per_person: 10}}",
    "strategies": """
      payer:
        offers: all
        acquire: {adult: {reach: 40%, cost: 2, takes: 30%, incentive: 50, opens: account}}
      other:
        offers: all
        acquire: {adult: {reach: 40%, cost: 2, takes: 30%, incentive: 20, opens: account}}
    """,
}


def world(**changes: str) -> Scenario:
    return scenario({**WORLD, **changes})


Function = Callable[[dict[str, float], int], float]


def peak(numbers: dict[str, float], seed: int) -> float:
    """Worth most at an incentive of 80 and a reach of 60 %; luck by seed is the same for all."""
    incentive, reach = numbers.get(INCENTIVE, 50.0), numbers.get(REACH, 0.4)
    luck = np.random.default_rng(seed).normal(0, 5)
    return 100 - (incentive - 80) ** 2 / 100 - 50 * (reach - 0.6) ** 2 + float(luck)


def noise(numbers: dict[str, float], seed: int) -> float:
    """Nothing but luck, another one for each setting."""
    mixed = [seed, *(int(1e6 * x) for x in numbers.values())]
    return float(np.random.default_rng(mixed).normal(0, 1))


class Known:
    """A runner that knows what every run comes to."""

    def __init__(
        self,
        worth: Function = peak,
        trough: Function = lambda numbers, seed: -10.0,
        fails: Callable[[dict[str, float], int], bool] = lambda numbers, seed: False,
        places: int = 1,
    ) -> None:
        self.places = places
        self._worth, self._trough, self._fails = worth, trough, fails
        self._begun: list[Job] = []

    def begin(self, job: Job) -> None:
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        job = self._begun.pop()
        numbers = {path: x for path, x in job.point.varied.items() if "." in path}
        if self._fails(numbers, job.seed):
            return [(job, Failed("no memory"))]
        lived = {
            name: Lived(self._of(name, numbers, job), self._trough(numbers, job.seed), None, -1, ())
            for name in job.point.strategies
        }
        return [(job, Measured(1, lived, {}, 0.0))]

    def _of(self, name: str, numbers: dict[str, float], job: Job) -> float:
        own = {path: x for path, x in numbers.items() if path.startswith(f"strategies.{name}.")}
        return self._worth(own, job.seed) + 100 * (name == "other")

    def close(self) -> None:
        pass


def payer(runner: Known | None = None, **sizes: int) -> Tuned:
    return tuned(["payer"], runner, **sizes).tuned[0]


def tuned(names: list[str] | None, runner: Known | None = None, **sizes: int) -> Tuning:
    given = {"trials": 12, "seeds": 2, "fresh": 3} | sizes
    return tune(world(), names, laboratory=Laboratory(runner=runner or Known()), **given)


def test_the_first_trial_has_todays_settings() -> None:
    found = payer()
    assert found.today.numbers == {REACH: 0.4, INCENTIVE: 50}
    assert found.today.number == 0
    assert len(found.trials) == 12


def test_the_best_is_near_the_top_of_a_known_hill() -> None:
    found = payer(trials=60)
    assert found.takes
    assert found.numbers[INCENTIVE] == pytest.approx(80, abs=12)
    assert found.numbers[REACH] == pytest.approx(0.6, abs=0.2)
    assert all(0.2 <= each.numbers[REACH] <= 0.8 for each in found.trials)
    assert all(25 <= each.numbers[INCENTIVE] <= 100 for each in found.trials)


def test_the_gain_is_paired_so_luck_that_all_share_is_in_no_interval() -> None:
    """Without noise of its own, the gain is the same under every seed and nothing shrinks."""
    found = payer(trials=20)
    assert found.found.value == pytest.approx(found.measured.value)
    assert found.found.half_width == pytest.approx(0, abs=1e-9)
    assert found.shrinkage.value == pytest.approx(0, abs=1e-9)
    assert (found.fresh_best.worth.half_width or 0) > 1


def test_the_best_of_pure_luck_shrinks_to_nothing() -> None:
    """The expected largest of 40 means of 2 standard normals is 1.5; of it nothing is left."""
    gains, kept = [], []
    for seed in range(FIRST, FIRST + 6):
        asked = world(seed=str(seed))
        laboratory = Laboratory(runner=Known(noise))
        (found,) = tune(asked, ["payer"], trials=40, seeds=2, fresh=8, laboratory=laboratory).tuned
        gains.append(found.best.lived.worth.value or 0.0)
        kept.append(found.fresh_best.worth.value or 0.0)
    assert np.mean(gains) > 1.0
    limit = stats.norm.ppf(0.999) / np.sqrt(8 * 6)
    assert abs(np.mean(kept)) < limit


def test_settings_that_are_no_better_on_fresh_seeds_are_not_taken() -> None:
    """In the search the incentive pays, on later seeds it costs."""

    def turns(numbers: dict[str, float], seed: int) -> float:
        sign = 1 if seed < FIRST + 2 else -1
        return sign * numbers.get(INCENTIVE, 50.0)

    found = payer(Known(turns))
    assert (found.found.value or 0) > 0 > (found.measured.value or 0)
    assert not found.takes
    assert found.numbers == found.today.numbers
    assert found.moved == {}
    assert (found.shrinkage.value or 0) == pytest.approx(2 * (found.found.value or 0))


def test_settings_the_firm_cannot_pay_for_are_not_feasible() -> None:
    """Cash and credit are 40: an incentive of 60 is the most that can be paid."""
    limited = Known(trough=lambda numbers, seed: -40 * numbers.get(INCENTIVE, 50) / 60)
    found = payer(limited, trials=40)
    assert any(not each.lived.feasible for each in found.trials)
    for each in found.trials:
        assert each.lived.feasible == (each.numbers[INCENTIVE] <= 60)
        assert each.lived.shortfall == pytest.approx(40 * each.numbers[INCENTIVE] / 60 - 40)
    assert 50 < found.numbers[INCENTIVE] <= 60
    worth = [each.lived.worth.value or 0 for each in found.trials]
    assert max(worth) > (found.best.lived.worth.value or 0)


def test_one_seed_that_goes_beyond_the_limit_is_enough() -> None:
    unlucky = Known(
        trough=lambda numbers, seed: -41.0 if seed == FIRST + 1 and numbers[INCENTIVE] > 50 else 0.0
    )
    found = payer(unlucky)
    assert found.best.numbers[INCENTIVE] <= 50


def test_where_nothing_is_feasible_todays_settings_stay() -> None:
    found = payer(Known(trough=lambda numbers, seed: -1000.0))
    assert found.best.number == 0
    assert not found.takes
    assert not found.fresh_today.feasible


def test_a_firm_of_which_no_cash_is_said_has_no_limit() -> None:
    bare = world(firm="{}")
    assert limit_of(bare, "payer").per_person is None
    laboratory = Laboratory(runner=Known(trough=lambda numbers, seed: -1e6))
    (found,) = tune(bare, ["payer"], trials=4, seeds=1, fresh=1, laboratory=laboratory).tuned
    assert found.best.lived.feasible
    assert found.best.lived.shortfall is None


def test_a_trial_that_fails_under_a_seed_is_kept_with_its_reason_and_never_the_best() -> None:
    found = payer(Known(fails=lambda numbers, seed: numbers[INCENTIVE] > 70 and seed > FIRST))
    failed = [each for each in found.trials if each.lived.reason]
    assert failed
    assert {each.lived.reason for each in failed} == {"no memory"}
    assert not any(each.lived.feasible for each in failed)
    assert found.best.numbers[INCENTIVE] <= 70


def test_todays_settings_that_cannot_be_run_end_the_search() -> None:
    with pytest.raises(LeverError, match="Today's settings of payer cannot be run: no memory"):
        payer(Known(fails=lambda numbers, seed: True))


def test_every_strategy_has_the_same_budget_and_its_own_settings() -> None:
    both = tuned(None)
    assert [each.strategy for each in both.tuned] == ["payer", "other"]
    assert [len(each.trials) for each in both.tuned] == [12, 12]
    for each in both.tuned:
        assert all(path.startswith(f"strategies.{each.strategy}.") for path in each.numbers)
    assert set(both.fresh) & set(both.seeds) == set()


def test_nothing_hangs_on_how_many_runs_are_under_way() -> None:
    assert tuned(None, Known(places=1)) == tuned(None, Known(places=64))


def test_a_longer_search_begins_as_a_shorter_and_repeats_no_run() -> None:
    laboratory, ticks = Laboratory(runner=Known()), list[Tick]()
    short = tune(world(), ["payer"], trials=6, seeds=2, fresh=3, laboratory=laboratory)
    kept = len(laboratory.catalogue.rows())
    again = Laboratory(laboratory.catalogue, Known(), ticks.append)
    longer = tune(world(), ["payer"], trials=15, seeds=2, fresh=3, laboratory=again)
    assert longer.tuned[0].trials[:6] == short.tuned[0].trials
    assert longer == tuned(["payer"], trials=15)
    assert ticks[-1].kept >= 12
    assert len(laboratory.catalogue.rows()) - kept <= 2 * 9 + 3


def test_by_default_what_a_firm_decides_is_tuned_from_half_to_double() -> None:
    (found,) = settings_of(world(), ["payer"]).values()
    assert {each.path: (each.low, each.high) for each in found} == {
        REACH: (0.2, 0.8),
        INCENTIVE: (25, 100),
    }


def test_named_settings_have_their_range_and_a_path_stands_for_all_below_it() -> None:
    (found,) = settings_of(world(), None, [f"{INCENTIVE}=0..200"]).values()
    assert [(each.path, each.low, each.high) for each in found] == [(INCENTIVE, 0, 200)]
    (below,) = settings_of(world(), ["payer"], ["strategies.payer.acquire"]).values()
    assert {each.path.rsplit(".", 1)[1] for each in below} == {
        "reach",
        "cost",
        "takes",
        "incentive",
    }


@pytest.mark.parametrize(
    ("names", "vary", "said"),
    [
        (["payer"], ["discount_rate"], "discount_rate is no setting of a strategy"),
        (["payer"], [OTHER], "belongs to other. Tune it as well: --strategy other"),
        (["payer"], [f"{INCENTIVE}=60..90"], "is 50 now, which lies outside the range"),
        (["payer"], [INCENTIVE, f"{INCENTIVE}=0..90"], "is named twice"),
        (["payer", "other"], [INCENTIVE], "Nothing of other is named"),
        (["payer"], ["strategies.payer.contact.per_year=0..9"], "stands nowhere in small world"),
        (["payer"], ["strategies.payer.aquire"], "Did you mean"),
    ],
)
def test_what_is_no_setting_is_told(names: list[str], vary: list[str], said: str) -> None:
    with pytest.raises(LeverError, match=said):
        settings_of(world(), names, vary)


def test_a_strategy_that_is_none_or_decides_nothing_is_told() -> None:
    with pytest.raises(UnknownStrategyError, match="Did you mean 'payer'"):
        settings_of(world(), ["payr"])
    with pytest.raises(UnknownStrategyError, match="Did you mean 'payer'"):
        settings_of(world(), None, ["strategies.payr.acquire"])
    with pytest.raises(LeverError, match="firm has no number that is tuned by default"):
        settings_of(scenario({}))


def test_the_best_of_each_are_compared_on_seeds_that_nobody_has_met() -> None:
    """Tuned, payer gains up to 9 + 2; other leads by 100 less what it does not gain."""
    laboratory = Laboratory(runner=Known())
    found = best_of_each(
        world(), trials=12, seeds=2, fresh=2, replications=4, laboratory=laboratory
    )
    assert found.untuned.leader == found.tuned.leader == "other"
    assert found.untuned.lead.value == pytest.approx(100)
    gains = {each.strategy: each.measured.value or 0 for each in found.tuning.tuned if each.takes}
    expected = 100 + gains.get("other", 0) - gains.get("payer", 0)
    assert found.tuned.lead.value == pytest.approx(expected)
    rows = laboratory.catalogue.rows()
    last = {row.seed for row in rows if len(row.result.lived if row.result else ()) == 2}
    assert last == {FIRST + 4 + k for k in range(4)}
    met = {row.seed for row in rows if len(row.result.lived if row.result else ()) == 1}
    assert not last & met


def test_one_strategy_cannot_be_compared() -> None:
    with pytest.raises(NotComparableError):
        best_of_each(scenario({}))


def test_welchs_interval_is_that_of_scipy() -> None:
    first, second = np.array([3.0, 4.0, 5.5, 2.0]), np.array([1.0, 1.2, 0.9])
    found = less(first, second)
    interval = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert less(first[:1], second).low is None
    assert less(first[:0], second).value is None
