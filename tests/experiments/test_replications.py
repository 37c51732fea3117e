"""Claims about the comparison over many runs."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sim
from sim.experiments.compare import NotComparableError
from sim.experiments.replications import NoRunError, Replications, replications
from sim.experiments.runs.catalogue import Catalogue, Failed, Job, Result
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.measured import RATES, Measured
from sim.experiments.sequential import SIGN, Until
from tests.experiments.known_runs import PEOPLE, Known, knowing, lived, measured, strategies
from tests.worlds import scenario

YOUNG = sim.load(Path(__file__).with_name("young_firm.yaml"), people=40, years=2)
TWO = strategies("plain", "rich")


def luck(seed: int) -> float:
    return float(np.random.default_rng(seed).standard_normal())


def leading_by(lead: float, spread: float = 1.0, noise: float = 1.0) -> Known:
    """The rich is worth so much more than the plain one, give or take."""
    return lambda job: measured(noise, plain=5.0, rich=5.0 + lead + spread * luck(job.seed))


def found_of(known: Known, runs: int, until: Until = None, places: int = 1) -> Replications:
    return replications(TWO, knowing(known, places)[0], runs, until)


def test_it_agrees_with_students_t_over_the_runs() -> None:
    found = found_of(leading_by(2.0), 12)
    each = [2.0 + luck(seed) for seed in range(12)]
    expected = stats.ttest_1samp(each, 0.0, alternative="greater")
    low, high = stats.t.interval(0.95, 11, np.mean(each), stats.sem(each))
    lead = found.first
    assert (lead.leader, lead.rival) == ("rich", "plain")
    assert lead.each == pytest.approx(each)
    assert lead.over_runs.value == pytest.approx(np.mean(each))
    assert (lead.over_runs.low, lead.over_runs.high) == pytest.approx((low, high))
    assert lead.chance == pytest.approx(1 - expected.pvalue)
    assert lead.ahead == sum(one > 0 for one in each)
    assert (found.runs, found.done, found.enough, found.looks) == (12, 12, True, (12,))


def test_beside_it_stands_what_the_people_of_one_run_would_give() -> None:
    found = found_of(leading_by(2.0, spread=3.0, noise=1.5), 40)
    lead = found.first
    half = stats.t.ppf(0.975, PEOPLE - 1) * 1.5
    assert lead.over_people.n == PEOPLE
    assert lead.over_people.value == lead.each[0]
    assert lead.over_people.half_width == pytest.approx(half)
    assert lead.error_of_people == pytest.approx(1.5)
    assert lead.ratio.value == pytest.approx(np.std(lead.each, ddof=1) / 1.5)
    assert (lead.ratio.low or 0.0) > 1  # people meet: the runs lie further apart


def test_of_people_who_do_not_meet_one_run_says_what_many_runs_say() -> None:
    """Nothing in this world is shared, so one run's people, over the root of the runs, would do."""
    apart = sim.override(YOUNG, "firm.cash.opening_per_person=1000")
    lead = replications(apart, Laboratory(), 30).first
    assert (lead.ratio.low or 2.0) < 1 < (lead.ratio.high or 0.0)
    expected = lead.error_of_people / np.sqrt(30)
    assert lead.over_runs.half_width == pytest.approx(stats.t.ppf(0.975, 29) * expected, rel=0.35)


TALK = {
    "people": 60,
    "seed": 1,
    "opening_book": "{share: 5%, holds: [account]}",
    "products": "{account: {kind: account, fee: 60}}",
    "behaviour.satisfaction": "{market: 60%, start: 80%}",
    "strategies": """
      silent: {offers: all}
      told: {offers: all, service: {quality: 80%}, acquire: {adult: {takes: 50%, opens: account}},
             word_of_mouth: {per_satisfied_customer: 12}}
    """,
}
"""Few are customers at first; under one strategy they talk, and who hears may join and talk."""


def test_where_people_talk_runs_lie_further_apart_than_their_people_say() -> None:
    lead = replications(scenario(TALK), Laboratory(), 12).first
    assert lead.leader == "told"
    assert (lead.ratio.low or 0.0) > 1


