"""Claims about measures of a firm, each against a folder made by hand."""

from dataclasses import replace

import pytest

from sim.experiments.estimate import share_estimate
from sim.experiments.flows import flows_of
from sim.experiments.jackknife import jackknife
from sim.experiments.measures.all import Measures, measures_of
from sim.results.frames import frames_of
from sim.results.months import OF_PRACTICES
from sim.results.run import Run
from sim.world.outcome import Exit
from tests.results.factory import Flow, Life, facts, never, outcome, run_of, won


def alone(*lives: Life, months: int = 24) -> Run:
    return run_of(facts(len(lives), ["centric"], months=months), lives)


def of(run: Run) -> Measures:
    return measures_of(run, flows_of(run, "centric"))


def left(joined: int, month: int, how: Exit = Exit.CHURN) -> Life:
    return Life(joined, month, how, fingerprint=1)


def buyer(revenue: int, **counted: int) -> Life:
    return replace(won(), purchases=1, revenue=revenue, counted=counted)


# Losing and keeping -----------------------------------------------------------------------------


def test_churn_is_who_is_lost_of_the_customers_at_the_beginning_of_a_year() -> None:
    """Four in the first year, of whom one leaves; three in the second, of whom one leaves."""
    run = alone(won(), won(), left(0, 5), left(0, 20))
    assert of(run).keeping.churn.value == 2 / 7


def test_who_joins_within_a_year_and_leaves_within_it_is_in_no_rate() -> None:
    run = alone(won(), left(3, 9), never())
    assert of(run).keeping.churn.value == 0.0
    assert of(run).keeping.retention.value == 1.0


def test_who_joined_within_the_year_before_is_a_customer_at_the_beginning_of_the_next() -> None:
    run = alone(won(), left(3, 14))
    assert of(run).keeping.churn.value == 1 / 3


def test_deaths_are_no_losses_and_are_apart_from_retention() -> None:
    run = alone(won(), won(), left(0, 5), left(0, 6, Exit.DEATH), months=12)
    assert of(run).keeping.churn.value == 1 / 4
    assert of(run).keeping.retention.value == 2 / 3


def test_without_deaths_churn_and_retention_are_the_whole() -> None:
    lives = [won(), left(0, 5), left(0, 13), left(2, 23), won(joined=7)]
    found = of(alone(*lives)).keeping
    assert found.churn.value is not None
    assert found.retention.value == pytest.approx(1 - found.churn.value)


def test_rates_have_the_interval_of_leaving_out_groups() -> None:
    lives = [left(0, 5) if person % 3 == 0 else won() for person in range(60)]
    churn = of(alone(*lives, months=12)).keeping.churn
    lost, here = [life.left >= 0 for life in lives], range(60)
    rest = [sum(lost[k] for k in here if k % 20 != group) / 57 for group in range(20)]
    expected = jackknife(20 / 60, rest)
    assert (churn.value, churn.low, churn.high) == pytest.approx(
        (expected.value, expected.low, expected.high)
    )


def test_an_interval_of_a_share_stays_among_shares() -> None:
    lives = [left(0, 5), *[won()] * 39]
    churn = of(alone(*lives, months=12)).keeping.churn
    assert churn.low == 0.0
    assert churn.high is not None
    assert 0 < churn.high < 1


def test_where_nobody_is_a_customer_at_a_beginning_rates_are_not_defined() -> None:
    found = of(alone(never(), left(2, 5))).keeping
    assert (found.churn.value, found.retention.value) == (None, None)


def test_a_folder_that_does_not_count_by_year_has_no_rates_and_nothing_of_practices() -> None:
    run = alone(won(), left(0, 5))
    frames = run.frames
    assert frames.group_months is not None
    older = replace(
        frames,
        months=frames.months.drop(columns=[*OF_PRACTICES]),
        group_months=frames.group_months.drop(columns=[*OF_PRACTICES]),
        people=frames.people.drop(columns=["purchases", "revenue"]),
    )
    for tables in (older, replace(older, group_months=None)):
        found = of(replace(run, frames=tables))
        assert found.keeping.churn.value is None
        assert found.again.purchase is None
        assert found.again.product.value == 1.0
        assert (found.spending, found.rewarding, found.serving, found.stopping) == (None,) * 4


def test_without_counts_by_group_rates_have_no_interval() -> None:
    run = alone(won(), left(0, 5), months=12)
    found = of(replace(run, frames=replace(run.frames, group_months=None))).keeping.churn
    assert (found.value, found.low) == (0.5, None)


