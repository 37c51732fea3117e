"""Texts in any script are fine; what cannot be seen and is obeyed is refused."""

from __future__ import annotations

import pytest

from sim.scenario.characters import forbidden
from tests.scenario.examples import read, refused

TITLE = "title: A bank for life"


@pytest.mark.parametrize("title", ["क्\u200dष बैंक", "بانک می\u200cخواهم", "银行", "A bank 🏦"])
def test_a_title_may_be_in_any_script(title: str) -> None:
    assert read((TITLE, f"title: {title}")).title == title


@pytest.mark.parametrize("code", [0x00, 0x1B, 0x7F, 0x9B, 0xD800, 0x202A, 0x202E, 0x2066, 0x2069])
def test_a_character_that_is_obeyed_unseen_is_forbidden(code: int) -> None:
    assert forbidden(f"a{chr(code)}b") == f"U+{code:04X}"


@pytest.mark.parametrize("override", ['title="\\e[31m"', 'title="\\ud800"', "ti\x1btle=A"])
def test_an_override_may_not_hold_what_cannot_be_seen(override: str) -> None:
    (problem,) = refused(overrides=(override,))
    assert "an invisible or forbidden character" in problem.message
    assert forbidden(str(problem)) is None


def test_a_text_may_have_several_lines_and_a_title_may_not() -> None:
    written = (TITLE, 'title: "A bank\\nfor life"')
    assert "a title is one line" in refused(written)[0].message
    assert read((TITLE, "title: >\n  A bank for life")).title == "A bank for life"
