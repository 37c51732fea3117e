"""Staff: what they cost, how well they serve, how long customers wait for them."""

from __future__ import annotations

import math

import pytest

from sim.world.ledger import Line
from sim.world.outcome import Outcome
from tests.worlds import EVERYBODY_HOLDS, Changes, counted, posted, told, world

SERVICE = {
    "behaviour.satisfaction": "{market: 60%, start: 50%, half_life: 1 month}",
    "strategies.firm.service": "{quality: 90%, puts_right: 80%}",
}
MINUTES = 4.25
"""With a failure of each of 1,000 customers a month, that many minutes each keep half an employee
of 8,500 minutes a month busy."""


def firm(staff: str, *changes: Changes) -> Outcome:
    given = {"strategies.firm.staff": f"{{{staff}}}"}
    return world(EVERYBODY_HOLDS, SERVICE, given, *changes)


def desk(staff: str, *changes: Changes) -> Outcome:
    """As `firm`, where everybody is let down every month."""
    failing = {"behaviour.satisfaction.incidents_per_year": 6000}
    return firm(f"minutes_per_incident: {MINUTES}, {staff}", failing, *changes)


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ("cost_per_year: 30_000", 60.00),
        ("training_per_year: 500, cost_to_train: 100", 1.00),
        ("turnover: 20%, cost_per_hire: 4_000", 1.60),
        ("cost_per_hire: 4_000", 0.00),
        ("cost_per_year: 30_000, turnover: 50%, cost_per_hire: 1_000", 61.00),
    ],
)
def test_staff_of_two_in_a_thousand_cost_each_customer_so_much_a_year(
    staff: str, expected: float
) -> None:
    outcome = firm(f"per_1000_customers: 2, minutes_per_incident: 1, {staff}")
    assert sum(posted(outcome, Line.STAFF, 1)) == -round(100 * expected)


def test_staff_cost_is_due_month_by_month_of_customers_only() -> None:
    staff = {"strategies.firm.staff": "{per_1000_customers: 1, minutes_per_incident: 1}"}
    cost = {"strategies.firm.staff.cost_per_year": 12_000}
    assert posted(world(EVERYBODY_HOLDS, SERVICE, staff, cost), Line.STAFF) == [-100] * 12
    assert not world(SERVICE, staff, cost).ledger.any()


def test_quality_lies_between_the_untrained_and_the_trained_by_their_shares() -> None:
    staff = "per_1000_customers: 1, minutes_per_incident: 1, trained: 25%, untrained_quality: 30%"
    outcome = firm(staff)
    assert told(outcome, "quality") == pytest.approx([0.45] * 12)
    felt = outcome.months.satisfaction / 1e9
    assert felt == pytest.approx([0.45 + 0.05 * 0.5 ** (m + 1) for m in range(12)], abs=1e-9)


def test_the_untrained_give_the_markets_quality_where_nothing_is_said() -> None:
    outcome = firm("per_1000_customers: 1, minutes_per_incident: 1, trained: 50%")
    assert told(outcome, "quality") == pytest.approx([0.75] * 12)


def test_who_is_trained_stays_so_but_for_who_leaves() -> None:
    outcome = firm("per_1000_customers: 1, minutes_per_incident: 1, trained: 80%, turnover: 50%")
    assert told(outcome, "trained") == pytest.approx([0.8 * 0.5 ** (m / 12) for m in range(12)])


def test_training_reaches_the_untrained_month_by_month() -> None:
    training = "training_per_year: 300, cost_to_train: 600"
    outcome = firm(f"per_1000_customers: 1, minutes_per_incident: 1, {training}")
    expected = [1 - math.exp(-0.5 * m / 12) for m in range(12)]
    assert told(outcome, "trained") == pytest.approx(expected)


def test_training_and_turnover_together() -> None:
    """Who leaves in a month is replaced by an untrained one, who may learn in the same month."""
    outcome = firm(
        "per_1000_customers: 1, minutes_per_incident: 1, trained: 30%, turnover: 25%,"
        " training_per_year: 600, cost_to_train: 1_500"
    )
    expected = [0.3]
    for _ in range(11):
        stay = expected[-1] * 0.75 ** (1 / 12)
        expected.append(stay + (1 - stay) * (1 - math.exp(-600 / 1500 / 12)))
    assert told(outcome, "trained") == pytest.approx(expected)