# Buying again -----------------------------------------------------------------------------------


def test_repeat_purchase_is_of_the_buyers_of_a_year() -> None:
    run = alone(*[buyer(100, buyers=1, buyers_again=int(k < 3)) for k in range(4)], won())
    found = of(run).again.purchase
    assert found is not None
    assert found.value == 3 / 4


def test_where_nothing_is_bought_it_is_a_further_product_of_who_was_ever_won() -> None:
    found = of(alone(won(), won(), never())).again
    assert found.purchase is None
    assert found.product == share_estimate(2, 2)  # people of hand-made folders open two


# Spending ---------------------------------------------------------------------------------------


def test_revenue_is_a_customer_and_year() -> None:
    found = of(alone(buyer(1200), won(), months=24)).spending
    assert found is not None
    assert found.revenue.value == pytest.approx(12 / 4)
    assert found.total.value == 12.0


def test_the_share_of_who_spends_most_is_of_customers_won_by_what_each_spent() -> None:
    lives = [buyer(6000), buyer(3000), buyer(1000), *[won()] * 7, never()]
    found = of(alone(*lives)).spending
    assert found is not None
    assert [top.value for top in found.tops] == pytest.approx([0.06, 0.30, 0.60, 0.90])
    assert found.curve.at(0.3) == pytest.approx(1.0)
    assert found.tops[0].n == 10


def test_equal_spenders_have_the_share_of_their_number() -> None:
    found = of(alone(*[buyer(500)] * 40)).spending
    assert found is not None
    assert [top.value for top in found.tops] == pytest.approx([0.01, 0.05, 0.1, 0.2])
    assert found.tops[3].half_width == pytest.approx(0.0, abs=1e-12)


def test_one_spender_alone_has_no_interval() -> None:
    found = of(alone(buyer(500), *[won()] * 30)).spending
    assert found is not None
    assert found.tops[3].value == 1.0
    assert found.tops[3].n == 31


# Rewards ----------------------------------------------------------------------------------------


def test_rewards_are_a_member_and_year_and_split_by_what_would_have_been_bought_anyway() -> None:
    counted = {"members": 12, "rewards": 900, "rewards_anyway": 600, "purchases_added": 3}
    run = alone(buyer(5000, **counted), won(), months=24)
    found = of(run).rewarding
    assert found is not None
    assert found.members.value == 12 / 48
    assert found.rewards.value == pytest.approx(9.0)
    assert found.anyway.value == pytest.approx(2 / 3)
    assert found.added.value == pytest.approx(3.0)
    assert found.total == 9.0


def test_members_who_get_nothing_have_no_share_of_it() -> None:
    found = of(alone(buyer(500, members=24))).rewarding
    assert found is not None
    assert found.rewards.value == 0.0
    assert found.anyway.value is None


# Serving ----------------------------------------------------------------------------------------


def test_failures_are_put_right_or_not_and_told_of_or_not() -> None:
    counted = {"incidents": 8, "put_right": 2, "silent": 4}
    found = of(alone(replace(won(), counted=counted), won(), months=12)).serving
    assert found is not None
    assert found.failures.value == 4.0
    assert (found.put_right.value, found.silent.value) == (0.25, 0.5)
    assert of(alone(won())).serving is None


# Stopping ---------------------------------------------------------------------------------------


def stopping(stopped: float, **changes: object) -> Run:
    about = facts(1, ["centric"])
    told = outcome("centric", [won(Flow(0, -500))], about, said={"stopped": stopped, "heard": 9.0})
    return replace(alone(won()), frames=frames_of([told], about), **changes)  # type: ignore[arg-type]


def test_months_in_which_something_is_stopped_are_counted_and_ruin_is_dated() -> None:
    found = of(stopping(2.0, ruined={"centric": 7}))
    assert found.stopping is not None
    assert (found.stopping.months, found.stopping.most, found.stopping.ruined) == (24, 2, 7)
    assert found.need.value == 5.0


def test_a_firm_that_counts_its_cash_and_stops_nothing_says_so_and_others_say_nothing() -> None:
    run = stopping(0.0)
    assert of(run).stopping is None
    funded = {"strategies": {"centric": {"funding": ["acquire"]}}}
    found = of(replace(run, origin=replace(run.origin, resolved=funded))).stopping
    assert found is not None
    assert (found.months, found.ruined) == (0, None)
