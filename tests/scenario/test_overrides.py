"""Overrides win over the file, and are told by their own names when they are wrong."""

from __future__ import annotations

import pytest

from sim.scenario import load
from sim.scenario.models import Loan
from sim.scenario.values import Join, Offers
from tests.scenario.examples import EVERY_WORD, read, refused


def test_an_override_wins_over_the_file() -> None:
    scenario = read(overrides=("discount_rate=8%", "products.current_account.fee=24"))
    assert scenario.discount_rate == 0.08
    assert scenario.products["current_account"].fee == 24


def test_the_last_override_wins() -> None:
    assert read(overrides=("seed=2", "seed=3")).seed == 3


def test_an_override_mends_a_mistake_of_the_file() -> None:
    assert read(("seed: 1865", "seed: many"), overrides=("seed=7",)).seed == 7


def test_people_years_and_seed_are_overrides() -> None:
    scenario = load(EVERY_WORD, people=50, years=2, seed=3)
    assert (scenario.people, scenario.years, scenario.seed) == (50, 2, 3)
    assert scenario.source.overrides == ("people=50", "years=2", "seed=3")


def test_one_stage_of_a_value_for_all_can_be_set() -> None:
    scenario = read(overrides=("strategies.customer_centric.better_by.coffee.student=9%",))
    points = scenario.strategies["customer_centric"].better_by["coffee"]
    assert (points.at("student"), points.at("family")) == (0.09, 0.05)


def test_a_word_the_file_leaves_out_can_be_set() -> None:
    scenario = read(overrides=("products.tea.costs.open=3", "strategies.narrow.offers=[tea]"))
    assert scenario.products["tea"].costs.open == 3
    assert scenario.strategies["narrow"].offers == Offers(False, {"tea": None})


def test_a_path_with_dots_under_uncertain_is_one_key() -> None:
    path = "behaviour.churn.fatigue"
    scenario = read(overrides=(f"uncertain.{path}={{uniform: [0, 1]}}",))
    assert scenario.uncertain[path].second == 1


def test_a_practice_the_file_leaves_out_can_be_set_word_by_word() -> None:
    words = ("service.quality=70%", "staff.per_1000_customers=3", "staff.minutes_per_incident=20")
    narrow = read(overrides=[f"strategies.narrow.{word}" for word in words]).strategies["narrow"]
    assert narrow.staff is not None
    assert (narrow.staff.per_1000_customers, narrow.staff.patience) == (3, 10)


def test_who_may_join_is_set_as_a_whole() -> None:
    path = "strategies.customer_focused.loyalty.join"
    (problem,) = refused(overrides=(f"{path}.top=9%",))
    assert "said by one word" in problem.message
    assert f"It comes of --set {path}.top=9%" in problem.hint
    loyalty = read(overrides=(f"{path}={{top: 9%}}",)).strategies["customer_focused"].loyalty
    assert loyalty is not None
    assert loyalty.join == Join("top", 0.09)


def test_a_loan_keeps_its_other_words() -> None:
    loan = read(overrides=("products.mortgage.fixed.years=5",)).products["mortgage"]
    assert isinstance(loan, Loan)
    assert loan.fixed is not None
    assert (loan.fixed.years, loan.fixed.then) == (5, 0.026)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("products.mortgage.defalt=1%", "unknown word. Expected one of"),
        ("products.mortgage.defalt=1%", "Did you mean 'default'?"),
        ("products.mortgag.default=1%", "does not exist"),
        ("products.mortgag.default=1%", "Did you mean 'mortgage'?"),
        ("people=many", "`many` is not a number"),
        ("people", "not an override. Expected path=value"),
        ("=5", "not an override"),
        ("a..b=5", "not an override"),
        ("people=", "has no value"),
        ("people=[1", "a `[` is not closed"),
        ("people=5\nseed: 3", "holds more than one value"),
        ("title.first=A", "has the one value `A bank for life`"),
        ("strategies.customer_focused.offers.0=tea", "a list is set as a whole"),
        ("products.mortgage.default=130%", "out of range"),
        ("products.mortgage.default.kid=1%", "there is no stage `kid`"),
        ("products.mortgage=5", "`5` where a map belongs"),
        ("strategies.narrow.staff.turnover=30%", "staff.per_1000_customers: is missing. Expected"),
        ("strategies.narrow.staff.turnover=30%", "staff.minutes_per_incident: is missing. Expect"),
        ("strategies.narrow.feedback.acts_on=30%", "feedback: stands without `service`"),
        ("strategies.narrow.promotion.discount=9%", "promotion.lasts: is missing. Expected a le"),
        ("strategies.customer_focused.changes.0.over=1 year", "a list is set as a whole."),
        ("strategies.customer_focused.changes.0.set.offers=all", "a list is set as a whole."),
        ("strategies.customer_focused.funding.0=contact", "a list is set as a whole."),
        ("changes.0.set={products.tea.fee: 1}", "changes: a list is set as a whole."),
    ],
)
def test_a_wrong_override_is_told_by_its_name(override: str, words: str) -> None:
    problems = refused(overrides=(override,))
    named = [problem for problem in problems if problem.file == f"--set {override}"]
    assert any(words in str(problem) for problem in named), problems
    assert all(problem.line is None for problem in named)


def test_a_mistake_that_an_override_brings_elsewhere_names_the_override() -> None:
    overrides = ("seed=3", "strategies.customer_focused.offers=[coffee]")
    (problem,) = refused(overrides=overrides)
    assert problem.line is not None
    told = f"It comes of --set {overrides[0]} --set {overrides[1]}; the file alone is free of it."
    assert told in problem.hint


def test_a_mistake_of_the_file_is_not_blamed_on_an_override() -> None:
    (problem,) = refused(("seed: 1865", "seed: many"), overrides=("years=5",))
    assert "--set" not in str(problem)


def test_the_files_own_mistakes_are_told_beside_the_overrides() -> None:
    problems = refused(("seed: 1865", "seed: many"), overrides=("years=500",))
    assert {problem.file for problem in problems} == {"x.yaml", "--set years=500"}