def test_staff_who_come_later_begin_untrained() -> None:
    """In month 3; until then quality is what the firm pays for without them."""
    outcome = world(
        EVERYBODY_HOLDS,
        SERVICE,
        {
            "strategies.firm.changes": (
                "[{from: 2025-04, set: {staff.per_1000_customers: 1,"
                " staff.minutes_per_incident: 1, staff.untrained_quality: 20%,"
                " staff.training_per_year: 100, staff.cost_to_train: 100}}]"
            )
        },
    )
    trained = [1 - math.exp(-k / 12) for k in range(9)]
    assert told(outcome, "trained")[3:] == pytest.approx(trained)
    expected = [0.9] * 3 + [0.2 + 0.7 * share for share in trained]
    assert told(outcome, "quality") == pytest.approx(expected)


def test_nobody_waits_in_month_0_and_from_then_on_by_last_months_failures() -> None:
    """One employee, half busy: ``0.5 exp(-0.5 * 10 / 4.25)`` wait longer than ten minutes."""
    outcome = desk("per_1000_customers: 1")
    long = 0.5 * math.exp(-0.5 * 10 / MINUTES)
    assert told(outcome, "waits") == pytest.approx([0.0] + [long] * 11)
    assert told(outcome, "puts_right") == pytest.approx([0.8] + [0.8 * (1 - long)] * 11)


def test_the_load_is_that_of_the_month_before() -> None:
    """Failures end with month 5, so that in month 6 customers still wait, and later nobody."""
    end = {"strategies.firm.changes": "[{from: 2025-07, set: {service.incidents_per_year: 0}}]"}
    waits = told(desk("per_1000_customers: 1", end), "waits")
    assert [wait > 0 for wait in waits] == [False] + [True] * 6 + [False] * 5


def test_the_patient_wait() -> None:
    outcome = desk("per_1000_customers: 1, patience: 0")
    assert told(outcome, "waits")[1:] == pytest.approx([0.5] * 11)
    outcome = desk("per_1000_customers: 1, patience: 20")
    assert told(outcome, "waits")[1:] == pytest.approx([0.5 * math.exp(-10 / MINUTES)] * 11)


def test_a_fraction_of_an_employee_is_two_whole_numbers_in_turn() -> None:
    """At patience 0 half wait for one, and for two ``2 * 0.25**2 / (1 + 0.25)``, a tenth."""
    outcome = desk("per_1000_customers: 1.25, patience: 0")
    assert told(outcome, "waits")[1:] == pytest.approx([0.75 * 0.5 + 0.25 * 0.1] * 11)


def test_one_desk_for_more_customers_has_more_staff_and_shorter_lines() -> None:
    """Two employees for 2,000 customers: an erlang on two, so that a third wait."""
    outcome = desk("per_1000_customers: 1, customers_per_desk: 2_000, patience: 0")
    assert told(outcome, "waits")[1:] == pytest.approx([1 / 3] * 11)


@pytest.mark.parametrize("staff", [0, 0.5, 1])
def test_too_few_put_nothing_right_once_the_line_stands(staff: float) -> None:
    """Half an employee takes turns with none, and one has more to do than there is time."""
    outcome = desk(
        f"per_1000_customers: {staff}", {"strategies.firm.staff.minutes_per_incident": 9}
    )
    assert told(outcome, "waits") == [0.0] + [1.0] * 11
    assert not any(counted(outcome, "put_right")[1:])


def test_only_who_does_not_wait_too_long_is_put_right() -> None:
    people = {"people": 1000, "strategies.firm.service.puts_right": "100%"}
    outcome = desk("per_1000_customers: 1, patience: 0", people)
    found = counted(outcome, "put_right")
    assert found[0] == 1000
    assert sum(found[1:]) / 11_000 == pytest.approx(0.5, abs=4 * math.sqrt(0.25 / 11_000))