def test_each_run_is_the_scenario_under_the_next_seed() -> None:
    found = replications(YOUNG, Laboratory(), 4)
    lead = found.first
    assert found.seeds == (1, 2, 3, 4)
    for seed, led in zip(found.seeds, lead.each, strict=True):
        worth = sim.compare(sim.override(YOUNG, f"seed={seed}")).table()["value"]
        one, other = (worth["value_per_person", name] for name in (lead.leader, lead.rival))
        assert led == pytest.approx(one - other)
    alone = sim.compare(YOUNG).verdict.difference
    assert abs(lead.over_people.value or 0.0) == pytest.approx(abs(alone.value or 0.0))
    assert lead.over_people.half_width == pytest.approx(alone.half_width)


def test_strategies_have_worth_trough_and_payback_over_the_runs() -> None:
    def known(job: Job) -> Result:
        place = job.seed
        rich = lived(float(place), trough=-2.0 * place, back=None if place < 2 else 3.0, ruined=-1)
        plain = lived(1.5, ruined=7 if place == 3 else -1)
        return Measured(PEOPLE, {"plain": plain, "rich": rich}, {"plain|rich": 1.0}, 0.1)

    found = found_of(known, 5)
    plain, rich = found.strategies
    assert (plain.strategy, rich.strategy) == ("plain", "rich")
    assert rich.worth.value == pytest.approx(2.0)
    assert rich.trough.value == pytest.approx(-4.0)
    assert (rich.payback_years.value, rich.payback_years.n, rich.paid_back) == (3.0, 3, 3)
    assert (plain.ruined, rich.ruined) == (1, 0)
    assert (plain.best.value, rich.best.value) == pytest.approx((0.4, 0.6))


def test_the_lead_at_other_costs_of_money_has_an_interval_over_the_runs() -> None:
    def known(job: Job) -> Result:
        worth = {"plain": 1.0, "rich": 3.0 + luck(job.seed)}
        apart = {name: lived(each) for name, each in worth.items()}
        turned = tuple(worth["rich"] - 40 * rate for rate in RATES)
        rich = apart["rich"]
        apart["rich"] = type(rich)(rich.worth, rich.trough, rich.payback_years, -1, turned)
        return Measured(PEOPLE, apart, {"plain|rich": 1.0}, 0.1)

    lead = found_of(known, 10).first
    mean = lead.over_runs.value or 0.0
    assert [each.value for each in lead.by_rate] == pytest.approx(
        [mean - 39 * rate for rate in RATES]
    )
    assert all(each.half_width == pytest.approx(lead.over_runs.half_width) for each in lead.by_rate)


def test_the_best_is_set_against_every_rival_the_strongest_first() -> None:
    three = strategies("a", "b", "c")
    laboratory, _ = knowing(lambda job: measured(a=1.0 + luck(job.seed), b=9.0, c=5.0))
    found = replications(three, laboratory, 6)
    assert [(lead.leader, lead.rival) for lead in found.leads] == [("b", "c"), ("b", "a")]


@pytest.mark.parametrize(
    ("lead", "until", "runs"),
    [(20.0, SIGN, 10), (20.0, 0.05, 10), (8.0, 0.05, 40), (0.0, 0.05, 60), (0.05, SIGN, 60)],
)
def test_it_stops_at_a_fixed_size_once_the_lead_is_known(
    lead: float, until: Until, runs: int
) -> None:
    found = found_of(leading_by(lead), 60, until)
    assert found.runs == runs
    assert found.enough == (runs < 60)
    half = found.first.over_runs.half_width or 0.0
    if until != SIGN and found.enough:
        assert half <= 0.05 * abs(found.first.over_runs.value or 0.0)


def test_every_rival_must_be_told_apart_before_it_stops() -> None:
    three = strategies("a", "b", "c")
    known = {"a": 1.0, "b": 9.0}
    near = knowing(lambda job: measured(**known, c=8.5 + luck(job.seed)))[0]
    assert replications(three, near, 25, SIGN).runs == 25
    far = knowing(lambda job: measured(**known, c=5.0 + luck(job.seed)))[0]
    assert replications(three, far, 25, SIGN).runs == 10


def test_strategies_that_are_the_same_in_every_run_need_no_more_of_them() -> None:
    found = found_of(lambda job: measured(0.0, plain=luck(job.seed), rich=luck(job.seed)), 60, 0.05)
    assert (found.runs, found.enough) == (10, True)
    assert found.first.over_runs.value == 0.0


