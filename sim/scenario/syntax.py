"""What the YAML parser says, in plainer words.

Decides only how a syntax error is told; PyYAML finds it.
"""

from __future__ import annotations

import yaml
from yaml.reader import ReaderError

from sim.scenario.problem import Problem

_PLAINER = (
    ("'\\t' that cannot start", "a tab is used to indent.", "Indent with spaces."),
    (
        "found unexpected end of stream",
        "a quotation is opened and never closed.",
        "Close it with the quote it began with.",
    ),
    (
        "mapping values are not allowed here",
        "a colon is not expected here.",
        "Check the indentation; text that contains `: ` is written in quotes.",
    ),
    (
        "could not find expected ':'",
        "a name without its value.",
        "Write `name: value`, with a space after the colon.",
    ),
    (
        "expected ',' or '}'",
        "a `{` is not closed, or a comma is missing.",
        "Write {first: 1, second: 2}, a space after each colon.",
    ),
    ("expected ',' or ']'", "a `[` is not closed, or a comma is missing.", "Write [one, two]."),
    (
        "expected <block end>",
        "the indentation does not fit the lines above.",
        "Words of one map begin in the same column.",
    ),
    ("did not find expected", "the indentation does not fit the lines above.", ""),
    ("cannot start any token", "this sign cannot begin a word.", "Put the text in quotes."),
    ("found undefined escape", "an unknown escape in a text in double quotes.", "Use '…'."),
    ("undefined alias", "anchors and aliases (`&`, `*`) are not part of the language.", ""),
    ("undefined tag", "tags (`!`) are not part of the language.", "Put the text in quotes."),
    ("scanning an alias", "`*` begins an alias, which is not part of the language.", ""),
    ("scanning an anchor", "`&` begins an anchor, which is not part of the language.", ""),
    ("expected the node content", "a value is missing or misplaced here.", ""),
    ("scanning a directive", "`%` cannot begin a line.", "Put the text in quotes."),
    ("block scalar", "the text after `|` or `>` is not laid out as expected.", ""),
)


def syntax_problem(error: yaml.YAMLError, name: str, text: str) -> Problem:
    """The problem that a YAML error is about."""
    if isinstance(error, ReaderError):
        return _strange_character(error, name, text)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    for words, message, hint in _PLAINER:
        if words in said:
            return Problem(name, line, column, "", message, "", hint)
    return Problem(name, line, column, "", "this is not readable as YAML.", "", "")


def _strange_character(error: ReaderError, name: str, text: str) -> Problem:
    before = text[: error.position]
    line = before.count("\n") + 1
    column = error.position - before.rfind("\n")
    code = error.character if isinstance(error.character, int) else ord(error.character)
    message = f"an invisible or forbidden character (U+{code:04X})."
    return Problem(name, line, column, "", message, "", "Delete it.")
