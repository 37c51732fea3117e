"""Every kind of mistake is refused in words that help, at the place where it was made.

Each file of ``tests/scenarios_bad`` is a scenario with one mistake. It says on its first line
which words the message must contain, and may say on its second where (``# at: line:column``).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import Problem, ScenarioError, load

FOLDER = Path(__file__).parents[1] / "scenarios_bad"
FILES = sorted(FOLDER.glob("*.yaml"))
JARGON = re.compile(
    r"pydantic|Traceback|validat|NoneType|__|\bdict\b|\bstr\b|\bint\b|\bfloat\b|Input should"
    r"|extra_forbidden|Error\b|yaml\.(?:scanner|parser)|None\b",
)


def problems_of(file: Path, *overrides: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        load(file, overrides=overrides)
    return caught.value.problems


def instruction(file: Path, word: str) -> str | None:
    found = re.search(rf"^# {word}: (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_is_refused_in_words_that_help(file: Path) -> None:
    problems = problems_of(file)
    message = "\n".join(str(problem) for problem in problems)
    assert str(instruction(file, "expect")) in message
    assert not JARGON.search(message), message
    assert len(problems) == int(instruction(file, "problems") or 1), message


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_is_told_with_its_place(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for problem in problems_of(file):
        assert problem.file == str(file)
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        at = instruction(file, "at")
        assert at is None or at == f"{problem.line}:{problem.column}"


def test_every_file_says_what_it_expects() -> None:
    expected = [instruction(file, "expect") for file in FILES]
    assert None not in expected
    assert len(FILES) > 100