def test_when_the_sign_was_settled_is_told_also_where_a_share_was_asked_for() -> None:
    found = found_of(leading_by(3.0), 100, 0.1)
    assert found.first.settled_at == 10
    assert found.runs > 10
    assert found_of(leading_by(3.0), 20).first.settled_at is None


@pytest.mark.parametrize("until", [None, SIGN, 0.1])
def test_how_many_runs_are_made_at_once_changes_nothing(until: Until) -> None:
    one, many = (found_of(leading_by(2.0), 40, until, places) for places in (1, 7))
    assert one == many


def test_no_run_is_asked_for_beyond_the_stop() -> None:
    laboratory, runner = knowing(leading_by(20.0), places=16)
    replications(TWO, laboratory, 100, SIGN)
    assert sorted(job.seed for job in runner.asked) == [*range(10)]


def test_an_experiment_that_is_stopped_and_resumed_finds_the_same_and_repeats_no_run() -> None:
    catalogue = Catalogue()
    _, breaking = knowing(leading_by(2.0))

    def broken(job: Job) -> Result:
        if len(breaking.asked) == 12:
            raise KeyboardInterrupt
        return leading_by(2.0)(job)

    breaking._known = broken
    with pytest.raises(KeyboardInterrupt):
        replications(TWO, Laboratory(catalogue, breaking), 60, 0.1)
    _, resumed = knowing(leading_by(2.0))
    found = replications(TWO, Laboratory(catalogue, resumed), 60, 0.1)
    assert found == found_of(leading_by(2.0), 60, 0.1)
    assert len(resumed.asked) == found.runs - 11
    _, idle = knowing(leading_by(2.0))
    assert replications(TWO, Laboratory(catalogue, idle), 60, 0.1) == found
    assert idle.asked == []


def test_what_is_widened_is_what_would_have_been_asked_for_at_once() -> None:
    catalogue = Catalogue()
    runners = [knowing(leading_by(0.4))[1] for _ in range(2)]
    replications(TWO, Laboratory(catalogue, runners[0]), 20)
    wider = replications(TWO, Laboratory(catalogue, runners[1]), 30)
    assert wider == found_of(leading_by(0.4), 30)
    assert len(runners[1].asked) == 10


def failing(*seeds: int) -> Known:
    known = leading_by(2.0)
    return lambda job: Failed("no luck") if job.seed in seeds else known(job)


def test_runs_that_fail_are_left_out_and_told() -> None:
    found = found_of(failing(0, 3), 8)
    assert (found.runs, found.done, found.first.over_runs.n) == (8, 6, 6)
    assert found.seeds == (1, 2, 4, 5, 6, 7)
    assert found.first.each == pytest.approx([2.0 + luck(seed) for seed in found.seeds])


def test_where_every_run_fails_the_reason_is_told() -> None:
    with pytest.raises(NoRunError, match="Each of 4 runs failed: no luck"):
        found_of(failing(*range(9)), 4)


def test_one_run_gives_no_interval() -> None:
    lead = found_of(leading_by(2.0), 1).first
    assert (lead.over_runs.low, lead.chance, lead.ratio.value) == (None, None, None)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: found_of(leading_by(1), 0), "0 runs: expected 1 or more"),
        (lambda: found_of(leading_by(1), 9, SIGN), "9 runs at most: expected 10 or more"),
        (lambda: found_of(leading_by(1), 60, 0.0), "`0.0` is no rule to stop by"),
        (
            lambda: found_of(leading_by(1), 60, 0.6),
            "`0.6` is no rule to stop by. Expected a share of the difference above 0%",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_before_anybody_lives(
    ask: Callable[[], object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        ask()


def test_one_strategy_alone_is_refused() -> None:
    with pytest.raises(NotComparableError):
        replications(strategies("alone"), Laboratory(), 3)


def test_findings_are_plain_data() -> None:
    import json

    said = json.loads(json.dumps(found_of(leading_by(2.0), 10, 0.1).to_dict(), allow_nan=False))
    assert said["leads"][0]["leader"] == "rich"
    assert len(said["leads"][0]["each"]) == said["runs"] == 10
    assert len(said["leads"][0]["by_rate"]) == len(said["leads"][0]["rates"]) == 21
