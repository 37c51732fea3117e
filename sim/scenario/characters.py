"""Which characters a text may hold.

Decides that nothing stands in a text which a reader cannot see and a terminal obeys: control
characters, halves of characters, and controls of the direction of writing. The joiners that
Hindi, Arabic and other scripts are written with are allowed, and so are line breaks in a value.
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cs"})
_TURNS = frozenset({*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))})


def forbidden(text: str, *, lines: bool = False) -> str | None:
    """The first character that may not stand in a text, as its code; None where all may.

    ``lines`` allows line breaks.

    >>> forbidden("a\\x1bb"), forbidden("a\\nb", lines=True), forbidden("क्\u200dष")
    ('U+001B', None, None)
    """
    for letter in text:
        if lines and letter == "\n":
            continue
        if letter in _TURNS or unicodedata.category(letter) in _UNSEEN:
            return f"U+{ord(letter):04X}"
    return None
