"""Many numbers in one word, which differs where a bit of one of them does."""

import hashlib
from collections.abc import Iterable

import numpy as np


def bits_of(numbers: Iterable[float]) -> str:
    """The first digits of a hash of the numbers' bits, in their order.

    >>> bits_of([1.0, 2.0])
    'dc91ce9a'
    >>> bits_of([1.0, 2.0]) == bits_of([1.0, 2.0 + 2.0**-51])
    False
    """
    return hashlib.sha256(np.array([*numbers], dtype="<f8").tobytes()).hexdigest()[:8]
