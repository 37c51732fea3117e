"""The number by which a product's luck is known.

Luck that belongs to a product is keyed by the product's name, so that adding or moving a
product changes nobody's luck with the others.
"""

from __future__ import annotations

import zlib

APART = 65_536
"""Keys nearer than this would share luck; such a pair of names is refused."""


def product_key(name: str) -> int:
    """A whole number from 0 to 2^32 - 1: the CRC-32 of the name in UTF-8.

    >>> product_key("mortgage")
    3775576784
    """
    return zlib.crc32(name.encode())
