"""A strategy's phases: the scenario as it stands after each dated change."""

from __future__ import annotations

import pytest

from sim.scenario import Scenario, ScenarioError, again
from sim.scenario.changes import Phase, phases
from tests.worlds import Changes, scenario

BASE = {
    "years": 10,
    "products.account": "{kind: account, need: 5%, market_rate: 2%}",
    "products.tea": "{kind: purchase, need: 5%, per_year: 12, basket: 3}",
    "strategies.firm": "{offers: all, service: {quality: 60%}, better_by: {account: 1%}}",
    "strategies.other": "{offers: all}",
}


def changed(*changes: Changes) -> Scenario:
    return scenario({path: v for some in (BASE, *changes) for path, v in some.items()})


def months(found: tuple[Phase, ...]) -> list[tuple[int, int]]:
    return [(phase.month, phase.over) for phase in found]


def test_without_changes_the_one_phase_is_the_scenario_itself() -> None:
    plain = changed()
    (only,) = phases(plain, "firm")
    assert (only.month, only.over) == (0, 0)
    assert only.scenario is plain


def test_phases_follow_each_other_by_date_and_add_up() -> None:
    later = "{from: 2027-03, set: {better_by.account: 2%}, over: 1 year}"
    sooner = "{from: 2026-01, set: {service.quality: 80%}}"
    found = phases(changed({"strategies.firm.changes": f"[{later}, {sooner}]"}), "firm")
    assert months(found) == [(0, 0), (12, 0), (26, 12)]
    firms = [phase.scenario.strategies["firm"] for phase in found]
    assert [firm.service and firm.service.quality for firm in firms] == [0.6, 0.8, 0.8]
    assert [firm.better_by["account"].at("adult") for firm in firms] == [0.01, 0.01, 0.02]


def test_the_markets_changes_hold_for_every_strategy_and_a_strategys_only_for_itself() -> None:
    both = {
        "changes": "[{from: 2026-01, set: {products.account.market_rate: 3%}}]",
        "strategies.firm.changes": "[{from: 2028-01, set: {service.quality: 80%}}]",
    }
    assert months(phases(changed(both), "firm")) == [(0, 0), (12, 0), (36, 0)]
    assert months(phases(changed(both), "other")) == [(0, 0), (12, 0)]


def test_what_changes_in_one_month_at_one_pace_is_one_phase() -> None:
    both = {
        "changes": "[{from: 2026-01, set: {products.account.market_rate: 3%}}]",
        "strategies.firm.changes": (
            "[{from: 2026-01, set: {service.quality: 80%}, over: 2 years},"
            " {from: 2026-01, set: {better_by.account: 0%}}]"
        ),
    }
    assert months(phases(changed(both), "firm")) == [(0, 0), (12, 0), (12, 24)]


def test_a_change_after_the_end_is_left_out() -> None:
    last, later = "{from: 2034-12, set: {offers: all}}", "{from: 2035-01, set: {offers: [account]}}"
    found = phases(changed({"strategies.firm.changes": f"[{last}, {later}]"}), "firm")
    assert months(found) == [(0, 0), (119, 0)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("offers", "[account]"),
        ("offers", "{account: [adult]}"),
        ("contact.choose", "random"),
        ("better_by.account", "{adult: 1.5%, else: -0.5%}"),
        ("better_by.account.adult", "0.25%"),
        ("loyalty.join", "{top: 5%}"),
        ("word_of_mouth.per_satisfied_customer", "0.3"),
        ("promotion.lasts", "2 months"),
    ],
)
def test_a_change_sets_what_the_file_could_have_said(path: str, value: str) -> None:
    changes = f"[{{from: 2026-01, set: {{{path}: {value}}}}}]"
    found = phases(changed({"strategies.firm.changes": changes}), "firm")[1].scenario
    said = again(changed(), [f"strategies.firm.{path}={value}"])
    assert found.model_dump() == said.model_dump()
    assert again(found) == found


