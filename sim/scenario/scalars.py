"""Which words of a file are numbers.

Decides how an unquoted word of YAML is read: a whole number, a decimal number, or text.
Nothing is ever read as true, false, a date or an octal number; percentages and lengths of
time stay text until the field that holds them says what it wants (``units.py``).
"""

from __future__ import annotations

import math
import re

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
_DECIMAL = re.compile(r"[-+]?([0-9]+(_[0-9]+)*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_LONGEST = 40


def is_nothing(text: str) -> bool:
    """Whether an unquoted word stands for no value."""
    return text in _NOTHING


def resolve(text: str) -> int | float | str:
    """The value of an unquoted word.

    >>> resolve("20_000"), resolve("-3.0"), resolve("1e-3")
    (20000, -3.0, 0.001)
    >>> resolve("12%"), resolve("NO"), resolve("2025-01"), resolve("007")
    ('12%', 'NO', '2025-01', '007')
    """
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and not _has_leading_zero(text):
        value = float(text)
        return value if math.isfinite(value) else text
    return text


def _has_leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
