"""YAML is read as plain words and numbers, each with its place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from sim.scenario import ScenarioError, document
from sim.scenario.document import LARGEST, decode, read

SOUND = Path(__file__).parent / "every_word.yaml"
SIGNS = [*":{}[],#\n'\"-?|>%@`&*!\t~ ", ": ", "- ", "? ", "---\n", "é", "\ufeff", "\u2028", "\r\n"]


def told(text: str) -> tuple[object, ...]:
    """All that comes of reading a text."""
    try:
        found = read(text, "x")
    except ScenarioError as error:
        return error.problems
    return found.data, found.keys, found.values


def damaged(text: str, luck: random.Random) -> str:
    """A part of a text with one to three signs put in or over what stands there."""
    lines = text.splitlines(keepends=True)
    first = luck.randrange(len(lines))
    text = "".join(lines[first : first + 12])
    for _ in range(luck.randrange(1, 4)):
        at = luck.randrange(len(text) + 1)
        text = text[:at] + luck.choice(SIGNS) + text[at + luck.choice((0, 0, 1, 3)) :]
    return text


def test_every_key_and_value_has_its_place() -> None:
    document = read("a: 1\nb:\n  - x\n  - {c: 12%}\n", "x.yaml")
    assert document.data == {"a": 1, "b": ["x", {"c": "12%"}]}
    assert document.keys[("b", 1, "c")] == (4, 6)
    assert document.values[("b", 1, "c")] == (4, 9)


@pytest.mark.parametrize("word", ["NO", "no", "yes", "on", "off", "true", "False", "y", "1:30"])
def test_a_word_is_never_read_as_true_or_false_or_a_time(word: str) -> None:
    assert read(f"a: {word}", "x").data == {"a": word}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("20_000", 20_000),
        ("-3.0", -3.0),
        ("+5", 5),
        (".5", 0.5),
        ("2e3", 2000.0),
        ("1_0.5", 10.5),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1__0", "1__0"),
        ("_1", "_1"),
        ("2025-01", "2025-01"),
        ("2025-01-01", "2025-01-01"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("'12'", "12"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_only_plain_decimal_numbers_are_numbers(written: str, value: object) -> None:
    found = read(f"a: {written}", "x").data["a"]
    assert found == value
    assert type(found) is type(value)


def test_a_name_that_looks_like_true_or_false_is_a_name() -> None:
    assert read("no: 1\n'5': 2\n", "x").data == {"no": 1, "5": 2}


def test_two_ways_to_write_one_letter_are_one_name() -> None:
    with pytest.raises(ScenarioError, match="written twice"):
        read("caf\u00e9: 1\ncafe\u0301: 2\n", "x")


def test_every_duplicate_and_empty_value_is_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        read("a: 1\na: 2\nb:\nc: {d: 1, d: 2}\n", "x")
    assert [problem.path for problem in caught.value.problems] == ["a", "b", "c.d"]


def test_a_file_that_is_not_utf_8_is_refused_at_the_first_such_letter() -> None:
    with pytest.raises(ScenarioError, match=r"x:2:4: the file is not UTF-8"):
        decode("a: 1\nb: é".encode("latin-1"), "x")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: 1", "x") == "a: 1"


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ScenarioError, match="larger than 5 MB"):
        decode(b" " * (LARGEST + 1), "x")


def test_fifty_thousand_brackets_are_refused_and_do_no_harm() -> None:
    with pytest.raises(ScenarioError, match="nested deeper than 40"):
        read("a: " + "[" * 50_000, "x")


def test_the_quick_parser_is_the_one_in_c() -> None:
    assert getattr(document.QUICK, "__name__", "") == "CSafeLoader" or not yaml.__with_libyaml__


@pytest.mark.parametrize("seed", range(8))
def test_the_quick_parser_changes_nothing_that_is_read_or_told(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    luck, whole = random.Random(seed), SOUND.read_text(encoding="utf-8")
    texts = [whole, *(damaged(whole, luck) for _ in range(60))]
    quickly = [told(text) for text in texts]
    monkeypatch.setattr(document, "QUICK", document.PATIENT)
    assert quickly == [told(text) for text in texts]


@pytest.mark.parametrize("text", ["a:\t1", "a: {b?: 1}", "a: {b\ufeffc: 1, d: 2}"])
def test_what_the_two_parsers_read_differently_is_read_by_the_one_whose_errors_are_told(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    quickly = told(text)
    monkeypatch.setattr(document, "QUICK", document.PATIENT)
    assert quickly == told(text)