def test_a_phase_says_nothing_of_changes() -> None:
    changes = {
        "changes": "[{from: 2026-01, set: {products.account.market_rate: 3%}}]",
        "strategies.other.changes": "[{from: 2025-01, set: {better_by.account: 1%}}]",
    }
    last = phases(changed(changes), "other")[-1].scenario
    assert last.changes == ()
    assert last.strategies["other"].changes == ()
    assert phases(last, "other") == (Phase(0, 0, last),)


def test_a_strategy_that_does_not_exist_has_no_phases() -> None:
    with pytest.raises(KeyError):
        phases(changed(), "none")


def problems(*changes: Changes) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        changed(*changes)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


def test_a_product_may_be_withdrawn_whose_price_goes_on_for_those_who_hold_it() -> None:
    changes = "[{from: 2026-01, set: {offers: []}}]"
    last = phases(changed({"strategies.firm.changes": changes}), "firm")[-1].scenario
    assert last.strategies["firm"].offers.products == {}
    assert last.strategies["firm"].better_by["account"].at("adult") == 0.01


def test_a_price_for_what_is_never_offered_is_refused_in_a_change_too() -> None:
    changes = "[{from: 2026-01, set: {better_by.account: 1%}}]"
    idle = {"strategies.other": f"{{offers: [], changes: {changes}}}"}
    assert problems(idle) == [
        "strategies.other.changes.0.set.better_by.account: "
        "`account` is not offered by this strategy."
    ]


def test_what_one_change_would_break_another_of_that_month_may_mend() -> None:
    loan = "{kind: loan, need: 5%, amount: 100, term: 1 year, market_rate: 4%}"
    fall = "[{from: 2026-01, set: {products.account.market_rate: 0.5%}}]"
    own = "[{from: 2026-01, set: {better_by.account: 0.25%}}]"
    market = {"products.account": loan, "changes": fall}
    assert "below 0%" in problems(market)[0]
    both = changed(market, {"strategies.firm.changes": own})
    assert months(phases(both, "other")) == [(0, 0), (12, 0)]


def test_a_fault_is_told_once_at_the_first_change_that_brings_it() -> None:
    loan = "{kind: loan, need: 5%, amount: 100, term: 1 year, market_rate: 4%}"
    falls = "{from: 2026-01, set: {products.account.market_rate: 0.5%}}"
    further = "{from: 2027-01, set: {products.account.fee: 5}}"
    found = problems({"products.account": loan, "changes": f"[{further}, {falls}]"})
    assert [problem.split(":")[0] for problem in found] == [
        "changes.1.set.products.account.market_rate"
    ]


def test_changes_are_judged_beside_other_mistakes() -> None:
    changes = "[{from: 2026-01, set: {service.quality: 130%}}]"
    found = problems({"strategies.firm.changes": changes, "products.account.fee": "many"})
    assert len(found) == 2


@pytest.mark.parametrize("path", ["changes.0.over", "strategies.firm.changes.0.set.offers"])
def test_an_override_replaces_changes_as_a_whole(path: str) -> None:
    change = "[{from: 2026-01, set: {products.account.fee: 5}}]"
    own = "[{from: 2026-01, set: {offers: [account]}}]"
    given = changed({"changes": change, "strategies.firm.changes": own})
    with pytest.raises(ScenarioError, match="changes: a list is set as a whole"):
        again(given, [f"{path}=1"])
    assert again(given, ["changes=[]"]).changes == ()


def test_a_wrong_change_in_an_override_is_told_under_its_name() -> None:
    override = "strategies.firm.changes=[{from: 2026-01, set: {service.quality: 130%}}]"
    with pytest.raises(ScenarioError) as caught:
        again(changed(), [override])
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (f"--set {override}", None)


def test_what_has_no_number_before_may_be_given_one_at_once() -> None:
    at_once = "[{from: 2026-01, set: {service.budget_per_incident: 50}}]"
    later = "[{from: 2027-01, set: {service.budget_per_incident: 90}, over: 1 year}]"
    both = f"[{at_once[1:-1]}, {later[1:-1]}]"
    found = again(changed(), [f"strategies.firm.changes={both}"])
    assert months(phases(found, "firm")) == [(0, 0), (12, 0), (24, 12)]
