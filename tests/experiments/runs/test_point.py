"""Claims about keys: equal contents have equal keys, and nothing else has."""

import pytest
from scipy.stats import t

import sim
from sim.experiments.runs.measured import _last, measure
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


def test_the_order_of_segments_is_in_the_key_since_people_are_dealt_by_it() -> None:
    shop = sim.load("coffee_place", people=40, years=1)
    turned = shop.model_copy(update={"segments": dict(reversed(shop.segments.items()))})
    one, other = point_of(shop), point_of(turned)
    assert one.key != other.key
    assert measure(one, 1).lived != measure(other, 1).lived


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


@pytest.mark.parametrize("name", ["coffee_place", "crm_levers"])
def test_what_is_measured_is_what_a_comparison_says(name: str) -> None:
    small = sim.load(name, people=40, years=2)
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
        half = run.noise_of(pair.first, pair.second) * float(t.ppf(0.975, run.people - 1))
        assert half == pytest.approx(pair.difference.mean.half_width, rel=1e-9)


def test_a_run_hangs_on_none_that_was_made_before() -> None:
    bank = sim.load("crm_levers", people=40, years=2)
    points = [point_of(bank, overrides) for overrides in ([], ["discount_rate=3%"])]
    jobs = [(point, seed) for seed in (1, 2) for point in points] + [(points[1], 3), (points[1], 1)]
    in_turn = [measure(*job).lived for job in jobs]
    alone = []
    for job in jobs:
        _last.clear()
        alone.append(measure(*job).lived)
    assert in_turn == alone
    assert len({lived["all_four"].worth for lived in in_turn}) == len(jobs) - 1


def test_the_worth_at_the_scenarios_own_rate_is_among_those_by_rate() -> None:
    small = sim.load("coffee_place", people=40, years=2)
    for percent in (0, 7, 20):
        run = measure(point_of(small, [f"discount_rate={percent}%"]), 5)
        for lived in run.lived.values():
            assert lived.by_rate[percent] == pytest.approx(lived.worth, rel=1e-9)
