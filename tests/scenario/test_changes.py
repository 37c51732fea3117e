"""A strategy's phases: the scenario as it stands after each dated change."""

from __future__ import annotations

import pytest

from sim.scenario import Scenario, again
from sim.scenario.changes import Phase, phases
from tests.worlds import Changes, scenario

BASE = {
    "years": 10,
    "products.account": "{kind: account, need: 5%, market_rate: 2%}",
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
