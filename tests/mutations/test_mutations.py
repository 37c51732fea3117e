"""The table of broken rules: it fits the files as they are, and every break is caught."""

from pathlib import Path

import pytest

from tests.mutations.generated import rules
from tests.mutations.mutation import ROOT, Mutation, in_rules
from tests.mutations.table import MUTATIONS
from tests.mutations.trial import Verdict, bench

NUMERICS = {"incomplete", "quantiles", "distributions"}
"""Held against SciPy and the standard library, digit by digit, rather than broken by hand."""

HARMLESS = Mutation(
    "sim/rules/money.py",
    "nothing: a word of a docstring",
    "half to even. A rule rounds once.",
    "half to even. A rule does so once.",
    in_rules("money"),
)


def _named(mutation: Mutation) -> str:
    return f"{Path(mutation.file).stem}: {mutation.breaks}"


@pytest.mark.parametrize("mutation", [*MUTATIONS, HARMLESS], ids=_named)
def test_what_is_to_be_replaced_stands_in_its_file_once(mutation: Mutation) -> None:
    broken = mutation.broken()
    assert broken != (ROOT / mutation.file).read_text(encoding="utf-8")
    compile(broken, mutation.file, "exec")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=_named)
def test_the_tests_that_have_to_fail_exist(mutation: Mutation) -> None:
    assert mutation.tests
    for test in mutation.tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8") or not name


def test_nothing_is_broken_twice_in_the_same_way() -> None:
    assert len({(m.file, m.old, m.new) for m in MUTATIONS}) == len(MUTATIONS)
    assert len({_named(m) for m in MUTATIONS}) == len(MUTATIONS)


def test_every_file_of_rules_is_broken_somewhere() -> None:
    broken = {Path(mutation.file).stem for mutation in MUTATIONS}
    assert {Path(file).stem for file in rules()} - broken == NUMERICS


def test_a_mutation_whose_text_has_gone_says_so() -> None:
    gone = Mutation("sim/rules/money.py", "what is gone", "not there", "", ())
    with pytest.raises(ValueError, match=r"'not there' stands there 0 times.*'what is gone'"):
        gone.broken()


@pytest.mark.evidence
def test_every_broken_rule_is_caught_and_a_harmless_edit_is_not() -> None:
    with bench() as process:
        survived = [_named(m) for m in MUTATIONS if process.tried(m) is Verdict.SURVIVED]
        assert survived == []
        assert process.tried(HARMLESS) is Verdict.SURVIVED
