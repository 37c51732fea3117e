"""Claims about remarks on sound scenarios."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sim.scenario import load
from sim.scenario.notes import notes
from tests.scenario.examples import read
from tests.worlds import scenario


def test_a_bare_rate_above_30_percent_is_noted_where_it_is_written() -> None:
    path = "strategies.customer_centric.better_by.coffee"
    found = notes(read(overrides=(f"{path}={{student: 0.5, else: 0.05}}", "discount_rate=0.31")))
    assert found == [
        "discount_rate: 0.31 is read as 31%; write 0.31% if you mean that.",
        f"{path}.student: 0.5 is read as 50%; write 0.5% if you mean that.",
    ]


def test_percentages_and_chances_are_not_noted() -> None:
    assert notes(read(overrides=("discount_rate=50%", "behaviour.churn.per_year=0.5"))) == []


def test_the_shipped_scenario_has_no_notes() -> None:
    assert notes(load("hsbc")) == []


BASE: dict[str, object] = {
    "products.tea": "{kind: purchase, need: 5%, per_year: 12, basket: 3}",
    "strategies.firm": "{offers: all, service: {quality: 80%}}",
}


def noted(*changes: Mapping[str, object]) -> list[str]:
    return notes(scenario({path: v for some in (BASE, *changes) for path, v in some.items()}))


@pytest.mark.parametrize(
    ("word", "value", "note"),
    [
        ("service", "{budget_per_incident: 5}", "service.budget_per_incident: no failure costs"),
        ("staff", "{per_1000_customers: 2, minutes_per_incident: 9}", "staff: nobody is ever"),
        ("feedback", "{surveys_per_year: 1, acts_on: 9%}", "feedback: `behaviour.satisfaction.vo"),
        ("loyalty", "{per_year: 5}", "loyalty: members get nothing."),
        ("loyalty", "{join: {top: 0%}, ease: 1}", "loyalty.join: nobody may join."),
        ("loyalty", "{join: {top: 5%}, ease: 1}", "loyalty.reviewed: the run ends before the fi"),
        ("loyalty", "{ease: 1, discount_from_basket: 5}", "loyalty.discount_from_basket: there is"),
        ("personal", "{relevance: 10%, responds: 1}", "personal: there are no contacts; give `co"),
        ("promotion", "{lasts: 1 month}", "promotion: customers get nothing; give it a `discou"),
        (
            "promotion",
            "{lasts: 1 month, free_item: 1, first: 1 year}",
            "promotion.first: the run e",
        ),
        ("promotion", "{lasts: 1 month, free_item: 1, over: 1 month}", "promotion.over: no purch"),
        ("improvement", "{cost_per_customer: 1}", "improvement: no cost falls; give `per_year`"),
        ("improvement", "{per_year: 2%, lasts: 6 months}", "improvement.lasts: costs fall after w"),
        ("word_of_mouth", "{}", "word_of_mouth: nobody says anything."),
        ("word_of_mouth", "{per_satisfied_customer: 1}", "word_of_mouth.per_satisfied_customer:"),
        ("funding", "[lending]", "funding: there is no `lending` that could stop."),
        ("funding", "[loyalty]", "funding: there is no `loyalty` that could stop."),
        ("funding", "[contact]", "funding: there is no `contact` that could stop."),
        ("changes", "[{from: 2026-01, set: {offers: [tea]}}]", "changes.0: begins after the end o"),
    ],
)
def test_a_practice_that_can_do_nothing_is_noted(word: str, value: str, note: str) -> None:
    (found,) = noted({f"strategies.firm.{word}": value})
    assert found.startswith(f"strategies.firm.{note}")


def test_a_surveys_notes_say_what_each_number_lacks() -> None:
    found = noted({"strategies.firm.feedback": "{}", "behaviour.satisfaction.voiced": "40%"})
    assert [note.split(":")[0] for note in found] == [
        "strategies.firm.feedback",
        "strategies.firm.feedback.acts_on",
    ]


def test_a_price_effect_without_any_promotion_is_noted() -> None:
    buying = {"behaviour.buying": "{price: 0.1, satisfaction: 1}"}
    assert noted(buying) == [
        "behaviour.buying.price: no strategy has a `promotion` that it could matter for."
    ]
    promotion = {"strategies.firm.promotion": "{lasts: 1 month, discount: 9%}"}
    assert noted(buying, promotion) == []


def test_what_a_change_sets_to_work_is_not_noted() -> None:
    personal = {"strategies.firm.personal": "{relevance: 10%, responds: 1}"}
    change = "[{from: 2025-06, set: {contact.per_year: 6}}]"
    assert len(noted(personal)) == 1
    assert noted(personal, {"strategies.firm.changes": change}) == []


def test_a_practice_that_begins_idle_is_noted() -> None:
    change = "[{from: 2025-06, set: {personal.relevance: 50%}}]"
    (note,) = noted({"strategies.firm.changes": change})
    assert note.startswith("strategies.firm.personal: there are no contacts")
