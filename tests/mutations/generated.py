"""Mutants that Cosmic Ray makes of a file of rules: every operator, comparison and number in turn.

The mutants are its own (https://cosmic-ray.readthedocs.io); it starts a Python anew for each, so
they are tried by `tests.mutations.bench` instead. Of the many operators that could replace one,
those are taken that a slip would write.
"""

import ast
import difflib
import importlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.mutation import ROOT
from tests.mutations.plain import COMPILED
from tests.mutations.trial import VERDICTS, Bench, Verdict

SLIPS = (
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("FloorDiv_Mul", "Mod_Add", "Pow_Mul")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("LShift_RShift", "RShift_LShift")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Lt_Gt", "LtE_GtE", "Gt_Lt", "GtE_LtE")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq")),
    *("ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_Not", "NumberReplacer"),
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("AddNot", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
)
SHARED = {
    "behaviour": ("choice", "churn", "contact"),
    "quantiles": ("distributions", "incomplete"),
    "numbers": ("money",),
}
"""Files of tests by name, and the rules beyond those of their name that they test."""
LEFT_OUT = (
    "tests/rules/test_compiled.py",
    "tests/rules/test_distributions.py::test_no_quantile_needs_scipy",
    "tests/rules/test_chance.py::test_all_64_bits_of_a_seed_count_and_a_sign_is_a_bit",
)
"""The first two start a Python of their own; plain Python has no negative seeds."""
SECONDS = 30
"""Of the processor, for a mutant's own tests; twice that for those of all rules."""


@dataclass(frozen=True)
class Mutant:
    """A file with one slip in it; ``line`` is the first that differs."""

    file: str
    text: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before.strip()}  ->  {self.after.strip()}"


def rules() -> list[str]:
    """The files of rules; how they are compiled is none."""
    files = sorted((ROOT / "sim" / "rules").glob("*.py"))
    return [f"sim/rules/{f.name}" for f in files if f.stem not in ("__init__", "compiled")]


def mutants_of(file: str, root: Path = ROOT) -> Iterator[Mutant]:
    """Every mutant of a file that differs from it when it runs."""
    mutate_code = importlib.import_module("cosmic_ray.mutating").mutate_code
    get_operator = importlib.import_module("cosmic_ray.plugins").get_operator
    sound = (root / file).read_text(encoding="utf-8")
    seen = {_meaning(sound)}
    for name in SLIPS:
        operator = get_operator(f"core/{name}")()
        for place in itertools.count():
            text = mutate_code(sound, operator, place)
            if text is None:
                break
            if _meaning(text) not in seen:
                seen.add(_meaning(text))
                yield _mutant(file, sound, text)


def tried(bench: Bench, mutant: Mutant) -> Verdict:
    """What becomes of a mutant: its file's own tests first, then those of all rules."""
    return VERDICTS.get(_status(bench, mutant.file, mutant.text), Verdict.BROKEN)


def passes(bench: Bench, file: str) -> bool:
    """Whether the tests of a file pass, in time, while nothing is broken."""
    return _status(bench, file, (bench.root / file).read_text(encoding="utf-8")) == 0


def _status(bench: Bench, file: str, text: str) -> int | None:
    status = bench.status(file, text, _own_tests(file), SECONDS)
    if status == 0:
        status = bench.status(file, text, ["tests/rules/", *_left_out()], 2 * SECONDS)
    return status


def _own_tests(file: str) -> list[str]:
    """The file's examples, and the tests that bear its name or are said to be its own.

    What is compiled at other times answers with NumPy's numbers here, unlike its examples.
    """
    name = Path(file).stem
    named = [name, *(tests for tests, of in SHARED.items() if name in of)]
    files = [f"tests/rules/test_{each}.py" for each in named]
    examples = [] if f"sim.rules.{name}" in COMPILED else [file]
    return [*examples, *(each for each in files if (ROOT / each).exists()), *_left_out()]


def _left_out() -> list[str]:
    return [word for each in LEFT_OUT for word in ("--deselect", each)]


def _meaning(text: str) -> str:
    """What a program does, without its comments and its docstrings."""
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return ""


def _mutant(file: str, sound: str, text: str) -> Mutant:
    before, after = sound.splitlines(), text.splitlines()
    matched = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    _, i, _, j, _ = next(code for code in matched if code[0] != "equal")
    return Mutant(file, text, i + 1, before[i], after[j])
