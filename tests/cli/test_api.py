"""Claims about the Python interface."""

from pathlib import Path

import pytest

import sim
from reports.comparison import Comparison

SCENARIO = Path(__file__).parent / "two_fees.yaml"


def test_from_a_file_to_a_verdict_in_three_lines() -> None:
    scenario = sim.load(SCENARIO)
    comparison = sim.compare(scenario)
    assert comparison.verdict.sentence in str(comparison.verdict)
    assert set(comparison.people["strategy"]) == {"waiting", "reaching_out"}
    assert ("value_per_person", "waiting") in comparison.table().index


def test_a_changed_number_changes_the_scenario_and_not_the_first_one() -> None:
    scenario = sim.load(SCENARIO)
    changed = sim.override(scenario, "products.account.fee=48", "people=10")
    assert (scenario.people, changed.people) == (60, 10)
    assert changed.products["account"].fee == 48


def test_a_saved_comparison_is_read_back_with_the_same_verdict(tmp_path: Path) -> None:
    comparison = sim.compare(SCENARIO)
    back = sim.read_run(comparison.save(tmp_path / "run"))
    assert isinstance(back, Comparison)
    assert back.verdict == comparison.verdict
    assert sim.reproduce(tmp_path / "run").same


def test_one_strategy_is_read_back_as_a_run(tmp_path: Path) -> None:
    alone = sim.run(SCENARIO, "waiting")
    back = sim.read_run(alone.save(tmp_path / "run"))
    assert not isinstance(back, Comparison)
    assert back.table().equals(alone.table())


def test_check_gives_problems_as_data() -> None:
    assert sim.check(SCENARIO) == ()
    (problem,) = sim.check(SCENARIO, overrides=["people=-1"])
    assert problem.path == "people"


def test_a_wrong_scenario_raises_the_error_that_sim_names() -> None:
    with pytest.raises(sim.ScenarioError, match="nowhere"):
        sim.compare("nowhere.yaml")


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = sim.nothing
