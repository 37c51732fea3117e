"""Claims: what is measured of a run is what the engine itself counted, and what a rule says."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.experiments.calibration.estimates import Measured, fraction
from sim.experiments.calibration.measure import Contacts, Lived, lived, measured, totals
from sim.experiments.calibration.targets import Pattern
from sim.scenario.tabulate import tabulate
from tests.calibration.banks import bank


@cache
def run(*overrides: str) -> Lived:
    return lived(tabulate(bank(*overrides)), "waiting")


def figure(life: Lived, **words: Any) -> Measured:
    pattern = Pattern.model_validate(
        {"value": 1, "error": 1, "source": "-", "confidence": "assumed", "use": "fit", **words}
    )
    return measured(pattern, totals(pattern, life))


def test_leaving_products_and_responses_are_those_the_engine_counted() -> None:
    one = run()
    months = one.outcome.months
    customers = months.customers.sum()
    assert customers > 0
    assert months.responses.sum() > 30
    monthly = months.churned.sum() / customers
    assert figure(one, kind="rate", of="leaving").value == pytest.approx(1 - (1 - monthly) ** 12)
    held = figure(one, kind="mean", of="products").value
    assert held == pytest.approx(months.products_held.sum() / customers)
    response = figure(one, kind="rate", of="response").value
    assert response == pytest.approx(months.responses.sum() / months.contacts.sum())
    people = figure(one, kind="share", of="customers").value
    assert people == pytest.approx(customers / months.living.sum())


def test_a_stage_leaves_as_often_as_its_rate_says() -> None:
    one = run("people=3_000")
    for stage, rate in (("adult", 0.20), ("parent", 0.08)):
        found = figure(one, kind="rate", of="leaving", stages=[stage])
        assert abs(found.value - rate) < 4 * found.error
        assert 0 < found.error < 0.02


def test_ages_years_and_stages_look_at_the_same_months_of_one_cohort() -> None:
    words = {"kind": "rate", "of": "leaving"}
    by_stage = figure(run(), **words, stages=["adult"])
    assert figure(run(), **words, ages=[20, 25]) == by_stage
    assert figure(run(), **words, years=[0, 6]) == by_stage


def test_who_holds_here_is_part_of_who_holds_anywhere() -> None:
    words = {"kind": "share", "of": "holding", "products": ["card"]}
    anywhere, here = (figure(run(), **words, where=where).value for where in ("anywhere", "here"))
    of_holders = figure(run(), **words, where="here", among="holders").value
    assert 0 < here < anywhere < 1
    assert of_holders == pytest.approx(here / anywhere)
    of_clients = figure(run(), **words, where="here", among="holders", customers_of=["account"])
    assert of_clients.value > of_holders


def test_repeated_contacts_sell_less_by_the_fatigue_they_cause() -> None:
    words = {
        "kind": "ratio",
        "of": "response",
        "contacts_before": [2, 9],
        "compared_with": [0, 0],
        "within": "6 months",
    }
    tired = figure(run("people=4_000"), **words)
    rested = figure(run("people=4_000", "behaviour.contact.fatigue=0"), **words)
    assert tired.value + 2 * tired.error < 1
    assert abs(rested.value - 1) < 4 * rested.error


def test_contacts_before_are_counted_of_the_same_person_and_within_the_time() -> None:
    row, month = np.array([0, 0, 0, 1]), np.array([1, 3, 9, 4])
    contacts = Contacts(row, month, row, row > 5)
    assert contacts.before(6).tolist() == [0, 1, 1, 0]
    assert contacts.before(12).tolist() == [0, 1, 2, 0]


def test_the_error_of_a_ratio_of_fractions_is_that_of_many_samples() -> None:
    chance = np.random.default_rng(5)

    def sample() -> np.ndarray:
        below = chance.poisson(4, size=(400, 2)) + 1
        above = chance.binomial(below, [0.3, 0.5])
        return np.column_stack([above[:, 0], below[:, 0], above[:, 1], below[:, 1]]).astype(float)

    found = [fraction(sample()) for _ in range(400)]
    values = np.array([each.value for each in found])
    assert abs(values.mean() - 0.6) < 0.01
    assert np.mean([each.error for each in found]) == pytest.approx(values.std(), rel=0.12)


def test_a_figure_of_nobody_is_undefined() -> None:
    assert np.isnan(figure(run(), kind="rate", of="leaving", ages=[90, 99]).value)
