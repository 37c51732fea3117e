"""All problems of a file are told at once, each once, whatever is wrong with it."""

from __future__ import annotations

import json

import pytest

from sim.scenario import Problem, ScenarioError
from sim.scenario.copies import copied
from sim.scenario.document import read as read_document
from sim.scenario.overrides import Overridden
from sim.scenario.problem import nearest
from sim.scenario.validate import validate
from tests.scenario.examples import TABLES, TEXT, read, refused

ODD_VALUES: list[object] = [
    "",
    [],
    {},
    -1,
    "x",
    {"a": 1},
    [1],
    1e300,
    10**30,
    "12%",
    {"normal": [1, 2]},
    {"uniform": "x"},
    [[{}]],
    {"each": {}},
    {"times_income": {}},
    {"normal": [1, 2], "times_income": 3},
    {"kind": "loan"},
]


def test_problems_of_every_kind_are_told_at_once() -> None:
    problems = refused(
        ("currency: GBP", "curency: GBP"),
        ("forgets: 6 months", "forgets: 6"),
        ("stayers: {share: 35%", "stayers: {share: 30%"),
        ("offers: [current_account, coffee]", "offers: [current_acount, coffee]"),
        ("default: {family: 0.8%", "default: {famly: 0.8%"),
        ("yearly: 45", "yearly: a lot"),
        ("child: {reach: 30%", "child: {reach: 130%"),
    )
    assert [problem.path for problem in problems] == [
        "curency",
        "segments",
        "behaviour.contact.forgets",
        "products.current_account.costs.yearly",
        "products.mortgage.default.famly",
        "strategies.customer_centric.acquire.child.reach",
        "strategies.customer_focused.offers.0",
    ]
    lines = [problem.line or 0 for problem in problems]
    assert lines == sorted(lines)


def test_one_mistake_is_told_once() -> None:
    assert len(refused(("  mortgage:\n    kind: loan", "  mortgage:\n    kind: lone"))) == 1
    assert len(refused(("family: {from: {normal: [32, 4]}}", "family: {from: old}"))) == 1
    assert len(refused(("stayers: {share: 35%", "stayers: {share: 350%"))) == 1


def test_a_sum_is_not_judged_while_one_of_its_parts_is_wrong() -> None:
    problems = refused(("movers: {share: 65%}", "movers: {share: most}"))
    assert [problem.path for problem in problems] == ["segments.movers.share"]


@pytest.mark.parametrize("turn", range(len(ODD_VALUES)))
def test_no_odd_value_anywhere_ends_in_anything_but_a_problem(turn: int) -> None:
    document = read_document(TEXT, "x.yaml")
    for place, path in enumerate(list(document.values)[1:]):
        if place % len(ODD_VALUES) == turn:
            for odd in (ODD_VALUES[(place // len(ODD_VALUES)) % len(ODD_VALUES)], None):
                _read_with(document.data, path, odd)


def _read_with(data: dict[str, object], path: tuple[str | int, ...], odd: object) -> None:
    """Read the example with a value replaced, or taken out where ``odd`` is None."""
    changed = copied(data)
    parent: object = changed
    for word in path[:-1]:
        parent = parent[word]  # type: ignore[index]
    if odd is None:
        del parent[path[-1]]  # type: ignore[attr-defined]
    else:
        parent[path[-1]] = odd  # type: ignore[index]
    problems = _problems(changed)
    assert problems is None or problems
    assert all("None" not in str(problem) for problem in problems or ())


def _problems(data: dict[str, object]) -> tuple[Problem, ...] | None:
    """What is wrong with the data; None where it is accepted."""
    try:
        validate(Overridden(read_document("a: 1", "x.yaml"), data), dict(TABLES))
    except ScenarioError as error:
        return error.problems
    return None


def test_a_problem_is_plain_data_for_machines() -> None:
    [problem] = refused(("seed: 1865", "seed: -1"))
    data = json.loads(json.dumps(problem.to_dict()))
    assert Problem(**data) == problem
    assert (data["file"], data["line"], data["column"], data["path"]) == ("x.yaml", 9, 7, "seed")


def test_the_nearest_word_forgives_letters_in_the_wrong_order_and_case() -> None:
    words = ["family", "student", "starting_out"]
    assert nearest("famliy", words) == "family"
    assert nearest("Student", words) == "student"
    assert nearest("mortgage", words) is None


def test_the_sound_example_has_no_problem() -> None:
    assert read().title == "A bank for life"
