"""Claims about keys: equal contents have equal keys, and nothing else has."""

import pytest

import sim
from sim.experiments.runs.measured import measure
from sim.experiments.runs.point import point_of
from sim.experiments.trial import UnknownStrategyError
from tests.worlds import scenario

WORLD = scenario({"people": 3})


def test_equal_numbers_have_equal_keys_however_they_were_set() -> None:
    fee, years = "products.account.fee=3", "years=2"
    keys = {
        point_of(WORLD, [fee, years]).key,
        point_of(WORLD, [years, "products.account.fee=7", fee]).key,
        point_of(sim.override(WORLD, fee), [years], varied={"fee": 3}).key,
    }
    assert len(keys) == 1


@pytest.mark.parametrize("change", ["title=Another", "seed=7", "about=Why"])
def test_words_on_which_no_run_hangs_are_not_in_the_key(change: str) -> None:
    assert point_of(WORLD, [change]).key == point_of(WORLD).key


@pytest.mark.parametrize(
    "change", ["products.account.fee=1", "people=4", "discount_rate=1%", "start=2026-01"]
)
def test_all_others_are(change: str) -> None:
    assert point_of(WORLD, [change]).key != point_of(WORLD).key


def test_the_strategies_are_in_the_key() -> None:
    both = sim.load("coffee_place", people=10)
    one = point_of(both, strategies=["nobody"])
    assert one.key != point_of(both).key
    assert one.strategies == ("nobody",)


def test_a_data_table_is_in_the_key() -> None:
    bank = sim.load("hsbc", people=10)
    table = dict(bank.source.tables)
    assert table, "hsbc has a life table"
    object.__setattr__(bank.source, "tables", {name: f"{text}\n" for name, text in table.items()})
    assert point_of(bank).key != point_of(sim.load("hsbc", people=10)).key


def test_a_scenario_that_is_not_sound_is_a_point_that_fails_with_its_reason() -> None:
    wrong = point_of(WORLD, ["discount_rate=-200%"], varied={"rate": -2})
    assert wrong.scenario is None
    assert "discount_rate" in wrong.fault
    assert wrong.key != point_of(WORLD, ["discount_rate=-300%"]).key


def test_a_strategy_that_is_unknown_is_refused_at_once() -> None:
    with pytest.raises(UnknownStrategyError, match="firm"):
        point_of(WORLD, strategies=["frm"])


def test_what_is_measured_is_what_a_comparison_says() -> None:
    small = sim.load("coffee_place", people=40, years=2)
    run, findings = measure(point_of(small), 5), sim.compare(sim.override(small, "seed=5")).findings
    for each in findings.strategies:
        lived = run.lived[each.strategy]
        assert lived.worth == pytest.approx(each.value.value, rel=1e-12)
        assert lived.trough == pytest.approx(each.cash.trough.value or 0.0, rel=1e-12)
        assert lived.payback_years == each.cash.payback_years.value
    for pair in findings.pairs:
        assert run.lead(pair.first, pair.second) == pytest.approx(
            pair.difference.mean.value, rel=1e-9
        )
        half = run.noise_of(pair.first, pair.second) * 1.96
        assert half == pytest.approx(pair.difference.mean.half_width, rel=0.02)


def test_the_worth_at_the_scenarios_own_rate_is_among_those_by_rate() -> None:
    small = sim.load("coffee_place", people=40, years=2)
    for percent in (0, 7, 20):
        run = measure(point_of(small, [f"discount_rate={percent}%"]), 5)
        for lived in run.lived.values():
            assert lived.by_rate[percent] == pytest.approx(lived.worth, rel=1e-9)
