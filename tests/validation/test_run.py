"""The closed forms as a whole: they hold, and each fails where a rule is not what it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sim.experiments.trial import live
from sim.experiments.validation.all import CHECKS
from sim.experiments.validation.check import Check
from sim.experiments.validation.lived import Lived
from sim.experiments.validation.run import Validation, checked, scenario_of, validate
from sim.experiments.validation.verdict import LEVEL, failing
from sim.rules import balance
from sim.rules.compiled import interpreted
from sim.scenario import again
from sim.scenario.find import shipped, shipped_folder
from sim.world.population import holdings, person

ROOT = Path(__file__).parents[2]
ALWAYS = [check for check in CHECKS if check.needs is None]
FITTED = [check for check in CHECKS if check.needs is not None]


@cache
def all_of_them() -> Validation:
    return validate(ALWAYS)


def test_all_figures_agree_with_theory() -> None:
    found = all_of_them()
    assert found.passed, [f"{each.what}: {each.z}" for each in found.failed]
    assert len(found.checked) == len(ALWAYS) == 13
    assert len(found.comparisons) > 35


def test_every_figure_says_what_it_is_and_has_an_error_of_its_own() -> None:
    for each in all_of_them().comparisons:
        for text in (each.what, each.formula, each.source, each.timing):
            assert text.strip()
        assert each.standard_error > 0
        assert each.standard_error < 0.05 * abs(each.expected)


def test_errors_are_as_large_as_they_should_be() -> None:
    """The squares of z, of one figure a scenario, add up to about their number."""
    first = [each.comparisons[0].z for each in all_of_them().checked]
    assert 1 < sum(z * z for z in first) < 35  # chi-squared of 13, at 1 in 10,000 and 1 in 1,000


WRONG = {
    "constant_retention": "behaviour.churn.per_year=27%",
    "life_stages": "behaviour.churn.per_year={student: 30%, worker: 9%, retired: 3%}",
    "shifted_beta_geometric": "segments.regular.behaviour.churn.per_year={beta: [0.76, 1.182]}",
    "life_table": "life.mortality={per_year: 1%}",
    "level_annuity": "products.loan.market_rate=6.01%",
    "expected_credit_loss": "products.loan.default=3.3%",
    "repeat_buying": "products.tea.per_year={gamma: [1, 7]}",
    "diffusion": "strategies.firm.word_of_mouth.per_satisfied_customer=0.42",
    "waiting_line": "strategies.desks_of_two.staff.patience=15",
    "empowered_staff": "strategies.wide.service.budget_per_incident=90",
    "heavy_savers": "products.account.balance={lognormal: [5000, 1.25]}",
    "heavy_buyers": "products.coffee.per_year={gamma: [0.65, 40]}",
    "paired_difference": "behaviour.churn.price=0.75",
}
"""What people live by in place of what theory is told: as if a rule were a little wrong."""


def lived_wrongly(check: Check) -> Lived:
    scenario = scenario_of(check)
    wrong = again(scenario, [WRONG[check.scenario]])
    return Lived(scenario, live(wrong, events=check.events))


@pytest.mark.parametrize("check", ALWAYS, ids=lambda check: check.scenario)
def test_it_fails_where_people_live_by_another_rule(check: Check) -> None:
    found = Validation((checked(check, lived_wrongly(check)),))
    assert not found.passed


def test_a_wrong_spread_is_found_though_the_mean_is_right() -> None:
    """Balances from nothing to twice the mean: the same mean, another variance."""
    check = next(check for check in CHECKS if check.scenario == "life_stages")
    scenario = scenario_of(check)
    twice = {"student": 2_400, "worker": 24_000, "retired": 12_000}
    balances = ", ".join(f"{stage}: {{uniform: [0, {most}]}}" for stage, most in twice.items())
    wide = f"products.account.balance={{{balances}}}"
    found = checked(check, Lived(scenario, live(again(scenario, [wide]))))
    mean, variance = found.comparisons
    assert abs(mean.z) < 6 < abs(variance.z)


def test_a_broken_payment_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loans that are repaid as if they ran a month longer."""
    level = interpreted(balance.level_payment)
    monkeypatch.setattr(holdings, "level_payment", lambda b, r, n: level(b, r, n + 1))
    check = next(check for check in CHECKS if check.scenario == "level_annuity")
    assert validate([check], engine="columns").passed
    found = validate([check], engine="agents")
    assert [each.what for each in found.failed] == ["Monthly payment", "Balance after 120 payments"]


def test_a_broken_loss_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half as much again is lost in each default."""
    check = next(check for check in CHECKS if check.scenario == "expected_credit_loss")
    scenario = again(scenario_of(check), ["people=1000"])
    assert Validation((checked(check, Lived(scenario, live(scenario, engine="agents"))),)).passed
    loss = interpreted(balance.credit_loss)
    monkeypatch.setattr(person, "credit_loss", lambda b, part: loss(b, 1.5 * part))
    lived = Lived(scenario, live(scenario, engine="agents"))
    assert not Validation((checked(check, lived),)).passed


def test_the_library_recovers_the_parameters_from_the_log_and_no_others() -> None:
    pytest.importorskip("lifetimes", exc_type=ImportError)
    (check,) = FITTED
    assert validate([check]).passed
    found = Validation((checked(check, lived_wrongly(check)),))
    assert found.failed


def test_another_seed_gives_other_figures_that_agree_as_well() -> None:
    few = [check for check in ALWAYS if check.scenario in ("heavy_savers", "empowered_staff")]
    found, before = validate(few, seed=77), validate(few)
    assert found.passed
    pairs = zip(found.comparisons, before.comparisons, strict=True)
    assert all(one.simulated != other.simulated for one, other in pairs)
    assert all(
        one.expected == other.expected
        for one, other in zip(found.comparisons, before.comparisons, strict=True)
    )


def test_the_scenarios_are_shipped_and_kept_apart() -> None:
    folder = shipped_folder("validation")
    names = {file.stem for file in folder.glob("*.yaml")}
    assert names == {check.scenario for check in CHECKS}
    assert not names & set(shipped())


def test_the_life_table_is_the_shipped_one() -> None:
    """A scenario reads tables from its own folder only, so there is a second copy."""
    name = "data/uk_life_table_2018_2020.csv"
    copy = ROOT / "scenarios/validation" / name
    assert copy.read_bytes() == (ROOT / "scenarios" / name).read_bytes()


# Holm --------------------------------------------------------------------------------------------


def test_holm_steps_down_from_the_least_likely() -> None:
    """Holm (1979): 0.01 <= 0.05/4 and 0.015 <= 0.05/3 fail, 0.03 > 0.05/2 does not, nor 0.04."""
    assert failing([0.03, 0.01, 0.04, 0.015], 0.05) == [False, True, False, True]
    assert failing([], 0.05) == []


def test_one_far_figure_among_many_fails_alone() -> None:
    chances = [0.5] * 45 + [LEVEL / 46]
    assert failing(chances) == [False] * 45 + [True]
    assert not any(failing([0.5] * 45 + [1.01 * LEVEL / 46]))
